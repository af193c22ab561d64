"""The achievement that a new registry begins with, in its languages: every element of the European recommendation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from testamur.text.languages import command
from testamur.text.languages.messages import Message, msg, say

SLUG = "working-with-spreadsheets"
MARK = msg("An example to change or delete.")
_TITLE = msg("Working with Spreadsheets")
_DESCRIPTION = msg("{mark} Orders figures in a spreadsheet, and shows what they say.", mark=MARK)
_OUTCOMES = (msg("Clean and order a table of figures"), msg("Choose a chart that shows what the figures say"))
_CRITERIA = msg("Hand in a spreadsheet of one's own and explain it in ten minutes.")
_QUALITY = msg("Yearly review by the teaching board")
_TAG = msg("spreadsheets")


def record(languages: Sequence[str]) -> dict[str, Any]:
    """Return the record, to be changed or deleted. Its texts are in those of `languages` that the command speaks."""
    spoken = [tag for tag in languages if command.spoken_tag(tag) == tag.partition("-")[0]] or ["en"]
    main = command.tongue(spoken[0])
    outcomes = {tag: [say(one, command.tongue(tag)) for one in _OUTCOMES] for tag in spoken}
    return {
        "name": _text(_TITLE, spoken),
        "achievementType": "MicroCredential",
        "inLanguage": spoken[0],
        "description": _text(_DESCRIPTION, spoken),
        "outcomes": outcomes if len(spoken) > 1 else outcomes[spoken[0]],
        "criteria": _text(_CRITERIA, spoken),
        "creditsAvailable": 1,
        "workload": {"hours": 25},
        "level": {"eqf": 4},
        "assessment": {"type": ["project", "presentation"], "supervision": "supervised"},
        "participation": "blended",
        "qualityAssurance": {"name": say(_QUALITY, main), "type": "internal"},
        "stackability": {"standAlone": True},
        "tag": [say(_TAG, main)],
    }


def is_example(description: str) -> bool:
    """Say whether a description is still that of the example, in any language."""
    return any(say(MARK, command.tongue(language)) in description for language in command.LANGUAGES)


def _text(message: Message, languages: Sequence[str]) -> dict[str, str] | str:
    """Return a text of a record: in one language, or a map of several."""
    texts = {tag: say(message, command.tongue(tag)) for tag in languages}
    return texts if len(texts) > 1 else texts[languages[0]]
