"""Writes awards with processes that may be lost: on other machines that see the same folders, as those of a cluster.

A batch that was lost is done again by another process, while the first may have written half of it, or write on. So
every attempt writes into a new folder of its own, and this process alone moves into the site what an attempt finished.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from testamur.errors import PublishingError, TestamurError
from testamur.publishing.publication import IssuedAward
from testamur.publishing.site import award_batches
from testamur.publishing.site import output as outputs
from testamur.publishing.site.award_batches import Work, Written
from testamur.publishing.site.tree import Tree

_writing = threading.Lock()


def write_all_apart(work: Work, awards: Sequence[IssuedAward], executor: Executor, site: Tree) -> Iterator[list[str]]:
    """Write these awards with `executor`, and move their files into `site`; yield the ids of each batch.

    `work.inputs` were looked at before anything was read and verified, so that what workers read is what was verified.
    The attempts are written beside `work.output`, so that moving a file is renaming it; `output.fresh` removes them.
    """
    attempts = outputs.attempts_beside(work.output)
    attempts.mkdir()
    apart = replace(work, output=attempts)
    batches = award_batches.in_batches(awards)
    for folder, written in executor.map(write_batch_apart, [apart] * len(batches), batches):
        for award in written:
            for name in award.names:
                site.move_own(name, f"{folder}/{name}", award.source)
        shutil.rmtree(folder, ignore_errors=True)
        yield [award.id for award in written]


def write_batch_apart(work: Work, award_ids: tuple[str, ...]) -> tuple[str, list[Written]]:
    """Write some awards into a new folder below `work.output`; return it and what was written."""
    folder = work.output / secrets.token_hex(16)
    try:
        # A worker may have several threads; they would share what a writer remembers, and gain nothing.
        with _writing:
            folder.mkdir()
            return str(folder), award_batches.write_batch(work, award_ids, folder)
    except TestamurError as error:
        # Errors with members of their own do not survive the way to another process.
        raise PublishingError(str(error)) from error
