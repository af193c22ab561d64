"""Which filters of a drawing are used: one that nothing uses draws nothing, and one that is used is one problem.

Editors leave the filters of what was deleted, by the dozen. A filter that is used is refused where it is defined, and
not once more at each of its uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from testamur.pictures.svg.tree import NAMESPACE, XLINK, Node

_NAMED = re.compile(r"#([\w.:-]+)")
_USE = re.compile(r"\s*url\(\s*['\"]?#([\w.:-]+)['\"]?\s*\)\s*")


class Filters:
    """The filters of one drawing, by their ids."""

    def __init__(self, root: Node) -> None:
        nodes = list(_all(root))
        self._ids = {node.attributes.get(("", "id"), "") for node in nodes if node.name == (NAMESPACE, "filter")} - {""}
        self._used = {name for node in nodes for text in _texts(node) for name in _NAMED.findall(text)}

    def is_unused(self, node: Node) -> bool:
        """Say whether an element is a filter that nothing in the drawing names."""
        return node.name == (NAMESPACE, "filter") and node.attributes.get(("", "id"), "") not in self._used

    def is_told(self, value: str) -> bool:
        """Say whether a value names a filter of the drawing, which is refused already."""
        use = _USE.fullmatch(value)
        return use is not None and use[1] in self._ids


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.elements:
        yield from _all(child)


def _texts(node: Node) -> Iterator[str]:
    """Yield whatever of an element may name another: its attributes, and what a style sheet says."""
    for (space, local), value in node.attributes.items():
        if space in ("", XLINK) and local != "id":
            yield value
    if node.name == (NAMESPACE, "style"):
        yield node.text
