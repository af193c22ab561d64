"""Keeps compiled templates, for all languages of a run: to parse and compile the theme takes half a second for each.

Constants are not worked out when a template is compiled (`rendering.environment`), so that what was compiled for one
language serves the others.
"""

from __future__ import annotations

from jinja2.bccache import Bucket, BytecodeCache


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates in memory. Jinja drops what was made of another source."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give `bucket` what is kept for it."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()
