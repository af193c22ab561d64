"""Finds the achievement that a person means: by its file name, its title in any language, or a link to its page."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from testamur.records.model.models import Achievement
from testamur.records.parsing.formats import FormatError
from testamur.text.folding import caseless
from testamur.text.languages.messages import msg

_LINK = re.compile(r"https://\S+/achievements/([a-z0-9-]+)/?(?:#\S*)?")
_FEW = 12  # achievements that a message lists
_MOST_SUGGESTIONS = 20  # each looks at every achievement


class AchievementLookup:
    """Finds achievements by what people call them."""

    def __init__(self, achievements: Iterable[Achievement]) -> None:
        self._slugs: dict[str, list[str]] = {}
        self._suggestions = _MOST_SUGGESTIONS
        for achievement in achievements:
            titles = [achievement.name] if isinstance(achievement.name, str) else achievement.name.values()
            for name in {achievement.slug, *map(caseless, titles)}:
                self._slugs.setdefault(name, []).append(achievement.slug)

    def find(self, text: str) -> str:
        """Return the slug of the achievement that is meant; FormatError if there is none, or more than one."""
        if not text:
            raise FormatError("missing-field", msg("no achievement is given"), msg("Write the achievement's name"))
        link = _LINK.fullmatch(text.strip())
        text = link[1] if link else text
        slugs = self._slugs.get(text) or self._slugs.get(caseless(text), [])
        if len(slugs) == 1:
            return slugs[0]
        if slugs:
            raise FormatError(
                "ambiguous",
                msg("several achievements have this name"),
                msg("Write one of {names}", names=", ".join(slugs)),
            )
        raise FormatError("unknown-reference", msg("there is no achievement of this name"), self._remedy(text))

    def _remedy(self, text: str) -> str:
        near: list[str] = []
        if self._suggestions:
            self._suggestions -= 1
            near = difflib.get_close_matches(caseless(text[:200]), list(self._slugs), 1)
        if near:
            return msg("Did you mean {slugs}?", slugs=self._slugs[near[0]][0])
        known_slugs = sorted({slug for slugs in self._slugs.values() for slug in slugs})
        if not 0 < len(known_slugs) <= _FEW:
            return msg("Add it first, with testamur new achievement")
        return msg(
            "The registry has {names}. Add it first, with testamur new achievement", names=", ".join(known_slugs)
        )
