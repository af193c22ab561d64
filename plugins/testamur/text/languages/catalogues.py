"""Reads gettext catalogues as the text that translators write: `<folder>/<language>/LC_MESSAGES/<domain>.po`.

There is no step between correcting a word and seeing it. Each catalogue states its own rule for plurals
(`Plural-Forms`), since Babel's tables change with its versions.
"""

from __future__ import annotations

import functools
import gettext
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations


def catalogue(folder: Path, language: str, domain: str) -> gettext.NullTranslations:
    """Return the catalogue of `language` (`pt-BR`: that of `pt`) in `folder`; without one, text stays as it is."""
    path = path_of(folder, language, domain)
    return _compiled(path, path.stat().st_mtime_ns) if path.is_file() else gettext.NullTranslations()


def parsed(folder: Path, language: str, domain: str) -> Catalog:
    """Return the messages of a catalogue with their places; an empty one where there is no file."""
    path = path_of(folder, language, domain)
    return _parsed(path, path.stat().st_mtime_ns) if path.is_file() else Catalog()


def path_of(folder: Path, language: str, domain: str) -> Path:
    """Return where a catalogue lies."""
    return folder / language.partition("-")[0] / "LC_MESSAGES" / f"{domain}.po"


@functools.lru_cache(maxsize=32)
def _parsed(path: Path, _changed: int) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


# Each of Pelican's generators asks for every language. The time of the last change is part of the cache's key, so
# that a process that goes on running sees a corrected catalogue.
@functools.lru_cache(maxsize=32)
def _compiled(path: Path, changed: int) -> Translations:
    compiled = io.BytesIO()
    write_mo(compiled, _parsed(path, changed))
    compiled.seek(0)
    return Translations(compiled)
