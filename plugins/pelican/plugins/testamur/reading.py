"""Reads what may be published, when `pelican` is run instead of `testamur build`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.plugins.testamur import asked
from testamur.errors import UsageError
from testamur.ledger.safeguards import published_lists
from testamur.ledger.store import Ledger
from testamur.pictures.apart import HEADROOM
from testamur.publishing import publication
from testamur.publishing.site import self_check
from testamur.records import registry


def read(settings: Mapping[str, Any], output: Path) -> publication.Publication:
    """Return what may be published into `output`, verified as `testamur build` does.

    Raises UsageError where there are no records, and what `publication.read` and `published_lists.refuse_older` raise.
    """
    # What `--now` is where it is not given (docs/architecture.md, "Building").
    now = datetime.datetime.combine(datetime.datetime.now(datetime.UTC).date(), datetime.time(), datetime.UTC)
    records, ledger = asked.records(settings), asked.ledger(settings)
    if not records.is_dir():
        raise UsageError(
            f"TESTAMUR_PATH asks for a registry, and there are no records in {records}/. Name their folder "
            "(TESTAMUR_RECORDS), or take both out"
        )
    found = registry.load(records, today=now.date(), pictures=HEADROOM)
    if not found.issuer.practice and not ledger.is_dir():
        raise UsageError(
            f"there is no ledger in {ledger}/: run testamur issue first, or name its folder (TESTAMUR_LEDGER)"
        )
    published = publication.read(found, Ledger(ledger), now=now)
    published_lists.refuse_older(output, found.issuer.base, Ledger(ledger))
    self_check.check(published)
    return published
