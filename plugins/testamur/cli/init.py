"""`testamur init`: a small repository for a new institution."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring import scaffold
from testamur.authoring.scaffold import Institution
from testamur.cli.asking import needed
from testamur.records import formats


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", help="The institution's name.")
@click.option("--base", metavar="URL", help="The address of the site. It is signed into every credential.")
@click.option("--country", metavar="CC", help="Its country, as two letters: IE.")
@click.option("--contact", metavar="EMAIL", help="Where people write when something is wrong.")
@click.option(
    "--language", "languages", multiple=True, metavar="TAG", help="A language of the site, the main one first: en."
)
@click.option("--time-zone", default="", metavar="ZONE", help="Where its days end (default: the country's).")
def command(
    *,
    folder: Path,
    name: str | None,
    base: str | None,
    country: str | None,
    contact: str | None,
    languages: tuple[str, ...],
    time_zone: str,
) -> None:
    """Make a new institution's repository in DIR: records, settings, and a README with the way to a first award."""
    scaffold.refuse_occupied(folder)
    institution = Institution(
        name=needed(name, "--name", "The institution's name"),
        base=needed(base, "--base", "The address of the site, e.g. https://badges.harbour.example", check=_base),
        country=needed(country, "--country", "Its country, as two letters (IE)", check=_country),
        contact=needed(contact, "--contact", "An e-mail address for questions", check=formats.email),
        languages=languages or ("en",),
        time_zone=time_zone,
    )
    for path in scaffold.create(folder, institution):
        click.echo(path)
    click.echo(
        f"\nNext: cd {folder}, then testamur keygen. {folder}/README.md has the whole way to a first award.", err=True
    )
    if not (time_zone or scaffold.time_zone_of(institution.country.strip().upper())):
        click.echo("Days end at midnight UTC unless issuer.yml says where: timeZone: Europe/Dublin.", err=True)


def _base(text: str) -> None:
    formats.base(text.rstrip("/"))


def _country(text: str) -> None:
    if len(text) != 2 or not (text.isascii() and text.isalpha()):
        raise ValueError("two letters are asked for, e.g. IE")
