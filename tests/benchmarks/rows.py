"""The rows of the table: which sides each needs, and the figure that it makes of a round.

A ratio is taken within a round, between neighbours, and the median of the ratios is shown.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks import log_costs
from benchmarks.our_side import SIGN, SITE
from benchmarks.rounds import Round


class NotMeasuredError(Exception):
    """A side is missing; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table. `key` names it in docs/bench.jsonl."""

    number: str
    key: str
    says: str
    goal: str
    sides: tuple[str, ...]
    figure: Callable[[Round], float]

    def figures(self, rounds: Sequence[Round]) -> list[float]:
        """The figure of each round; NotMeasuredError where one of its sides is missing, or was not asked."""
        for name in self.sides:
            if not all(name in one for one in rounds):
                raise NotMeasuredError("")
            if reason := rounds[-1][name].get("missing"):
                raise NotMeasuredError(reason)
        return [self.figure(one) for one in rounds]


def chosen(numbers: Iterable[str] = ()) -> list[Row]:
    """The rows with these numbers (`P1`), all of them for none; ValueError for a number that no row has."""
    wanted, known = list(numbers), {row.number for row in ROWS}
    if unknown := [number for number in wanted if number not in known]:
        raise ValueError(f"there is no row {unknown[0]}: {', '.join(sorted(known))}")
    return [row for row in ROWS if not wanted or row.number in wanted]


def median(figures: Sequence[float]) -> float:
    """The middle one: one round on a busy machine does not move it."""
    return statistics.median(figures)


def cpu(answer, *stages: str) -> float:
    """Seconds of CPU of these stages of a side, or of all."""
    return _sum(answer, stages, "cpu")


def _wall(answer) -> float:
    return _sum(answer, (), "wall")


def _sum(answer, stages: Sequence[str], kind: str) -> float:
    return sum(answer["stages"][stage][kind] for stage in stages or answer["stages"])


def _signing(one: Round) -> float:
    """Seconds of CPU that issuing takes for one award."""
    return cpu(one["testamur"], SIGN) / one["testamur"]["size"]


def _item_memory(answer) -> float:
    return (answer["peak"] - answer["start"]) / answer["size"] / 1e3


def _log(one: Round, *steps: str) -> float:
    """Seconds of CPU of these steps for the largest log."""
    taken = one["log"]["logs"][str(_ENTRIES)]["steps"]
    return sum(taken[step] for step in steps)


_ENTRIES = max(log_costs.SIZES)
OURS, STOCK = "testamur", "pelican"
ROWS = (
    Row(
        number="P1",
        key="issueAndBuild",
        says="cold issue and build ÷ stock Pelican on as many articles",
        goal="≤ 0.8 at 1,000, ≤ 0.5 at 10,000",
        sides=(OURS, STOCK),
        figure=lambda one: cpu(one[OURS]) / cpu(one[STOCK]),
    ),
    Row(
        number="P2",
        key="twoProcesses",
        says="the same with two processes, by the clock",
        goal="≤ 0.3",
        sides=("testamur, two processes", STOCK),
        figure=lambda one: _wall(one["testamur, two processes"]) / _wall(one[STOCK]),
    ),
    Row(
        number="P3",
        key="hugo",
        says="writing the site ÷ Hugo on as many plain pages",
        goal="≤ 2",
        sides=(OURS, "hugo"),
        figure=lambda one: cpu(one[OURS], SITE) / cpu(one["hugo"]),
    ),
    Row(
        number="P4",
        key="digitalBazaar",
        says="Digital Bazaar's signing (two proofs) ÷ our issuing",
        goal="≥ 30",
        sides=(OURS, "digital bazaar"),
        figure=lambda one: one["digital bazaar"]["each"] / _signing(one),
    ),
    Row(
        number="P4",
        key="openbadgeslib",
        says="openbadgeslib's signing (one proof) ÷ our issuing",
        goal="≥ 50",
        sides=(OURS, "openbadgeslib, data integrity"),
        figure=lambda one: one["openbadgeslib, data integrity"]["each"] / _signing(one),
    ),
    Row(
        number="P4",
        key="openbadgeslibJwt",
        says="our issuing ÷ openbadgeslib's JWT (one signature)",
        goal="≤ 6",
        sides=(OURS, "openbadgeslib, JWT"),
        figure=lambda one: _signing(one) / one["openbadgeslib, JWT"]["each"],
    ),
    Row(
        number="P5",
        key="bareWriting",
        says="writing the site ÷ only writing its files",
        goal="≤ 10",
        sides=(OURS, "bare writing"),
        figure=lambda one: cpu(one[OURS], SITE) / one["bare writing"]["cpu"],
    ),
    Row(
        number="P5",
        key="bareSignatures",
        says="issuing ÷ only its signatures and checks (two of each)",
        goal="≤ 3",
        sides=(OURS, "bare signatures"),
        figure=lambda one: _signing(one) / one["bare signatures"]["each"],
    ),
    Row(
        number="P6",
        key="oneChange",
        says="build after one change ÷ full build",
        goal="≤ 0.02 at 100,000",
        sides=("one change",),
        figure=lambda one: one["one change"]["changed"] / one["one change"]["full"],
    ),
    Row(
        number="P6",
        key="noChange",
        says="build after no change, seconds",
        goal="≤ 0.1 at 100,000",
        sides=("one change",),
        figure=lambda one: one["one change"]["unchanged"],
    ),
    Row(
        number="P7",
        key="peakMemory",
        says="memory at most, MB a process",
        goal="≤ 150 at 100,000",
        sides=(OURS,),
        figure=lambda one: one[OURS]["peak"] / 1e6,
    ),
    Row(
        number="P7",
        key="itemMemory",
        says="memory an award, over the start, KB",
        goal="",
        sides=(OURS,),
        figure=lambda one: _item_memory(one[OURS]),
    ),
    Row(
        number="P7",
        key="pelicanPeakMemory",
        says="stock Pelican's memory at most, MB",
        goal="",
        sides=(STOCK,),
        figure=lambda one: one[STOCK]["peak"] / 1e6,
    ),
    Row(
        number="P8",
        key="awardSize",
        says="an award's files together, KB",
        goal="≤ 32, compact ≤ 14",
        sides=(OURS,),
        figure=lambda one: sum(one[OURS]["award files"].values()) / 1e3,
    ),
    Row(
        number="P9",
        key="poison",
        says="the slowest hostile file, seconds",
        goal="≤ 1",
        sides=("poison",),
        figure=lambda one: one["poison"]["cpu"],
    ),
    Row(
        number="log",
        key="withLog",
        says="cold issue and build of a registry that keeps a log ÷ of one that keeps none",
        goal="",
        sides=("testamur, with a log", OURS),
        figure=lambda one: cpu(one["testamur, with a log"]) / cpu(one[OURS]),
    ),
    Row(
        number="log",
        key="logTree",
        says=f"a log of {_ENTRIES:,} entries: tree, checkpoint and tiles, seconds",
        goal=f"{log_costs.PROTOTYPE[_ENTRIES]}, as the prototype",
        sides=("log",),
        figure=lambda one: _log(one, log_costs.TREE, log_costs.FILES),
    ),
    Row(
        number="log",
        key="logProof",
        says="a proof that an entry is in it, µs",
        goal="",
        sides=("log",),
        figure=lambda one: _log(one, log_costs.PROOFS) / _ENTRIES * 1e6,
    ),
)
