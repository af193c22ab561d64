"""Fills in the figures of docs/scale.md, between `<!-- measured: NAME -->` and `<!-- end of NAME -->`.

Each quantity is taken as a + b × awards, through the two largest sizes that were measured (through nought and the size,
where there is one). What was not measured is calculated so, and its column does not say "measured".
"""

import re
import statistics
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks import rows
from benchmarks.our_side import STAGES
from benchmarks.report import Measured
from benchmarks.rows import OURS

TARGETS = (100_000, 1_000_000, 10_000_000)
_PLACE = re.compile(r"(<!-- measured: (\w+) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)


@dataclass(frozen=True)
class Quantity:
    """What grows with the number of awards: `of` reads it from what our side measured, `unit` writes it."""

    says: str
    of: Callable[[Mapping[str, Any]], float]
    unit: Callable[[float], str]
    is_bounded: bool = False  # grows in steps, up to a size that the program chooses


@dataclass(frozen=True)
class Line:
    """A quantity as a function of the number of awards: `base + each × awards`."""

    base: float
    each: float

    def at(self, awards: int) -> float:
        return self.base + self.each * awards

    def reaches(self, limit: float) -> int:
        """The number of awards with which the quantity comes to `limit`; 0 where it starts above."""
        return max(0, int((limit - self.base) / self.each))


def seconds(number: float) -> str:
    """A time: 0.0021 → 2.1 ms, 2.94 → 2.9 s, 90 → 90 s, 7200 → 2.0 h."""
    if number < 10:
        return f"{number * 1000:.1f} ms" if number < 1 else f"{number:.1f} s"
    return (
        f"{number:,.0f} s"
        if number < 600
        else f"{number / 60:,.0f} min"
        if number < 7200
        else f"{number / 3600:,.1f} h"
    )


def size(number: float) -> str:
    """Bytes: 52_700 → 52.7 KB; in thousands, as hosts count."""
    for unit, least in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if number >= least:
            return f"{number / least:,.1f} {unit}"
    return f"{number:.0f} bytes"


def count(number: float) -> str:
    """A number of files, with a decimal only where there are few for an award."""
    return f"{number:,.1f}".removesuffix(".0") if number < 100 else f"{number:,.0f}"


def _tree(name: str, member: str) -> Callable[[Mapping[str, Any]], float]:
    return lambda answer: answer["trees"][name][member]


QUANTITIES = {
    "cpu": Quantity("CPU of a cold issue and build", lambda answer: rows.cpu(answer, *STAGES), seconds),
    "memory": Quantity("memory of one process", lambda answer: answer["peak"], size),
    "record files": Quantity("files of the records", _tree("records", "files"), count),
    "records": Quantity("the records", _tree("records", "bytes"), size),
    "ledger files": Quantity("files of the ledger", _tree("ledger", "files"), count),
    "ledger": Quantity("the ledger", _tree("ledger", "bytes"), size),
    "ledger's largest": Quantity("the ledger's largest file (`entries.jsonl`)", _tree("ledger", "largest"), size),
    "site files": Quantity("files of the site: objects, and requests to upload all", _tree("site", "files"), count),
    "site": Quantity("the site", _tree("site", "bytes"), size),
    "site's largest": Quantity("the site's largest file", _tree("site", "largest"), size, is_bounded=True),
}
# What a host takes, and which quantity comes to it.
LIMITS = (
    ("a site on GitHub Pages, 1 GB", "site", 1e9),
    ("the archive of a site that Pages deploys, 10 GB", "site", 1e10),
    ("a file in a repository on GitHub, 100 MB", "ledger's largest", 1e8),
    ("a push to GitHub, 2 GB, if the ledger were not packed", "ledger", 2e9),
    ("a repository on GitHub, 10 GB, if the ledger were not packed", "ledger", 1e10),
)


def fill(page: str, measured: Measured, machine: str, day: str) -> str:
    """Return the page with every place filled in.

    ValueError where our side was not measured, a place is unknown, or the sizes are too small to calculate from.
    """
    if not all(OURS in one for rounds in measured.values() for one in rounds):
        raise ValueError("nothing to fill in: measure P8")
    lines = {name: line(quantity, measured) for name, quantity in QUANTITIES.items()}
    if shrinking := [QUANTITIES[name].says for name, straight in lines.items() if straight.each < 0]:
        raise ValueError(f"{shrinking[0]}: more awards took less. Measure larger sizes, or more rounds")
    texts = {
        "machine": [f"Measured on {day}: {machine}."],
        "costs": list(_costs(lines, measured)),
        "ends": list(_ends(lines)),
    }

    def filled(place: re.Match[str]) -> str:
        if place[2] not in texts:
            raise ValueError(f"nothing is measured for {place[2]}")
        return place[1] + "\n" + "\n".join(texts[place[2]]) + "\n\n" + place[3]

    return _PLACE.sub(filled, page)


def line(quantity: Quantity, measured: Measured) -> Line:
    """The straight line of a quantity through the two largest sizes."""
    points = sorted(
        (awards, statistics.median(quantity.of(one[OURS]) for one in rounds)) for awards, rounds in measured.items()
    )
    (less, low), (more, high) = ((0, 0.0), *points)[-2:] if len(points) == 1 else points[-2:]
    each = (high - low) / (more - less)
    if quantity.is_bounded and each < 0:
        return Line(max(low, high), 0.0)
    return Line(high - each * more, each)


def _costs(lines: Mapping[str, Line], measured: Measured) -> Iterator[str]:
    sizes = sorted({*measured, *TARGETS})
    heads = [f"{awards:,}{' (measured)' if awards in measured else ''}" for awards in sizes]
    yield f"| | before the first award | an award | {' | '.join(heads)} |"
    yield f"| --- | ---: | ---: | {' | '.join('---:' for _ in heads)} |"
    for name, quantity in QUANTITIES.items():
        at = [
            statistics.median(quantity.of(one[OURS]) for one in measured[awards])
            if awards in measured
            else lines[name].at(awards)
            for awards in sizes
        ]
        figures = (max(0, lines[name].base), lines[name].each, *at)
        yield f"| {quantity.says} | {' | '.join(map(quantity.unit, figures))} |"


def _ends(lines: Mapping[str, Line]) -> Iterator[str]:
    yield "| limit | reached with so many awards |"
    yield "| --- | ---: |"
    for says, name, limit in LIMITS:
        yield f"| {says} | {lines[name].reaches(limit):,} |"
