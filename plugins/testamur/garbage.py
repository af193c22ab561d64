"""How often Python looks for what nobody can reach any more: rarely, while records by the hundred thousand are in use.

Each look goes through everything that is in use. Records and states have no cycles, and so are never found by it; what
has cycles (templates while they are compiled, errors) is small beside them.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

_AFTER = 100_000  # more lists, mappings and objects than there were at the last look; Python has 700


@contextlib.contextmanager
def rarely_collected() -> Iterator[None]:
    """Look more rarely while the block runs, where Python looks at all."""
    before = gc.get_threshold()
    if before[0]:
        gc.set_threshold(max(_AFTER, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
