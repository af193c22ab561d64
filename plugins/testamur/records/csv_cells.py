"""Cells of a table that others open: what a spreadsheet would take for a formula is made text."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Return text as a cell in which no spreadsheet sees a formula (OWASP, "CSV Injection")."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
