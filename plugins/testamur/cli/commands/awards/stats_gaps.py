"""What employers ask for beside what is taught, as `testamur stats --gaps` prints it: a table, CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from testamur.figures.skill_gaps import AskedSkill
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry
from testamur.terminal import tables
from testamur.text import csv_cells
from testamur.text.reporting import number_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One skill. The fields are the columns of CSV, in order."""

    skill: str
    framework: str
    code: str
    url: str
    weight: str
    asked: str  # the slugs of the demands, each with its weight
    taught: str  # the slugs of achievements


def as_table(registry: Registry, skills: Sequence[AskedSkill]) -> str:
    """Return the skills as a table for people: those that nobody teaches first."""
    if not skills:
        return "Nothing is known to be asked for: testamur new demand --from FILE adds it.\n"
    lines = list(_lines(registry, skills))
    rows = [(line.skill, line.weight, line.asked, line.taught or "nobody") for line in lines]
    untaught = sum(not skill.taught for skill in skills)
    are = "is" if len(skills) == 1 else "are"
    summary = f"{number_of(len(skills), 'skill')} {are} asked for; nobody teaches {untaught}."
    return (
        "\n".join([*tables.aligned_lines(("skill", "weight", "asked for by", "taught in"), rows), "", summary]) + "\n"
    )


def as_csv(registry: Registry, skills: Sequence[AskedSkill]) -> str:
    """Return the skills as comma-separated values; no cell is a formula."""
    return csv_cells.table(Line, _lines(registry, skills))


def as_json(registry: Registry, skills: Sequence[AskedSkill]) -> str:
    """Return the skills as JSON."""
    value = [
        {
            "targetName": say(one.skill.target_name, *registry.issuer.languages),
            "targetFramework": one.skill.target_framework,
            "targetCode": one.skill.target_code,
            "targetUrl": one.skill.target_url,
            "weight": one.weight,
            "askedFor": [
                {
                    "demand": asking.demand.slug,
                    "source": asking.demand.source,
                    "by": say(asking.demand.by, *registry.issuer.languages),
                    "date": asking.demand.date.isoformat(),
                    "weight": asking.weight,
                }
                for asking in one.asking
            ],
            "taught": list(one.taught),
        }
        for one in _untaught_first(skills)
    ]
    return json.dumps({"skills": value}, ensure_ascii=False, indent=2) + "\n"


def _lines(registry: Registry, skills: Sequence[AskedSkill]) -> Iterator[Line]:
    for one in _untaught_first(skills):
        yield Line(
            skill=say(one.skill.target_name, *registry.issuer.languages),
            framework=one.skill.target_framework,
            code=one.skill.target_code,
            url=one.skill.target_url,
            weight=f"{one.weight:g}",
            asked="; ".join(f"{asking.demand.slug} {asking.weight:g}" for asking in one.asking),
            taught="; ".join(one.taught),
        )


def _untaught_first(skills: Sequence[AskedSkill]) -> list[AskedSkill]:
    return sorted(skills, key=lambda one: bool(one.taught))
