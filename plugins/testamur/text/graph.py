"""Finds cycles in a directed graph: its strongly connected components, in linear time and without recursion.

Follows Tarjan, "Depth-first search and linear graph algorithms" (1972). The graphs are made of records that anyone can
propose, so a chain of thousands must neither exhaust Python's stack nor take quadratic time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable


def cycles(nodes: Iterable[str], following: Callable[[str], Iterable[str]]) -> list[list[str]]:
    """Return the strongly connected components that contain a cycle; a single node only where it leads to itself."""
    components: list[list[str]] = []
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: dict[str, None] = {}  # Tarjan's stack, as a dict: membership is asked once an edge
    for first in nodes:
        stack = [] if first in number else [(first, iter(following(first)))]
        while stack:
            node, rest = stack[-1]
            if node not in number:
                number[node] = lowest[node] = len(number)
                path[node] = None
            step = next(rest, None)
            if step is None:
                stack.pop()
                # From here on, what a recursive version does when a call returns.
                if stack:
                    outer = stack[-1][0]
                    lowest[outer] = min(lowest[outer], lowest[node])
                if lowest[node] == number[node]:
                    components.append(_pop_component(path, node))
            elif step not in number:
                stack.append((step, iter(following(step))))
            # An edge into a finished component is left out: counted, it would join components that do not lead back.
            elif step in path:
                lowest[node] = min(lowest[node], number[step])
    return [component for component in components if len(component) > 1 or component[0] in following(component[0])]


def shortest_cycle(first: str, among: Iterable[str], following: Callable[[str], Iterable[str]]) -> list[str]:
    """Return the shortest way from a node back to itself, with that node at both ends; [] where there is none."""
    inside = set(among)
    before: dict[str, str] = {}
    waiting = [first]
    for node in waiting:
        for step in following(node):
            if step == first:
                way = [first, node]
                while way[-1] != first:
                    way.append(before[way[-1]])
                return way[::-1]
            if step in inside and step not in before:
                before[step] = node
                waiting.append(step)
    return []


def _pop_component(path: dict[str, None], node: str) -> list[str]:
    component: list[str] = []
    while not component or component[-1] != node:
        component.append(path.popitem()[0])
    return component[::-1]
