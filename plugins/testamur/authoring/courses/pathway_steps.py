"""Reads a step of a pathway as people write it in one line: an achievement, a pathway, or a choice among several.

`harbour-safety`; `Harbour Safety`; `pathway: first-steps`; `2 of: harbour-safety, coastal-navigation, first-aid`. Where
titles have commas, semicolons stand between them: `1 of: Boats, large; Boats, small`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.errors import UsageError
from testamur.records.model.pathways import Pathway
from testamur.records.parsing.formats import FormatError
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.folding import caseless
from testamur.text.languages.messages import msg

Step = dict[str, Any]
_CHOICE = re.compile(r"([0-9]{1,3})\s+of\s*:?\s+(.+)", re.IGNORECASE | re.DOTALL)
_PATHWAY = re.compile(r"pathway\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)
_SHOWN = 100  # characters of what was typed


class StepReader:
    """Finds what the steps of a new pathway name among the records."""

    def __init__(self, registry: Registry) -> None:
        self._achievements = AchievementLookup(registry.achievements.values())
        self._pathways: Mapping[str, str] = {
            name: slug for slug, pathway in registry.pathways.items() for name in (slug, *_titles(pathway))
        }

    def step(self, text: str) -> Step:
        """Return the step that a line names; UsageError says what is not there, and what may be meant."""
        choice = _CHOICE.fullmatch(text.strip())
        if choice is None:
            return self._leaf(text)
        parts = choice[2].split(";" if ";" in choice[2] else ",")
        return {"choose": int(choice[1]), "of": [self._leaf(part) for part in parts if part.strip()]}

    def _leaf(self, text: str) -> Step:
        named = _PATHWAY.fullmatch(text.strip())
        if named is None:
            try:
                return {"achievement": self._achievements.find(text.strip())}
            except FormatError as error:
                if caseless(text) not in self._pathways:
                    raise UsageError(
                        msg(
                            "{text}: {reason}. {remedy}",
                            text=harmless(text, _SHOWN),
                            reason=error.reason,
                            remedy=error.remedy,
                        )
                    ) from None
        name = caseless(named[1] if named else text)
        if name not in self._pathways:
            known = ", ".join(sorted(set(self._pathways.values()))[:12]) or "none"
            raise UsageError(
                msg(
                    "{text}: there is no pathway of this name. There are: {known}",
                    text=harmless(text, _SHOWN),
                    known=known,
                )
            )
        return {"pathway": self._pathways[name]}


def _titles(pathway: Pathway) -> list[str]:
    return [caseless(pathway.name)] if isinstance(pathway.name, str) else [*map(caseless, pathway.name.values())]
