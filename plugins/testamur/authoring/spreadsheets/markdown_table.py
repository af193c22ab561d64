r"""Reads a table that is pasted as Markdown: rows of cells between upright strokes, a line of hyphens below the first.

GitHub Flavored Markdown, 4.10 "Tables (extension)": the strokes at the ends may be left out, `\|` is a stroke inside a
cell, and the line of hyphens says that it is a table. Nothing else of Markdown is read: cells are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?")
_STROKE = re.compile(r"(?<!\\)\|")


def is_table(text: str) -> bool:
    """Say whether a text is such a table: its first line has a stroke, and its second one is the line of hyphens."""
    lines = [line.strip() for line in text.split("\n", _LOOKED_AT) if line.strip()][:2]
    return len(lines) == 2 and "|" in lines[0] and "|" in lines[1] and _RULE.fullmatch(lines[1]) is not None


_LOOKED_AT = 20  # lines in which the first two that are not empty have to stand


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the numbers of their lines, from 1, without the line of hyphens; empty ones are left out."""
    number_of_rule = 2
    seen = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        seen += 1
        if seen != number_of_rule:
            yield number, _cells(line.strip())


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _STROKE.split(inner)]
