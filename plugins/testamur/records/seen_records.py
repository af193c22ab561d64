"""Reads many records of one kind into a draft; those that did not change since the last finished run are not opened.

A run of neighbouring files is remembered (`seen_files`) if every one of them was right, without so much as a warning,
beside the records that all of them are judged by: the issuer, the achievements, and the day. What is asked of an award
beside other awards and its learner is asked again each time.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable
from typing import Any

import orjson

from testamur.records.cross_checks import CrossChecks
from testamur.records.draft import Draft
from testamur.records.model.models import Award
from testamur.records.parsing.kinds import Kind
from testamur.records.parsing.listed_files import ListedFiles, Run
from testamur.records.parsing.parsed import Parsed
from testamur.seen_files import SeenFiles


class SeenRecords:
    """What is remembered of the awards and learners of one draft, of which the issuer and the achievements are read."""

    def __init__(self, draft: Draft, checks: CrossChecks, seen: SeenFiles, today: datetime.date) -> None:
        self._draft, self._checks, self._seen = draft, checks, seen
        self._about = (os.fsencode(draft.root.resolve()), today.isoformat().encode(), _spelt(draft))
        # The keys of runs, their folders as messages show them, and the names in them.
        self._read_now: list[tuple[bytes, str, list[str]]] = []
        self._learners: set[str] = set()  # those that did not change
        self.settled: set[str] = set()
        """The awards of which neither the record nor that of their learner changed since the last finished run."""

    def read(self, kind: Kind, listed: ListedFiles, advance: Callable[[], object]) -> None:
        """Read all files of a kind; learners before awards."""
        for run in listed.runs():
            key = self._seen.key(kind.name.encode(), run.digest, *self._about) if run.digest else b""
            values = self._seen.get(key) if key else None
            if isinstance(values, list) and len(values) == len(run.files):
                self._take(kind, run, values, advance)
            else:
                self._read(kind, run, key, advance)

    def finish(self) -> None:
        """Forget what was read now and has a problem: it is told again by whoever reads next."""
        files = {problem.file for problem in self._draft.problems}
        if files:
            for key, folder, stems in self._read_now:
                if any(f"{folder}{stem}.yml" in files for stem in stems):
                    self._seen.forget(key)

    def _take(self, kind: Kind, run: Run, values: Iterable[Any], advance: Callable[[], object]) -> None:
        draft, is_award, learners = self._draft, kind.name == "award", self._draft.records["learner"]
        for (_, file, stem), value in zip(run.files, values, strict=True):
            record = draft.take(kind, stem, file, value)
            if not is_award:
                self._learners.add(stem)
            else:
                learner = value.get("learner")
                if learner is not None and learner not in learners:
                    parsed = draft.parsed_again(file)
                    parsed.value = value
                    draft.tell(self._checks.check_read(kind.name, parsed, record))
                elif learner is None or learner in self._learners:
                    self.settled.add(stem)
                if _stands_alone(record):
                    self._checks.checked_alone.add(stem)
            advance()

    def _read(self, kind: Kind, run: Run, key: bytes, advance: Callable[[], object]) -> None:
        draft, values = self._draft, []
        for path, file, stem in run.files:
            parsed, record = draft.read(kind, path, file, stem)
            draft.tell(self._checks.check_read(kind.name, parsed, record))
            values.append(parsed.value)
            advance()
        if key:
            self._seen.put(key, values)
            folder = run.files[0].file.removesuffix(f"{run.files[0].stem}.yml")
            self._read_now.append((key, folder, [stem for _, _, stem in run.files]))


def _stands_alone(award: Award) -> bool:
    """Say whether nothing that is asked of an award has to do with other awards, or with what became of it."""
    return not award.history and not award.renews


def _spelt(draft: Draft) -> bytes:
    """Return what awards and learners are judged by, as the files have it."""
    issuer = draft.parsed.get(("issuer", "issuer"), Parsed("")).value
    achievements = {slug: draft.parsed["achievement", slug].value for slug in draft.records["achievement"]}
    return orjson.dumps([issuer, achievements])
