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


class TaggedText(str):
    """A string that knows the tag of its language, and is a plain string to everything that does not ask."""

    language: str

    def __new__(cls, text: str, language: str) -> TaggedText:
        """Return `text`, tagged as `language`."""
        tagged = super().__new__(cls, text)
        tagged.language = language
        return tagged

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # str has one part, this has two
        """Return what a copy is made of, in another process too."""
        return str(self), self.language


def text_in(text: Text, *languages: str) -> str:
    """Return what `records.model.localized_text.say` does, as `TaggedText` where the text is a map of languages."""
    if isinstance(text, str):
        return text
    (tag,) = _first_language(text, languages)
    return TaggedText(text[tag], tag)


def texts_in(texts: Texts, *languages: str) -> tuple[str, ...]:
    """Return what `records.model.localized_text.say_all` does, as `TaggedText` where there is a map of languages."""
    if not isinstance(texts, Mapping):
        return texts
    return tuple(TaggedText(text, tag) for tag in _first_language(texts, languages) for text in texts[tag])


def tag_record(record: Record, language: str) -> Record:
    """Return a record of `records.model.models` with every text that names no language tagged as `language`."""
    changed = {}
    for field in dataclasses.fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        tagged = tag_text(value, language) if field.type in _TEXTS else _tag_parts(value, language)
        if tagged is not value:
            changed[field.name] = tagged
    return dataclasses.replace(record, **changed) if changed else record  # type: ignore[type-var]


def tag_text(text: Any, language: str) -> Any:
    """Return a text, or a list of texts, as a map of the one language, unless it is a map or empty."""
    return text if isinstance(text, Mapping) or not text else {language: text}


def language_of(text: str) -> str:
    """Return the language of a text that knows it; "" for one that does not."""
    return text.language if isinstance(text, TaggedText) else ""


def _first_language(texts: Mapping[str, Any], languages: tuple[str, ...]) -> list[str]:
    """Return the first of `languages` that the text has, else the first that it has at all; empty if it has none."""
    return [*(tag for tag in languages if tag in texts), *texts][:1]


def _tag_parts(value: Any, language: str) -> Any:
    """Return a record, or a list of records, with their texts tagged; any other value as it is."""
    if isinstance(value, tuple) and any(map(dataclasses.is_dataclass, value)):
        return tuple(tag_record(part, language) for part in value)
    return tag_record(value, language) if dataclasses.is_dataclass(value) else value
