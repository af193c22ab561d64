"""What encoding a text is in that is not in UTF-8, by its first bytes (Unicode 15, 23.8; RFC 4627, 3)."""

from __future__ import annotations

import re

_MARKS = (
    # The longer marks first: that of UTF-32 begins with that of UTF-16.
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
# Two plain characters, with the zeros that these encodings have beside them; a video has three zeros before one.
_PLAIN = rb"[\t\n\r\x20-\x7e]"
_UNMARKED = tuple(
    (re.compile(b"(?:" + one.replace(b"x", _PLAIN) + b"){2}"), name)
    for one, name in ((rb"x\0\0\0", "UTF-32"), (rb"\0\0\0x", "UTF-32"), (rb"x\0", "UTF-16"), (rb"\0x", "UTF-16"))
)


def other(data: bytes) -> str:
    """Return "UTF-16" or "UTF-32" for a text that is in it, marked as such or not; "" for everything else."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    return marked or next((name for pattern, name in _UNMARKED if pattern.match(data)), "")
