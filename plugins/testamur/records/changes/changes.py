"""Compares a change with its base: what it must not do, and what it does, in the order in which a registrar asks.

Pure: two snapshots and the list of changed files go in; problems and the facts of the change come out. Mistakes within
the records are found by `records.registry`; mistakes on the base stop nothing, or nobody could mend them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from testamur.errors import Problem
from testamur.records.changes import (
    change_achievements,
    change_awards,
    change_issuer,
    change_ledger,
    change_paths,
    snapshots,
)
from testamur.records.changes.change_paths import ChangedPath
from testamur.records.changes.snapshots import Snapshot
from testamur.records.model.history import Act
from testamur.records.model.models import Award
from testamur.records.parsing.kinds import IN_FOLDERS, RecordKind
from testamur.records.parsing.parsed import Parsed

# Kinds of which a summary says only what was added, edited and removed.
OTHERS = tuple(kind.name for kind in IN_FOLDERS if kind.name not in {"achievement", "learner", "award"})
# The gravest first, as a reader asks.
ACTS: tuple[Act, ...] = ("revoked", "superseded", "suspended", "reinstated", "corrected", "erased")


@dataclass(slots=True, kw_only=True)
class ChangeFacts:
    """The facts of a change. Awards by id, achievements by slug, learners by id; each sorted."""

    awarded: dict[str, list[str]] = field(default_factory=dict)  # achievement → new awards
    acts: dict[Act, list[str]] = field(default_factory=dict)  # awards that the base has, by what is added to history
    visibility: list[str] = field(default_factory=list)  # awards whose visibility changes
    links: list[str] = field(default_factory=list)  # sealed awards that are to have another link
    edited: list[str] = field(default_factory=list)  # awards that differ otherwise, and no new line says why
    removed: list[str] = field(default_factory=list)  # awards that the base has, and that are gone
    achievements: dict[str, list[str]] = field(default_factory=dict)  # "added", "edited", "removed" → slugs
    learners: dict[str, list[str]] = field(default_factory=dict)  # the same → ids
    others: dict[RecordKind, dict[str, list[str]]] = field(default_factory=dict)  # of each other kind, the same → slugs
    issuer: bool = False  # the institution's own record changes
    files: dict[str, list[str]] = field(default_factory=dict)  # "record", "prose", "configuration", "ledger" → paths

    @property
    def concerned(self) -> set[str]:
        """The achievements awarded, added or edited, whose completeness a reviewer wants to know."""
        return {*self.awarded, *self.achievements.get("added", ()), *self.achievements.get("edited", ())}


def check(
    before: Snapshot,
    now: Snapshot,
    paths: Sequence[ChangedPath],
    *,
    parsed: Callable[[str], Parsed],
    records: str = "credentials",
    altered: Mapping[str, Sequence[str]] | None = None,
    complaint: str = "",
) -> list[Problem]:
    """Return everything that the change must not do, and warnings of what deserves a second look.

    `parsed` parses a record of now, for its lines; `records` is the name of the records' folder. For `altered` and
    `complaint` see `change_paths.check`. Nothing is frozen in practice mode (decision 8): its awards may go, and its
    address may change; when it ends, they have to go.
    """
    practised = before
    if before.issuer is not None and before.issuer.practice:
        before = snapshots.only_issuer(before)
    begins = ("issuer", "issuer") not in before.names
    return [
        *change_paths.check(paths, records=records, begins=begins, altered=altered, complaint=complaint),
        *change_awards.check(before, now, parsed),
        *change_achievements.check(before, now, parsed, records),
        *change_issuer.check(before, now, parsed, records),
        *change_issuer.check_end_of_practice(practised, now, parsed),
        *change_ledger.check(before, now, parsed, records),
    ]


def describe(
    before: Snapshot, now: Snapshot, paths: Sequence[ChangedPath], *, records: str = "credentials"
) -> ChangeFacts:
    """Return the facts of the change."""
    change = ChangeFacts(issuer=before.issuer != now.issuer)
    awarded: dict[str, list[str]] = defaultdict(list)
    for award_id, award in sorted(now.awards.items()):
        old = before.awards.get(award_id)
        if old is None and ("award", award_id) not in before.names:
            awarded[award.achievement].append(award_id)
        elif old is not None and old is not award:
            _compare(change, old, award)
    change.removed = sorted(stem for kind, stem in before.names - now.names if kind == "award")
    change.awarded = dict(sorted(awarded.items()))
    change.achievements = _differences(before, now, "achievement")
    change.learners = _differences(before, now, "learner")
    change.others = {kind: names for kind in OTHERS if (names := _differences(before, now, kind))}
    for changed in paths:
        change.files.setdefault(change_paths.kind_of(changed.path, records), []).append(changed.path)
    return change


def _compare(change: ChangeFacts, old: Award, new: Award) -> None:
    lines = change_awards.added_lines(old, new)
    for line in lines:
        change.acts.setdefault(line.act, []).append(new.id)
    if old.visibility != new.visibility:
        change.visibility.append(new.id)
    if old.link != new.link:
        change.links.append(new.id)
    if not lines and _told_otherwise(old) != _told_otherwise(new):
        change.edited.append(new.id)


def _told_otherwise(award: Award) -> Award:
    """Return an award without what a sentence of its own tells of."""
    return replace(award, folder="", visibility="unlisted", link=1)


def _differences(before: Snapshot, now: Snapshot, kind: RecordKind) -> dict[str, list[str]]:
    old = {stem for record_kind, stem in before.names if record_kind == kind}
    new = {stem for record_kind, stem in now.names if record_kind == kind}
    was, has = before.records[kind], now.records[kind]
    edited = [stem for stem in sorted(old & new) if was.get(stem) != has.get(stem)]
    differences = {"added": sorted(new - old), "edited": edited, "removed": sorted(old - new)}
    return {word: names for word, names in differences.items() if names}
