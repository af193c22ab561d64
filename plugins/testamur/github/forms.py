"""The issue forms: what each asks, in a registrar's words.

The file that GitHub shows (`form_files`) and the reader of its answers (`form_body`) are both made from this table, so
that neither asks for what the other does not know.
"""

from __future__ import annotations

from collections.abc import Mapping

from testamur.authoring.spreadsheets.import_plan import Answer
from testamur.github import form_body
from testamur.github.record_forms import questions, spoken_forms
from testamur.github.record_forms.form_fields import Field, Form
from testamur.publishing.words.texts import REASON

_AWARD = Field(
    id="award",
    label="Which award?",
    description="The link to its page, or its id. The learner's name, where they have only one award.",
)
HOLD, END_HOLD, WITHDRAW = "Put it on hold", "End the hold", "Withdraw it for good"
NAME, UNTIL, DAY = "The learner's name", "The last valid day", "The day it was awarded"
AGREED = "All awards of this learner lose what is personal in them. This cannot be taken back."
_CODES = ("awarded-in-error", "requirements-not-met", "under-review", "learner-request", "other")
REASONS: Mapping[str, str] = {REASON[code]: code for code in _CODES}
VISIBILITY: Mapping[str, str] = {
    "Only people with the link find the page": "unlisted",
    "Only people with the whole link can read it: the page is encrypted": "sealed",
    "Everyone may find it: it stands in our lists": "public",
    "Nobody: there is no page, we send the files": "private",
}
_LEARNER = Field(
    id="learner",
    label="Who earned it?",
    description="The name as the learner writes it, or their learner id (l-4821) if they have an award already.",
    placeholder="Ada Okafor",
)

SAME_PERSON: Mapping[str, Answer | None] = {
    "I do not know: stop and tell me": None,
    "It is the same person": "same",
    "It is somebody else": "new",
}
_SAME = Field(
    id="same",
    label="Somebody of this name is here already?",
    kind="dropdown",
    description="A name alone does not say who it is. Matters only if there is such a person.",
    options=tuple(SAME_PERSON),
    preselected=True,
)

FORMS: tuple[Form, ...] = (
    Form(
        id="award",
        name="Award a badge",
        description="To one learner.",
        fields=(
            Field(
                id="achievement",
                label="What was earned?",
                description="Its name, or the link to its page.",
                placeholder="Data Analysis Foundations",
            ),
            _LEARNER,
            Field(
                id="email",
                label="Their e-mail address",
                description="For telling two people of one name apart. Never published.",
                required=False,
                closed_only=True,
            ),
            _SAME,
            Field(
                id="date",
                label="On which day?",
                description="Year-month-day. Left empty: the day on which this form is sent.",
                required=False,
                placeholder="2026-05-14",
            ),
            Field(
                id="results",
                label="Results",
                kind="textarea",
                description="If there are any, one a line: Final project: 87",
                required=False,
            ),
            Field(
                id="visibility",
                label="Who may find the page?",
                kind="dropdown",
                options=tuple(VISIBILITY),
                preselected=True,
            ),
        ),
    ),
    Form(
        id="award-many",
        name="Award many",
        description="Paste the rows of a spreadsheet.",
        fields=(
            Field(
                id="achievement",
                label="What was earned?",
                description="Its name or link, if the table has no column for it.",
                required=False,
            ),
            Field(
                id="date",
                label="On which day?",
                description="Year-month-day, if the table has no column for it.",
                required=False,
            ),
            Field(
                id="table",
                label="The table",
                kind="textarea",
                description="In your spreadsheet, select the rows and the one that names the columns; copy, and paste.",
                placeholder="Name\tE-mail\tFinal project",
            ),
            _SAME,
        ),
    ),
    Form(
        id="withdraw",
        name="Withdraw or put on hold",
        description="An award that was made in error, or that is being looked into.",
        fields=(
            _AWARD,
            Field(id="act", label="What is to happen?", kind="dropdown", options=(HOLD, WITHDRAW, END_HOLD)),
            Field(
                id="reason",
                label="What may the page say?",
                kind="dropdown",
                description="The page says this sentence, and no more.",
                options=tuple(REASONS),
            ),
        ),
    ),
    Form(
        id="correct",
        name="Correct details",
        description="A name that is misspelt, or a wrong day. Another person or result is another award.",
        fields=(
            _AWARD,
            Field(id="detail", label="What is wrong?", kind="dropdown", options=(NAME, UNTIL, DAY)),
            Field(id="text", label="What should it be?", description="Days as year-month-day: 2026-05-14."),
        ),
    ),
    Form(
        id="removal",
        name="Ask for removal",
        description="A learner wants their data removed.",
        fields=(
            Field(
                id="learner",
                label="Whose data?",
                description="Their learner id, or the link to one of their awards.",
            ),
            Field(id="agreed", label="Please read", kind="checkboxes", options=(AGREED,)),
        ),
    ),
    *questions.FORMS,
)


def by_label(labels: list[str]) -> Form | None:
    """Return the form that an issue's labels name; None where they name none, or two."""
    found = [form for form in FORMS if form.label in labels]
    return found[0] if len(found) == 1 else None


def of_issue(labels: list[str], body: str) -> Form | None:
    """Return the form that an issue was made with: by its label, else by its headings; None where it was made without.

    GitHub adds a label only where the repository has one of that name, so a label that is missing says nothing.
    """
    if named := by_label(labels):
        return named
    headings = form_body.headings(body)
    found = [form for form in FORMS if _is_asked(spoken_forms.as_sent(form, body), headings)]
    return found[0] if len(found) == 1 else None


def _is_asked(form: Form, headings: frozenset[str]) -> bool:
    """Say whether all that a form asks, in an open or in a closed repository, is among the headings."""
    return any({one.label for one in form.asked(is_open=is_open)} <= headings for is_open in (False, True))
