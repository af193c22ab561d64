"""Composes the signed criteria: what Open Badges has no term for, in a fixed order, as Markdown; and splits them.

A JSON-LD processor drops undefined members without a word, and then less is signed than is shown.
Learning outcomes, assessment, participation and the like are therefore composed into
`criteria.narrative`, and `split` takes them out again for the page.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from testamur.credentials.words import Words, headings, words
from testamur.records.model.localized_text import say, say_all
from testamur.records.model.micro_credentials import Stackability
from testamur.records.model.models import Achievement
from testamur.records.parsing.model_readers import number_text

# In this order. Outcomes come before them, as a list; criteria come last, so that nothing written in
# them can pass for one of the others.
LINES = (
    "prerequisites",
    "assessment",
    "supervision",
    "participation",
    "workload",
    "qualityAssurance",
    "stackability",
    "furtherInformation",
)


@dataclass(frozen=True, slots=True)
class Narrative:
    """A narrative in its parts. `lines` maps the names in `LINES` to their text."""

    criteria: str
    outcomes: tuple[str, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        """Hash all parts: pages that are laid out alike are known by them."""
        return hash((self.criteria, self.outcomes, *self.lines.items()))


def from_achievement(achievement: Achievement, language: str) -> Narrative:
    """Return the narrative of an achievement, in one language."""
    labels = words(language)
    quality = achievement.quality_assurance
    lines = {
        "prerequisites": say(achievement.prerequisites, language),
        "assessment": labels["comma"].join(labels[kind] for kind in achievement.assessment.type)
        if achievement.assessment
        else "",
        "supervision": labels.get(achievement.assessment.supervision, "") if achievement.assessment else "",
        "participation": labels.get(achievement.participation, ""),
        "workload": labels["hours"].format(number_text(achievement.workload_hours))
        if achievement.workload_hours
        else "",
        "qualityAssurance": f"{quality.name} ({labels[quality.type]}) {quality.url}" if quality else "",
        "stackability": _stackability(achievement.stackability, labels, language),
        "furtherInformation": achievement.further_information,
    }
    return Narrative(
        criteria=say(achievement.criteria, language).strip(),
        outcomes=tuple(_one_line(outcome) for outcome in say_all(achievement.outcomes, language)),
        lines={name: _one_line(text) for name, text in lines.items() if text},
    )


def compose(narrative: Narrative, language: str) -> str:
    """Return the Markdown that is signed."""
    labels = words(language)
    blocks = []
    if narrative.outcomes:
        blocks += [f"**{labels['outcomes']}**", "\n".join(f"- {outcome}" for outcome in narrative.outcomes)]
    blocks += [f"{headings(language, name)[0]}{narrative.lines[name]}" for name in LINES if name in narrative.lines]
    # The heading is left out if nothing is above it, unless the text could pass for a part.
    if blocks or narrative.criteria.startswith("**"):
        blocks.append(f"**{labels['criteria']}**")
    return "\n\n".join([*blocks, narrative.criteria])


@functools.lru_cache(maxsize=512)
def split(text: str, language: str) -> Narrative:
    """Return the parts of a narrative that `compose` made; any other text is all criteria."""
    labels = words(language)
    # The first such heading is ours: no part above it has more than one line, so none can hold a heading.
    head, mark, criteria = text.partition(f"**{labels['criteria']}**\n\n")
    if not mark:
        return Narrative(criteria=text)
    blocks = [block for block in head.split("\n\n") if block]
    outcomes: tuple[str, ...] = ()
    if blocks[:1] == [f"**{labels['outcomes']}**"] and len(blocks) > 1:
        outcomes = tuple(line.removeprefix("- ") for line in blocks[1].split("\n"))
        blocks = blocks[2:]
    lines = {}
    for block in blocks:
        name, heading = next(
            ((name, one) for name in LINES for one in headings(language, name) if block.startswith(one)), ("", "")
        )
        # Not as `compose` writes it: shown whole and as it was signed, rather than in parts that nobody wrote.
        if not name or name in lines:
            return Narrative(criteria=text)
        lines[name] = block.removeprefix(heading)
    return Narrative(criteria=criteria, outcomes=outcomes, lines=lines)


def _stackability(stackability: Stackability | None, labels: Words, language: str) -> str:
    if stackability is None:
        return ""
    first = labels["standAlone" if stackability.stand_alone else "notStandAlone"]
    more = say(stackability.description, language)
    return f"{first}. {more}" if more else first


def _one_line(text: str) -> str:
    return " ".join(text.split())
