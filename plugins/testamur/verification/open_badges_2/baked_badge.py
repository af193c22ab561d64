"""Where Open Badges 2.0, and 1.0 before it, put a badge in a picture; Open Badges 3.0 has places of its own.

Follows Open Badges 2.0, "Badge Baking": in PNG the text of a chunk `openbadges` (iTXt; tEXt in 1.0), in SVG the element
`openbadges:assertion`, with the badge as its text, or its address or JWS as the attribute `verify`.
"""

from __future__ import annotations

from testamur.verification.open_badges_2.recognition import recognise_baked

KEYWORD = b"openbadges"
NAMESPACE = "http://openbadges.org"


def from_chunk(kind: bytes, keyword: bytes, rest: bytes) -> bytes | None:
    """Return the badge in a text chunk of PNG, of which `rest` follows the keyword's zero; None if there is none."""
    if keyword != KEYWORD:
        return None
    text = rest
    if kind == b"iTXt":
        _language, first, after = rest[2:].partition(b"\0")
        _translated, second, text = after.partition(b"\0")
        if rest[:2] != b"\0\0" or not (first and second):
            return None
    return text if kind in (b"iTXt", b"tEXt") and recognise_baked(text) else None


def from_element(text: str, verify: str) -> bytes | None:
    """Return the badge in an element of SVG: its text, or the attribute; None if there is none."""
    badge = (text.strip(" \t\r\n") or verify).encode()
    return badge if recognise_baked(badge) else None
