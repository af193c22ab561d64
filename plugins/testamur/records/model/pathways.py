"""Pathways: achievements that together lead to a goal.

A pathway requires all of its steps; a step is an achievement, another whole pathway, or a choice of some among several.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from testamur.records.model.localized_text import Text
from testamur.text import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Exactly one of: an achievement's slug, a pathway's slug, or how many to choose among which."""

    achievement: str = ""
    pathway: str = ""
    choose: int = 0  # of `of`; 0 where it is no choice
    of: tuple[Step, ...] = ()  # achievements and pathways, never a choice again
    name: Text = ""  # what a choice is called


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A degree, or a programme of another institution, towards which a whole pathway counts."""

    name: Text
    institution: Text
    credits: float | None = None  # ECTS, that they recognise
    url: str = ""
    until: datetime.date | None = None  # the last day of the agreement

    def has_ended(self, day: datetime.date) -> bool:
        """Say whether the last day of the agreement is over."""
        return self.until is not None and self.until < day


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """`credentials/pathways/<slug>.yml`: one pathway."""

    slug: str
    name: Text
    description: Text = ""
    steps: tuple[Step, ...]
    is_ordered: bool = False
    milestone: str = ""  # the achievement that is awarded when all of it is done
    retired: datetime.date | None = None
    leads_to: Programme | None = None


def read(slug: str, value: Mapping[str, Any]) -> Pathway:
    """Return the pathway whose file is called `slug`, from a value that its schema has accepted."""
    return Pathway(
        slug=slug,
        name=value["name"],
        description=value.get("description", ""),
        steps=tuple(_step(step) for step in value["steps"]),
        is_ordered=value.get("ordered", False),
        milestone=value.get("milestone", ""),
        retired=dates.day(value["retired"]) if "retired" in value else None,
        leads_to=_programme(value["leadsTo"]) if "leadsTo" in value else None,
    )


def leaves(step: Step) -> Iterator[Step]:
    """Yield the achievements and pathways that a step names."""
    if step.of:
        yield from step.of
    else:
        yield step


def all_leaves(pathway: Pathway) -> Iterator[Step]:
    """Yield the achievements and pathways that the steps of a pathway name."""
    for step in pathway.steps:
        yield from leaves(step)


def achievements_named(pathway: Pathway) -> Iterator[str]:
    """Yield every achievement that a pathway itself names, including its milestone."""
    yield from (leaf.achievement for leaf in all_leaves(pathway) if leaf.achievement)
    if pathway.milestone:
        yield pathway.milestone


def _programme(value: Mapping[str, Any]) -> Programme:
    return Programme(
        name=value["name"],
        institution=value["institution"],
        credits=value.get("credits"),
        url=value.get("url", ""),
        until=dates.day(value["until"]) if "until" in value else None,
    )


def _step(value: Mapping[str, Any]) -> Step:
    return Step(
        achievement=value.get("achievement", ""),
        pathway=value.get("pathway", ""),
        # JSON Schema counts 2.0 among the whole numbers.
        choose=int(value.get("choose", 0)),
        of=tuple(_step(part) for part in value.get("of", ())),
        name=value.get("name", ""),
    )
