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
    """How far a learner is in a network: the achievements earned, and the pathways that they complete."""

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
        nesting={name: tuple(slugs) for name, slugs in nesting.items()},
        naming={name: tuple(slugs) for name, slugs in naming.items()},
        completing={name: tuple(slugs) for name, slugs in completing.items()},
    )


def progress_of(network: Network, earned: Collection[str]) -> LearnerProgress:
    """Return how far a learner is who has `earned` these achievements."""
    achievements = frozenset(earned)
    # Every step needs at least one achievement, so only pathways that one of these counts towards can be complete.
    # Among a thousand pathways a learner touches few.
    touched: dict[str, None] = {}
    for achievement in achievements:
        touched.update(dict.fromkeys(counts_towards(network, achievement)))
    return LearnerProgress(network, achievements, frozenset(completed(network, touched, achievements, achievements)))


def completed(
    network: Network, among: Iterable[str], achievements: Collection[str], milestones: Collection[str]
) -> set[str]:
    """Return the pathways `among` these that `achievements` complete; no other milestones count than `milestones`.

    The two differ where `achievements` are only supposed (`distance`): a milestone comes by completing its pathway,
    and so must not be supposed.
    """
    complete: set[str] = set()

    def is_reached(slug: str) -> bool:
        return slug in complete or _milestone(network, slug) in milestones

    for slug in sorted(among, key=network.order.__getitem__):
        if all(_is_done(step, achievements, is_reached) for step in network.pathways[slug].steps):
            complete.add(slug)
    return complete


def counts_towards(network: Network, achievement: str) -> dict[str, str]:
    """Return the pathways that an achievement counts towards: those that name it, then those that nest them.

    The value of each is the nested pathway through which it counts; "" where it is named itself. A milestone counts
    towards the pathways that nest its own.
    """
    through = dict.fromkeys(network.naming.get(achievement, ()), "")
    waiting = [*through, *network.completing.get(achievement, ())]
    for slug in waiting:
        for outer in network.nesting.get(slug, ()):
            if outer not in through:
                through[outer] = slug
                waiting.append(outer)
    return through


def step_progress(progress: LearnerProgress, slug: str) -> tuple[StepProgress, ...]:
    """Return the steps of a pathway, each with its state."""
    is_over = progress.is_reached(slug)
    return tuple(_progress_of_step(progress, step, is_over=is_over) for step in progress.network.pathways[slug].steps)


def next_steps(progress: LearnerProgress, slug: str, after: str = "") -> tuple[StepProgress, ...]:
    """Return the next steps of a pathway: the first open step if it is ordered, else every open step.

    `after` is an achievement: in an ordered pathway, the steps before the last one that names it are taken as done.
    """
    steps = step_progress(progress, slug)
    if not progress.network.pathways[slug].is_ordered:
        return tuple(step for step in steps if step.state == "open")
    places = [place for place, step in enumerate(steps) if after and _names(step.step, after)]
    following = steps[places[-1] if places else 0 :]
    return tuple(step for step in following if step.state == "open")[:1]


def distinct_parts(step: Step) -> list[Step]:
    """Return the achievements and pathways that a step names, each once."""
    return list({(leaf.achievement, leaf.pathway): leaf for leaf in leaves(step)}.values())


def _progress_of_step(progress: LearnerProgress, step: Step, *, is_over: bool) -> StepProgress:
    state: StepState = "done" if progress.is_done(step) else "unneeded" if is_over else "open"
    parts = tuple(_progress_of_step(progress, part, is_over=state != "open") for part in step.of)
    return StepProgress(step, state, parts)


def _is_done(step: Step, achievements: Collection[str], is_reached: IsReached) -> bool:
    if step.of:
        # An achievement that a choice names twice counts once.
        return sum(_is_done(part, achievements, is_reached) for part in distinct_parts(step)) >= step.choose
    return is_reached(step.pathway) if step.pathway else step.achievement in achievements


def _milestone(network: Network, slug: str) -> str | None:
    pathway = network.pathways.get(slug)
    return (pathway.milestone or None) if pathway else None


def _names(step: Step, achievement: str) -> bool:
    return any(leaf.achievement == achievement for leaf in leaves(step))


def _nested_first(pathways: Mapping[str, Pathway]) -> Iterator[str]:
    """Yield every pathway after those that it nests, except within a circle; without recursion, at any depth."""
    entered: set[str] = set()
    for first in pathways:
        stack = [] if first in entered else [(first, _nested(pathways, first))]
        entered.add(first)
        while stack:
            slug, inner = stack[-1]
            following = next((nested for nested in inner if nested not in entered), None)
            if following is None:
                stack.pop()
                yield slug
            else:
                entered.add(following)
                stack.append((following, _nested(pathways, following)))


def _nested(pathways: Mapping[str, Pathway], slug: str) -> Iterator[str]:
    return (leaf.pathway for leaf in all_leaves(pathways[slug]) if leaf.pathway in pathways)
