"""What the ledger says of awards that did not change since the last finished build: it is not read and verified again.

An award is settled if neither its record nor its learner's changed since then (`records.seen_records`), nor the two
files that the ledger has of it, nor the keys that count and the address. That build compared record, state and
credential, and verified both proofs; it would find the same again. What is asked of several awards together (places in
the lists, and the lists themselves) is asked at every build, of these as well.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from testamur import disk
from testamur.ledger.state import AwardState, Edition
from testamur.ledger.store import Ledger
from testamur.records.registry import Registry
from testamur.seen_files import SeenFiles, ends_run


class Settled(NamedTuple):
    """What is published of an award that did not change."""

    known: AwardState  # as pages need it
    valid_until: str  # the signed instant, or ""


class SeenAwards:
    """The awards of a ledger that are settled: `settled`, by id. `keys` are those that count, by their methods."""

    def __init__(self, registry: Registry, ledger: Ledger, keys: Mapping[str, bytes], seen: SeenFiles) -> None:
        self._seen = seen
        about = [str(ledger.folder.resolve()), registry.issuer.base, *(f"{name} {keys[name].hex()}" for name in keys)]
        self._about = orjson.dumps(about)
        self._to_remember: list[tuple[bytes, list[str]]] = []
        self.settled: dict[str, Settled] = {}
        seen.begin()
        for ids, stamps in _runs(ledger, seen):
            if not all(stamps):
                continue
            key = seen.key(b"awards", "\0".join(ids).encode(), b"\0".join(stamps), self._about)
            rows = seen.get(key)
            if not isinstance(rows, list) or len(rows) != len(ids):
                self._to_remember.append((key, ids))
                continue
            for award_id, row in zip(ids, rows, strict=True):
                award = registry.awards.get(award_id)
                if row is not None and award is not None and award_id in registry.settled:
                    # By the text that the record has already: of 100,000 awards, another one is 7 MB.
                    self.settled[award.id] = Settled(_state(row), sys.intern(row[-1]))

    def remember(self, awards: Iterable[tuple[str, Settled]]) -> None:
        """Remember those of these awards, in the order of their ids, that were read, compared and verified now."""
        rest = iter(awards)
        award = next(rest, None)
        for key, ids in self._to_remember:
            rows: list[list[Any] | None] = []
            for award_id in ids:
                while award is not None and award[0] < award_id:
                    award = next(rest, None)
                rows.append(_row(award[1]) if award is not None and award[0] == award_id else None)
            self._seen.put(key, rows)


def _runs(ledger: Ledger, seen: SeenFiles) -> Iterator[tuple[list[str], list[bytes]]]:
    """Yield ids, run by run, with the stamps of both files of each; an award that is erased has the one."""
    ids: list[str] = []
    stamps: list[bytes] = []
    with contextlib.ExitStack() as opened:
        # git keeps no folder of which all files are erased.
        awards, credentials = (
            opened.enter_context(disk.opened(folder)) if folder.is_dir() else None
            for folder in (ledger.folder / "awards", ledger.folder / "credentials")
        )
        for award_id in ledger.award_ids():
            ids.append(award_id)
            name = f"{award_id}.json"
            stamps.append(_stamp(name, awards, seen))
            stamps.append(_stamp(name, credentials, seen))
            if ends_run(award_id):
                yield ids, stamps
                ids, stamps = [], []
    if ids:
        yield ids, stamps


def _stamp(name: str, folder: int | None, seen: SeenFiles) -> bytes:
    if folder is None:
        return b"none"
    try:
        return seen.stamp(os.stat(name, dir_fd=folder, follow_symlinks=False))
    except FileNotFoundError:
        return b"none"


def _row(settled: Settled) -> list[Any]:
    """Return what is published of an award, as JSON; `_state` reads it."""
    state = settled.known
    editions = [
        [edition.digest, edition.issued, edition.key, edition.list_number, edition.list_index, edition.opening]
        for edition in state.editions
    ]
    return [
        state.achievement,
        state.achievement_text,
        editions,
        state.state,
        state.corrections,
        state.history_lines,
        state.erased,
        state.approved_by,
        state.link_key,
        state.link_number,
        settled.valid_until,
    ]


def _state(row: list[Any]) -> AwardState:
    intern = sys.intern
    achievement, text, editions, state, corrections, history_lines, erased, approved_by, link_key, link_number, _ = row
    return AwardState(
        achievement=intern(achievement),
        achievement_text=intern(text),
        editions=tuple([
            Edition(
                digest=digest,
                issued=intern(issued),
                key=intern(key),
                list_number=number,
                list_index=index,
                opening=opening,
            )
            for digest, issued, key, number, index, opening in editions
        ]),
        state=state,
        corrections=corrections,
        history_lines=history_lines,
        erased=erased,
        approved_by=tuple(approved_by),
        link_key=link_key,
        link_number=link_number,
    )  # fmt: skip
