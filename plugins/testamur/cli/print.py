"""`testamur print`: certificates for a ceremony, as one document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from testamur.authoring import replacing
from testamur.cli import choosing, options
from testamur.cli.clock import now, today
from testamur.errors import UsageError
from testamur.ledger.store import Ledger
from testamur.publishing import certificates, publication
from testamur.publishing.site import languages_of
from testamur.records import registry as registries
from testamur.records.characters import harmless
from testamur.records.reporting import number_of


@click.command()
@choosing.options
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
    ids = choosing.wanted(registry, awards, **given)
    published = publication.read(registry, Ledger(ledger), now=now())
    chosen, left = choosing.in_force(published, ids)
    if awards and left:
        raise UsageError("\n".join(f"award {award} has no certificate: {why}" for award, why in left))
    if not chosen:
        raise UsageError("none of these awards is in force and issued: there is nothing to print")
    replacing.write_new(output, certificates.document(published, chosen, language).encode())
    click.echo(output)
    others = f", {len(left)} left out (not issued, not in force, or private)" if left else ""
    click.echo(f"{number_of(len(chosen), 'certificate')}{others}. Print it from a browser, on A4 or Letter.", err=True)
