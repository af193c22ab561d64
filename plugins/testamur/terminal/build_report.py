"""Says what was built: how much, for which day, and what people should look after before it is too late."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.ledger.safeguards import list_age
from testamur.publishing import publication
from testamur.publishing.site import output as outputs
from testamur.publishing.site.parts.manifest import Manifest
from testamur.text.reporting import number_of

_HOST_LIMIT = 1_000_000_000  # bytes: what GitHub Pages publishes


def report(published: publication.Publication, output: Path) -> None:
    """Print what was built, and what is missing on the site because it is not issued yet."""
    click.echo(f"Built {output}/ {summary(published)}.")
    warn_of_size(output)
    warn_of_time(published)


def report_part(published: publication.Publication, manifest: Manifest, output: Path) -> None:
    """Print which part of a site was built; with the first, what `report` says of all of it."""
    awards = number_of(manifest.written.number, "award")
    click.echo(f"Built {output}/, part {manifest.shard} of the site as of {published.now.date()}: {awards}.")
    if manifest.shard.has_common:
        warn_of_time(published)


def warn_of_size(output: Path) -> None:
    """Print how large a site is where it nears what its host may take."""
    size = outputs.weight(output)
    if size > _HOST_LIMIT * 0.6:
        sizes = f"The site has {size / 1e6:,.0f} MB; GitHub Pages takes {_HOST_LIMIT / 1e6:,.0f} MB"
        click.echo(f"{sizes}. Look for a larger host in time.", err=True)


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
