"""What the report of a course comes to: a new run, or the figures of one that is there already.

Of a run that is there, what is not answered stays as it is, and so does every byte that is not concerned.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from testamur.authoring.acts import amending
from testamur.authoring.acts.amending import FieldEdit
from testamur.authoring.courses import offering_record
from testamur.errors import UsageError
from testamur.github.record_forms import questions
from testamur.github.record_forms.additions import Made, addition, title_of
from testamur.github.record_forms.answers import Answers, told_in_questions
from testamur.records.model.history import HistoryLine
from testamur.records.model.localized_text import say
from testamur.records.model.offerings import Offering
from testamur.records.registry import Registry

_OF_COURSE = {
    "achievement": "achievement",
    "name": "run",
    "period.from": "first",
    "period.to": "last",
    "period": "last",
    "language": "language",
    "mode": "mode",
    **{name: name for name in offering_record.COUNTS},
    "results": "spread",
    "asOf": "as_of",
    "source": "source",
    "feedback.0.score": "score",
    "feedback.0.scale": "score",
    "feedback.0.date": "asked_on",
    "feedback.0.changed": "changed",
    "feedback": "responses",
}


def course(given: Answers, registry: Registry, today: datetime.date) -> Made:
    """Return the change that adds a run of a course, or the figures to one that is there."""
    slug, first, last = given.achievement("achievement", registry), given.day("first"), given.day("last")
    counts = {name: given.read(name, offering_record.count) for name in offering_record.COUNTS}
    spread = given.lines("spread", offering_record.spread_line)
    feedback = _feedback(given)
    details = {
        "name": given.text("run"),
        "language": given.text("language"),
        "mode": given.code("mode", questions.MODES),
        "asOf": given.day("as_of"),
        "source": given.text("source"),
    }
    given.refuse()
    results_of = _only_result(registry, slug) if spread else ""
    record = offering_record.record(
        achievement=slug, first=first, last=last, counts=counts, results_of=results_of, spread=spread,
        feedback=feedback, **details,
    )  # fmt: skip
    title = f"Report a course: {title_of(registry, slug)}"
    there = _run_that_is_there(registry, slug, first, last, details["name"])
    if there is None:
        stem = offering_record.stem(slug, details["name"], first)
        return title, addition(given, registry, today, "offering", f"offerings/{stem}.yml", record, _OF_COURSE)
    return title, _figures(given, registry, today, there, record)


def _figures(
    given: Answers, registry: Registry, today: datetime.date, there: Offering, record: Mapping[str, Any]
) -> Callable[[], Any]:
    """Return what writes the figures into the record of a run that is there: what is not answered stays."""
    current = amending.current(registry, "offering", there.slug)
    feedback = [*current.get("feedback", ()), *record["feedback"]]
    wanted = {name: record.get(name) for name in ("language", "mode", *offering_record.COUNTS, "asOf", "source")}
    edits = [FieldEdit(path=(name,), value=value) for name, value in wanted.items() if value not in {None, ""}]
    edits += [FieldEdit(path=("results",), value=record["results"])] if record["results"] else []
    edits += [FieldEdit(path=("feedback",), value=feedback)] if record["feedback"] else []
    line = HistoryLine(date=today, act="corrected")

    def write() -> None:
        amended = amending.amend(registry, "offering", there.slug, edits, today=today, line=line)
        amended.change.make(registry)

    return told_in_questions(write, given, _OF_COURSE)


def _run_that_is_there(registry: Registry, slug: str, first: str, last: str, name: str) -> Offering | None:
    """Return the run that the answers are about, if it is there; UsageError where it may be one of several."""
    same = [
        offering
        for offering in registry.offerings.values()
        if offering.achievement == slug
        and (offering.first_day.isoformat(), offering.last_day.isoformat()) == (first, last)
    ]
    languages = registry.issuer.languages
    called = [offering for offering in same if name and say(offering.name, *languages) == name]
    found = called or (same if not name else [])
    if len(found) > 1:
        raise UsageError("several runs of this course have these days: say what this one is called")
    return found[0] if found else None


def _feedback(given: Answers) -> dict[str, Any] | None:
    """Return what learners said; None where nothing is answered. A part that is missing is the schema's to tell."""
    score = given.read("score", _score)
    feedback = {
        "by": "learners",
        "date": given.day("asked_on"),
        "responses": given.read("responses", offering_record.count),
        "score": score[0] if score else None,
        "scale": score[1] if score else {},
        "changed": given.text("changed"),
    }
    is_answered = any(given.text(name) for name in ("responses", "score", "asked_on", "changed"))
    return {name: part for name, part in feedback.items() if part not in (None, "", {})} if is_answered else None


def _score(text: str) -> tuple[int | float, dict[str, int | float]]:
    average, separator, scale = text.partition(" of ")
    if not separator:
        raise ValueError("write the average and the scale: 4.3 of 1-5")
    return offering_record.score(average), offering_record.scale(scale)


def _only_result(registry: Registry, slug: str) -> str:
    ids = [result.id for result in registry.achievements[slug].result_descriptions]
    if len(ids) != 1:
        raise UsageError(
            f"the achievement describes {len(ids) or 'no'} results, and the form cannot say of which one the numbers "
            "are: leave the question how many reached what empty, and let your helper add them"
        )
    return ids[0]
