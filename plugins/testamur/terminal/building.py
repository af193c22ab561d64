"""Builds an institution's site for the commands: verifies what was issued, runs Pelican, swaps the site in whole.

It is longer than other modules since a build is one act, and each step that may stop it says why.
"""

from __future__ import annotations

import datetime
import logging
import secrets
import sys
import tempfile
import types
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

from testamur import freed_memory, installed
from testamur.authoring.issuing import preview_issue as previews
from testamur.authoring.issuing.preview_issue import Throwaway
from testamur.errors import LedgerError, TestamurError, UsageError
from testamur.garbage import rarely_collected
from testamur.ledger.safeguards import published_lists
from testamur.ledger.store import Ledger
from testamur.pictures.apart import HEADROOM
from testamur.proofs import verified_memory
from testamur.proofs.verified_memory import MemoryOfProcess, VerifiedMemory
from testamur.publishing import publication
from testamur.publishing.site import output as outputs
from testamur.publishing.site import self_check
from testamur.publishing.site.award_batches import Work
from testamur.publishing.site.kept import standing_site
from testamur.publishing.site.parts import build_inputs
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.seen_files import SeenFiles
from testamur.terminal import clock, pelican_settings, progress_bar
from testamur.text.languages.messages import msg
from testamur.text.reporting import one_line


def build(
    *,
    records: Path,
    ledger: Path,
    output: Path,
    settings: Path,
    now: datetime.datetime,
    preview: bool,
    verify_all: bool = False,
    jobs: int = 1,
    executor: Executor | None = None,
    fresh: bool = False,
    throwaway: Throwaway | None = None,
) -> publication.Publication:
    """Build a site and return its publication. After any TestamurError the old site is as it was.

    `verify_all`: every proof is verified, though the user's cache folder says that it was before. `jobs` processes work
    at a time, or those of `executor` on machines that see the same folders; what they make is the same. With `fresh` or
    `verify_all` all is read and written anew. `throwaway` signs a preview: the next one finds its awards as they were.
    """
    # A preview that is signed anew has nothing in common with the last one.
    is_wanted = not (fresh or verify_all or executor) and (throwaway is not None or not preview)
    with (
        # Around the new site: what is entered of it counts once it is in its place.
        standing_site.of(output, settings, is_wanted=is_wanted) as standing,
        tempfile.TemporaryDirectory(prefix="testamur-preview-") as preview_ledger,
        outputs.fresh(output, keep_out_of=(records, ledger), kept={} if standing is None else standing.stay) as folder,
    ):
        inputs = build_inputs.shared_inputs(records, ledger) if executor is not None and not preview else {}
        published, work = read_published(
            records,
            ledger,
            folder,
            now=now,
            preview=preview,
            verify_all=verify_all,
            jobs=jobs,
            preview_ledger=Path(preview_ledger),
            throwaway=throwaway,
            output=output,
            seen=None if standing is None else standing.seen,
        )
        if executor is not None and published.preview:
            raise UsageError(msg("other machines do not see this throwaway ledger: build without --executor"))
        with progress_bar.bar(msg("Writing the pages"), len(published.awards)) as advance:
            more = {"TESTAMUR_EXECUTOR": executor, "TESTAMUR_STANDING": standing}
            work = replace(work, inputs=tuple(inputs.items()))
            run_pelican(
                settings, folder, published, advance, private=(records, ledger), work=work, jobs=jobs, more=more
            )
        if standing is not None:
            standing.settle(folder)
    return published


def read_published(
    records: Path,
    ledger: Path,
    folder: Path,
    *,
    now: datetime.datetime,
    preview: bool,
    preview_ledger: Path,
    throwaway: Throwaway | None = None,
    verify_all: bool = False,
    jobs: int = 1,
    output: Path | None = None,
    verifies: Callable[[str], bool] = lambda _: True,
    seen: SeenFiles | None = None,
) -> tuple[publication.Publication, Work]:
    """Return what may be published, and the work of writing the awards of its site into `folder`.

    A preview is signed into `preview_ledger`, an empty folder, with `throwaway` or a new one, by so many `jobs`. The
    site in `output` is refused if it is newer than the ledger. `verify_all` is as for `build`, `verifies` and `seen` as
    for `publication.read`.
    """
    with progress_bar.bar(msg("Reading the records")) as advance:
        # A site may be built as of a later day, for which records of that day are not in the future.
        today = max(clock.latest_day_anywhere(), clock.latest_day_anywhere(now))
        registry = registries.load(records, today=today, advance=advance, pictures=HEADROOM, seen=seen)
    memory: VerifiedMemory = verified_memory.on_disk()
    practice_at = registry.issuer.base if registry.issuer.practice else ""
    if practice_at and not preview and ledger.is_dir() and Ledger(ledger).entries():
        raise LedgerError(
            msg(
                "issuer.yml says practice: true, and {ledger}/ has real awards: take that line out, or build with "
                "--preview",
                ledger=ledger,
            )
        )
    if preview or practice_at:
        preview, ledger, memory = True, preview_ledger, MemoryOfProcess()
        registry = _sign_preview(registry, ledger, throwaway, memory, jobs)
    else:
        _refuse_ledger(ledger, output, registry.issuer.base, seen)
    with progress_bar.bar(msg("Verifying what was issued"), len(registry.awards)) as advance:
        published = publication.read(
            registry,
            Ledger(ledger),
            now=now,
            preview=preview,
            practice_at=practice_at,
            memory=None if verify_all else memory,
            verifies=verifies,
            seen=None if preview else seen,
            advance=advance,
        )
    if not preview:
        self_check.check(published)
    work = Work(
        records=records.resolve(),
        ledger=ledger.resolve(),
        output=folder.resolve(),
        today=today,
        now=now,
        preview=preview,
        practice_at=practice_at,
    )
    return published, work


def _refuse_ledger(ledger: Path, output: Path | None, base: str, seen: SeenFiles | None) -> None:
    if not ledger.is_dir():
        raise UsageError(
            msg("there is no ledger in {ledger}/: run testamur issue first, or build with --preview", ledger=ledger)
        )
    if output is not None:
        published_lists.refuse_older(output, base, Ledger(ledger), seen)


def _sign_preview(
    registry: Registry, ledger: Path, throwaway: Throwaway | None, memory: VerifiedMemory, jobs: int
) -> Registry:
    """Issue a preview into the empty folder `ledger`, now, whatever day it is for; return it as it is shown."""
    throwaway = throwaway or Throwaway.draw(secrets.token_bytes, clock.now())
    with progress_bar.bar(msg("Signing the preview"), len(registry.awards)) as advance:
        return previews.issue(registry, ledger, throwaway=throwaway, memory=memory, jobs=jobs, advance=advance)


@rarely_collected()
def run_pelican(
    settings: Path,
    folder: Path,
    published: publication.Publication,
    advance: Callable[[], object] = lambda: None,
    *,
    private: Sequence[Path] = (),
    work: Work | None = None,
    jobs: int = 1,
    more: Mapping[str, Any] = types.MappingProxyType({}),
) -> dict[str, Any]:
    """Let Pelican write the site of `published` into `folder`, with our plugin and theme.

    `private` are folders of which no prose may publish anything. With `work`, so many `jobs` write awards at a time;
    the site is the same. `more` are settings for our plugin. Return Pelican's settings, with what the plugin left in
    them. UsageError for settings that cannot be used, PublishingError for failures of Pelican's own.
    """
    # Imported here: Pelican replaces the logger class of the whole process.
    from pelican.log import console
    from pelican.log import init as init_logging

    import pelican

    freed_memory.give_back_large_blocks()  # before anything is drawn
    beside = installed.plugin_in_checkout()
    if beside and str(beside) not in pelican.__path__:
        # In a checkout the plugin lies beside the engine, where Pelican's namespace package does not look.
        pelican.__path__.append(str(beside))
    from pelican.plugins import testamur as plugin
    from pelican.plugins.testamur.own_pelican import OwnPelican

    override: dict[str, Any] = {
        **plugin.REQUIRED,
        "OUTPUT_PATH": str(folder.resolve()),  # Pelican resolves a relative path against the settings file
        "PLUGINS": [plugin],
        "TESTAMUR_PUBLICATION": published,
        "TESTAMUR_ADVANCE": advance,
        "TESTAMUR_PRIVATE": tuple(private),
        "TESTAMUR_WORK": work,
        "TESTAMUR_JOBS": jobs if work else 1,
        "TIMEZONE": published.registry.issuer.time_zone,
        **more,
    }
    # Without `fatal`, Pelican logs a plugin's failure and goes on to write a site without awards.
    init_logging(logging.WARNING, fatal="errors")
    console.quiet = True  # Pelican counts articles, of which there are none.
    last_error = _LastError()
    logging.getLogger("pelican").addHandler(last_error)
    try:
        with tempfile.TemporaryDirectory(prefix="testamur-no-prose-") as empty:
            read = pelican_settings.read(settings, override, Path(empty))
            OwnPelican(read).run()
            return read
    except TestamurError:
        raise
    except Exception as error:
        explained = pelican_settings.stopped(error, settings, last_error.message)
        if explained is None:
            raise
        raise explained from error
    finally:
        logging.getLogger("pelican").removeHandler(last_error)


class _LastError(logging.Handler):
    """Keeps the last error that Pelican logged: what it raises after that names no file."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.message = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it, with what was raised: Pelican logs that for its own developers only."""
        cause = sys.exc_info()[1]
        self.message = one_line(": ".join(filter(None, (record.getMessage(), str(cause or "")))), 500)
