"""What micro-credentials in the European Union say of an achievement, and Open Badges has no members for.

Its level, how it was assessed, what assures its quality, and what it counts towards. Follows the Council Recommendation
of 16 June 2022 on micro-credentials (2022/C 243/02), annex I; `rules.completeness` says which elements are missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from testamur.records.model.localized_text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A qualifications-framework level, and who confirmed it ("" when nobody did)."""

    eqf: int | None = None
    qf_ehea: str = ""
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How learning was assessed, and under what supervision and identity check."""

    type: tuple[str, ...]
    supervision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAssurance:
    """What assures the quality of the achievement."""

    name: str
    type: str  # internal or external
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stackability:
    """Whether the achievement stands alone, and what it counts towards."""

    stand_alone: bool
    description: Text = ""
