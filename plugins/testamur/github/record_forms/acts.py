"""What the forms for achievements, courses and endorsements come to; for courses, see `course_report`.

A title has no name of a person in it, nor of who endorses: it is read by whoever may read issues.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from testamur.errors import UsageError
from testamur.github.record_forms import course_report, questions
from testamur.github.record_forms.additions import Made, addition, title_of
from testamur.github.record_forms.answers import Answers, number
from testamur.github.record_forms.form_fields import Form
from testamur.records.parsing import formats
from testamur.records.parsing.formats import FormatError
from testamur.records.registry import Registry
from testamur.text import reporting
from testamur.text.slugs import SLUG, join_slugs, slug_of

_LONGEST_SLUG = 80
_OF_ACHIEVEMENT = {
    "name": "title",
    "achievementType": "kind",
    "inLanguage": "language",
    "description": "about",
    "outcomes": "outcomes",
    "criteria": "criteria",
    "creditsAvailable": "credits",
    "workload": "hours",
    "level": "level",
    "assessment": "assessment",
    "participation": "mode",
    "qualityAssurance": "quality",
}
_OF_ENDORSEMENT = {
    "achievement": "achievement",
    "endorser.role": "role",
    "endorser.url": "url",
    "endorser": "by",
    "date": "date",
    "comment": "comment",
    "source": "source",
}


def achievement(given: Answers, registry: Registry, today: datetime.date) -> Made:
    """Return the change that adds an achievement."""
    title = given.text("title")
    slug = given.read("slug", _slug) or slug_of(title)
    if not slug and not given.problems:
        raise UsageError(
            "no name for addresses can be made of its title: answer the question what it is called there, too"
        )
    quality, assessment = given.text("quality"), given.code("assessment", questions.ASSESSMENTS)
    level = given.code("level", questions.LEVELS)
    record = {
        "name": title,
        "achievementType": given.code("kind", questions.KINDS),
        "inLanguage": given.text("language"),
        "description": given.text("about"),
        "outcomes": given.lines("outcomes", str),
        "criteria": given.text("criteria"),
        "creditsAvailable": given.read("credits", number),
        "workload": {"hours": given.read("hours", number)},
        "level": {"eqf": int(level)} if level else {},
        "assessment": {"type": [assessment]} if assessment else {},
        "participation": given.code("mode", questions.MODES),
        "qualityAssurance": {"name": quality, "type": "internal"} if quality else {},
    }
    given.refuse()
    make = addition(given, registry, today, "achievement", f"achievements/{slug}.yml", record, _OF_ACHIEVEMENT)
    return f"Add an achievement: {reporting.one_line(title, 100)}", make


def endorsement(given: Answers, registry: Registry, today: datetime.date) -> Made:
    """Return the change that adds an endorsement that was received."""
    slug, who = given.achievement("achievement", registry), given.text("by")
    record = {
        "achievement": slug,
        "endorser": {
            "name": who,
            "role": given.code("role", questions.ROLES),
            "url": given.read("url", _https) or "",
        },
        "date": given.day("date"),
        "comment": given.text("comment"),
        "source": given.read("source", _https) or "",
    }
    given.refuse()
    name = join_slugs(slug_of(who), slug, otherwise="endorsement")
    what = title_of(registry, slug) if slug else "the institution"
    make = addition(given, registry, today, "endorsement", f"endorsements/{name}.yml", record, _OF_ENDORSEMENT)
    return f"Add an endorsement of {what}", make


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text) or len(text) > _LONGEST_SLUG:
        raise FormatError("format", "this is no name for an address", "Write small letters, digits and hyphens")
    return text


def _https(text: str) -> str:
    formats.https_address(text)
    return text


def apply(form: Form, answers: Mapping[str, str], registry: Registry, today: datetime.date) -> Made:
    """Return what the answers to one of these forms come to; writes nothing. `answers` are by the ids of questions.

    RecordsError has the problems by question; UsageError is one sentence about the whole.
    """
    return ACTS[form.id](Answers(form, answers), registry, today)


ACTS: Mapping[str, Callable[[Answers, Registry, datetime.date], Made]] = {
    "achievement": achievement,
    "course": course_report.course,
    "endorsement": endorsement,
}
