"""`testamur print`: certificates for a ceremony, as one document."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from testamur.authoring import replacing
from testamur.authoring.finding import find_award
from testamur.cli import list as listing
from testamur.cli import options
from testamur.cli.clock import now, today
from testamur.cli.days import day
from testamur.errors import UsageError
from testamur.ledger.store import Ledger
from testamur.publishing import certificates, publication
from testamur.publishing.publication import Publication
from testamur.publishing.site import languages_of
from testamur.records import registry as registries
from testamur.records.characters import harmless
from testamur.records.registry import Registry
from testamur.records.reporting import number_of


@click.command()
@click.argument("awards", nargs=-1, metavar="[AWARD]...")
@click.option("--all", "everything", is_flag=True, help="Every award in force.")
@click.option("--achievement", default="", metavar="SLUG", help="The name of an achievement's file, without .yml.")
@click.option("--from", "first", type=day, metavar="DAY", help="Awarded on this day or later.")
@click.option("--to", "last", type=day, metavar="DAY", help="Awarded on this day or earlier.")
@click.option("--language", default="", metavar="TAG", help="The language of the sheets (default: the site's first).")
@options.records
@options.ledger
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default="certificates.html",
    show_default=True,
    metavar="FILE",
    help="Where the document goes.",
)
def command(*, awards: tuple[str, ...], records: Path, ledger: Path, language: str, output: Path, **given: Any) -> None:
    """Write certificates, a sheet an award, into one document to print: AWARD is an id, a link, or a name.

    Only awards in force have one. The document holds names: print it, and keep it where the records are kept.
    """
    registry = registries.load(records, today=today())
    spoken = languages_of(registry.issuer)
    if language and language not in spoken:
        raise UsageError(f"--language {harmless(language)}: the site speaks {', '.join(spoken)}")
    wanted = _wanted(registry, awards, **given)
    published = publication.read(registry, Ledger(ledger), now=now())
    chosen, left = _chosen(published, wanted)
    if awards and left:
        raise UsageError("\n".join(f"award {award} has no certificate: {why}" for award, why in left))
    if not chosen:
        raise UsageError("none of these awards is in force and issued: there is nothing to print")
    replacing.write_new(output, certificates.document(published, chosen, language).encode())
    click.echo(output)
    others = f", {len(left)} left out (not issued, not in force, or private)" if left else ""
    click.echo(f"{number_of(len(chosen), 'certificate')}{others}. Print it from a browser, on A4 or Letter.", err=True)


def _wanted(
    registry: Registry,
    awards: tuple[str, ...],
    *,
    everything: bool,
    achievement: str,
    first: datetime.date | None,
    last: datetime.date | None,
) -> list[str]:
    """Return the ids that were asked for, each once."""
    limits = bool(achievement or first or last)
    if awards and (everything or limits):
        raise UsageError("name awards, or choose them with --achievement, --from and --to, but not both")
    if not (awards or everything or limits):
        raise UsageError("name an award, choose with --achievement, --from and --to, or print --all")
    if awards:
        return list(dict.fromkeys(find_award(registry, text).id for text in awards))
    rows = listing.chosen(registry, today=today(), first=first, last=last, achievement=achievement)
    return [row.award for row in sorted(rows, key=lambda row: (row.title, row.name.casefold(), row.award))]


def _chosen(published: Publication, wanted: list[str]) -> tuple[list[publication.IssuedAward], list[tuple[str, str]]]:
    """Return those that have a certificate, in the order asked for, and the others with the reason."""
    issued = {one.award.id: one for one in published.awards}
    chosen, left = [], []
    for award_id in wanted:
        one = issued.get(award_id)
        why = certificates.refusal(published, one) if one else "it is not issued yet: run testamur issue first"
        if one and not why:
            chosen.append(one)
        else:
            left.append((award_id, why))
    return chosen, left
