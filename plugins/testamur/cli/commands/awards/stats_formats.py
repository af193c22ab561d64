"""The figures of `testamur stats` as a table for people, as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from testamur.figures import institution_figures
from testamur.figures.course_counts import CountKey
from testamur.figures.institution_figures import AGAINST, THIS, Figures
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry
from testamur.terminal import tables
from testamur.text import csv_cells

_SUBJECTS = {
    "awards": "awards",
    "enrolled": "enrolled",
    "completion-of": "enrolled, where completion is known",
    "completed": "completed",
    "pass-of": "completed, where passing is known",
    "passed": "passed",
}
_HIDDEN = "not shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table. The fields are the columns, in order; numbers are written in digits, or "not shown"."""

    counted: str
    by: str
    key: str
    name: str
    all: str
    this: str
    against: str


def lines(registry: Registry, figures: Figures) -> Iterator[Line]:
    """Yield a line for every figure and every rate: over all days and in the two periods."""
    places = dict.fromkeys((subject, group, key) for subject, _, group, key in figures.counts)
    for subject, group, key in places:
        if subject not in {"completion-of", "pass-of"}:
            numbers = [_cell(figures, subject, span, group, key) for span in ("", THIS, AGAINST)]
            yield _line(registry, figures, _SUBJECTS[subject], group, key, numbers)
        if subject in {"completed", "passed"}:
            rate = "completion" if subject == "completed" else "pass"
            rates = [figures.rate(rate, grouping=group, key=key, span=span) for span in ("", THIS, AGAINST)]
            cells = ["" if value is None else f"{value:.3f}" for value in rates]
            if any(cells):
                yield _line(registry, figures, f"{rate} rate", group, key, cells)


def as_table(registry: Registry, figures: Figures) -> str:
    """Return the figures as a table for people, with achievements and courses that deserve a look."""
    this, other = figures.spans[THIS], figures.spans[AGAINST]
    head = ("counted", "by", "which", "all", f"{this.first} to {this.last}", f"{other.first} to {other.last}")
    rows = [
        (line.counted, line.by, line.name or line.key, line.all, line.this, line.against)
        for line in lines(registry, figures)
        if {line.all, line.this, line.against} - {"0", ""}
    ]
    counted = tables.aligned_lines(head, rows) if rows else ["Nothing is counted yet."]
    text = [*counted, "", f"As of {figures.as_of}."]
    for average in institution_figures.averages(figures.opinions):
        scale = f"{average.worst:g} to {average.best:g}"
        text.append(
            f"Feedback of {average.by}: {average.score:.1f} on a scale from {scale}, {average.responses} answers."
        )
    for words, slugs in (
        ("Nobody took", figures.not_taken),
        ("Nobody was asked about", figures.without_feedback),
        ("No figures of", figures.without_figures),
    ):
        text += [f"{words}: {', '.join(slugs)}."] if slugs else []
    return "\n".join(text) + "\n"


def as_csv(registry: Registry, figures: Figures) -> str:
    """Return the figures as comma-separated values; no cell is a formula."""
    return csv_cells.table(Line, lines(registry, figures))


def as_json(registry: Registry, figures: Figures) -> str:
    """Return the figures as JSON; null stands for a number that is not shown."""
    spoken = registry.issuer.languages
    counts = [
        {"counted": subject, "period": span or "all", "by": group, "key": key, "number": number}
        for (subject, span, group, key), number in figures.counts.items()
    ]
    value = {
        "asOf": figures.as_of.isoformat(),
        "threshold": figures.threshold,
        "periods": {
            name: {"from": str(period.first), "to": str(period.last)} for name, period in figures.spans.items()
        },
        "figures": counts,
        "feedback": _feedback(figures),
        "changed": [
            {"offering": offering.slug, "date": str(feedback.date), "text": say(feedback.changed, *spoken)}
            for offering in registry.offerings.values()
            for feedback in offering.feedback
            if feedback.changed
        ],
        "evaluations": [
            {
                "offering": offering.slug,
                "date": str(evaluation.date),
                "by": say(evaluation.by, *spoken),
                "report": evaluation.report,
            }
            for offering in registry.offerings.values()
            for evaluation in offering.evaluations
        ],
        "nobodyTook": figures.not_taken,
        "withoutFeedback": figures.without_feedback,
        "withoutFigures": figures.without_figures,
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _feedback(figures: Figures) -> list[dict[str, Any]]:
    return [
        {
            "offering": opinion.offering.slug,
            "by": opinion.feedback.by,
            "date": opinion.feedback.date.isoformat(),
            "score": round(opinion.feedback.score, 1),
            "scale": {"worst": opinion.feedback.worst, "best": opinion.feedback.best},
            "responses": opinion.responses,
        }
        for opinion in figures.opinions
    ]


def _cell(figures: Figures, subject: str, span: str, group: str, key: str) -> str:
    place = CountKey(subject, span, group, key)
    if place not in figures.counts:
        return ""
    number = figures.counts[place]
    return _HIDDEN if number is None else str(number)


def _line(registry: Registry, figures: Figures, counted: str, group: str, key: str, cells: list[str]) -> Line:
    spoken = registry.issuer.languages
    name = ""
    if group == "achievement":
        name = say(registry.achievements[key].name, *spoken)
    elif group == "skill":
        name = say(figures.skills[key].target_name, *spoken)
    every, this, against = cells
    return Line(counted=counted, by=group, key=key, name=name, all=every, this=this, against=against)
