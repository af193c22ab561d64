"""One record as it was parsed: its value, its problems, and the line and column of each part."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import yaml

from testamur.errors import Problem
from testamur.text import characters
from testamur.text.languages.messages import msg

FieldPath = tuple[str | int, ...]
MAX_DEPTH = 20  # of nested lists and mappings; the deepest schema needs far less
MAX_PROBLEMS = 100  # problems reported of one file: more than that have one common cause
TOO_DEEP = msg("more than {max_depth} lists and mappings are nested", max_depth=MAX_DEPTH)


class Refusal(NamedTuple):
    """Why something is refused: a code for programs, the reason, and what to do instead."""

    code: str
    reason: str
    remedy: str


@dataclass(slots=True)
class Parsed:
    """One parsed file. `value` is None when it could not be read."""

    file: str
    value: dict[str, Any] | None = None
    problems: list[Problem] = field(default_factory=list)
    # Parses `text` into nodes again. Nodes take many times the room of the text, and only a problem asks for places, so
    # ten thousand right records do not keep theirs. (No closure: each would be work for the garbage collector.)
    text: str = ""
    nodes: Callable[[Parsed], Any] = lambda _: None
    root: Any = None  # the nodes, once they were asked for

    def locate(self, path: FieldPath, *, key: bool = False) -> tuple[int, int]:
        """Return line and column, from 1, of the value at `path` or of its key; failing that, of the nearest parent."""
        self.root = self.root or self.nodes(self)
        node = self.root
        mark = node.start_mark if node is not None else None
        for number, part in enumerate(path):
            child = _child(node, part)
            if child is None:
                break
            name, node = child
            mark = (name if key and number == len(path) - 1 else node).start_mark
        return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)

    def add(
        self,
        place: tuple[int, int],
        *,
        code: str,
        reason: str,
        remedy: str,
        value: str = "",
        path: FieldPath = (),
    ) -> None:
        """Add a problem at a line and column (from 1; 0 is the whole file), up to a hundred."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(
                Problem(
                    code=code,
                    file=self.file,
                    line=place[0],
                    column=place[1],
                    field=_field_name(path),
                    value=characters.harmless(value) if value else "",
                    reason=reason,
                    remedy=remedy,
                )
            )
        elif len(self.problems) == MAX_PROBLEMS:
            self.problems.append(more_problems(self))


def problem(
    parsed: Parsed,
    path: FieldPath,
    *,
    code: str,
    reason: str,
    remedy: str,
    value: object = None,
    key: bool = False,
    severity: Literal["error", "warning"] = "error",
) -> Problem:
    """Return a problem at one path of a parsed record, with its place in the file (of the key there, with `key`).

    `value` is what the record has there.
    """
    line, column = parsed.locate(path, key=key)
    return Problem(
        code=code, file=parsed.file, line=line, column=column, field=_field_name(path), value=_shown_value(value),
        reason=characters.harmless_message(reason), remedy=characters.harmless_message(remedy), severity=severity,
    )  # fmt: skip


def more_problems(parsed: Parsed) -> Problem:
    """Return the problem that stands for all problems of one file beyond the first hundred."""
    reason = msg("there is more wrong with this file than these {max_problems}", max_problems=MAX_PROBLEMS)
    return Problem(code="more", file=parsed.file, reason=reason, remedy=msg("Mend them, and check the records again"))


def _field_name(path: FieldPath) -> str:
    return characters.harmless(".".join(map(str, path)), 200) if path else ""


def _shown_value(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    # As the file has it, true and not True.
    return str(value).lower() if isinstance(value, bool) else characters.harmless(str(value))


def _child(node: Any, part: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    if isinstance(node, yaml.MappingNode):
        return next(((name, item) for name, item in node.value if _is_named(name, part)), None)
    return None


def _is_named(name: Any, part: str | int) -> bool:
    # Equality first: normalizing every name of a long mapping takes far longer.
    return name.value == part or unicodedata.normalize("NFC", str(name.value)) == part
