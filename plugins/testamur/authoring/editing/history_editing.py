"""Adds one line under `history` in the text of an award, and keeps every other byte of the file.

Writes as the file is written: lists in lines or in brackets, items in braces or in lines, indented or not, comments
between and behind, either line end, with or without a last one. YAML 1.2.2, 7.4 (flow) and 8.2 (block collections).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from testamur.authoring.editing import yaml_writer
from testamur.authoring.editing.record_text import (
    Edit,
    RecordText,
    as_read,
    first_edit_that_reads_as,
    inline_mapping,
    read_record,
)

_INDENT = "  "


def add_line(data: bytes, line: Mapping[str, str]) -> bytes:
    """Return an award's file with `line` (`{date: …, act: …}`, nothing empty) as the last of its history.

    UsageError if no record may hold one of the texts, or the file is written in a way that this cannot edit.
    """
    record = read_record(data)
    # The reader composes letters (NFC), so that a note comes back in other characters than it was given in.
    read_back = {name: as_read(text) for name, text in line.items()}
    wanted = {**record.value, "history": [*record.value.get("history", []), read_back]}
    return first_edit_that_reads_as(
        record, _candidate_edits(record, line), wanted, f"add under history: - {inline_mapping(line)}"
    )


def _candidate_edits(record: RecordText, line: Mapping[str, str]) -> Iterator[list[Edit]]:
    """Yield the ways in which the line could be added, the best first."""
    field = record.field("history")
    if field is None:
        yield from _first_line_edits(record, line)
    elif record.is_flow(field[1]):
        yield from _bracket_edits(record, field[1], inline_mapping(line))
    else:
        yield [_line_below(record, field[1], line)]


def _first_line_edits(record: RecordText, line: Mapping[str, str]) -> Iterator[list[Edit]]:
    end = record.end(record.root)
    if record.is_flow(record.root):
        end = record.end(record.root.value[-1][1])
        yield [(end, end, f", history: [{inline_mapping(line)}]")]
        return
    margin = " " * record.root.start_mark.column
    lines = [f"{margin}history:", f"{margin}{_INDENT}- {inline_mapping(line)}"]
    # Where a person would write it: at the end of the file, unless the record ends before (`...`).
    yield [record.lines_at(record.line_end(len(record.text.rstrip()) - 1), lines)]
    yield [record.lines_at(record.line_end(end), lines)]


def _bracket_edits(record: RecordText, history: Any, line: str) -> Iterator[list[Edit]]:
    start = history.start_mark.index + 1
    if not history.value:
        yield [(start, start, line)]
        yield [(start, start, f"{line} ")]  # A comment behind the bracket needs its space.
        return
    last = history.value[-1]
    begin, end = last.start_mark.index, record.end(last)
    margin = record.text[record.line_start(begin) : begin]
    below = record.line_end(end)
    if margin.strip() == "" and below < history.end_mark.index:
        comma = _has_comma(record.text, end, history.end_mark.index - 1)
        new = record.lines_at(below, [f"{margin}{line}{',' if comma else ''}"])
        yield [new] if comma else [(end, end, ","), new]
    yield [(end, end, f", {line}")]


def _has_comma(text: str, start: int, end: int) -> bool:
    """Say whether a comma follows the last item already; one in a comment before it does not count."""
    code = [part.split("#", 1)[0] for part in text[start:end].split("\n")]
    return "," in "".join(code)


def _line_below(record: RecordText, history: Any, line: Mapping[str, str]) -> Edit:
    """Return the edit that puts the line below the last one, written as the last one is."""
    last = history.value[-1]
    dash = " " * history.start_mark.column + "-"
    offset = record.line_end(record.end(last))
    if record.is_flow(last):
        return record.lines_at(offset, [f"{dash} {inline_mapping(line)}"])
    begin = last.start_mark.index
    before = record.text[record.line_start(begin) : begin]
    gap = len(before) - len(dash) if before.startswith(dash) else 1
    margin = " " * (len(dash) + gap)
    first, *rest = yaml_writer.write(line).splitlines()
    lines = [f"{dash}{' ' * gap}{first}", *(f"{margin}{other}" if other else "" for other in rest)]
    return record.lines_at(offset, lines)
