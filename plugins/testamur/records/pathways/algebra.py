"""The algebra of pathways: which are complete, what is left of one, what counts towards what, and what comes next.

Pure: pathways by slug, and the achievements that somebody has earned.

- A pathway is complete when all of its steps are done. A step is done when its achievement is earned; when its
  pathway is complete, or that pathway's milestone is earned; when as many as it asks for of those it names are done.
- One achievement counts wherever it is named, in as many steps and pathways as name it.
- What is earned besides never makes a complete pathway incomplete.
- A pathway that is not there is never complete, nor is one inside itself; `dead_ends` tells of both.

Each pathway is looked at once, however often others nest it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from testamur.records.model.pathways import Pathway, Step, all_leaves, leaves

State = Literal["done", "open", "unneeded"]
Reached = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Pathways, and how they hang together. Whatever lists slugs here lists each once."""

    pathways: Mapping[str, Pathway]
    order: Mapping[str, int]  # a pathway's place: those that it nests have lower ones
    nesting: Mapping[str, tuple[str, ...]]  # by pathway: those that nest it
    naming: Mapping[str, tuple[str, ...]]  # by achievement: the pathways that name it in a step
    completing: Mapping[str, tuple[str, ...]]  # by achievement: the pathways that it is the milestone of


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in a network: what was earned, and which pathways that completes."""

    network: Network
    earned: frozenset[str]
    complete: frozenset[str]

    def reached(self, slug: str) -> bool:
        """Say whether a pathway counts as done where another nests it: complete, or its milestone is held."""
        return slug in self.complete or _milestone(self.network, slug) in self.earned

    def is_done(self, step: Step) -> bool:
        """Say whether a step, or one of those that a choice names, is done."""
        return _is_done(step, self.earned, self.reached)


@dataclass(frozen=True, slots=True)
class StepProgress:
    """A step and its state; of a choice, also each of those that it names.

    Unneeded is what is not done and need not be: the rest of a choice that is made, the rest of a pathway whose
    milestone is held.
    """

    step: Step
    state: State
    parts: tuple[StepProgress, ...] = ()


def network(pathways: Mapping[str, Pathway]) -> Network:
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


def stand(known: Network, earned: Collection[str]) -> Standing:
    """Return where somebody stands who has `earned` these achievements."""
    have = frozenset(earned)
    # Only what something was earned for can be complete: every step needs at least one achievement.
    touched: dict[str, None] = {}
    for achievement in have:
        touched.update(dict.fromkeys(towards(known, achievement)))
    return Standing(known, have, frozenset(whole(known, touched, have, have)))


def whole(known: Network, among: Iterable[str], have: Collection[str], held: Collection[str]) -> set[str]:
    """Return which pathways `among` these the achievements `have` complete; milestones count that were `held`."""
    found: set[str] = set()

    def reached(slug: str) -> bool:
        return slug in found or _milestone(known, slug) in held

    for slug in sorted(among, key=known.order.__getitem__):
        if all(_is_done(step, have, reached) for step in known.pathways[slug].steps):
            found.add(slug)
    return found


def towards(known: Network, achievement: str) -> dict[str, str]:
    """Return the pathways that an achievement counts towards: those that name it, then those that nest them.

    With each stands the nested pathway that it counts through; "" where it is named itself. The milestone of a pathway
    counts towards those that nest that pathway.
    """
    found = dict.fromkeys(known.naming.get(achievement, ()), "")
    waiting = [*found, *known.completing.get(achievement, ())]
    for slug in waiting:
        for outer in known.nesting.get(slug, ()):
            if outer not in found:
                found[outer] = slug
                waiting.append(outer)
    return found


def progress(standing: Standing, slug: str) -> tuple[StepProgress, ...]:
    """Return the steps of a pathway, each with its state."""
    is_over = standing.reached(slug)
    return tuple(_progress(standing, step, is_over=is_over) for step in standing.network.pathways[slug].steps)


def coming(standing: Standing, slug: str, after: str = "") -> tuple[StepProgress, ...]:
    """Return what comes next in a pathway: of one in order the first open step, of another every open step.

    `after` is an achievement: in order, steps before the last that names it are taken as done.
    """
    found = progress(standing, slug)
    if not standing.network.pathways[slug].is_ordered:
        return tuple(one for one in found if one.state == "open")
    places = [place for place, one in enumerate(found) if after and _names(one.step, after)]
    following = found[places[-1] if places else 0 :]
    return tuple(one for one in following if one.state == "open")[:1]


def distinct(step: Step) -> list[Step]:
    """Return the achievements and pathways that a step names, each once."""
    return list({(leaf.achievement, leaf.pathway): leaf for leaf in leaves(step)}.values())


def _progress(standing: Standing, step: Step, *, is_over: bool) -> StepProgress:
    state: State = "done" if standing.is_done(step) else "unneeded" if is_over else "open"
    parts = tuple(_progress(standing, one, is_over=state != "open") for one in step.of)
    return StepProgress(step, state, parts)


def _is_done(step: Step, have: Collection[str], reached: Reached) -> bool:
    if step.of:
        # What a choice names twice counts once.
        return sum(_is_done(one, have, reached) for one in distinct(step)) >= step.choose
    return reached(step.pathway) if step.pathway else step.achievement in have


def _milestone(known: Network, slug: str) -> str | None:
    pathway = known.pathways.get(slug)
    return (pathway.milestone or None) if pathway else None


def _names(step: Step, achievement: str) -> bool:
    return any(leaf.achievement == achievement for leaf in leaves(step))


def _nested_first(pathways: Mapping[str, Pathway]) -> Iterator[str]:
    """Yield every pathway after those that it nests, as far as none is inside itself; without recursion."""
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
