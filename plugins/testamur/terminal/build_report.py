"""Says what was built: how much, for which day, and what people should look after before it is too late."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.ledger.safeguards import list_age
from testamur.publishing import publication
from testamur.publishing.site import budget as budgets
from testamur.publishing.site.budget import Budget
from testamur.publishing.site.parts.manifest import Manifest
from testamur.text.reporting import number_of


def report(published: publication.Publication, output: Path) -> None:
    """Print what was built, and what is missing on the site because it is not issued yet."""
    click.echo(f"Built {output}/ {summary(published)}.")
    report_size(output)
    warn_of_time(published)


def report_part(published: publication.Publication, manifest: Manifest, output: Path) -> None:
    """Print which part of a site was built; with the first, what `report` says of all of it."""
    awards = number_of(manifest.written.number, "award")
    click.echo(f"Built {output}/, part {manifest.shard} of the site as of {published.now.date()}: {awards}.")
    if manifest.shard.has_common:
        warn_of_time(published)


def report_size(output: Path) -> None:
    """Print what a site takes of its host, and what to do where that is much."""
    budget = budgets.measure(output)
    click.echo(budget_line(budget))
    if budget.is_due:
        click.echo(due_line(budget), err=True)


def budget_line(budget: Budget) -> str:
    """Return what a site takes of its host."""
    line = f"The site has {_megabytes(budget.site)} MB; GitHub Pages takes {_megabytes(budgets.HOST_LIMIT)} MB"
    if not budget.awards:
        return f"{line}."
    each = budget.award_bytes / budget.awards / 1000
    return f"{line}: room for {budget.room:,} more awards of {each:.1f} KB."


def due_line(budget: Budget) -> str:
    """Return what to do about a site that nears its host's limit."""
    share = f"The site fills {budget.site / budgets.HOST_LIMIT:.0%} of what GitHub Pages takes"
    if not budget.picture_bytes:  # it is compact already, or has no awards
        return f"{share}. Look for a larger host in time."
    return (
        f"{share}. `compact: true` in issuer.yml is due: it saves the {_megabytes(budget.picture_bytes)} MB of awards' "
        f"pictures, which their pages then make at download, and leaves room for {budget.compact_room:,} more awards."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f}" if size >= 10_000_000 else f"{size / 1e6:.1f}"


def warn_of_time(published: publication.Publication) -> None:
    """Print by when lists have to be signed anew, and how many awards wait to be issued."""
    if not published.preview and (
        warning := list_age.age_warning(list_age.signing_days(published.ledger), published.now.date())
    ):
        click.echo(warning, err=True)
    if published.waiting:
        click.echo(f"{number_of(len(published.waiting), 'award')} not issued yet, and not on the site.", err=True)


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
