"""Text that readers see, in one language or in several, and which of them a reader gets.

It is a string, or a language map `{en: …, fr: …}`, as a record has it.
"""

from __future__ import annotations

from collections.abc import Mapping

Text = str | Mapping[str, str]
Texts = tuple[str, ...] | Mapping[str, tuple[str, ...]]


def say(text: Text, *languages: str) -> str:
    """Return `text` in the first of `languages` that it has, else in the first that it has at all."""
    if isinstance(text, str):
        return text
    return next((text[language] for language in languages if language in text), next(iter(text.values())))


def say_all(texts: Texts, *languages: str) -> tuple[str, ...]:
    """Return a list of texts in the first of `languages` that it has, else in the first that it has at all."""
    if isinstance(texts, tuple):
        return texts
    return next((texts[language] for language in languages if language in texts), next(iter(texts.values()), ()))
