"""Reads the interface's catalogues: gettext `.po` files of the theme, for templates and for the scripts in a page."""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Iterable
from pathlib import Path

from testamur.text.languages import catalogues

_DOMAIN = "testamur"
_AWARD = "award.js"
_IMPORT = re.compile(r'(?:from|import)\b[ (]*"(\.[^"]+\.js)"')
_USUAL = re.compile(r'\busual\(\s*"((?:[^"\\]|\\.)*)"')


def catalogue(folder: Path | None, language: str) -> gettext.NullTranslations:
    """Return the catalogue of `language` (`pt-BR`: that of `pt`) in `folder`; without one, text stays as it is."""
    return catalogues.catalogue(folder, language, _DOMAIN) if folder else gettext.NullTranslations()


def script_words(folder: Path, language: str) -> dict[str, bytes]:
    """Return the sentences that scripts say, English → `language`, as files of JSON by their names.

    `fr` has what is said of most awards (`usual` in a script), `fr-more` what else an award's page may say,
    `fr-verify` what is said on the page "Check an award" alone (decision 7).
    """
    messages = catalogues.parsed(folder, language, _DOMAIN)
    of_award = modules(folder.parent / "static" / _AWARD)
    usual = _usual_sentences(of_award)
    words: dict[str, dict[str, str]] = {language: {}, f"{language}-more": {}, f"{language}-verify": {}}
    for message in messages:
        english, translated = message.id, message.string
        places = [(folder.parent / name).resolve() for name, _ in message.locations if name.endswith(".js")]
        if places and english and translated and isinstance(english, str) and isinstance(translated, str):
            part = "" if english in usual else "-more" if of_award.intersection(places) else "-verify"
            words[f"{language}{part}"][english] = translated
    return {name: json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode() for name, part in words.items()}


def modules(script: Path) -> set[Path]:
    """Return a script and every module that it fetches, at once or later."""
    found: set[Path] = set()
    left = [script.resolve()]
    while left:
        module = left.pop()
        if module not in found and module.is_file():
            found.add(module)
            left += [(module.parent / name).resolve() for name in _IMPORT.findall(module.read_text("utf-8"))]
    return found


def _usual_sentences(scripts: Iterable[Path]) -> set[str]:
    """Return the sentences that scripts mark as said of most awards."""
    found = (text for module in scripts for text in _USUAL.findall(module.read_text("utf-8")))
    return {text.replace('\\"', '"') for text in found}
