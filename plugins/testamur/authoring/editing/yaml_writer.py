r"""Writes records as YAML that our own strict reader reads back as exactly what was given (in Unicode form NFC).

Block style, keys in the given order. A text is plain if no reader of YAML can misread it, a literal block if it
is prose of several lines, and in double quotes otherwise. Follows YAML 1.2.2, 5.7, 6.9.1 and 8.1; texts that
YAML 1.1 reads differently (`yes`, `NO`, `0123`, `1:30`) are quoted, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_WIDTH = 2  # spaces a level
# A letter, then characters without a meaning in YAML. A colon is plain only inside a word.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ’'().;/+&–—@%?!*=-]|,(?= )|:(?=[^\s:]))*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
# The reader takes a long row of these at the start of a line for nested lists (`yaml_guard`), prose or not.
_LONG_START = re.compile(r"^[ ?:-]{20}", re.MULTILINE)


def write(record: Mapping[str, Any]) -> str:
    """Return `record` (text, numbers, true and false, lists and mappings of these; nothing empty) as YAML."""
    return "".join(f"{line}\n" for line in _mapping(record, 0))


def _mapping(value: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name, item in value.items():
        yield from _entry(f"{' ' * depth}{_text(name, key=True)}:", item, depth)


def _entry(start: str, item: Any, depth: int) -> Iterator[str]:
    """Yield the lines of one value after its `name:`."""
    if isinstance(item, Mapping):
        yield start
        yield from _mapping(item, depth + _WIDTH)
    elif isinstance(item, str):
        yield from _scalar(start, item, depth)
    elif isinstance(item, Sequence):
        yield start
        for element in item:
            yield from _item(element, depth + _WIDTH)
    else:
        yield f"{start} {_number(item)}"


def _item(item: Any, depth: int) -> Iterator[str]:
    """Yield the lines of one item of a list."""
    dash = f"{' ' * depth}-"
    if isinstance(item, Mapping):
        first, *rest = _mapping(item, depth + _WIDTH)
        yield f"{dash} {first.lstrip()}"
        yield from rest
    elif isinstance(item, str):
        yield from _scalar(dash, item, depth)
    else:
        yield f"{dash} {_number(item)}"


def _scalar(start: str, text: str, depth: int) -> Iterator[str]:
    if not _is_prose(text):
        yield f"{start} {_text(text)}"
        return
    yield f"{start} |-"
    for line in text.split("\n"):
        yield f"{' ' * (depth + _WIDTH)}{line}" if line else ""


def _is_prose(text: str) -> bool:
    """Say whether a literal block can hold `text`, and is more readable than quotes."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and bool(lines[0].strip())
        and not lines[0].startswith(" ")
        # The reader takes the last line end of a block for the block's, not the text's.
        and bool(lines[-1].strip())
        and all(character.isprintable() or character == "\n" for character in text)
        # The reader counts brackets before it knows what is prose.
        and not any(bracket in text for bracket in "[{")
        and not _LONG_START.search(text)
    )


def _text(text: str, *, key: bool = False) -> str:
    """Return one line of YAML for `text`."""
    # Our reader and the schemas take a day for text; YAML 1.1 makes a date of it, which is what was meant.
    if _DAY.fullmatch(text) and not key:
        return text
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS and text.isprintable()
    if plain and not text.endswith((" ", ":")) and not (key and ":" in text):
        return text
    return _quote(text)


def _quote(text: str) -> str:
    # JSON's escapes are all YAML's as well (YAML 1.2.2, 5.7); other line ends and invisible characters are escaped,
    # too, so that whoever reads the file sees them.
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(character if character.isprintable() else _escape(character) for character in quoted)


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _number(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # No exponent: the reader takes `1e-05` for text.
        return f"{value:.10f}".rstrip("0").rstrip(".") if value == round(value, 10) else repr(value)
    return str(value)
