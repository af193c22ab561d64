"""Checks what employers ask for: a day that has come, skills that can be compared, none twice, and codes that fit."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from testamur.errors import Problem
from testamur.records.model.demand import Demand
from testamur.records.parsing.parsed import Parsed, problem
from testamur.records.rules import alignments, days, frameworks
from testamur.text.languages.messages import msg


def check(parsed: Parsed, demand: Demand, today: datetime.date) -> Iterator[Problem]:
    """Yield every problem of a demand."""
    yield from days.check_has_come(parsed, ("date",), demand.date, today)
    if demand.source == "occupation" and demand.occupation is None:
        reason = msg("nothing says which occupation it is")
        remedy = msg("Add occupation: with its targetName, targetFramework and targetCode")
        yield problem(parsed, (), code="missing-field", reason=reason, remedy=remedy)
    if demand.occupation is not None:
        yield from alignments.check_one(parsed, ("occupation",), demand.occupation)
    yield from _check_skills(parsed, demand)


def _check_skills(parsed: Parsed, demand: Demand) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for index, demanded in enumerate(demand.skills):
        skill = demanded.skill
        yield from alignments.check_one(parsed, ("skills", index), skill)
        entry = frameworks.entry_of(skill.target_framework, skill.target_code, skill.target_url)
        if not entry[1] or not (skill.target_framework or skill.target_url):
            reason = msg(
                "nothing says which skill of which framework this is, so it cannot be compared with what is taught"
            )
            remedy = msg("Add its targetUrl, or its targetFramework and targetCode")
            yield problem(parsed, ("skills", index), code="missing-field", reason=reason, remedy=remedy)
        elif first.setdefault(entry, index) != index:
            reason = msg("this skill is asked for already, as number {value} of the list", value=first[entry] + 1)
            yield problem(
                parsed,
                ("skills", index),
                code="duplicate",
                reason=reason,
                remedy=msg("Keep one of the two, with its weight"),
            )
