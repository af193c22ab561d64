"""Writes the pages and files of many awards, a batch at a time, in this process or in others: the same bytes anywhere.

A batch is a list of award ids, and what it needs to know is small enough to be sent to a process on another machine
that sees the same folders. A process that was split from this one has the publication at hand already.
"""

from __future__ import annotations

import datetime
import platform
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass
from pathlib import Path

from testamur.errors import PublishingError
from testamur.ledger.store import Ledger
from testamur.pictures.apart import HEADROOM
from testamur.publishing import publication
from testamur.publishing.publication import IssuedAward
from testamur.publishing.rendering import standalone
from testamur.publishing.rendering.layouts import PageTemplates
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.items import Page
from testamur.publishing.site.parts import build_inputs
from testamur.publishing.site.tree import Tree
from testamur.publishing.views.site_info import Site
from testamur.records import registry

BATCH = 200  # awards: a second's work or less, so that no process is left alone with much at the end
_SAME_FOLDERS = (
    "All machines have to see the same folders of records and ledger, at the same paths, and to have the same "
    "Testamur installed. Nothing was published"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What every batch of a site is made from: the folders, the instant, and the site in each of its languages."""

    records: Path
    ledger: Path
    output: Path
    today: datetime.date  # for which the records are read
    now: datetime.datetime
    sites: tuple[Site, ...] = ()
    preview: bool = False
    practice_at: str = ""
    inputs: tuple[tuple[str, str], ...] = ()  # `build_inputs.shared_inputs`, for a process that reads for itself


@dataclass(frozen=True, slots=True)
class Written:
    """An award that a batch wrote: its id, what it was made from, and its files below the site."""

    id: str
    source: str
    names: list[str]


class _Writer:
    """Writes awards of one site."""

    def __init__(self, work: Work, source: AwardSource) -> None:
        self._source = source
        self._issued = {issued.award.id: issued for issued in source.published.awards}
        self._templates = PageTemplates({site.language: standalone.environment_for(site) for site in work.sites})

    def write(self, award_ids: tuple[str, ...], folder: Path) -> list[Written]:
        tree = Tree(folder)
        return [self._write_one(self._issued[award_id], tree) for award_id in award_ids]

    def _write_one(self, issued: IssuedAward, tree: Tree) -> Written:
        names = []
        for item in self._source.items(issued):
            tree.write_own(item.name, self._render(item) if isinstance(item, Page) else item.data, item.source)
            names.append(item.name)
        return Written(issued.award.id, issued.award.file, names)

    def _render(self, page: Page) -> bytes:
        return self._templates.get(page.language, page.template).render(page.context).encode()


_writers: dict[Work, _Writer] = {}  # at most one: of the site that this process works at


def write_all(
    work: Work, source: AwardSource, awards: Sequence[IssuedAward], executor: Executor
) -> Iterator[list[Written]]:
    """Let `executor` write these awards of a site from now on; yield what each batch wrote, in the order of the awards.

    An executor that splits its processes from this one only now spares them reading what is known here.
    """
    _writers.clear()
    _writers[work] = _Writer(work, source)
    batches = in_batches(awards)
    return _results(executor.map(write_batch, [work] * len(batches), batches))


def _results(batches: Iterator[list[Written]]) -> Iterator[list[Written]]:
    try:
        yield from batches
    except BrokenExecutor as error:
        raise PublishingError(
            "a process that wrote pages was ended from outside, perhaps for want of memory: nothing was published. "
            "Try again with fewer at a time (--jobs 1)"
        ) from error
    finally:
        _writers.clear()


def in_batches(awards: Sequence[IssuedAward]) -> list[tuple[str, ...]]:
    """Return the ids of awards, a batch together."""
    ids = [issued.award.id for issued in awards]
    return [tuple(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH)]


def write_batch(work: Work, award_ids: tuple[str, ...], folder: Path | None = None) -> list[Written]:
    """Write some awards of a site into its folder, or into another one, and return what was written.

    PublishingError where this process has to read for itself, and sees something else than `work.inputs`.
    """
    if work not in _writers:
        _writers.clear()
        _writers[work] = _Writer(work, _read(work))
    return _writers[work].write(award_ids, folder or work.output)


def _read(work: Work) -> AwardSource:
    if work.inputs:
        where = f"a process on {platform.node()}, which writes pages,"
        build_inputs.refuse_others(
            dict(work.inputs), build_inputs.shared_inputs(work.records, work.ledger), where=where, remedy=_SAME_FOLDERS
        )
    records = registry.load(work.records, today=work.today, pictures=HEADROOM)
    published = publication.read(
        records,
        Ledger(work.ledger),
        now=work.now,
        preview=work.preview,
        practice_at=work.practice_at,
        # Who gave out the work has verified these very files.
        verifies=lambda _: not work.inputs,
    )
    return AwardSource.of(published, work.sites)
