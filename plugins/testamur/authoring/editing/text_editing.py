"""Adds a language to a record's texts, or changes one, and keeps every other byte of the file.

A text that names no language becomes a map: the old text goes under the record's own language, as it was written
but for its indentation. The new text is written readably: as a line, a folded or literal block, a list. The strict
reader has the last word: an edit holds only if it then reads exactly what was meant.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from testamur.authoring.editing import yaml_writer
from testamur.authoring.editing.field_editing import replaced
from testamur.authoring.editing.record_text import Edit, RecordText, applied, changed_at, first_right, inline, read
from testamur.records.parsing import yaml_subset
from testamur.records.parsing.parsed import FieldPath

_WIDTH = 100  # columns of a folded text
_STEP = 2  # columns of a level
Said = str | list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """The words wanted in one language for the text at a path. `own` is the language of a text that names none."""

    path: FieldPath
    language: str
    own: str
    said: Said


def say(data: bytes, sayings: Sequence[Saying]) -> bytes:
    """Return a record's file with the wanted words, at most one `Saying` for each text.

    UsageError if the file is written in a way that only a person can edit well.
    """
    record = read(data)
    wanted = record.value
    for one in sayings:
        wanted = with_said(wanted, one)
    # All at once, since to read the file again after each of thousands of texts would take their square.
    first = [edit for one in sayings for edit in next(_ways(record, one))]
    made = applied(record.text, first)
    if yaml_subset.parse(made, "the file").value == wanted:
        return made
    # One by one: each in the first way that is right; a text for which none is right is named.
    for one in sayings:
        record = read(data)
        what = f"{'.'.join(map(str, one.path))}, in {one.language}"
        data = first_right(record, _ways(record, one), with_said(record.value, one), what)
    return data


def with_said(value: Mapping[str, Any], one: Saying) -> dict[str, Any]:
    """Return a record's value with the wanted words in it."""

    def said(found: Any) -> dict[str, Any]:
        return {**(found if isinstance(found, dict) else {one.own: found}), one.language: one.said}

    made: dict[str, Any] = changed_at(value, one.path, said)
    return made


def _ways(record: RecordText, one: Saying) -> Iterator[list[Edit]]:
    """Yield ways to write a saying, the most readable first."""
    key, node, within = record.find(one.path)
    if not isinstance(node, yaml.MappingNode):
        yield from ([_in_braces(record, node, one)] if within else _as_map(record, key, node, one))
        return
    there = next(((name, item) for name, item in node.value if name.value == one.language), None)
    within = within or record.is_flow(node)
    if there is not None:
        yield from _instead(record, *there, one.said, within=within)
    elif within:
        end = record.end(node.value[-1][1])
        yield [(end, end, f", {_key(one.language)}{_inline(one.said)}")]
    else:
        yield from _below(record, record.end(node.value[-1][1]), node.value[0][0].start_mark.column, one)


def _in_braces(record: RecordText, node: Any, one: Saying) -> list[Edit]:
    start, end = node.start_mark.index, record.end(node)
    return [
        (start, start, "{" + _key(one.own)),
        (end, end, f", {_key(one.language)}{_inline(one.said)}" + "}"),
    ]


def _as_map(record: RecordText, key: Any, node: Any, one: Saying) -> Iterator[list[Edit]]:
    """Yield the edits that move a text, or a list, one level deeper, and add the new one below it."""
    text, start, end = record.text, node.start_mark.index, record.end(node)
    margin = key.start_mark.column + _STEP
    mark = record.line_break(start)
    colon = text.index(":", key.end_mark.index) + 1
    if "\n" in text[colon:start]:
        first = record.line_start(start)
        edits = [(first, first, f"{' ' * margin}{_key(one.own).rstrip()}{mark}{' ' * _STEP}")]
    else:
        edits = [(colon, start, f"{mark}{' ' * margin}{_key(one.own)}")]
    edits += [(at, at, " " * _STEP) for at in _line_starts(text, start, end)]
    for below in _below(record, end, margin, one):
        yield [*edits, *below]


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where each further line of a value begins that is not blank."""
    at = text.find("\n", start, end) + 1
    while at:
        if text[at : at + 1] not in {"\n", "\r"}:
            yield at
        at = text.find("\n", at, end) + 1


def _below(record: RecordText, end: int, margin: int, one: Saying) -> Iterator[list[Edit]]:
    for lines in _written(one.language, one.said, margin):
        yield [record.lines_at(record.line_end(end), lines)]


def _instead(record: RecordText, key: Any, node: Any, said: Said, *, within: bool) -> Iterator[list[Edit]]:
    """Yield the edits that put another text, or list, in the place of one."""
    start, end = node.start_mark.index, record.end(node)
    if isinstance(said, list):
        yield from _items_instead(record, key, node, said, within=within)
    elif within or not ("\n" in said or node.style in {"|", ">"}):
        for edit in replaced(record, node, said):
            yield [edit]
    else:
        for first, *rest in _written(key.value, said, key.start_mark.column):
            # The name stays, with whatever is behind it on its line.
            begun = first.lstrip().removeprefix(_key(key.value))
            yield [(start, end, record.line_break(start).join([begun, *rest]))]


def _items_instead(record: RecordText, key: Any, node: Any, said: list[str], *, within: bool) -> Iterator[list[Edit]]:
    if isinstance(node, yaml.SequenceNode) and len(node.value) == len(said):
        pairs = [(item, text) for item, text in zip(node.value, said, strict=True) if item.value != text]
        yield [next(replaced(record, item, text)) for item, text in pairs]
        yield [(item.start_mark.index, record.end(item), inline(text)) for item, text in pairs]
    start, end = node.start_mark.index, record.end(node)
    if within or record.is_flow(node):
        yield [(start, end, _inline(said))]
    else:
        lines = next(_written(key.value, said, key.start_mark.column))[1:]
        yield [(record.line_start(start), end, record.line_break(start).join(lines))]


def _written(language: str, said: Said, margin: int) -> Iterator[list[str]]:
    """Yield the lines of one entry of a language map, the most readable first."""
    indent = " " * margin
    plain = [indent + line if line else "" for line in yaml_writer.write({language: said}).splitlines()]
    if isinstance(said, str) and "\n" not in said and len(plain[0]) > _WIDTH:
        yield [f"{indent}{_key(language)}>-", *_folded(said, indent + " " * _STEP)]
    yield plain
    yield [f"{indent}{_key(language)}{_inline(said)}"]


def _folded(text: str, indent: str) -> list[str]:
    # Only single spaces are places to fold: the reader puts one space back.
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _key(language: str) -> str:
    """Return `fr: `; a language that is a word of YAML's (`no`) in quotes."""
    return yaml_writer.write({language: "x"}).removesuffix("x\n")


def _inline(said: Said) -> str:
    return inline(said) if isinstance(said, str) else f"[{', '.join(map(inline, said))}]"
