"""Writes CSV that is safe to open in a spreadsheet: no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from babel import Locale, UnknownLocaleError

# No cell is a formula, whatever a name begins with (OWASP, "CSV Injection"): a learner who is called `=HYPERLINK(…)`
# would otherwise run it on the registrar's machine. The list is OWASP's, with the full-width signs that some
# spreadsheets read like the plain ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(
    kind: type[Any], rows: Iterable[Any], *, language: str = "en", headings: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return `rows`, instances of the dataclass `kind`, as separated values below its fields, or their `headings`.

    Every field is text. Lines end in CR LF (RFC 4180, section 2); no cell is a formula. `language` is that of the
    spreadsheet which opens them: where numbers have a decimal comma, it expects semicolons between cells, and would
    show a whole line in one.
    """
    names = [field.name for field in fields(kind)]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=_separator(language))
    writer.writerow([headings.get(name, name) for name in names])
    for row in rows:
        writer.writerow(_safe(getattr(row, name)) for name in names)
    return text.getvalue()


def encode(text: str) -> bytes:
    """Return a table as the bytes of a file, with the byte order mark by which spreadsheets recognise UTF-8."""
    return text.encode("utf-8-sig")


def _separator(language: str) -> str:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return ","
    return ";" if locale.number_symbols["latn"]["decimal"] == "," else ","


def _safe(text: str) -> str:
    # Some spreadsheets skip spaces before a formula. The apostrophe is OWASP's remedy.
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
