"""Adds a language to a record's texts, or changes one, and keeps every other byte of the file.

A text that names no language becomes a map: the old text goes under the record's own language, as it was written
but for its indentation. The new text is written readably: as a line, a folded or literal block, a list. The strict
reader has the last word: an edit holds only if it then reads exactly what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from testamur.authoring.editing.entry_lines import STEP, Words, entry_lines, inline_words, other_lines, written_key
from testamur.authoring.editing.field_editing import text_replacements
from testamur.authoring.editing.record_text import (
    Edit,
    RecordText,
    apply_edits,
    first_edit_that_reads_as,
    inline_text,
    read_record,
    with_part_changed,
)
from testamur.records.parsing import yaml_subset
from testamur.records.parsing.parsed import FieldPath
from testamur.text.languages.messages import msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The words wanted in one language for the text at a path. `own` is the language of a text that names none."""

    path: FieldPath
    language: str
    own: str
    words: Words


def set_translations(data: bytes, translations: Sequence[Translation]) -> bytes:
    """Return a record's file with the wanted words, at most one `Translation` for each text.

    UsageError if the file is written in a way that only a person can edit well.
    """
    record = read_record(data)
    wanted = record.value
    for translation in translations:
        wanted = with_translation(wanted, translation)
    # All at once, since to read the file again after each of thousands of texts would take their square.
    first = [edit for translation in translations for edit in next(_candidate_edits(record, translation))]
    edited = apply_edits(record.text, first)
    if yaml_subset.parse(edited, "the file").value == wanted:
        return edited
    # One by one: each in the first way that is right; a text for which none is right is named.
    for translation in translations:
        record = read_record(data)
        what = msg(
            "write {names} in {language}", names=".".join(map(str, translation.path)), language=translation.language
        )
        data = first_edit_that_reads_as(
            record, _candidate_edits(record, translation), with_translation(record.value, translation), what
        )
    return data


def with_translation(value: Mapping[str, Any], translation: Translation) -> dict[str, Any]:
    """Return a record's value with the wanted words in it."""

    def add_words(existing: Any) -> dict[str, Any]:
        return {
            **(existing if isinstance(existing, dict) else {translation.own: existing}),
            translation.language: translation.words,
        }

    changed: dict[str, Any] = with_part_changed(value, translation.path, add_words)
    return changed


def _candidate_edits(record: RecordText, translation: Translation) -> Iterator[list[Edit]]:
    """Yield ways to write a translation, the most readable first."""
    key, node, within = record.find(translation.path)
    if not isinstance(node, yaml.MappingNode):
        yield from (
            [_put_in_braces(record, node, translation)] if within else _turn_into_map(record, key, node, translation)
        )
        return
    there = next(((name, item) for name, item in node.value if name.value == translation.language), None)
    within = within or record.is_flow(node)
    if there is not None:
        yield from _replace_value(record, *there, translation.words, within=within)
    elif within:
        end = record.end(node.value[-1][1])
        yield [(end, end, f", {written_key(translation.language)}{inline_words(translation.words)}")]
    else:
        yield from _append_entry(record, record.end(node.value[-1][1]), node.value[0][0].start_mark.column, translation)


def _put_in_braces(record: RecordText, node: Any, translation: Translation) -> list[Edit]:
    start, end = node.start_mark.index, record.end(node)
    return [
        (start, start, "{" + written_key(translation.own)),
        (end, end, f", {written_key(translation.language)}{inline_words(translation.words)}" + "}"),
    ]


def _turn_into_map(record: RecordText, key: Any, node: Any, translation: Translation) -> Iterator[list[Edit]]:
    """Yield the edits that move a text, or a list, one level deeper, and add the new one below it."""
    text, start, end = record.text, node.start_mark.index, record.end(node)
    margin = key.start_mark.column + STEP
    mark = record.line_break(start)
    colon = text.index(":", key.end_mark.index) + 1
    if "\n" in text[colon:start]:
        first = record.line_start(start)
        edits = [(first, first, f"{' ' * margin}{written_key(translation.own).rstrip()}{mark}{' ' * STEP}")]
    else:
        edits = [(colon, start, f"{mark}{' ' * margin}{written_key(translation.own)}")]
    edits += [(at, at, " " * STEP) for at in _line_starts(text, start, end)]
    for below in _append_entry(record, end, margin, translation):
        yield [*edits, *below]


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where each further line of a value begins that is not blank."""
    at = text.find("\n", start, end) + 1
    while at:
        if text[at : at + 1] not in {"\n", "\r"}:
            yield at
        at = text.find("\n", at, end) + 1


def _append_entry(record: RecordText, end: int, margin: int, translation: Translation) -> Iterator[list[Edit]]:
    for lines in entry_lines(translation.language, translation.words, margin):
        yield [record.lines_at(record.line_end(end), lines)]


def _replace_value(record: RecordText, key: Any, node: Any, text: Words, *, within: bool) -> Iterator[list[Edit]]:
    """Yield the edits that put another text, or list, in the place of one."""
    if isinstance(text, list):
        yield from _replace_items(record, key, node, text, within=within)
    elif within or not ("\n" in text or node.style in {"|", ">"}):
        for edit in text_replacements(record, node, text):
            yield [edit]
    else:
        yield from other_lines(record, key, node, text)


def _replace_items(record: RecordText, key: Any, node: Any, texts: list[str], *, within: bool) -> Iterator[list[Edit]]:
    if isinstance(node, yaml.SequenceNode) and len(node.value) == len(texts):
        pairs = [(item, text) for item, text in zip(node.value, texts, strict=True) if item.value != text]
        yield [next(text_replacements(record, item, text)) for item, text in pairs]
        yield [(item.start_mark.index, record.end(item), inline_text(text)) for item, text in pairs]
    start, end = node.start_mark.index, record.end(node)
    if within or record.is_flow(node):
        yield [(start, end, inline_words(texts))]
    else:
        lines = next(entry_lines(key.value, texts, key.start_mark.column))[1:]
        yield [(record.line_start(start), end, record.line_break(start).join(lines))]
