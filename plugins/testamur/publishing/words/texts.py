"""Fixed words for codes: standings, reasons, and the vocabularies of Open Badges and of frameworks.

Each is a whole word or sentence in English, translated where it is shown (the filter `word`). Words
that are also signed (assessment, participation …) are `credentials.words`, shown by the filter `said`.
Reasons accuse nobody (docs/records.md, "Reasons"). A code without words here is shown as it is written.
"""

from __future__ import annotations

import functools
import gettext
from collections.abc import Mapping

from babel import Locale


def _word_table(**words: str) -> Mapping[str, str]:
    """Return a table whose keys are codes, written with `_` for their hyphens."""
    return {code.replace("_", "-"): text for code, text in words.items()}


STANDING = _word_table(
    current="Current",
    expired="Expired",
    not_yet="Not yet in force",
    on_hold="On hold",
    replaced="Replaced",
    withdrawn="Withdrawn",
    erased="Details removed",
)

REASON = _word_table(
    awarded_in_error="It was recorded in error by the institution.",
    requirements_not_met="A later review found that not everything it asks for had been completed.",
    under_review="The institution is reviewing it. A review is not a finding.",
    replaced="A newer award takes its place.",
    details_corrected="Details of it were put right.",
    learner_request="The person it was awarded to asked for this.",
    other="The institution gives no further reason here.",
)

ACHIEVEMENT_TYPE = {
    "Achievement": "Achievement",
    "ApprenticeshipCertificate": "Apprenticeship certificate",
    "Assessment": "Assessment",
    "Assignment": "Assignment",
    "Award": "Prize or award",
    "Badge": "Badge",
    "Certificate": "Certificate",
    "CertificateOfCompletion": "Certificate of completion",
    "Certification": "Certification",
    "CoCurricular": "Co-curricular activity",
    "CommunityService": "Community service",
    "Competency": "Competency",
    "Course": "Course",
    "Fieldwork": "Fieldwork",
    "LearningProgram": "Learning programme",
    "License": "Licence",
    "Membership": "Membership",
    "MicroCredential": "Micro-credential",
    "ProfessionalDoctorate": "Professional doctorate",
}

RESULT_STATUS = {
    "Completed": "Completed",
    "Enrolled": "Enrolled",
    "Failed": "Not passed",
    "InProgress": "In progress",
    "OnHold": "On hold",
    "Provisional": "Provisional",
    "Withdrew": "Withdrew",
}

# Only those that a reader could not tell from the value itself.
RESULT_TYPE = {
    "GradePointAverage": "Grade point average",
    "RawScore": "Points",
    "ScaledScore": "Scaled score",
}

QF_EHEA = _word_table(
    short_cycle="QF-EHEA short cycle",
    first_cycle="QF-EHEA first cycle",
    second_cycle="QF-EHEA second cycle",
    third_cycle="QF-EHEA third cycle",
)

# The days of an award, on its page.
AWARD_DAY = _word_table(
    awarded="Awarded",
    signed="Signed",
    corrected="Corrected, and signed anew",
    on_hold="Put on hold",
    withdrawn="Withdrawn",
    replaced="Replaced",
    renewed="Renewed by a newer award",
    ends="Last day",
    ended="Ended",
)

KEY_STATE = _word_table(
    active="In use.",
    retired="Retired: it signs no more, and what it signed stays good.",
    compromised="Given up: nothing that it signed is to be relied on.",
)

ENDORSER_ROLE = _word_table(
    employer="employer",
    institution="educational institution",
    professional_body="professional body",
    quality_agency="quality agency",
    public_body="public body",
    other="",
)


FEEDBACK_BY = _word_table(learners="Learners", employers="Employers")

# From where it is known what employers ask for.
DEMAND_SOURCE = _word_table(
    occupation="Description of an occupation", survey="Survey of employers", advertisements="Job advertisements"
)

MODE = _word_table(online="Online", in_person="In person", blended="Blended")

COUNTED = _word_table(awards="Awards", enrolled="People enrolled")

# What the samples of the page "Check an award" are, by their verdicts.
SAMPLE = {
    "VALID": "In force",
    "EXPIRED": "Expired",
    "NOT YET VALID": "Not yet in force",
    "SUSPENDED": "On hold",
    "REVOKED": "Withdrawn",
    "SUPERSEDED": "Replaced by a newer copy",
    "UNTRUSTED ISSUER": "Of an issuer that is not known here",
    "INVALID": "Altered after it was signed",
    "INDETERMINATE": "Its status list cannot be read",
}

# The major groups of SOC 2018, by the first two digits of a code, in a few words each.
SKILL_FIELD = _word_table(
    soc_11="Management",
    soc_13="Business and finance",
    soc_15="Computing and mathematics",
    soc_17="Architecture and engineering",
    soc_19="Life, physical and social sciences",
    soc_21="Community and social services",
    soc_23="Law",
    soc_25="Education and libraries",
    soc_27="Arts, design, sport and media",
    soc_29="Health care",
    soc_31="Support in health care",
    soc_33="Protective services",
    soc_35="Food preparation and serving",
    soc_37="Cleaning and care of buildings and grounds",
    soc_39="Personal care and services",
    soc_41="Sales",
    soc_43="Office and administration",
    soc_45="Farming, fishing and forestry",
    soc_47="Construction and extraction",
    soc_49="Installation, maintenance and repair",
    soc_51="Production",
    soc_53="Transport and moving of goods",
    soc_55="Military",
)

# The letter to a learner whose award is new: its parts, in their order.
LETTER = _word_table(
    subject="Your award: {title}",
    greeting="Dear {name},",
    awarded="{institution} has awarded you {title}, on {date}.",
    page="This is its page, and the link is yours to share. It stays where it is:",
    steps="Opened with this link, the page also shows how to keep a copy, how to put it on LinkedIn or into a "
    "credential wallet, and how to print it. You need no account.",
    **{
        "sealed-page": "This is its page. It is sealed: only this whole link opens it, to the last letter, and whoever "
        "has the link can read it. What lies on the site is encrypted:",
        "sealed-steps": "Keep it well: there is no account. If you lose it, or somebody has it who should not, answer "
        "this letter: we make a new link, and this one stops working.",
    },
    check="Whoever you give it to can check it there for themselves, for as long as it is valid.",
    wrong="Is something wrong with it? Answer this letter.",
    closing="Congratulations!",
)

# On the picture that networks show with a link to an achievement.
CARD = _word_table(check="Check it at {host}")

TABLES: Mapping[str, Mapping[str, str]] = {
    "standing": STANDING,
    "reason": REASON,
    "achievementType": ACHIEVEMENT_TYPE,
    "resultStatus": RESULT_STATUS,
    "resultType": RESULT_TYPE,
    "qfEhea": QF_EHEA,
    "awardDay": AWARD_DAY,
    "keyState": KEY_STATE,
    "endorserRole": ENDORSER_ROLE,
    "feedbackBy": FEEDBACK_BY,
    "demandSource": DEMAND_SOURCE,
    "mode": MODE,
    "counted": COUNTED,
    "sample": SAMPLE,
    "letter": LETTER,
    "card": CARD,
    "skillField": SKILL_FIELD,
}


# The same English word stands elsewhere for something else: over a column of numbers, or for what is awarded.
CONTEXTS: Mapping[str, str] = {"resultStatus": "status of a result", "achievementType": "type of achievement"}


def words(table: str, code: str) -> str:
    """Return the English words for `code` in one of TABLES; KeyError for an unknown table."""
    # Open Badges marks a term of an issuer's own with `ext:`; readers need only its name.
    return TABLES[table].get(code, code.removeprefix("ext:"))


def translated(catalogue: gettext.NullTranslations, table: str, code: str) -> str:
    """Return the words for `code` in the language of a catalogue."""
    context, english = CONTEXTS.get(table), words(table, code)
    return catalogue.pgettext(context, english) if context else catalogue.gettext(english)


@functools.lru_cache(maxsize=512)
def language_name(tag: str, *, locale: str) -> str:
    """Return a language's name in the page's language; an unknown tag stays a tag."""
    return str(Locale.parse(locale).languages.get(tag.partition("-")[0], tag))
