"""Makes the record of a course's run from what people type: days, numbers, how results are spread, what was said.

Shared by `testamur new offering` and the form "Report of a course", so that both read the same answers alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from testamur.text.languages.messages import msg
from testamur.text.slugs import join_slugs, slug_of

COUNTS: Mapping[str, str] = {
    "places": msg("How many could take part"),
    "enrolled": msg("How many began"),
    "completed": msg("How many of those stayed to the end"),
    "passed": msg("How many of those reached what the achievement asks for"),
}
_SPREAD = re.compile(r"(\S(?:.{0,58}\S)?)\s*:\s*([0-9]{1,7})")
_SCALE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*(?:-|–|to|\.\.)\s*(-?[0-9]+(?:\.[0-9]+)?)")


def count(text: str) -> int:
    """Read a number of people; ValueError for anything else."""
    digits = text.strip().replace(" ", "")
    if not re.fullmatch("[0-9]{1,7}", digits):
        raise ValueError(msg("write a number of people, in digits: 22"))
    return int(digits)


def spread_line(text: str) -> dict[str, Any]:
    """Read how many reached one value or range, `60–69: 8`; ValueError for anything else."""
    match = _SPREAD.fullmatch(text.strip())
    if match is None:
        raise ValueError(msg("write what was reached, a colon, and how many reached it: 60–69: 8"))
    return {"value": match[1], "count": int(match[2])}


def scale(text: str) -> dict[str, int | float]:
    """Read a scale from worst to best, `1-5`; ValueError for anything else."""
    match = _SCALE.fullmatch(text.strip())
    if match is None:
        raise ValueError(msg("write the worst and the best number: 1-5"))
    worst, best = (float(part) if "." in part else int(part) for part in match.groups())
    return {"worst": worst, "best": best}


def score(text: str) -> int | float:
    """Read an average, `4.3` or `4,3`; ValueError for anything else."""
    plain = text.strip().replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,6}(?:\.[0-9]{1,4})?", plain):
        raise ValueError(msg("write the average as a number: 4.3"))
    return float(plain) if "." in plain else int(plain)


def record(
    *,
    achievement: str,
    first: str,
    last: str,
    counts: Mapping[str, int | None],
    results_of: str = "",
    spread: Iterable[Mapping[str, Any]] = (),
    feedback: Mapping[str, Any] | None = None,
    **details: str | None,
) -> dict[str, Any]:
    """Return the record of a run: `details` are its other fields (name, language, mode, asOf, source)."""
    lines = list(spread)
    return {
        "achievement": achievement,
        "period": {"from": first, "to": last},
        **details,
        **{name: counts.get(name) for name in COUNTS},
        "results": {"of": results_of, "counts": lines} if lines else {},
        "feedback": [feedback] if feedback else [],
    }


def stem(achievement: str, name: str, first: str) -> str:
    """Return a file's name for a run: its achievement, and what the run is called, or the month in which it begins."""
    return join_slugs(achievement, slug_of(name) or first[:7], otherwise="course")
