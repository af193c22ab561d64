"""Writes one entry of a record, a name and its text or list, as the lines that a person would write.

A short text stands on one line, a long one is folded, prose of several lines is a literal block.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from testamur.authoring.editing import yaml_writer
from testamur.authoring.editing.record_text import Edit, RecordText, inline_text

_WIDTH = 100  # columns of a folded text
STEP = 2  # columns of a level
Words = str | list[str]


def entry_lines(name: str, text: Words, margin: int) -> Iterator[list[str]]:
    """Yield the lines of one entry, `margin` columns from the left, the most readable first."""
    indent, plain = " " * margin, plain_lines(name, text, margin)
    if isinstance(text, str) and "\n" not in text and len(plain[0]) > _WIDTH:
        yield [f"{indent}{written_key(name)}>-", *_fold(text, indent + " " * STEP)]
    yield plain
    yield [f"{indent}{written_key(name)}{inline_words(text)}"]


def plain_lines(name: str, value: Any, margin: int) -> list[str]:
    """Return the lines of one entry with any value, `margin` columns from the left."""
    return [" " * margin + line if line else "" for line in yaml_writer.write({name: value}).splitlines()]


def other_lines(record: RecordText, key: Any, node: Any, text: str) -> Iterator[list[Edit]]:
    """Yield the edits that put `text`, in lines, in the place of the value `node` of an entry."""
    for first, *rest in entry_lines(key.value, text, key.start_mark.column):
        # The name stays, with whatever is behind it on its line.
        opening = first.lstrip().removeprefix(written_key(key.value))
        start = node.start_mark.index
        yield [(start, record.end(node), record.line_break(start).join([opening, *rest]))]


def written_key(name: str) -> str:
    """Return `fr: `; a name that is a word of YAML's (`no`) in quotes."""
    return yaml_writer.write({name: "x"}).removesuffix("x\n")


def inline_words(text: Words) -> str:
    """Return a text, or a list of texts in brackets, on one line."""
    return inline_text(text) if isinstance(text, str) else f"[{', '.join(map(inline_text, text))}]"


def _fold(text: str, indent: str) -> list[str]:
    # Only single spaces are places to fold: the reader puts one space back.
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
