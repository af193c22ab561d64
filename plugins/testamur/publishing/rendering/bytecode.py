"""Keeps compiled templates, for all languages of a run and for later runs: the theme takes a third of a second.

Constants are not worked out when a template is compiled (`rendering.environment`), so that what was compiled for one
language serves the others.

What is compiled is a program, as Python's own in `__pycache__`. So an entry is used only if nobody else could have
written it (`cache_entries`), and its name is the digest of everything that decides what it says: the template, the
rules that it is read by, our code, and the versions of Python and Jinja.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from testamur import cache_entries, cache_folder

_FOLDER = "templates"
_ENGINE = Path(__file__).resolve().parents[2]
_CODE, _LIBRARIES = ("publishing/rendering",), ("jinja2", "markupsafe")
# By what Jinja reads and compiles a template.
_RULES = (
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
    "line_statement_prefix",
    "line_comment_prefix",
    "trim_blocks",
    "lstrip_blocks",
    "newline_sequence",
    "keep_trailing_newline",
    "optimized",
    "autoescape",
    "policies",
)


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates, in memory and in the cache folder. Jinja drops what was made of another source."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give `bucket` what is kept for it."""
        data = self._kept.get(bucket.key) or cache_entries.read(_FOLDER, entry_name(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)
            self._kept[bucket.key] = data

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = data = bucket.bytecode_to_string()
        cache_entries.write(_FOLDER, entry_name(bucket), data)


def entry_name(bucket: Bucket) -> str:
    """Return the name of a template's entry in the cache folder; "" where it is kept for this run only."""
    makers, rules = _makers(), _rules_of(bucket.environment)
    if makers is None or rules is None:
        return ""
    return hashlib.sha256(makers + "\n".join((rules, bucket.key, bucket.checksum)).encode()).hexdigest()


def _rules_of(environment: Environment) -> str | None:
    """Return what decides how templates are compiled, beside their text; None where others have a hand in it."""
    is_own = all(name.startswith(("jinja2.", "testamur.")) for name in environment.extensions)
    if not is_own or environment.finalize or environment.sandboxed or environment.is_async:
        return None
    if callable(environment.autoescape):
        return None
    # How a filter is called depends on what it wants to be given, which is known by its function.
    wanted = [
        (kind, name, str(function.jinja_pass_arg))
        for kind in ("filters", "tests")
        for name, function in sorted(getattr(environment, kind).items())
        if hasattr(function, "jinja_pass_arg")
    ]
    rules = [(name, getattr(environment, name)) for name in _RULES]
    return repr((rules, sorted(environment.extensions), getattr(environment, "newstyle_gettext", None), wanted))


@functools.cache
def _makers() -> bytes | None:
    return cache_folder.digest_of_makers(_ENGINE, _CODE, _LIBRARIES)
