"""Changes, adds or removes one field in a record's text, and keeps every other byte of the file.

A text keeps its quotation marks. A new field goes where the schema's order has it. A removed field takes along the
comments on its lines and those indented below it, and no others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from testamur.authoring.editing.record_text import (
    Edit,
    RecordText,
    as_read,
    first_edit_that_reads_as,
    inline_text,
    read_record,
    value_at,
    with_part_changed,
)
from testamur.errors import UsageError
from testamur.records.parsing import schema
from testamur.records.parsing.kinds import RecordKind
from testamur.records.parsing.parsed import FieldPath
from testamur.text.languages.messages import msg

_COMMENT = re.compile(r"( *)#[^\n]*(?:\n|\Z)|[ \r]*\n")


def text_at(value: Any, path: FieldPath) -> str | None:
    """Return the text at a path of a record's value; None if there is nothing, or something other than text."""
    found = value_at(value, path)
    return found if isinstance(found, str) else None


def set_text(data: bytes, path: FieldPath, text: str, *, kind: RecordKind = "award") -> bytes:
    """Return a record's file with `text` at `path`: a top-level name, or the path of an existing text.

    UsageError if no record may hold the text, or there is none to change.
    """
    record = read_record(data)
    if text_at(record.value, path) is None:
        if len(path) != 1 or path[0] in record.value:
            raise UsageError(
                msg("there is no text {names} to change: edit the file itself", names=".".join(map(str, path)))
            )
        edits, name = [_field_edit(record, str(path[0]), text, kind)], str(path[0])
    else:
        edits, name = list(text_replacements(record, record.find(path)[1], text)), str(path[-1])
    wanted = with_part_changed(record.value, path, lambda _: as_read(text))
    return first_edit_that_reads_as(
        record,
        [[edit] for edit in edits],
        wanted,
        msg("write {name}: {inline_text}", name=name, inline_text=inline_text(text)),
    )


def remove_fields(data: bytes, names: Collection[str]) -> bytes:
    """Return a record's file without its top-level fields called `names`; missing ones are ignored."""
    record = read_record(data)
    wanted = {name: value for name, value in record.value.items() if name not in names}
    edits = list(cut_fields(record, record.root, names))
    return first_edit_that_reads_as(
        record, [edits], wanted, msg("remove {names}", names=", ".join(sorted(set(names) & set(record.value))))
    )


def text_replacements(record: RecordText, node: Any, text: str) -> Iterator[Edit]:
    """Yield the edits that replace a text: in its own quotation marks first, then in those that it needs."""
    start, end = node.start_mark.index, record.end(node)
    if "\n" not in text and node.style == "'":
        yield start, end, "'" + text.replace("'", "''") + "'"
    if node.style == '"' and not inline_text(text).startswith('"'):
        yield start, end, f'"{inline_text(text)}"'
    yield start, end, inline_text(text)


def _field_edit(record: RecordText, name: str, text: str, kind: RecordKind) -> Edit:
    order = list(schema.bundled(kind)["properties"])
    earlier = set(order[: order.index(name)])
    # The first field of a schema is always there, so there is a field to go behind.
    before = [item for key, item in record.root.value if key.value in earlier][-1]
    end = record.end(before)
    if record.is_flow(record.root):
        return end, end, f", {name}: {inline_text(text)}"
    margin = " " * record.root.start_mark.column
    return record.lines_at(record.line_end(end), [f"{margin}{name}: {inline_text(text)}"])


def cut_fields(record: RecordText, mapping: Any, names: Collection[str]) -> Iterator[Edit]:
    """Yield the edits that take the fields called `names` out of a mapping, which has others too."""
    if record.is_flow(mapping):
        yield from _cut_from_braces(record, mapping, names)
        return
    for key, item in mapping.value:
        if key.value in names:
            end = record.line_end(record.end(item))
            margin = mapping.value[0][0].start_mark.column
            yield record.line_start(key.start_mark.index), _end_of_comments(record, end, margin), ""


def _end_of_comments(record: RecordText, end: int, margin: int) -> int:
    """Return the end of the comments indented below a field: they are about the field, and go with it."""
    offset = end
    while match := _COMMENT.match(record.text, offset):
        if match[1] is not None:
            if len(match[1]) <= margin:
                break
            end = match.end()
        offset = match.end()
    return end


def _cut_from_braces(record: RecordText, mapping: Any, names: Collection[str]) -> Iterator[Edit]:
    pairs = mapping.value
    kept = [index for index, (key, _) in enumerate(pairs) if key.value not in names]
    # A field goes with the comma behind it, and the last ones with the comma before them.
    for index in range(kept[-1]):
        if index not in kept:
            yield pairs[index][0].start_mark.index, pairs[index + 1][0].start_mark.index, ""
    if kept[-1] + 1 < len(pairs):
        yield record.end(pairs[kept[-1]][1]), record.end(pairs[-1][1]), ""
