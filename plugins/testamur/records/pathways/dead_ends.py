"""Finds dead ends and repetitions in pathways: circles, steps that nobody can do, and steps that ask for the same.

Linear in the size of the records, so that a thousand pathways that all nest each other are reported as fast as two.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from testamur.errors import Problem
from testamur.records.model.models import Achievement
from testamur.records.model.pathways import Pathway, Step
from testamur.records.parsing.parsed import FieldPath, Parsed, problem
from testamur.records.pathways import algebra
from testamur.records.pathways.algebra import Network, distinct_parts
from testamur.text import graph

MAX_NESTING = 8
"""How many pathways may be nested in each other."""
_MAX_NAMED = 8  # pathways of one circle, in a sentence
_AWARD, _WAY = "achievement/", "pathway/"  # kinds of nodes


def check(
    parsed: Mapping[str, Parsed],
    pathways: Mapping[str, Pathway],
    achievements: Mapping[str, Achievement],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield the problems of pathways with each other; `parsed` has each under `pathway/<slug>`."""
    known = algebra.network_of(pathways)
    for slug, pathway in pathways.items():
        yield from _check_steps(parsed[f"pathway/{slug}"], pathway)
        if pathway.retired is None or pathway.retired >= today:
            yield from _check_retired(parsed[f"pathway/{slug}"], pathway, pathways, achievements, today)
    told = set[str]()
    for one in _check_nesting(parsed, known):
        told.add(one.file)
        yield one
    # A pathway inside itself is mended first: until then its depth means nothing, and its milestone is lost anyway.
    yield from (one for one in _check_milestones(parsed, known) if one.file not in told)
    yield from (one for one in _check_depth(parsed, known) if one.file not in told)


def _check_steps(parsed: Parsed, pathway: Pathway) -> Iterator[Problem]:
    seen: dict[object, int] = {}
    for index, step in enumerate(pathway.steps):
        path: FieldPath = ("steps", index)
        yield from _check_choice(parsed, path, step)
        names = frozenset((leaf.achievement, leaf.pathway) for leaf in distinct_parts(step))
        first = seen.setdefault((step.choose, names), index)
        if first != index:
            reason = f"step {first + 1} asks for the same, so this one is done with it"
            yield problem(parsed, path, "duplicate", reason, "Remove one of the two", severity="warning")
    if pathway.milestone:
        for path, leaf in _places(pathway):
            if leaf.achievement == pathway.milestone:
                reason = "this is the pathway's own milestone, which is awarded when all of its steps are done"
                remedy = "Remove this step, or write another achievement under milestone"
                yield problem(parsed, (*path, "achievement"), "milestone", reason, remedy, leaf.achievement)


def _check_choice(parsed: Parsed, path: FieldPath, step: Step) -> Iterator[Problem]:
    seen = set[tuple[str, str]]()
    for number, leaf in enumerate(step.of):
        if (leaf.achievement, leaf.pathway) in seen:
            reason = "this stands twice in one choice, and counts once"
            name = leaf.achievement or leaf.pathway
            yield problem(parsed, (*path, "of", number), "duplicate", reason, f"Remove one of the two {name}", name)
        seen.add((leaf.achievement, leaf.pathway))
    names = len(distinct_parts(step))
    if step.of and len(step.of) >= step.choose > names:
        reason = f"there are {names} different ones to choose among, so nobody can choose {step.choose}"
        yield problem(parsed, (*path, "choose"), "choice", reason, f"Write {names} or less", step.choose)


def _check_retired(
    parsed: Parsed,
    pathway: Pathway,
    pathways: Mapping[str, Pathway],
    achievements: Mapping[str, Achievement],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield a warning for each step that can only be done by those who have done it already."""

    def ended(leaf: Step) -> datetime.date | None:
        found = achievements.get(leaf.achievement) or pathways.get(leaf.pathway)
        return found.retired if found and found.retired and found.retired < today else None

    for index, step in enumerate(pathway.steps):
        path: FieldPath = ("steps", index)
        day = ended(step)
        if day:
            what = step.achievement or step.pathway
            said = f"{what} could be {'earned' if step.achievement else 'begun'} until {day}"
            remedy = f"Write another step in its place, or add a line retired: {day} to the pathway"
            yield problem(
                parsed, path, "retired", f"{said}, so nobody new can do this step", remedy, severity="warning"
            )
        left = [leaf for leaf in distinct_parts(step) if not ended(leaf)] if step.of else []
        if len(left) < step.choose <= len(distinct_parts(step)):
            reason = f"only {len(left)} of these can still be earned, and the choice asks for {step.choose}"
            remedy = "Add others to choose among, or write a smaller number under choose"
            yield problem(parsed, (*path, "of"), "retired", reason, remedy, severity="warning")
    milestone = achievements.get(pathway.milestone)
    if milestone and milestone.retired and milestone.retired < today:
        reason = f"{milestone.slug} could be earned until {milestone.retired}, so it is not awarded any more"
        remedy = f"Write another milestone, or add a line retired: {milestone.retired} to the pathway"
        yield problem(parsed, ("milestone",), "retired", reason, remedy, milestone.slug, severity="warning")


def _check_nesting(parsed: Mapping[str, Parsed], known: Network) -> Iterator[Problem]:
    """Yield every pathway that is inside itself, directly or through others."""
    nested = {slug: _nested(known, slug) for slug in known.pathways}
    for circle in graph.circles(known.pathways, nested.__getitem__):
        inside = set(circle)
        way = _way(graph.shortest(min(circle), inside, nested.__getitem__))
        for slug in circle:
            path, leaf = next((path, leaf) for path, leaf in _places(known.pathways[slug]) if leaf.pathway in inside)
            reason = "a pathway cannot be inside itself"
            remedy = "Remove this step"
            if len(circle) > 1:
                reason = f"this pathway is inside {leaf.pathway}, so neither could be completed before the other"
                remedy = f"Remove one of the steps that lead around: {way}"
            yield problem(parsed[_WAY + slug], (*path, "pathway"), "cycle", reason, remedy, leaf.pathway)


def _check_milestones(parsed: Mapping[str, Parsed], known: Network) -> Iterator[Problem]:
    """Yield every pathway that waits for a milestone which, in the end, waits for that pathway."""
    lost = _unattainable(known)
    following = {node: [one for one in _awaited(known, node) if one in lost] for node in lost}
    for circle in graph.circles(sorted(lost), following.__getitem__):
        inside = set(circle)
        if not any(node.startswith(_AWARD) for node in circle):
            continue
        ways = [node for node in circle if node.startswith(_WAY)]
        if len(ways) == 1:
            continue  # its own milestone, which `_check_steps` reports
        way = _way(graph.shortest(min(ways), inside, following.__getitem__))
        for node in ways:
            pathway = known.pathways[node.removeprefix(_WAY)]
            path, leaf = next((path, leaf) for path, leaf in _places(pathway) if _node(leaf) in inside)
            name = leaf.achievement or leaf.pathway
            said = "is awarded for completing a pathway that" if leaf.achievement else "is a pathway that"
            reason = f"{name} {said} in the end takes this one, so neither could be completed before the other"
            field = "achievement" if leaf.achievement else "pathway"
            remedy = f"Remove one of the steps, or the milestone, that lead around: {way}"
            yield problem(parsed[node], (*path, field), "cycle", reason, remedy, name)


def _check_depth(parsed: Mapping[str, Parsed], known: Network) -> Iterator[Problem]:
    depth: dict[str, int] = {}
    for slug in known.order:
        inner = max((depth.get(one, 0) for one in _nested(known, slug)), default=0)
        depth[slug] = inner + 1
        if depth[slug] > MAX_NESTING:
            path, leaf = next(
                (path, leaf) for path, leaf in _places(known.pathways[slug]) if depth.get(leaf.pathway, 0) == inner
            )
            reason = f"{depth[slug]} pathways stand inside each other here, and {MAX_NESTING} may"
            remedy = f"Write the steps of {leaf.pathway} here in place of it"
            yield problem(parsed[_WAY + slug], (*path, "pathway"), "depth", reason, remedy, leaf.pathway)


def _unattainable(known: Network) -> set[str]:
    """Return the pathways and milestones that nobody can attain, whatever they earn and in any order.

    Finds the attainable ones instead, forwards, as each step counts down what it still waits for. A search for circles
    alone would refuse too much: a circle does no harm where a choice leaves a way around it.
    """
    waiting: dict[str, list[tuple[str, int]]] = {}  # by node: the steps that wait for it
    missing: dict[tuple[str, int], int] = {}  # by step: how many more it takes
    steps: dict[str, int] = {}  # by pathway: how many steps are not attainable yet
    found: list[str] = []
    for slug, pathway in known.pathways.items():
        steps[slug] = len(pathway.steps)
        for index, step in enumerate(pathway.steps):
            missing[slug, index] = step.choose or 1
            for leaf in distinct_parts(step):
                waiting.setdefault(_node(leaf), []).append((slug, index))
    # An achievement that is no milestone can be earned. So, for this, can a missing one, which is reported elsewhere.
    there = {_WAY + slug for slug in known.pathways} | {_AWARD + name for name in known.completing}
    found += [node for node in waiting if node not in there]
    attained = set(found)
    for node in found:
        for slug, index in waiting.get(node, ()):
            missing[slug, index] -= 1
            if missing[slug, index] == 0:
                steps[slug] -= 1
                milestone = known.pathways[slug].milestone
                reached = [_WAY + slug, *([_AWARD + milestone] if milestone else [])] if steps[slug] == 0 else []
                found += [one for one in reached if one not in attained]
                attained.update(reached)
    return there - attained


def _awaited(known: Network, node: str) -> list[str]:
    """Return the nodes that a node waits for: a milestone for its pathways, a pathway for what its steps name."""
    if node.startswith(_AWARD):
        return [_WAY + slug for slug in known.completing[node.removeprefix(_AWARD)]]
    return list(dict.fromkeys(_node(leaf) for _, leaf in _places(known.pathways[node.removeprefix(_WAY)])))


def _node(leaf: Step) -> str:
    return _WAY + leaf.pathway if leaf.pathway else _AWARD + leaf.achievement


def _nested(known: Network, slug: str) -> list[str]:
    return list(
        dict.fromkeys(leaf.pathway for _, leaf in _places(known.pathways[slug]) if leaf.pathway in known.pathways)
    )


def _places(pathway: Pathway) -> Iterator[tuple[FieldPath, Step]]:
    """Yield the achievements and pathways that steps name, each with its path in the record."""
    for index, step in enumerate(pathway.steps):
        if step.of:
            yield from ((("steps", index, "of", number), leaf) for number, leaf in enumerate(step.of))
        else:
            yield ("steps", index), step


def _way(nodes: list[str]) -> str:
    names = [node.rpartition("/")[2] for node in nodes]
    if len(names) > _MAX_NAMED:
        names = [*names[: _MAX_NAMED - 1], "…", names[-1]]
    return " → ".join(names)
