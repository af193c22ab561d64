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


def remaining(standing: LearnerProgress, slug: str) -> Distance:
    """Return the smallest number of further achievements that complete a pathway."""
    if standing.is_reached(slug):
        return Distance(0)
    known = standing.network
    below = _below(standing, slug)
    costs = _costs(standing, below)
    if costs[slug] == math.inf:
        return Distance(None)
    needed = _needed(standing, slug)
    chosen = _chosen(standing, slug, costs, needed)
    # The greedy choice is exact where it chose nothing, and where nothing counts twice.
    if len(chosen) == len(needed) or not _is_shared(standing, below):
        return Distance(len(chosen))
    size = sum(len(known.pathways[one].steps) for one in below)
    size += sum(len(step.of) for one in below for step in known.pathways[one].steps)
    among = sorted(_open_achievements(standing, below) - needed)
    if len(among) > _MAX_CHOSEN_AMONG or size << len(among) > _MAX_STEPS_VISITED:
        return Distance(len(chosen), is_exact=False)
    # Every smaller set is tried, smallest first; the greedy choice is the upper bound.
    for number in range(len(chosen) - len(needed)):
        for some in combinations(among, number):
            if slug in completed(known, below, standing.earned | needed | set(some), standing.earned):
                return Distance(len(needed) + number)
    return Distance(len(chosen))


def _below(standing: LearnerProgress, slug: str) -> list[str]:
    """Return a pathway and the unreached ones that it nests at any depth, each once, nested ones first."""
    known, found, waiting = standing.network, {slug}, [slug]
    for one in waiting:
        for leaf in _open_leaves(standing, one):
            if leaf.pathway in known.pathways and leaf.pathway not in found:
                found.add(leaf.pathway)
                waiting.append(leaf.pathway)
    return sorted(found, key=known.order.__getitem__)


def _open_leaves(standing: LearnerProgress, slug: str) -> Iterable[Step]:
    for step in standing.network.pathways[slug].steps:
        if not standing.is_done(step):
            yield from (leaf for leaf in distinct_parts(step) if not standing.is_done(leaf))


def _open_achievements(standing: LearnerProgress, below: Iterable[str]) -> set[str]:
    return {leaf.achievement for one in below for leaf in _open_leaves(standing, one) if leaf.achievement}


def _is_shared(standing: LearnerProgress, below: Iterable[str]) -> bool:
    """Say whether an open achievement or pathway counts in two places."""
    counted = Counter((leaf.achievement, leaf.pathway) for one in below for leaf in _open_leaves(standing, one))
    return any(number > 1 for number in counted.values())


def _costs(standing: LearnerProgress, below: Iterable[str]) -> dict[str, float]:
    """Return how many achievements each pathway takes if nothing counts twice; infinite where no number suffices."""
    costs: dict[str, float] = {}
    # Nested pathways come first, so that what they cost is known where another takes them for a step.
    for slug in below:
        steps = standing.network.pathways[slug].steps
        costs[slug] = sum(sum(_cheapest(standing, step, costs)) for step in steps)
    return costs


def _cheapest(standing: LearnerProgress, step: Step, costs: dict[str, float]) -> list[float]:
    found = sorted(_cost(standing, leaf, costs) for leaf in distinct_parts(step))
    # A step that is no choice has 0 to choose, and takes its only part.
    return found[: step.choose] if len(found) >= step.choose > 0 else found if not step.of else [math.inf]


def _cost(standing: LearnerProgress, leaf: Step, costs: dict[str, float]) -> float:
    if standing.is_done(leaf):
        return 0
    return 1 if leaf.achievement else costs.get(leaf.pathway, math.inf)


def _needed(standing: LearnerProgress, slug: str) -> set[str]:
    """Return achievements without which a pathway cannot be completed: those of steps that leave no choice."""
    known, found = standing.network, set[str]()
    waiting, seen = [slug], {slug}
    for one in waiting:
        for step in known.pathways[one].steps:
            left = [leaf for leaf in distinct_parts(step) if not standing.is_done(leaf)]
            spare = len(distinct_parts(step)) - step.choose if step.of else 0
            if standing.is_done(step) or spare:
                continue
            found.update(leaf.achievement for leaf in left if leaf.achievement)
            inner = [leaf.pathway for leaf in left if leaf.pathway not in seen and leaf.pathway in known.pathways]
            seen.update(inner)
            waiting += inner
    return found


def _chosen(standing: LearnerProgress, slug: str, costs: dict[str, float], needed: set[str]) -> set[str]:
    """Return achievements that complete a pathway, chosen greedily: of each choice the cheapest at that point."""
    known: Network = standing.network
    have, filled, waiting = set(needed), {slug}, [slug]

    def price(leaf: Step) -> float:
        return 0 if leaf.achievement in have or leaf.pathway in filled else _cost(standing, leaf, costs)

    for one in waiting:
        for step in known.pathways[one].steps:
            options = sorted(distinct_parts(step), key=price)
            for leaf in options[: step.choose] if step.of else options:
                if standing.is_done(leaf):
                    continue
                if leaf.achievement:
                    have.add(leaf.achievement)
                elif leaf.pathway not in filled:
                    filled.add(leaf.pathway)
                    waiting.append(leaf.pathway)
    return have
