"""A change against its base: what it may not do, and what it does, in the order in which a registrar asks.

Pure: two snapshots and the list of changed files go in; problems, and the facts of the change, come out. What is
wrong with a record by itself is `records.registry`'s; a base that was wrong stops nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from testamur.errors import Problem
from testamur.records.changes import change_awards, change_ledger, change_paths, change_policies, snapshots
from testamur.records.changes.change_paths import ChangedPath
from testamur.records.changes.snapshots import Snapshot
from testamur.records.model.history import Act
from testamur.records.model.models import Award
from testamur.records.parsing.kinds import IN_FOLDERS, RecordKind
from testamur.records.parsing.parsed import Parsed

# Kinds of which a change says no more than what was added, edited and removed, by slug.
OTHERS = tuple(kind.name for kind in IN_FOLDERS if kind.name not in {"achievement", "learner", "award"})
# What a reader asks for first stands first.
ACTS: tuple[Act, ...] = ("revoked", "superseded", "suspended", "reinstated", "corrected", "erased")


@dataclass(slots=True, kw_only=True)
class Change:
    """What a change does. Awards by id, achievements by slug, learners by id; each sorted."""

    awarded: dict[str, list[str]] = field(default_factory=dict)  # achievement → new awards
    acts: dict[Act, list[str]] = field(default_factory=dict)  # awards that the base has, by what is added to history
    seen: list[str] = field(default_factory=list)  # awards whose visibility changes
    edited: list[str] = field(default_factory=list)  # awards that differ otherwise, and no new line says why
    removed: list[str] = field(default_factory=list)  # awards that the base has, and that are gone
    achievements: dict[str, list[str]] = field(default_factory=dict)  # "added", "edited", "removed" → slugs
    learners: dict[str, list[str]] = field(default_factory=dict)  # the same → ids
    others: dict[RecordKind, dict[str, list[str]]] = field(default_factory=dict)  # of each other kind, the same → slugs
    issuer: bool = False  # the institution's own record changes
    files: dict[str, list[str]] = field(default_factory=dict)  # "record", "prose", "configuration", "ledger" → paths

    @property
    def concerned(self) -> set[str]:
        """Achievements that are awarded, added or edited: those whose completeness a reader wants to know."""
        return {*self.awarded, *self.achievements.get("added", ()), *self.achievements.get("edited", ())}


def check(
    before: Snapshot,
    now: Snapshot,
    paths: Sequence[ChangedPath],
    *,
    parsed: Callable[[str], Parsed],
    records: str = "credentials",
) -> list[Problem]:
    """Return everything that the change may not do, and what of it deserves a second look.

    `parsed` reads a record of now, for its lines; `records` is the name of the records' folder. What was only practised
    is not frozen: it may go, and so may the address.
    """
    if before.issuer is not None and before.issuer.practice:
        before = snapshots.only_issuer(before)
    return [
        *change_paths.check(paths, records=records, begins=("issuer", "issuer") not in before.names),
        *change_awards.check(before, now, parsed),
        *change_ledger.check(before, now, parsed, records),
        *change_policies.check(before, now, parsed, records),
    ]


def describe(before: Snapshot, now: Snapshot, paths: Sequence[ChangedPath], *, records: str = "credentials") -> Change:
    """Return what the change does."""
    made = Change(issuer=before.issuer != now.issuer)
    awarded: dict[str, list[str]] = defaultdict(list)
    for award_id, award in sorted(now.awards.items()):
        old = before.awards.get(award_id)
        if old is None and ("award", award_id) not in before.names:
            awarded[award.achievement].append(award_id)
        elif old is not None and old is not award:
            _compare(made, old, award)
    made.removed = sorted(stem for kind, stem in before.names - now.names if kind == "award")
    made.awarded = dict(sorted(awarded.items()))
    made.achievements = _differences(before, now, "achievement")
    made.learners = _differences(before, now, "learner")
    made.others = {kind: found for kind in OTHERS if (found := _differences(before, now, kind))}
    for one in paths:
        made.files.setdefault(change_paths.kind_of(one.path, records), []).append(one.path)
    return made


def _compare(made: Change, old: Award, new: Award) -> None:
    lines = change_awards.added(old, new)
    for line in lines:
        made.acts.setdefault(line.act, []).append(new.id)
    if old.visibility != new.visibility:
        made.seen.append(new.id)
    if not lines and replace(old, file="", visibility="unlisted") != replace(new, file="", visibility="unlisted"):
        made.edited.append(new.id)


def _differences(before: Snapshot, now: Snapshot, kind: RecordKind) -> dict[str, list[str]]:
    old = {stem for one, stem in before.names if one == kind}
    new = {stem for one, stem in now.names if one == kind}
    was, has = before.records[kind], now.records[kind]
    edited = [stem for stem in sorted(old & new) if was.get(stem) != has.get(stem)]
    found = {"added": sorted(new - old), "edited": edited, "removed": sorted(old - new)}
    return {word: names for word, names in found.items() if names}
