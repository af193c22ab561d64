"""Erases a learner: an `erased` line in each of their awards, nothing of theirs left in it, their own file removed.

One act for one person, so all their awards go together, and all of it is done or none. Erasing is not withdrawing: an
award that was in force stays so for whoever kept its file (docs/operating.md, "Erasing").
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from testamur.authoring.acts import history_acts
from testamur.authoring.acts.history_acts import Change
from testamur.authoring.editing import field_editing, history_editing
from testamur.records.model.history import HistoryLine
from testamur.records.model.models import Award, Learner
from testamur.records.parsing import files
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.text.folding import unaccented

_OF_THE_LEARNER = ("learner", "results", "evidence", "renews")
_SHORTEST_NAME = 3  # letters: a shorter part of a name is in too many words


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """The erasure of a learner: the change, their awards, and places that may still hold something of theirs."""

    learner: Learner
    awards: tuple[Award, ...]  # as they were, the oldest first
    change: Change
    leftovers: tuple[str, ...]  # file:line, for a person to look at: notes and comments are nobody's to guess


def erase(registry: Registry, learner: Learner, line: HistoryLine, *, today: datetime.date) -> Erasure:
    """Return the erasure of `learner`, whose awards each get `line`; nothing is written here.

    UsageError says why that cannot be done.
    """
    awards = awards_of(registry, learner)
    before: dict[Path, bytes | None] = {}
    edited: dict[str, bytes] = {}
    for award in awards:
        path = history_acts.file_of(registry, award)
        data = files.read(path, MAX_RECORD_BYTES)
        before[path] = data
        edited[award.id] = history_editing.add_line(
            field_editing.remove_fields(data, _OF_THE_LEARNER), history_acts.as_record(line)
        )
    warnings = history_acts.check(registry, edited, today=today, without=[learner.id])
    after: dict[Path, bytes | None] = {history_acts.file_of(registry, award): edited[award.id] for award in awards}
    own = registry.folder / "learners" / f"{learner.id}.yml"
    before[own], after[own] = files.read(own, MAX_RECORD_BYTES), None
    return Erasure(
        learner=learner,
        awards=awards,
        change=Change(before=before, after=after, warnings=warnings),
        leftovers=tuple(_leftovers(learner, {award.file: edited[award.id] for award in awards})),
    )


def awards_of(registry: Registry, learner: Learner) -> tuple[Award, ...]:
    """Return a learner's awards, the oldest first."""
    awards = (award for award in registry.awards.values() if award.learner == learner.id)
    return tuple(sorted(awards, key=lambda award: (award.awarded_date, award.id)))


def _leftovers(learner: Learner, edited: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the lines, as `file:line`, in which a note or a comment may still speak of the learner."""
    parts = [part for part in re.findall(r"\w+", unaccented(learner.name)) if len(part) >= _SHORTEST_NAME]
    wanted = [
        unaccented(learner.name),
        *map(unaccented, (learner.id, *learner.formerly)),
        unaccented(learner.email),
        *parts,
    ]
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in wanted if word))
    for file, data in sorted(edited.items()):
        for number, text in enumerate(data.decode().splitlines(), 1):
            # Every note, since one may speak of the learner without their name.
            if pattern.search(unaccented(text)) or "note:" in text:
                yield f"{file}:{number}"
