"""Reads the plainest records without a YAML parser: what nearly every award and every learner looks like.

Lines of `name: text`, and mappings of texts one level deep, in braces or on lines of their own. `read` answers for such
a text alone, with exactly the value that `yaml_subset` gives it, and has nothing to report: whatever has another form,
or a problem, is left to the full reader. Making a parser, its events and its nodes costs ten times as much as reading
such a record.

Follows YAML 1.2.2, 7.3 (quoted and plain scalars), 7.4.2 and 8.2.2 (mappings), of which it takes only what YAML 1.1
reads alike.
"""

from __future__ import annotations

import re
import unicodedata

from testamur.records.parsing.parsed import MAX_DEPTH
from testamur.text import characters

Scalar = bool | int | float | str
# YAML 1.2.2, 10.3.2: what the core schema reads as null.
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# A double, which RFC 8785 makes of every number, keeps about 16 digits. Longer numbers stay text, which no schema
# accepts for a number.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,15}")
_MAX_LETTERS = 4096  # of a text that is worth trying: longer records have prose or lists

_NAME = r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*"
# No colon, no number sign, and single spaces between words: so no part of it can be a sign of YAML's.
_TEXT = r"[^\W_][\w.,'()/@+-]*(?: [\w.,'()/@+-]+)*"
_TEXT_IN_BRACES = r"[^\W_][\w.-]*(?: [\w.-]+)*"
# Without escapes, a text in quotes is what stands between them.
_QUOTED = r"\"[^\x00-\x1f\x7f\"\\]*\"|'[^\x00-\x1f\x7f']*'"
_MEMBER = rf"{_NAME}: (?:{_QUOTED}|{_TEXT_IN_BRACES})"
_INDENTED = rf"\r?\n  {_NAME}: (?:{_QUOTED}|{_TEXT})"
_END = r"(?:\r?\n|\Z)"
_NO_FIELD = rf"#[^\x00-\x1f\x7f]*{_END}|\r?\n"
_VALUES = (rf" {_TEXT}", rf" (?:{_QUOTED})", rf" \{{{_MEMBER}(?:, {_MEMBER})*\}}", rf"(?:{_INDENTED})+")
_RECORD = re.compile(rf"(?:{_NO_FIELD}|{_NAME}:(?:{'|'.join(_VALUES)}){_END})+")
_FIELDS = re.compile(rf"{_NO_FIELD}|({_NAME}):(?:{'|'.join(f'({value})' for value in _VALUES)}){_END}")
_MEMBERS = re.compile(rf"({_NAME}): ({_QUOTED}|{_TEXT})")
_MEMBERS_IN_BRACES = re.compile(rf"({_NAME}): ({_QUOTED}|{_TEXT_IN_BRACES})")


def read(text: str) -> dict[str, Scalar | dict[str, Scalar]] | None:
    """Return the value of a record; None where the text needs the full reader, or may have a problem."""
    if len(text) > _MAX_LETTERS or not _RECORD.fullmatch(text):
        return None
    # The guard of the full reader counts brackets wherever they stand.
    if text.count("[") + text.count("{") > MAX_DEPTH or not (text.isascii() or _is_composed(text)):
        return None
    value: dict[str, Scalar | dict[str, Scalar]] = {}
    for name, plain, quoted, braces, lines in _FIELDS.findall(text):
        if not name:
            continue  # A comment, or an empty line.
        item: Scalar | dict[str, Scalar] | None
        if plain:
            item = None if plain[1:] in NULLS else typed(plain[1:])
        elif quoted:
            item = quoted[2:-1]
        else:
            item = _mapping(_MEMBERS_IN_BRACES.findall(braces) if braces else _MEMBERS.findall(lines))
        if item is None or name in value or _is_no_name(name):
            return None
        value[name] = item
    return value or None


def typed(text: str) -> Scalar:
    """Return what a text without quotes stands for: true, false, a number, or itself."""
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


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
