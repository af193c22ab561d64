"""Reads the plainest records without a YAML parser: what nearly every award and every learner looks like.

Lines of `name: text`; mappings of texts, in braces or on lines of their own; and lists of such mappings. `read`
answers for such a text alone, with exactly the value that `yaml_subset` gives it, and has nothing to report: whatever
has another form, or a problem, is left to the full reader. Making a parser, its events and its nodes costs ten times as
much as reading such a record.

Follows YAML 1.2.2, 7.3 (quoted and plain scalars), 7.4.2, 8.2.1 and 8.2.2 (mappings and lists), of which it takes only
what YAML 1.1 reads alike.
"""

from __future__ import annotations

import re
import unicodedata

from testamur.records.parsing.parsed import MAX_DEPTH
from testamur.text import characters

Scalar = bool | int | float | str
Value = Scalar | dict[str, Scalar] | list[dict[str, Scalar]]
# YAML 1.2.2, 10.3.2: what the core schema reads as null.
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# A double, which RFC 8785 makes of every number, keeps about 16 digits. Longer numbers stay text, which no schema
# accepts for a number.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,15}")
_MAX_LETTERS = 4096  # of a text that is worth trying: longer records have prose or lists

_NAME = r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*"
# No number sign, a colon only inside a word, and single spaces between words: so no part of it is a sign of YAML's.
_LETTERS = r"[\w.,'()/@+-]"
_INSIDE = rf"(?::(?=[\w/]){_LETTERS}+)*"
_TEXT = rf"[^\W_]{_LETTERS}*{_INSIDE}(?: {_LETTERS}+{_INSIDE})*"
_TEXT_IN_BRACES = r"[^\W_][\w.-]*(?: [\w.-]+)*"
# Without escapes, a text in quotes is what stands between them.
_QUOTED = r"\"[^\x00-\x1f\x7f\"\\]*\"|'[^\x00-\x1f\x7f']*'"
_MEMBER = rf"{_NAME}: (?:{_QUOTED}|{_TEXT})"
_MEMBER_IN_BRACES = rf"{_NAME}: (?:{_QUOTED}|{_TEXT_IN_BRACES})"
_IN_BRACES = rf"\{{{_MEMBER_IN_BRACES}(?:, {_MEMBER_IN_BRACES})*\}}"
_ITEM = rf"\r?\n  - (?:{_IN_BRACES}|{_MEMBER}(?:\r?\n    {_MEMBER})*)"
_END = r"(?:\r?\n|\Z)"
_NO_FIELD = rf"#[^\x00-\x1f\x7f]*{_END}|\r?\n"
_VALUES = (
    rf" {_TEXT}",
    rf" (?:{_QUOTED})",
    rf" {_IN_BRACES}",
    rf"(?:\r?\n  {_MEMBER})+",
    rf"(?:{_ITEM})+",
)
_RECORD = re.compile(rf"(?:{_NO_FIELD}|{_NAME}:(?:{'|'.join(_VALUES)}){_END})+")
_FIELDS = re.compile(rf"{_NO_FIELD}|({_NAME}):(?:{'|'.join(f'({value})' for value in _VALUES)}){_END}")
_ITEMS = re.compile(_ITEM)
_MEMBERS = re.compile(rf"({_NAME}): ({_QUOTED}|{_TEXT})")
_MEMBERS_IN_BRACES = re.compile(rf"({_NAME}): ({_QUOTED}|{_TEXT_IN_BRACES})")


def read(text: str) -> dict[str, Value] | None:
    """Return the value of a record; None where the text needs the full reader, or may have a problem."""
    if len(text) > _MAX_LETTERS or not _RECORD.fullmatch(text):
        return None
    # The guard of the full reader counts brackets wherever they stand.
    if text.count("[") + text.count("{") > MAX_DEPTH or not (text.isascii() or _is_composed(text)):
        return None
    record: dict[str, Value] = {}
    for name, plain, quoted, braces, lines, items in _FIELDS.findall(text):
        if not name:
            continue  # A comment, or an empty line.
        value: Value | None
        if plain:
            value = None if plain[1:] in NULLS else typed(plain[1:])
        elif quoted:
            value = quoted[2:-1]
        elif items:
            value = _list(items)
        else:
            value = _mapping(_MEMBERS_IN_BRACES.findall(braces) if braces else _MEMBERS.findall(lines))
        if value is None or name in record or _is_no_name(name):
            return None
        record[name] = value
    return record or None


def typed(text: str) -> Scalar:
    """Return what a text without quotes stands for: true, false, a number, or itself."""
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _list(items: str) -> list[dict[str, Scalar]] | None:
    value: list[dict[str, Scalar]] = []
    for item in _ITEMS.findall(items):
        members = _MEMBERS_IN_BRACES if item.lstrip().startswith("- {") else _MEMBERS
        mapping = _mapping(members.findall(item))
        if mapping is None:
            return None
        value.append(mapping)
    return value


def _mapping(members: list[tuple[str, str]]) -> dict[str, Scalar] | None:
    value: dict[str, Scalar] = {}
    for name, written in members:
        if written in NULLS or name in value or _is_no_name(name):
            return None
        value[name] = written[1:-1] if written[0] in "\"'" else typed(written)
    return value


def _is_no_name(name: str) -> bool:
    """Say whether a name is refused, because without quotes it is no text."""
    return name in NULLS or name in {"true", "false"}


def _is_composed(text: str) -> bool:
    """Say whether every character may stand in a record, and the text is what NFC makes of it."""
    return characters.is_plain(text) and unicodedata.is_normalized("NFC", text)
