"""Sets or removes any value of a record (text, number, list, mapping), and keeps every other byte of the file.

A list keeps the lines of the items that stay, with their comments. A new field goes where the schema's order has it.
The strict reader has the last word: an edit holds only if it then reads exactly what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from testamur.authoring.editing import yaml_writer
from testamur.authoring.editing.entry_lines import STEP, entry_lines, other_lines, plain_lines, written_key
from testamur.authoring.editing.field_editing import cut_fields, text_replacements
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
from testamur.records.parsing import schema
from testamur.records.parsing.kinds import RecordKind
from testamur.records.parsing.parsed import FieldPath
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg


def set_value(data: bytes, path: FieldPath, value: Any, *, kind: RecordKind) -> bytes:
    """Return a record's file with `value` (nothing empty) at `path`: names, of which all but the last may be missing.

    UsageError if no record may hold the value, or the file is written in a way that only a person can edit well.
    """
    record = read_record(data)
    value = as_read(value)
    if value_at(record.value, path) == value:
        return data
    known = next(number for number in range(len(path), -1, -1) if value_at(record.value, path[:number]) is not None)
    for name in reversed(path[known + 1 :]):
        value = {str(name): value}
    place = path[: known + 1]
    wanted = with_part_changed(record.value, place, lambda _: value)
    what = msg("write {names}: {inline}", names=".".join(map(str, place)), inline=harmless(_inline(value), 300))
    edits = _replacements(record, place, value) if known == len(path) else _additions(record, place, value, kind)
    return first_edit_that_reads_as(record, edits, wanted, what)


def remove_value(data: bytes, path: FieldPath) -> bytes:
    """Return a record's file without what is at `path`, and without a mapping that held nothing else.

    Nothing is changed where there is nothing; UsageError if only a person can edit the file well.
    """
    record = read_record(data)
    if value_at(record.value, path) is None:
        return data
    while len(path) > 1 and len(value_at(record.value, path[:-1])) == 1:
        path = path[:-1]
    parent, name = path[:-1], str(path[-1])
    node = record.find(parent)[1]
    wanted = with_part_changed(
        record.value, parent, lambda fields: {key: item for key, item in fields.items() if key != name}
    )
    what = msg("remove {names}", names=".".join(map(str, path)))
    return first_edit_that_reads_as(record, [list(cut_fields(record, node, [name]))], wanted, what)


def _additions(record: RecordText, path: FieldPath, value: Any, kind: RecordKind) -> Iterator[list[Edit]]:
    """Yield the ways to add a field that is missing to a mapping that is there: in the schema's order, else last."""
    _, node, within = record.find(path[:-1])
    name = str(path[-1])
    order = list(schema.part_at(kind, path[:-1]).get("properties", {}))
    earlier = set(order[: order.index(name)]) if name in order else set(order)
    before = [item for key, item in node.value if key.value in earlier]
    for last in dict.fromkeys([*before[-1:], node.value[-1][1]]):
        end = record.end(last)
        if within or record.is_flow(node):
            yield [(end, end, f", {written_key(name)}{_inline(value)}")]
        else:
            for lines in _lines(name, value, node.value[0][0].start_mark.column):
                yield [record.lines_at(record.line_end(end), lines)]


def _replacements(record: RecordText, path: FieldPath, value: Any) -> Iterator[list[Edit]]:
    """Yield the ways to put another value in the place of one."""
    key, node, within = record.find(path)
    start, end = node.start_mark.index, record.end(node)
    is_block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
    if isinstance(node, yaml.SequenceNode) and isinstance(value, list):
        if within or record.is_flow(node):
            yield [(start, end, _inline(value))]
        else:
            yield _changed_items(record, node, value_at(record.value, path), value)
    elif isinstance(value, str) and (within or not (is_block or "\n" in value)):
        for edit in text_replacements(record, node, value):
            yield [edit]
    elif within or not isinstance(value, str | dict | list):
        yield [(start, end, _inline(value))]
    elif isinstance(value, str) and isinstance(node, yaml.ScalarNode):
        yield from other_lines(record, key, node, value)
    # Whatever else is there takes its comments along, so it is replaced only where it has none.
    colon = record.text.index(":", key.end_mark.index) + 1
    if not within and "#" not in record.text[colon:end]:
        for lines in _lines(str(key.value), value, key.start_mark.column):
            mark = record.line_break(start)
            yield [(record.line_start(key.start_mark.index), end, mark.join(lines))]


def _changed_items(record: RecordText, node: Any, old: list[Any], new: list[Any]) -> list[Edit]:
    """Return the edits of a list in lines: what is equal at its beginning and its end stays as it is written."""
    most = min(len(old), len(new))
    first = next((at for at in range(most) if old[at] != new[at]), most)
    last = next((at for at in range(most - first) if old[-1 - at] != new[-1 - at]), most - first)
    gone, added = node.value[first : len(old) - last], new[first : len(new) - last]
    if len(gone) == len(added) and all(isinstance(item, str) for item in added):
        return [next(text_replacements(record, item, text)) for item, text in zip(gone, added, strict=True)]
    dash = " " * node.start_mark.column
    lines = [f"{dash}{line[STEP:]}" for line in yaml_writer.write({"x": added}).splitlines()[1:]] if added else []
    edits = [(record.line_start(item.start_mark.index), record.line_end(record.end(item)), "") for item in gone]
    before = node.value[first - 1] if first else None
    at = record.line_end(record.end(before)) if before else record.line_start(node.value[0].start_mark.index)
    start, end, text = record.lines_at(at, lines)
    if edits and edits[0][0] == start:
        # In one edit: two that begin at one place have no order.
        return [(start, edits[0][1], text), *edits[1:]]
    return [*edits, (start, end, text)] if lines else edits


def _lines(name: str, value: Any, margin: int) -> Iterator[list[str]]:
    """Yield the lines of a field, `margin` columns from the left."""
    if isinstance(value, str):
        yield from entry_lines(name, value, margin)
        return
    if isinstance(value, dict) and all(not isinstance(item, list | dict) for item in value.values()):
        yield [f"{' ' * margin}{written_key(name)}{_inline(value)}"]
    yield plain_lines(name, value, margin)


def _inline(value: Any) -> str:
    """Return a value as YAML on one line that means the same between brackets as outside of them."""
    if isinstance(value, str):
        return inline_text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written_key(str(name))}{_inline(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    return yaml_writer.write({"x": value}).removeprefix("x: ").rstrip("\n")
