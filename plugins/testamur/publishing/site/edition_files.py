"""The achievement as machines read it, in each of its languages: `achievement.json` beside the page of the language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from testamur.credentials import achievement_document, addresses, document_parts, language_versions
from testamur.records.model.models import Achievement, Issuer

Document = dict[str, Any]
_NAME = "achievement.json"


def documents(achievement: Achievement, issuer: Issuer) -> Iterator[tuple[str, Document]]:
    """Yield the path below the base of each edition, and what it says; the one at the base itself first.

    That one is in the site's first language if the achievement has it, else in the achievement's own.
    """
    languages = language_versions.languages_with_texts(achievement, issuer)
    first = language_versions.languages_of(issuer)[0]
    if len(languages) < 2:
        # One language is no edition among others: the document is what an award of it embeds.
        first = achievement_document.language_of(achievement, issuer)
        yield f"achievements/{achievement.slug}/{_NAME}", _document(achievement, issuer, first)
        return
    if first not in languages:
        first = achievement_document.language_of(achievement, issuer)
    address = addresses.achievement(issuer.base, achievement.slug)
    yield f"achievements/{achievement.slug}/{_NAME}", _edition(achievement, issuer, first, address)
    for language in languages:
        if language_versions.prefix(issuer, language):
            address = language_versions.address(issuer, achievement.slug, language)
            yield path_of(achievement, issuer, language), _edition(achievement, issuer, language, address)


def path_of(achievement: Achievement, issuer: Issuer, language: str) -> str:
    """Return the file of the page in `language`; the one at the base where the achievement has no such edition."""
    languages = language_versions.languages_with_texts(achievement, issuer)
    prefix = language_versions.prefix(issuer, language) if language in languages and len(languages) > 1 else ""
    return f"{prefix}achievements/{achievement.slug}/{_NAME}"


def _document(achievement: Achievement, issuer: Issuer, language: str) -> Document:
    return {"@context": document_parts.CONTEXT, **achievement_document.compose(achievement, issuer, language)}


def _edition(achievement: Achievement, issuer: Issuer, language: str, address: str) -> Document:
    """Return one edition among others: known by its page, and in the language that the others know it by."""
    document = _document(achievement, issuer, language)
    document["id"] = document["criteria"]["id"] = address
    document["inLanguage"] = language
    document["related"] = language_versions.related(achievement, issuer, language, address)
    return document
