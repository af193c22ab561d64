"""What employers ask for: the model and the reader of its records.

A record says who asked or counted, when, and how much each skill is asked for. It says nothing about anybody.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.records.model.localized_text import Text
from testamur.records.model.models import Alignment
from testamur.text import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandedSkill:
    """One skill that is asked for. `weight`: of a hundred employers or advertisements, how many ask for it."""

    skill: Alignment
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """`credentials/demand/<slug>.yml`: what one source asks for."""

    slug: str
    name: Text
    source: str  # occupation, survey, advertisements
    by: Text
    date: datetime.date
    count: int | None = None  # of employers who answered, or of advertisements
    url: str = ""
    occupation: Alignment | None = None
    skills: tuple[DemandedSkill, ...]


def read(slug: str, value: Mapping[str, Any]) -> Demand:
    """Return the demand whose file is called `slug`, from a value that its schema has accepted."""
    return Demand(
        slug=slug,
        name=value["name"],
        source=value["source"],
        by=value["by"],
        date=dates.day(value["date"]),
        # JSON Schema counts 20.0 among the whole numbers.
        count=int(value["count"]) if "count" in value else None,
        url=value.get("url", ""),
        occupation=_entry(value["occupation"]) if "occupation" in value else None,
        skills=tuple(DemandedSkill(skill=_entry(item), weight=item["weight"]) for item in value["skills"]),
    )


def _entry(value: Mapping[str, Any]) -> Alignment:
    return Alignment(
        target_name=value["targetName"],
        target_url=value.get("targetUrl", ""),
        target_framework=value.get("targetFramework", ""),
        target_code=value.get("targetCode", ""),
    )
