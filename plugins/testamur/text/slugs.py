"""Short names for files and addresses, from titles."""

from __future__ import annotations

import re

from testamur.text.folding import without_marks

_LONGEST_SLUG = 60


def joined(*slugs: str, otherwise: str) -> str:
    """Return one short name from several, of which some may be ""; `otherwise` where all are."""
    return "-".join(filter(None, slugs)) or otherwise


def slug_of(title: str) -> str:
    """Return the short name that a title suggests for its file; "" where it has no Latin letter or digit."""
    # NOTE: addresses of pages are made from it, so that it must give what it always gave.
    letters = without_marks(title.replace("ß", "ss").replace("ø", "o").replace("ł", "l")).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return slug if len(slug) <= _LONGEST_SLUG else slug[:_LONGEST_SLUG].rpartition("-")[0]
