"""In which language the command speaks to a person: questions, answers and problems; never what programs read.

`TESTAMUR_LANGUAGE` decides; else the main language of the registry in this folder, else the language of the system
(`LC_ALL`, `LC_MESSAGES`, `LANG`). A language that the command does not speak is English.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path

import click

from testamur.errors import TestamurError
from testamur.installed import command_catalogues
from testamur.records.parsing import files, yaml_subset
from testamur.text.languages.messages import Message, Tongue, say

LANGUAGES = ("en", "fr")
"""The languages that the command speaks: each has every sentence that is marked for translation."""
DOMAIN = "command"
_MOST = 100_000  # bytes of an issuer.yml that is asked for its language
_ISSUER = Path("credentials", "issuer.yml")
_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")


def language() -> str:
    """Return the language in which a person is spoken to now."""
    wished = os.environ.get("TESTAMUR_LANGUAGE", "").strip()
    if wished:
        return _spoken_tag(wished)
    of_registry = _language_of_registry()
    if of_registry:
        return _spoken_tag(of_registry)
    return _spoken_tag(next((value for name in _SYSTEM if (value := os.environ.get(name, ""))), "en"))


def tongue(of: str = "") -> Tongue:
    """Return the sentences of a language, or of the one that is spoken now."""
    return _tongue(of or language())


def spoken(text: str) -> str:
    """Return a message in the language that is spoken now; any other text as it is."""
    return say(text, tongue()) if isinstance(text, Message) else text


def echo(text: object = "", *, err: bool = False) -> None:
    """Print a message for a person; what is none, such as the path of a file, as it is."""
    click.echo(spoken(text) if isinstance(text, str) else text, err=err)


@functools.cache
def _tongue(of: str) -> Tongue:
    if of == "en":
        return Tongue()
    # Imported here: English needs none of it, and a person waits.
    from testamur.text.languages import catalogues

    return Tongue(of, catalogues.catalogue(command_catalogues(), of, DOMAIN))


def _spoken_tag(tag: str) -> str:
    """Return a language that the command speaks: `fr` for `fr_CA.UTF-8` and `fr-CA`."""
    bare = tag.replace("_", "-").partition(".")[0].partition("-")[0].lower()
    return bare if bare in LANGUAGES else "en"


def _language_of_registry() -> str:
    """Return the main language of the registry in this folder; "" where there is none, or it cannot be read."""
    try:
        return _first_language(_ISSUER.resolve(), _ISSUER.stat().st_mtime_ns)
    except (OSError, TestamurError):
        return ""


@functools.lru_cache(maxsize=8)
def _first_language(path: Path, _changed: int) -> str:
    value = yaml_subset.parse(files.read(path, _MOST), path.name).value
    languages = value.get("languages") if isinstance(value, dict) else None
    return str(languages[0]) if isinstance(languages, list) and languages else ""
