"""In which language the command speaks to a person: questions, answers and problems; never what programs read.

`TESTAMUR_LANGUAGE` decides; else the main language of the registry in this folder, else the language of the system
(`LC_ALL`, `LC_MESSAGES`, `LANG`). A language that the command does not speak is English.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path

import click

from testamur.errors import TestamurError
from testamur.records.parsing import files, yaml_subset
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.text.languages.command import spoken_tag, tongue
from testamur.text.languages.messages import Message, say

_ISSUER = Path("credentials", "issuer.yml")
_CHOSEN: list[str] = []  # by a person who makes a new registry
_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")


def language() -> str:
    """Return the language in which a person is spoken to now."""
    wished = os.environ.get("TESTAMUR_LANGUAGE", "").strip()
    if wished:
        return spoken_tag(wished)
    of_registry = _CHOSEN[0] if _CHOSEN else _language_of_registry()
    if of_registry:
        return spoken_tag(of_registry)
    return spoken_tag(next((value for name in _SYSTEM if (value := os.environ.get(name, ""))), "en"))


def use(tag: str) -> None:
    """Speak this language from now on, unless TESTAMUR_LANGUAGE names another: somebody has just chosen it."""
    _CHOSEN[:] = [tag]


def spoken(text: str) -> str:
    """Return a message in the language that is spoken now; any other text as it is."""
    return speaker()(text) if isinstance(text, Message) else text


def speaker() -> Callable[[str], str]:
    """Return a function that does what `spoken` does, for many texts: which language it is, is looked up once."""
    return functools.partial(say, tongue=tongue(language()))


def echo(text: object = "", *, err: bool = False) -> None:
    """Print a message for a person; what is none, such as the path of a file, as it is."""
    click.echo(spoken(text) if isinstance(text, str) else text, err=err)


def _language_of_registry() -> str:
    """Return the main language of the registry in this folder; "" where there is none, or it cannot be read."""
    try:
        return _first_language(_ISSUER.resolve(), _ISSUER.stat().st_mtime_ns)
    except (OSError, TestamurError):
        return ""


@functools.lru_cache(maxsize=8)
def _first_language(path: Path, _changed: int) -> str:
    value = yaml_subset.parse(files.read(path, MAX_RECORD_BYTES), path.name).value
    languages = value.get("languages") if isinstance(value, dict) else None
    return str(languages[0]) if isinstance(languages, list) and languages else ""
