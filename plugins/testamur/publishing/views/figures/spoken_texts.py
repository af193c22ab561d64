"""Texts of records on pages with figures: each in a language that it has, which the page then marks as its own."""

from __future__ import annotations

from testamur.credentials.language_versions import own_language
from testamur.publishing.words.tagged_text import tag_text, text_in
from testamur.records.model.localized_text import Text
from testamur.records.model.models import Alignment
from testamur.records.registry import Registry


class SpokenTexts:
    """What a registry's records say on a page in `language`, as `TaggedText`; a text that is empty stays so."""

    def __init__(self, registry: Registry, language: str) -> None:
        self._registry, self._language = registry, language

    def title(self, slug: str) -> str:
        """Return the name of an achievement."""
        achievement = self._registry.achievements[slug]
        own = own_language(achievement, self._registry.issuer)
        return text_in(tag_text(achievement.name, own), self._language)

    def text(self, text: Text) -> str:
        """Return a text of a course or of a demand: in the institution's first language where it names none."""
        return text_in(tag_text(text, self._registry.issuer.languages[0]), self._language)

    def skill(self, skill: Alignment) -> str:
        """Return the name of a skill, which may be in any language where it names none."""
        return text_in(skill.target_name, self._language)
