"""The language versions of an achievement: which there are, at which address each is, and how they name each other.

A signed document speaks one language (language maps do not survive signing). An achievement that has its name,
description and criteria in several of the site's languages is published once in each, and the versions name each
other as Open Badges' `related`. An award embeds the one in its own language, under the achievement's own id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from testamur.credentials import addresses
from testamur.credentials.words import LANGUAGES
from testamur.records.model.localized_text import Text
from testamur.records.model.models import Achievement, Issuer

# Open Badges 3.0, `LanguageCode` of the JSON Schemas: no variants.
_CODE = re.compile(r"[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")


def languages_of(issuer: Issuer) -> tuple[str, ...]:
    """Return the languages of the site: the institution's, as far as the interface speaks them.

    If it speaks none of them, the site is in the first, with an English interface.
    """
    spoken = tuple(language for language in issuer.languages if language.partition("-")[0] in LANGUAGES)
    return spoken or issuer.languages[:1]


def own_language(achievement: Achievement, issuer: Issuer) -> str:
    """Return the language of a text that names none: the achievement's, if it is the issuer's, else the first."""
    return achievement.in_language if achievement.in_language in issuer.languages else issuer.languages[0]


def languages_with_texts(achievement: Achievement, issuer: Issuer) -> tuple[str, ...]:
    """Return the languages of the site in which the achievement has its name, its description and its criteria."""
    own = own_language(achievement, issuer)
    texts = (achievement.name, achievement.description, achievement.criteria)
    return tuple(
        language
        for language in languages_of(issuer)
        if _CODE.fullmatch(language) and all(_has_text(text, language, own) for text in texts)
    )


def prefix(issuer: Issuer, language: str) -> str:
    """Return where the pages in a language of the site lie below the base: "" for the first, else `fr/`."""
    return "" if language == languages_of(issuer)[0] else f"{language}/"


def address(issuer: Issuer, slug: str, language: str) -> str:
    """Return the page of an achievement in one of its languages."""
    return addresses.achievement(f"{issuer.base}/{prefix(issuer, language)}".rstrip("/"), slug)


def related(achievement: Achievement, issuer: Issuer, language: str, own_id: str = "") -> list[dict[str, Any]]:
    """Return what a document in `language` says of the other language versions.

    `own_id` is the document's id, by default the achievement's own. A document never names itself as related: whoever
    reads it as a graph would take the two for one, in both languages.
    """
    own_id = own_id or addresses.achievement(issuer.base, achievement.slug)
    version = {"version": achievement.version} if achievement.version else {}
    others = ((other, address(issuer, achievement.slug, other)) for other in languages_with_texts(achievement, issuer))
    return [
        {"id": page, "type": ["Related"], "inLanguage": other, **version}
        for other, page in others
        if other != language and page != own_id
    ]


def _has_text(text: Text, language: str, own: str) -> bool:
    return language in text if isinstance(text, Mapping) else language == own
