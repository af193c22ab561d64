"""`testamur new known-issuer`: adds another issuer, of whom somebody has made sure, from options and answers."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.cli.commands.records.record_adding import add_record, free_name
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.parsing import formats
from testamur.terminal import days, options
from testamur.terminal.asking import ask_optional, ask_optional_checked, ask_required
from testamur.terminal.clock import today_of
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg
from testamur.text.reporting import one_line
from testamur.text.slugs import join_slugs, slug_of


@click.command(name="known-issuer")
@options.records
@click.option("--id", "identifier", metavar="DID|URL", help="Their own identifier, as their credentials have it.")
@click.option("--name", help="What they are called; readers are told this name.")
@click.option("--since", metavar="DATE", help="The day on which somebody made sure of the identifier.")
@click.option("--by", "confirmed_by", help="Who made sure of it: an office rather than a person; it is published.")
@click.option("--until", metavar="DATE", help="The last day on which they count as known (default: none).")
@click.option("--url", metavar="URL", help="Their own site.")
@click.option("--note", help="How it was made sure of; never published.")
@click.option("--as", "stem", metavar="NAME", help="The name of the file (default: from theirs).")
def command(
    *,
    records: Path,
    identifier: str | None,
    name: str | None,
    since: str | None,
    confirmed_by: str | None,
    until: str | None,
    url: str | None,
    note: str | None,
    stem: str | None,
) -> None:
    """Add an issuer that you know: whoever checks an award of theirs on your page is told so.

    It says whose an identifier is, and nothing about what they award.
    """
    registry = registries.load(records, today=today_of(records))
    identifier = ask_required(
        identifier, "--id", msg("Their identifier (a DID or an https address), read out by them"), check=formats.issuer
    )
    other = next((one for one in registry.known_issuers.values() if one.id == identifier), None)
    if other is not None:
        raise UsageError(
            msg(
                "{slug}.yml has this identifier already, as {name}: edit that file",
                slug=other.slug,
                name=one_line(other.name),
            )
        )
    record = {
        "id": identifier,
        "name": (name := ask_required(name, "--name", msg("What they are called"))),
        "since": days.ask_day(since, "--since", msg("The day on which you made sure, e.g. 2026-05-14 or 14 May 2026")),
        "confirmedBy": ask_required(confirmed_by, "--by", msg("Who made sure of it (an office; this is published)")),
        "url": ask_optional_checked(msg("Their own site"), formats.https_address, given=url),
        "note": ask_optional(note, msg("How it was made sure of, never published")),
        "until": until,
    }
    stem = free_name(records, "known-issuers", stem, join_slugs(slug_of(name), otherwise="issuer"))
    add_record(records, f"known-issuers/{stem}.yml", "known-issuer", record)
    if identifier.startswith("https://"):
        speaking.echo(
            msg("Most issuers are named by a DID, which no address stands for: look into an award of theirs."), err=True
        )
    speaking.echo(
        msg(
            "Once it is published, awards that name {identifier} are those of a known issuer.",
            identifier=one_line(identifier, 200),
        ),
        err=True,
    )
