"""Builds an institution's site for the commands: verifies what was issued, runs Pelican, swaps the site in whole."""

from __future__ import annotations

import datetime
import logging
import secrets
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from testamur import installed
from testamur.authoring.issuing import preview_issue as previews
from testamur.errors import LedgerError, TestamurError, UsageError
from testamur.ledger.safeguards import list_age, published_lists
from testamur.ledger.store import Ledger
from testamur.pictures.apart import HEADROOM
from testamur.publishing import publication
from testamur.publishing.site import budget as budgets
from testamur.publishing.site import output as outputs
from testamur.publishing.site import self_check
from testamur.publishing.site.award_batches import Work
from testamur.records import registry as registries
from testamur.terminal import clock, pelican_settings, progress_bar
from testamur.terminal.clock import latest_day_anywhere
from testamur.text.reporting import number_of, one_line


def report(published: publication.Publication, output: Path) -> None:
    """Print what was built, and what is missing on the site because it is not issued yet."""
    click.echo(f"Built {output}/ {summary(published)}.")
    budget = budgets.measure(output)
    click.echo(budget_line(budget))
    if budget.is_due:
        click.echo(due_line(budget, is_compact=published.registry.issuer.compact), err=True)
    if not published.preview and (
        warning := list_age.age_warning(list_age.signing_days(published.ledger), published.now.date())
    ):
        click.echo(warning, err=True)
    if published.waiting:
        click.echo(f"{number_of(len(published.waiting), 'award')} not issued yet, and not on the site.", err=True)


def budget_line(budget: budgets.Budget) -> str:
    """Return what a site takes of its host, and how many more awards fit."""
    line = f"The site has {_megabytes(budget.site)} MB; GitHub Pages takes {_megabytes(budgets.HOST_LIMIT)} MB"
    if not budget.awards:
        return f"{line}."
    each = budget.award_bytes / budget.awards / 1000
    return f"{line}: room for {budget.room:,} more awards of {each:.1f} KB."


def due_line(budget: budgets.Budget, *, is_compact: bool) -> str:
    """Return what to do about a site that nears its host's limit."""
    share = f"The site fills {budget.site / budgets.HOST_LIMIT:.0%} of what GitHub Pages takes"
    if is_compact or not budget.picture_bytes:
        return f"{share}. Look for a larger host in time."
    return (
        f"{share}. `compact: true` in issuer.yml is due: it saves the {_megabytes(budget.picture_bytes)} MB of awards' "
        f"pictures, which their pages then make at download, and leaves room for {budget.compact_room:,} more awards."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f}" if size >= 10_000_000 else f"{size / 1e6:.1f}"


def summary(published: publication.Publication) -> str:
    """Return a one-line summary of a site."""
    public = sum(issued.award.visibility == "public" for issued in published.awards)
    word = "PRACTICE" if published.practice_at else "PREVIEW"
    preview = f", a {word} site signed with a throwaway key" if published.preview else ""
    awards, achievements = (
        number_of(len(published.awards), "award"),
        number_of(len(published.registry.achievements), "achievement"),
    )
    return f"as of {published.now.date()}: {awards} ({public:,} public), {achievements}{preview}"


def build(
    *,
    records: Path,
    ledger: Path,
    output: Path,
    settings: Path,
    now: datetime.datetime,
    preview: bool,
    jobs: int = 1,
) -> publication.Publication:
    """Build a site and return its publication. After any TestamurError the old site is as it was.

    `jobs` processes work at a time; what they make is the same.
    """
    with (
        tempfile.TemporaryDirectory(prefix="testamur-preview-") as throwaway,
        outputs.fresh(output, keep_out_of=(records, ledger)) as folder,
    ):
        with progress_bar.bar("Reading the records") as advance:
            # A site may be built as of a later day, for which records of that day are not in the future.
            today = max(latest_day_anywhere(), latest_day_anywhere(now))
            registry = registries.load(records, today=today, advance=advance, pictures=HEADROOM)
        practice_at = registry.issuer.base if registry.issuer.practice else ""
        if practice_at and not preview and ledger.is_dir() and Ledger(ledger).entries():
            raise LedgerError(
                f"issuer.yml says practice: true, and {ledger}/ has real awards, which this site would be without. "
                "Take that line out, or build with --preview"
            )
        if preview or practice_at:
            preview, ledger = True, Path(throwaway)
            # A preview is issued now, whatever day it is built for.
            with progress_bar.bar("Signing the preview", len(registry.awards)) as advance:
                registry = previews.issue(
                    registry,
                    ledger,
                    now=clock.now(),
                    random=secrets.token_bytes,
                    advance=advance,
                )
        elif not ledger.is_dir():
            raise UsageError(f"there is no ledger in {ledger}/: run testamur issue first, or build with --preview")
        if not preview:
            _refuse_older(output, registry.issuer.base, Ledger(ledger))
        with progress_bar.bar("Verifying what was issued", len(registry.awards)) as advance:
            published = publication.read(
                registry, Ledger(ledger), now=now, preview=preview, practice_at=practice_at, advance=advance
            )
        if not preview:
            self_check.check(published)
        with progress_bar.bar("Writing the pages", len(published.awards)) as advance:
            work = Work(
                records=records.resolve(),
                ledger=ledger.resolve(),
                output=folder.resolve(),
                today=today,
                now=now,
                preview=preview,
                practice_at=practice_at,
            )
            run_pelican(settings, folder, published, advance, private=(records, ledger), work=work, jobs=jobs)
    return published


def _refuse_older(output: Path, base: str, ledger: Ledger) -> None:
    """Raise LedgerError where the site that stands was made from a newer ledger, which is not here."""
    published = published_lists.read_published_list(output, base)
    if published is not None:
        entered = {entry["c"] for entry in ledger.entries() if "c" in entry}
        then = "what was issued or withdrawn since would go from the site"
        published_lists.refuse_unknown_list(published, entered=entered, lost=ledger.identity().lost, then=then)


def run_pelican(
    settings: Path,
    folder: Path,
    published: publication.Publication,
    advance: Callable[[], object] = lambda: None,
    *,
    private: Sequence[Path] = (),
    work: Work | None = None,
    jobs: int = 1,
) -> None:
    """Let Pelican write the site of `published` into `folder`, with our plugin and theme.

    `private` are folders of which no prose may publish anything. With `work`, so many `jobs` write awards at a time;
    the site is the same. UsageError for settings that cannot be used,
    PublishingError for failures of Pelican's own.
    """
    # Imported here: Pelican replaces the logger class of the whole process.
    from pelican.log import console
    from pelican.log import init as init_logging

    import pelican

    beside = installed.plugin_in_checkout()
    if beside and str(beside) not in pelican.__path__:
        # In a checkout the plugin lies beside the engine, where Pelican's namespace package does not look.
        pelican.__path__.append(str(beside))
    from pelican.plugins import testamur as plugin

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
    }
    # Without `fatal`, Pelican logs a plugin's failure and goes on to write a site without awards.
    init_logging(logging.WARNING, fatal="errors")
    console.quiet = True  # Pelican counts articles, of which there are none.
    last_error = _LastError()
    logging.getLogger("pelican").addHandler(last_error)
    try:
        with tempfile.TemporaryDirectory(prefix="testamur-no-prose-") as empty:
            read = pelican_settings.read(settings, override, Path(empty))
            pelican.Pelican(read).run()  # type: ignore[attr-defined]  # mypy sees our part of the namespace only
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
