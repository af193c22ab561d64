"""Texts of records that know which language they are in, for pages that may be in another.

Where a text has no French, a French page shows it in a language that it has. Screen readers, browsers' translators and
the order of words go by the language that the markup names, so such a text is marked with its own (WCAG 2.2, 3.1.2):
the filters `bdi`, `line` and `markdown` do so themselves, and `{{ text|lang }}` gives an element its attributes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from testamur.records.model.localized_text import Text, Texts

Record = TypeVar("Record")
# The models do not evaluate their annotations, so the type of a field is the words that were written there. A text
# that is annotated in other words is not found, and stays unmarked.
_TEXTS = {"Text", "Texts"}


class Said(str):
    """A string that knows the tag of its language, and is a plain string to everything that does not ask."""

    language: str

    def __new__(cls, text: str, language: str) -> Said:
        """Return `text`, tagged as `language`."""
        made = super().__new__(cls, text)
        made.language = language
        return made


def say(text: Text, *languages: str) -> str:
    """Return what `records.model.localized_text.say` does, as `Said` where the text is a map of languages."""
    if isinstance(text, str):
        return text
    (tag,) = _first(text, languages)
    return Said(text[tag], tag)


def say_all(texts: Texts, *languages: str) -> tuple[str, ...]:
    """Return what `records.model.models.say_all` does, as `Said` where the texts are a map of languages."""
    if not isinstance(texts, Mapping):
        return texts
    return tuple(Said(text, tag) for tag in _first(texts, languages) for text in texts[tag])


def named(record: Record, language: str) -> Record:
    """Return a record of `records.model.models` with every text that names no language tagged as `language`."""
    changed = {}
    for one in dataclasses.fields(record):  # type: ignore[arg-type]
        value = getattr(record, one.name)
        new = named_text(value, language) if one.type in _TEXTS else _parts(value, language)
        if new is not value:
            changed[one.name] = new
    return dataclasses.replace(record, **changed) if changed else record  # type: ignore[type-var]


def named_text(text: Any, language: str) -> Any:
    """Return a text, or a list of texts, as a map of the one language, unless it is a map or empty."""
    return text if isinstance(text, Mapping) or not text else {language: text}


def language_of(text: str) -> str:
    """Return the language of a text that knows it; "" for one that does not."""
    return text.language if isinstance(text, Said) else ""


def _first(texts: Mapping[str, Any], languages: tuple[str, ...]) -> list[str]:
    """Return the first of `languages` that the text has, else the first that it has at all; empty if it has none."""
    return [*(tag for tag in languages if tag in texts), *texts][:1]


def _parts(value: Any, language: str) -> Any:
    if isinstance(value, tuple) and any(dataclasses.is_dataclass(one) for one in value):
        return tuple(named(one, language) for one in value)
    return named(value, language) if dataclasses.is_dataclass(value) else value
