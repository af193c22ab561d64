"""Finds dead ends among pathways: those inside themselves, those that wait for each other, and those nested too deep.

What is wrong with the steps of one pathway alone is in `step_checks`.

Linear in the size of the records, so that a thousand pathways that all nest each other are reported as fast as two.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from itertools import chain

from testamur.errors import Problem
from testamur.records.model.models import Achievement
from testamur.records.model.pathways import Pathway, Step
from testamur.records.parsing.kinds import RecordName
from testamur.records.parsing.parsed import Parsed, problem
from testamur.records.pathways import algebra, step_checks
from testamur.records.pathways.algebra import Network, distinct_parts
from testamur.records.pathways.step_checks import places
from testamur.text import graph

MAX_NESTING = 8
"""How many pathways may be nested in each other."""
_MAX_NAMED = 8  # pathways of one circle, in a sentence
_ACHIEVEMENT, _PATHWAY = "achievement/", "pathway/"  # how the names of nodes begin


def check(
    parsed: Mapping[RecordName, Parsed],
    pathways: Mapping[str, Pathway],
    achievements: Mapping[str, Achievement],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield the problems of pathways with each other."""
    network = algebra.network_of(pathways)
    for slug, pathway in pathways.items():
        yield from step_checks.check_steps(parsed["pathway", slug], pathway)
        if pathway.retired is None or pathway.retired >= today:
            yield from step_checks.check_retired(parsed["pathway", slug], pathway, pathways, achievements, today)
    cycles = list(_check_nesting(parsed, network))
    yield from cycles
    in_cycles = {cycle.file for cycle in cycles}
    # A pathway inside itself is mended first: until then its depth means nothing, and its milestone is lost anyway.
    others = chain(_check_milestones(parsed, network), _check_depth(parsed, network))
    yield from (other for other in others if other.file not in in_cycles)


def _check_nesting(parsed: Mapping[RecordName, Parsed], network: Network) -> Iterator[Problem]:
    """Yield every pathway that is inside itself, directly or through others."""
    nested = {slug: _nested(network, slug) for slug in network.pathways}
    for cycle in graph.cycles(network.pathways, nested.__getitem__):
        members = set(cycle)
        way = _way(graph.shortest_cycle(min(cycle), members, nested.__getitem__))
        for slug in cycle:
            path, leaf = next((path, leaf) for path, leaf in places(network.pathways[slug]) if leaf.pathway in members)
            reason = "a pathway cannot be inside itself"
            remedy = "Remove this step"
            if len(cycle) > 1:
                reason = f"this pathway is inside {leaf.pathway}, so neither could be completed before the other"
                remedy = f"Remove one of the steps that lead around: {way}"
            yield problem(
                parsed["pathway", slug],
                (*path, "pathway"),
                code="cycle",
                reason=reason,
                remedy=remedy,
                value=leaf.pathway,
            )


def _check_milestones(parsed: Mapping[RecordName, Parsed], network: Network) -> Iterator[Problem]:
    """Yield every pathway that waits for a milestone which, in the end, waits for that pathway."""
    lost = _unattainable(network)
    following = {node: [awaited for awaited in _awaited(network, node) if awaited in lost] for node in lost}
    for cycle in graph.cycles(sorted(lost), following.__getitem__):
        members = set(cycle)
        if not any(node.startswith(_ACHIEVEMENT) for node in cycle):
            continue
        ways = [node for node in cycle if node.startswith(_PATHWAY)]
        if len(ways) == 1:
            continue  # its own milestone, which `_check_steps` reports
        way = _way(graph.shortest_cycle(min(ways), members, following.__getitem__))
        for node in ways:
            pathway = network.pathways[node.removeprefix(_PATHWAY)]
            path, leaf = next((path, leaf) for path, leaf in places(pathway) if _node(leaf) in members)
            name = leaf.achievement or leaf.pathway
            relation = "is awarded for completing a pathway that" if leaf.achievement else "is a pathway that"
            reason = f"{name} {relation} in the end takes this one, so neither could be completed before the other"
            field = "achievement" if leaf.achievement else "pathway"
            remedy = f"Remove one of the steps, or the milestone, that lead around: {way}"
            yield problem(
                parsed["pathway", node.removeprefix(_PATHWAY)],
                (*path, field),
                code="cycle",
                reason=reason,
                remedy=remedy,
                value=name,
            )


def _check_depth(parsed: Mapping[RecordName, Parsed], network: Network) -> Iterator[Problem]:
    depth: dict[str, int] = {}
    for slug in network.order:
        inner = max((depth.get(nested_slug, 0) for nested_slug in _nested(network, slug)), default=0)
        depth[slug] = inner + 1
        if depth[slug] > MAX_NESTING:
            path, leaf = next(
                (path, leaf) for path, leaf in places(network.pathways[slug]) if depth.get(leaf.pathway, 0) == inner
            )
            reason = f"{depth[slug]} pathways stand inside each other here, and {MAX_NESTING} may"
            remedy = f"Write the steps of {leaf.pathway} here in place of it"
            yield problem(
                parsed["pathway", slug],
                (*path, "pathway"),
                code="depth",
                reason=reason,
                remedy=remedy,
                value=leaf.pathway,
            )


def _unattainable(network: Network) -> set[str]:
    """Return the pathways and milestones that nobody can attain, whatever they earn and in any order.

    Finds the attainable ones instead, forwards, as each step counts down what it still waits for. A search for circles
    alone would refuse too much: a circle does no harm where a choice leaves a way around it.
    """
    waiting: dict[str, list[tuple[str, int]]] = {}  # by node: the steps that wait for it
    missing: dict[tuple[str, int], int] = {}  # by step: how many more it takes
    steps: dict[str, int] = {}  # by pathway: how many steps are not attainable yet
    reached_nodes: list[str] = []
    for slug, pathway in network.pathways.items():
        steps[slug] = len(pathway.steps)
        for index, step in enumerate(pathway.steps):
            missing[slug, index] = step.choose or 1
            for leaf in distinct_parts(step):
                waiting.setdefault(_node(leaf), []).append((slug, index))
    # An achievement that is no milestone can be earned. So, for this, can a missing one, which is reported elsewhere.
    all_nodes = {_PATHWAY + slug for slug in network.pathways} | {_ACHIEVEMENT + name for name in network.completing}
    reached_nodes += [node for node in waiting if node not in all_nodes]
    attained = set(reached_nodes)
    for node in reached_nodes:
        for slug, index in waiting.get(node, ()):
            missing[slug, index] -= 1
            if missing[slug, index] == 0:
                steps[slug] -= 1
                milestone = network.pathways[slug].milestone
                reached = (
                    [_PATHWAY + slug, *([_ACHIEVEMENT + milestone] if milestone else [])] if steps[slug] == 0 else []
                )
                reached_nodes += [next_node for next_node in reached if next_node not in attained]
                attained.update(reached)
    return all_nodes - attained


def _awaited(network: Network, node: str) -> list[str]:
    """Return the nodes that a node waits for: a milestone for its pathways, a pathway for what its steps name."""
    if node.startswith(_ACHIEVEMENT):
        return [_PATHWAY + slug for slug in network.completing[node.removeprefix(_ACHIEVEMENT)]]
    return list(dict.fromkeys(_node(leaf) for _, leaf in places(network.pathways[node.removeprefix(_PATHWAY)])))


def _node(leaf: Step) -> str:
    return _PATHWAY + leaf.pathway if leaf.pathway else _ACHIEVEMENT + leaf.achievement


def _nested(network: Network, slug: str) -> list[str]:
    return list(
        dict.fromkeys(leaf.pathway for _, leaf in places(network.pathways[slug]) if leaf.pathway in network.pathways)
    )


def _way(nodes: list[str]) -> str:
    names = [node.rpartition("/")[2] for node in nodes]
    if len(names) > _MAX_NAMED:
        names = [*names[: _MAX_NAMED - 1], "…", names[-1]]
    return " → ".join(names)
