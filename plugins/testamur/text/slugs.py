"""Makes short names for files and addresses out of titles."""

from __future__ import annotations

import re

from testamur.text.folding import without_marks

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The short name of a record: what its file is called, without .yml."""
_LONGEST_SLUG = 60


def join_slugs(*slugs: str, otherwise: str) -> str:
    """Join short names, of which some may be "", into one; `otherwise` where all are ""."""
    return "-".join(filter(None, slugs)) or otherwise


def slug_of(title: str) -> str:
    """Return a short name for a title, of at most 60 characters; "" where it has no Latin letter or digit."""
    # NOTE: the addresses of pages are made from it, so it must keep giving what it always gave.
    letters = without_marks(title.replace("ß", "ss").replace("ø", "o").replace("ł", "l")).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return slug if len(slug) <= _LONGEST_SLUG else slug[:_LONGEST_SLUG].rpartition("-")[0]
