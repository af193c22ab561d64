"""One record as it was read: its value, what is wrong with it, and where each part of it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from testamur.errors import Problem
from testamur.records import characters

Path = tuple[str | int, ...]
DEPTH = 20  # of nested lists and mappings
DEEP = f"more than {DEPTH} lists and mappings stand inside each other"


@dataclass(slots=True)
class Parsed:
    """One file as it was read. `value` is None when it could not be."""

    file: str
    value: dict[str, Any] | None = None
    problems: list[Problem] = field(default_factory=list)
    # Reads the parser's nodes again. They are many times the size of the text, and only a problem asks where a
    # value stands; ten thousand records that are right do not keep theirs.
    nodes: Callable[[], Any] = lambda: None

    def locate(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Return line and column, from 1, of the value at `path` or of its key; else of the nearest one above it."""
        node = self.nodes()
        mark = node.start_mark if node is not None else None
        for number, part in enumerate(path):
            found = _child(node, part)
            if found is None:
                break
            name, node = found
            mark = (name if key and number == len(path) - 1 else node).start_mark
        return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)

    def add(
        self, code: str, place: tuple[int, int], reason: str, remedy: str, value: str = "", path: Path = ()
    ) -> None:
        """Remember a problem at a line and column (from 1; 0 is the whole file)."""
        self.problems.append(
            Problem(
                code=code,
                file=self.file,
                line=place[0],
                column=place[1],
                field=characters.harmless(".".join(map(str, path)), 200) if path else "",
                value=characters.harmless(value) if value else "",
                reason=reason,
                remedy=remedy,
            )
        )


def _child(node: Any, part: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    if isinstance(node, yaml.MappingNode):
        return next(
            ((name, item) for name, item in node.value if unicodedata.normalize("NFC", str(name.value)) == str(part)),
            None,
        )
    return None
