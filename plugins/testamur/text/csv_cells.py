"""Tables that others open in a spreadsheet: what it would take for a formula is made text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(kind: type[Any], rows: Iterable[Any]) -> str:
    """Return `rows`, which are of the dataclass `kind`, as comma-separated values with its fields as headings.

    Lines end as RFC 4180 has them; no cell is a formula (OWASP, "CSV Injection").
    """
    names = [field.name for field in fields(kind)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    for one in rows:
        writer.writerow(_safe(getattr(one, name)) for name in names)
    return text.getvalue()


def encoded(text: str) -> bytes:
    """Return a table as a file: the mark at its start tells spreadsheets that names are in UTF-8."""
    return text.encode("utf-8-sig")


def _safe(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
