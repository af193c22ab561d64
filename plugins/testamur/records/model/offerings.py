"""Offerings: runs of a course that leads to an achievement, and their figures.

They hold counts of people and never names. A number that was not counted is None, which is not 0.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.records.model.localized_text import Text
from testamur.text import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Feedback of learners or employers in figures. `score` is an average on a scale from `worst` to `best`."""

    by: str  # learners, employers
    date: datetime.date
    responses: int
    score: float
    worst: float
    best: float
    changed: Text = ""  # Markdown: what was changed because of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """An external evaluation."""

    by: Text
    date: datetime.date
    report: str = ""
    finding: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """`credentials/offerings/<slug>.yml`: one run of a course."""

    slug: str
    achievement: str
    name: Text = ""
    first_day: datetime.date
    last_day: datetime.date
    language: str = ""
    mode: str = ""
    places: int | None = None
    enrolled: int | None = None
    completed: int | None = None  # of those enrolled
    passed: int | None = None  # of those who completed
    results_of: str = ""  # the id of one of the achievement's results
    results: tuple[tuple[str, int], ...] = ()  # value or range, and how many reached it; lowest first
    as_of: datetime.date  # the day on which the figures were true
    source: Text = ""
    feedback: tuple[Feedback, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    survey: str = ""


def read(slug: str, value: Mapping[str, Any]) -> Offering:
    """Return the offering whose file is called `slug`, from a value that its schema has accepted."""
    period, results = value["period"], value.get("results", {})
    return Offering(
        slug=slug,
        achievement=value["achievement"],
        name=value.get("name", ""),
        first_day=dates.day(period["from"]),
        last_day=dates.day(period["to"]),
        language=value.get("language", ""),
        mode=value.get("mode", ""),
        places=_count(value.get("places")),
        enrolled=_count(value.get("enrolled")),
        completed=_count(value.get("completed")),
        passed=_count(value.get("passed")),
        results_of=results.get("of", ""),
        results=tuple((item["value"], int(item["count"])) for item in results.get("counts", ())),
        as_of=dates.day(value.get("asOf", period["to"])),
        source=value.get("source", ""),
        feedback=tuple(_feedback(item) for item in value.get("feedback", ())),
        evaluations=tuple(
            Evaluation(
                by=item["by"],
                date=dates.day(item["date"]),
                report=item.get("report", ""),
                finding=item.get("finding", ""),
            )
            for item in value.get("evaluation", ())
        ),
        survey=value.get("survey", ""),
    )


def _count(value: float | None) -> int | None:
    # JSON Schema counts 20.0 among the whole numbers.
    return None if value is None else int(value)


def _feedback(value: Mapping[str, Any]) -> Feedback:
    return Feedback(
        by=value["by"],
        date=dates.day(value["date"]),
        responses=int(value["responses"]),
        score=value["score"],
        worst=value["scale"]["worst"],
        best=value["scale"]["best"],
        changed=value.get("changed", ""),
    )
