"""Works out how far it is to the end of a pathway: the smallest number of achievements still to be earned.

Achievements that count in several places make this a hitting set problem, which is NP-hard. So the promise is:

- The number always suffices: that many achievements, well chosen, complete the pathway.
- `is_exact` says that no smaller number does. It always holds where no open achievement or pathway counts in two
  places, where nothing is left to choose, and where few are left to choose among.
- A milestone that is not held yet is no short cut: it comes by completing its pathway.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from testamur.records.model.pathways import Step
from testamur.records.pathways.algebra import LearnerProgress, Network, completed, distinct_parts

_MAX_CHOSEN_AMONG = 12  # achievements; each doubles the sets to try
_MAX_STEPS_VISITED = 200_000  # steps visited over all those sets


@dataclass(frozen=True, slots=True)
class Distance:
    """The number of achievements still to be earned; None where no number suffices."""

    number: int | None
    is_exact: bool = True


def remaining(progress: LearnerProgress, slug: str) -> Distance:
    """Return the smallest number of further achievements that complete a pathway."""
    if progress.is_reached(slug):
        return Distance(0)
    network = progress.network
    below = _below(progress, slug)
    costs = _costs(progress, below)
    if costs[slug] == math.inf:
        return Distance(None)
    needed = _needed(progress, slug)
    chosen = _chosen(progress, slug, costs, needed)
    # The greedy choice is exact where it chose nothing, and where nothing counts twice.
    if len(chosen) == len(needed) or not _is_shared(progress, below):
        return Distance(len(chosen))
    size = sum(len(network.pathways[slug_below].steps) for slug_below in below)
    size += sum(len(step.of) for slug_below in below for step in network.pathways[slug_below].steps)
    among = sorted(_open_achievements(progress, below) - needed)
    if len(among) > _MAX_CHOSEN_AMONG or size << len(among) > _MAX_STEPS_VISITED:
        return Distance(len(chosen), is_exact=False)
    # Every smaller set is tried, smallest first; the greedy choice is the upper bound.
    for number in range(len(chosen) - len(needed)):
        for added in combinations(among, number):
            if slug in completed(network, below, progress.earned | needed | set(added), progress.earned):
                return Distance(len(needed) + number)
    return Distance(len(chosen))


def _below(progress: LearnerProgress, slug: str) -> list[str]:
    """Return a pathway and the unreached ones that it nests at any depth, each once, nested ones first."""
    network, below, waiting = progress.network, {slug}, [slug]
    for outer in waiting:
        for leaf in _open_leaves(progress, outer):
            if leaf.pathway in network.pathways and leaf.pathway not in below:
                below.add(leaf.pathway)
                waiting.append(leaf.pathway)
    return sorted(below, key=network.order.__getitem__)


def _open_leaves(progress: LearnerProgress, slug: str) -> Iterable[Step]:
    for step in progress.network.pathways[slug].steps:
        if not progress.is_done(step):
            yield from (leaf for leaf in distinct_parts(step) if not progress.is_done(leaf))


def _open_achievements(progress: LearnerProgress, below: Iterable[str]) -> set[str]:
    return {leaf.achievement for slug in below for leaf in _open_leaves(progress, slug) if leaf.achievement}


def _is_shared(progress: LearnerProgress, below: Iterable[str]) -> bool:
    """Say whether an open achievement or pathway counts in two places."""
    counted = Counter((leaf.achievement, leaf.pathway) for slug in below for leaf in _open_leaves(progress, slug))
    return any(number > 1 for number in counted.values())


def _costs(progress: LearnerProgress, below: Iterable[str]) -> dict[str, float]:
    """Return how many achievements each pathway takes if nothing counts twice; infinite where no number suffices."""
    costs: dict[str, float] = {}
    # Nested pathways come first, so that what they cost is known where another takes them for a step.
    for slug in below:
        steps = progress.network.pathways[slug].steps
        costs[slug] = sum(sum(_cheapest(progress, step, costs)) for step in steps)
    return costs


def _cheapest(progress: LearnerProgress, step: Step, costs: dict[str, float]) -> list[float]:
    """Return what the parts cost that a step needs, the cheapest of a choice."""
    parts = sorted(_cost(progress, leaf, costs) for leaf in distinct_parts(step))
    # A step that is no choice has 0 to choose, and takes its only part.
    if not step.of:
        return parts
    return parts[: step.choose] if len(parts) >= step.choose > 0 else [math.inf]


def _cost(progress: LearnerProgress, leaf: Step, costs: dict[str, float]) -> float:
    if progress.is_done(leaf):
        return 0
    return 1 if leaf.achievement else costs.get(leaf.pathway, math.inf)


def _needed(progress: LearnerProgress, slug: str) -> set[str]:
    """Return achievements without which a pathway cannot be completed: those of steps that leave no choice."""
    network, needed = progress.network, set[str]()
    waiting, seen = [slug], {slug}
    for slug_inside in waiting:
        for step in network.pathways[slug_inside].steps:
            left = [leaf for leaf in distinct_parts(step) if not progress.is_done(leaf)]
            spare = len(distinct_parts(step)) - step.choose if step.of else 0
            if progress.is_done(step) or spare:
                continue
            needed.update(leaf.achievement for leaf in left if leaf.achievement)
            inner = [leaf.pathway for leaf in left if leaf.pathway not in seen and leaf.pathway in network.pathways]
            seen.update(inner)
            waiting += inner
    return needed


def _chosen(progress: LearnerProgress, slug: str, costs: dict[str, float], needed: set[str]) -> set[str]:
    """Return achievements that complete a pathway, chosen greedily: of each choice the cheapest at that point."""
    network: Network = progress.network
    chosen, entered, waiting = set(needed), {slug}, [slug]

    def price(leaf: Step) -> float:
        return 0 if leaf.achievement in chosen or leaf.pathway in entered else _cost(progress, leaf, costs)

    for slug_inside in waiting:
        for step in network.pathways[slug_inside].steps:
            options = sorted(distinct_parts(step), key=price)
            for leaf in options[: step.choose] if step.of else options:
                if progress.is_done(leaf):
                    continue
                if leaf.achievement:
                    chosen.add(leaf.achievement)
                elif leaf.pathway not in entered:
                    entered.add(leaf.pathway)
                    waiting.append(leaf.pathway)
    return chosen
