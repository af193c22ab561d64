"""A drawing as a tree of elements with their places in the file, and the same written as a file.

Comments, declarations, prefixes and the DOCTYPE have no place in it, so that none is in what is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from testamur.pictures.xml_reader import Name, Reader

NAMESPACE = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"
XLINK = "http://www.w3.org/1999/xlink"
MOST_NODES = 50_000  # of a file, with what editors leave in it
DEEPEST = 200
_IN_TEXT = {"\r": "&#13;"}
_IN_VALUES = {"\n": "&#10;", "\t": "&#9;", **_IN_TEXT}
_DOCTYPE = re.compile(
    rb"\A((?:\xef\xbb\xbf)?(?>\s|<\?[^>]{0,1000}\?>|<!--.{0,10000}?-->)*+)"
    rb"(<!DOCTYPE\s+svg(?:\s+(?:PUBLIC\s+(?:\"[^\"<>]{0,200}\"|'[^'<>]{0,200}')|SYSTEM)"
    rb"(?:\s+(?:\"[^\"<>]{0,200}\"|'[^'<>]{0,200}'))?)?\s*>)",
    re.DOTALL,
)


@dataclass(slots=True)
class Node:
    """An element, with its attributes by namespace and name, and what is in it: elements, and text."""

    name: Name
    attributes: dict[Name, str]
    line: int
    column: int
    children: list[Node | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Node]:
        """The elements in it."""
        return [child for child in self.children if isinstance(child, Node)]

    @property
    def text(self) -> str:
        """The text that stands directly in it."""
        return "".join(child for child in self.children if isinstance(child, str))


class TooMuchError(Exception):
    """The file has more elements, or nests them deeper, than any drawing; the text says which."""


class TreeReader(Reader):
    """Makes the tree: `root`, once read. Instructions are kept aside, with their places."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.instructions: list[tuple[int, int, str]] = []
        self._open: list[Node] = []
        self._number = 0

    def start(self, name: Name, attributes: Mapping[Name, str]) -> None:
        """Enter an element."""
        node = Node(name, dict(attributes), self.line, self.column)
        self._number += 1
        if self._number > MOST_NODES:
            raise TooMuchError(f"it has more than {MOST_NODES:,} elements")
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)
        if len(self._open) > DEEPEST:
            raise TooMuchError(f"its elements are nested more than {DEEPEST} deep")

    def end(self) -> None:
        """Leave an element."""
        self._open.pop()

    def text(self, content: str) -> None:
        """Take text, of a CDATA section or not: it means the same."""
        if self._open:
            self._open[-1].children.append(content)

    def instruction(self, content: str) -> None:
        """Note what a program is told to do."""
        self.instructions.append((self.line, self.column, content))


def write(root: Node) -> bytes:
    """Return a drawing as a file in UTF-8, with SVG's namespace alone; names outside of it must be gone."""
    parts: list[str] = []
    _write(root, parts, is_root=True)
    return "".join(parts).encode()


def _write(node: Node, parts: list[str], *, is_root: bool = False) -> None:
    local = node.name[1]
    parts.append(f"<{local}")
    if is_root:
        parts.append(f' xmlns="{NAMESPACE}"')
    for (space, name), value in node.attributes.items():
        # `href` of SVG 2 says what XLink's did; `xml:` needs no declaration.
        prefix = "xml:" if space == XML else ""
        parts.append(f" {prefix}{name}={quoteattr(value, _IN_VALUES)}")
    if not node.children and not is_root:
        parts.append("/>")
        return
    parts.append(">")
    for child in node.children:
        if isinstance(child, str):
            parts.append(escape(child, _IN_TEXT))
        else:
            _write(child, parts)
    parts.append(f"</{local}>")


def without_doctype(data: bytes) -> bytes:
    """Return a file without a DOCTYPE line that declares nothing itself: programs wrote one for a validator.

    What it names is never fetched. One that declares entities stays, and is refused. Lines and columns stay the same.
    """
    return _DOCTYPE.sub(lambda match: match[1] + re.sub(rb"[^\r\n]", b" ", match[2]), data, count=1)
