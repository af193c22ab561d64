"""The algebra of pathways: which are complete, what is left of one, what counts towards what, and what comes next.

Pure: pathways by slug and a learner's achievements go in.

- A pathway is complete when all of its steps are done. An achievement is done when it is earned; a nested pathway when
  it is complete or its milestone is earned; a choice when as many of its parts are done as it requires.
- An achievement counts wherever it is named, in every step and pathway that names it.
- Earning more never makes a complete pathway incomplete.
- A pathway that does not exist, or that contains itself, is never complete; `course_references` and `dead_ends` report
  them.

Each pathway is visited once, however often others nest it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from testamur.records.model.pathways import Pathway, Step, all_leaves, leaves

StepState = Literal["done", "open", "unneeded"]
IsReached = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Pathways and the references between them. Every list of slugs here has each once."""

    pathways: Mapping[str, Pathway]
    order: Mapping[str, int]  # nested pathways have lower numbers, so one pass in this order settles all of them
    nesting: Mapping[str, tuple[str, ...]]  # by pathway: those that nest it
    naming: Mapping[str, tuple[str, ...]]  # by achievement: the pathways that name it in a step
    completing: Mapping[str, tuple[str, ...]]  # by achievement: the pathways that it is the milestone of


@dataclass(frozen=True, slots=True)
class LearnerProgress:
    """A learner's standing in a network: the achievements earned, and the pathways that they complete."""

    network: Network
    earned: frozenset[str]
    complete: frozenset[str]

    def is_reached(self, slug: str) -> bool:
        """Say whether a pathway counts as done where another nests it: it is complete, or its milestone is held."""
        return slug in self.complete or _milestone(self.network, slug) in self.earned

    def is_done(self, step: Step) -> bool:
        """Say whether a step, or one part of a choice, is done."""
        return _is_done(step, self.earned, self.is_reached)


@dataclass(frozen=True, slots=True)
class StepProgress:
    """A step and its state, with the parts of a choice.

    A step is unneeded if it is not done and need not be: the rest of a choice that is made, or of a pathway whose
    milestone is held.
    """

    step: Step
    state: StepState
    parts: tuple[StepProgress, ...] = ()


def network_of(pathways: Mapping[str, Pathway]) -> Network:
    """Return the network of `pathways`."""
    nesting: dict[str, dict[str, None]] = {}
    naming: dict[str, dict[str, None]] = {}
    completing: dict[str, dict[str, None]] = {}
    for slug, pathway in sorted(pathways.items()):
        for leaf in all_leaves(pathway):
            index, name = (nesting, leaf.pathway) if leaf.pathway else (naming, leaf.achievement)
            index.setdefault(name, {})[slug] = None
        if pathway.milestone:
            completing.setdefault(pathway.milestone, {})[slug] = None
    return Network(
        pathways=pathways,
        order={slug: place for place, slug in enumerate(_nested_first(pathways))},
        nesting={name: tuple(found) for name, found in nesting.items()},
        naming={name: tuple(found) for name, found in naming.items()},
        completing={name: tuple(found) for name, found in completing.items()},
    )


def progress_of(known: Network, earned: Collection[str]) -> LearnerProgress:
    """Return the standing of a learner who has `earned` these achievements."""
    have = frozenset(earned)
    # Every step needs at least one achievement, so only pathways that one of these counts towards can be complete.
    # Among a thousand pathways a learner touches few.
    touched: dict[str, None] = {}
    for achievement in have:
        touched.update(dict.fromkeys(counts_towards(known, achievement)))
    return LearnerProgress(known, have, frozenset(completed(known, touched, have, have)))


def completed(known: Network, among: Iterable[str], have: Collection[str], held: Collection[str]) -> set[str]:
    """Return the pathways `among` these that the achievements `have` complete; only milestones in `held` count.

    The two differ where `have` is only supposed (`distance`): a milestone comes by completing its pathway, and so
    must not be supposed.
    """
    found: set[str] = set()

    def reached(slug: str) -> bool:
        return slug in found or _milestone(known, slug) in held

    for slug in sorted(among, key=known.order.__getitem__):
        if all(_is_done(step, have, reached) for step in known.pathways[slug].steps):
            found.add(slug)
    return found


def counts_towards(known: Network, achievement: str) -> dict[str, str]:
    """Return the pathways that an achievement counts towards: those that name it, then those that nest them.

    The value of each is the nested pathway through which it counts; "" where it is named itself. A milestone counts
    towards the pathways that nest its own.
    """
    found = dict.fromkeys(known.naming.get(achievement, ()), "")
    waiting = [*found, *known.completing.get(achievement, ())]
    for slug in waiting:
        for outer in known.nesting.get(slug, ()):
            if outer not in found:
                found[outer] = slug
                waiting.append(outer)
    return found


def step_progress(standing: LearnerProgress, slug: str) -> tuple[StepProgress, ...]:
    """Return the steps of a pathway, each with its state."""
    is_over = standing.is_reached(slug)
    return tuple(_progress(standing, step, is_over=is_over) for step in standing.network.pathways[slug].steps)


def next_steps(standing: LearnerProgress, slug: str, after: str = "") -> tuple[StepProgress, ...]:
    """Return the next steps of a pathway: the first open step if it is ordered, else every open step.

    `after` is an achievement: in an ordered pathway, the steps before the last one that names it are taken as done.
    """
    found = step_progress(standing, slug)
    if not standing.network.pathways[slug].is_ordered:
        return tuple(one for one in found if one.state == "open")
    places = [place for place, one in enumerate(found) if after and _names(one.step, after)]
    following = found[places[-1] if places else 0 :]
    return tuple(one for one in following if one.state == "open")[:1]


def distinct_parts(step: Step) -> list[Step]:
    """Return the achievements and pathways that a step names, each once."""
    return list({(leaf.achievement, leaf.pathway): leaf for leaf in leaves(step)}.values())


def _progress(standing: LearnerProgress, step: Step, *, is_over: bool) -> StepProgress:
    state: StepState = "done" if standing.is_done(step) else "unneeded" if is_over else "open"
    parts = tuple(_progress(standing, one, is_over=state != "open") for one in step.of)
    return StepProgress(step, state, parts)


def _is_done(step: Step, have: Collection[str], reached: IsReached) -> bool:
    if step.of:
        # An achievement that a choice names twice counts once.
        return sum(_is_done(one, have, reached) for one in distinct_parts(step)) >= step.choose
    return reached(step.pathway) if step.pathway else step.achievement in have


def _milestone(known: Network, slug: str) -> str | None:
    pathway = known.pathways.get(slug)
    return (pathway.milestone or None) if pathway else None


def _names(step: Step, achievement: str) -> bool:
    return any(leaf.achievement == achievement for leaf in leaves(step))


def _nested_first(pathways: Mapping[str, Pathway]) -> Iterator[str]:
    """Yield every pathway after those that it nests, except within a circle; without recursion, at any depth."""
    begun: set[str] = set()
    for first in pathways:
        stack = [] if first in begun else [(first, _nested(pathways, first))]
        begun.add(first)
        while stack:
            slug, inner = stack[-1]
            following = next((one for one in inner if one not in begun), None)
            if following is None:
                stack.pop()
                yield slug
            else:
                begun.add(following)
                stack.append((following, _nested(pathways, following)))


def _nested(pathways: Mapping[str, Pathway], slug: str) -> Iterator[str]:
    return (leaf.pathway for leaf in all_leaves(pathways[slug]) if leaf.pathway in pathways)
