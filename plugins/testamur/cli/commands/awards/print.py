"""`testamur print`: writes certificates for a ceremony into one document to print."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import click

from testamur.authoring.editing import atomic_files
from testamur.credentials.language_versions import languages_of
from testamur.errors import UsageError
from testamur.pictures.apart import HEADROOM
from testamur.publishing.rendering import certificates
from testamur.records import registry as registries
from testamur.terminal import award_choice, options
from testamur.terminal.award_choice import ChoiceOptions
from testamur.terminal.clock import latest_day_anywhere
from testamur.text.characters import harmless
from testamur.text.reporting import number_of


@click.command()
@award_choice.options
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
def command(
    *, awards: tuple[str, ...], records: Path, ledger: Path, language: str, output: Path, **asked: Unpack[ChoiceOptions]
) -> None:
    """Write certificates, a sheet an award, into one document to print: AWARD is an id, a link, or a name.

    Only awards in force have one. The document holds names: print it, and keep it where the records are kept.
    """
    registry = registries.load(records, today=latest_day_anywhere(), pictures=HEADROOM)
    spoken = languages_of(registry.issuer)
    if language and language not in spoken:
        raise UsageError(f"--language {harmless(language)}: the site speaks {', '.join(spoken)}")
    chosen = award_choice.choose_awards(
        registry, ledger, awards, lacks="no certificate", nothing="there is nothing to print", **asked
    )
    document = certificates.document(chosen.published, chosen.awards, language).encode()
    atomic_files.write_new(output, document, option="--output")
    click.echo(output)
    others = f", {chosen.left} left out (not issued, not in force, or private)" if chosen.left else ""
    number = number_of(len(chosen.awards), "certificate")
    click.echo(f"{number}{others}. Print it from a browser, on A4 or Letter.", err=True)
