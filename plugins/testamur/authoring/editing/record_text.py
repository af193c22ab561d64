"""Reads a record's text with the places of its parts, for edits that keep every other byte.

The strict reader has the first and the last word: only a record that it accepts is edited, and an edit holds only
if the reader then reads exactly what was meant. Offsets count characters, from 0.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from testamur.authoring.editing import yaml_writer
from testamur.errors import UsageError
from testamur.records.parsing import yaml_subset
from testamur.records.parsing.parsed import FieldPath
from testamur.text.languages.messages import msg

Edit = tuple[int, int, str]
"""Start, end, and the text that replaces what is between them."""

_Loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
# Characters that mean something between brackets, and nothing on a line of their own.
_NOT_INLINE = re.compile(r"[,\[\]{}:#]|^\|")


@dataclass(frozen=True, slots=True)
class RecordText:
    """A record that was accepted: its text, its value, and the parser's node of the whole."""

    text: str
    value: dict[str, Any]
    root: Any

    def field(self, name: str) -> tuple[Any, Any] | None:
        """Return the nodes of a top-level name and its value; None if the record does not have it."""
        return next((pair for pair in self.root.value if pair[0].value == name), None)

    def find(self, path: FieldPath) -> tuple[Any, Any, bool]:
        """Return the nodes of the name and the value at a path, and whether they are inside brackets."""
        key, node, within = None, self.root, False
        for part in path:
            within = within or self.is_flow(node)
            if isinstance(node, yaml.SequenceNode):
                node = node.value[part]
            else:
                # The reader composes names (NFC); the parser's nodes have them as they were typed.
                pairs = ((name, item) for name, item in node.value)
                key, node = next(pair for pair in pairs if unicodedata.normalize("NFC", pair[0].value) == part)
        return key, node, within

    def is_flow(self, node: Any) -> bool:
        """Say whether a list or mapping is written in brackets."""
        return self.text[node.start_mark.index : node.start_mark.index + 1] in {"[", "{"}

    def end(self, node: Any) -> int:
        """Return the offset behind the last character of a value: no comment, blank line or line end is part of it."""
        # The parser ends a block only where the next thing begins, behind all comments and blank lines.
        if isinstance(node, yaml.CollectionNode) and not self.is_flow(node):
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        start: int = node.start_mark.index
        end: int = node.end_mark.index
        return start + len(self.text[start:end].rstrip())

    def line_start(self, offset: int) -> int:
        """Return where the line of `offset` begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return where the line after the one of `offset` begins; the end of the text if there is none."""
        line_feed = self.text.find("\n", offset)
        return len(self.text) if line_feed < 0 else line_feed + 1

    def line_break(self, offset: int) -> str:
        """Return the line end in use before `offset`, else after it: as the file came, so it stays."""
        line_feed = self.text.rfind("\n", 0, offset)
        if line_feed < 0:
            line_feed = self.text.find("\n")
        return "\r\n" if line_feed > 0 and self.text[line_feed - 1] == "\r" else "\n"

    def lines_at(self, offset: int, lines: Iterable[str]) -> Edit:
        """Return the edit that puts whole lines where a line begins, or behind a last line that nothing ends."""
        mark = self.line_break(offset)
        if offset == 0 or self.text[offset - 1] == "\n":
            return offset, offset, "".join(line + mark for line in lines)
        return offset, offset, "".join(mark + line for line in lines)


def read_record(data: bytes, file: str = "the file") -> RecordText:
    """Return a record's text with its nodes; UsageError if the strict reader does not accept it."""
    parsed = yaml_subset.parse(data, file)
    if parsed.value is None:
        raise UsageError("\n".join(str(problem) for problem in parsed.problems))
    text = data.decode("utf-8")
    # Parsed a second time, now that the reader has bounded size and depth and refused aliases: its own nodes do not
    # always know where a bracket closes.
    return RecordText(text, parsed.value, yaml.compose(text, Loader=_Loader))


def value_at(value: Any, path: FieldPath) -> Any:
    """Return what a record's value has at a path; None if there is nothing: no record has null."""
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def with_part_changed(value: Any, path: FieldPath, change: Callable[[Any], Any]) -> Any:
    """Return a record's value with the part at `path` changed; `change` gets None if there is nothing at `path`."""
    if not path:
        return change(value)
    first, *rest = path
    if isinstance(value, list):
        return [with_part_changed(item, tuple(rest), change) if at == first else item for at, item in enumerate(value)]
    return {**value, first: with_part_changed(value.get(first), tuple(rest), change)}


def apply_edits(text: str, edits: Iterable[Edit]) -> bytes:
    """Return `text` with edits made, none of which overlap."""
    # From the end, so that no edit moves the places of those still to be made.
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text.encode()


def first_edit_that_reads_as(
    record: RecordText, candidates: Iterable[list[Edit]], wanted: Mapping[str, Any], what: str
) -> bytes:
    """Return the record edited in the first of several candidates after which it reads as `wanted`.

    UsageError if none of them does, with `what` for a person to do: "add closed: 2026-05-14".
    """
    for edits in candidates:
        data = apply_edits(record.text, edits)
        if yaml_subset.parse(data, "the file").value == wanted:
            return data
    raise UsageError(msg("this file's layout cannot be edited safely; by hand, {what}", what=what))


def as_read(value: Any) -> Any:
    """Return a value as the reader returns it from a record; UsageError if no record may hold it."""
    parsed = yaml_subset.parse(yaml_writer.write({"x": value}).encode(), "the file")
    if parsed.value is None:
        problem = parsed.problems[0]
        raise UsageError(
            msg("a record cannot contain this: {reason}. {remedy}", reason=problem.reason, remedy=problem.remedy)
        )
    return parsed.value["x"]


def inline_text(text: str) -> str:
    """Return `text` as YAML on one line that means the same between brackets as outside of them."""
    yaml_text = yaml_writer.write({"x": text}).removeprefix("x: ").rstrip("\n")
    if yaml_text.startswith('"') or not _NOT_INLINE.search(yaml_text):
        return yaml_text
    return json.dumps(text, ensure_ascii=False)


def inline_mapping(record: Mapping[str, str]) -> str:
    """Return a mapping of texts in braces, on one line."""
    return "{" + ", ".join(f"{name}: {inline_text(text)}" for name, text in record.items()) + "}"
