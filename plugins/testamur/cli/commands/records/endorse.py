"""`testamur endorse`: writes an endorsement of another institution or its achievement, for `testamur issue` to sign."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.editing import new_record
from testamur.authoring.endorsing import give_endorsement
from testamur.credentials import addresses
from testamur.records import registry as registries
from testamur.terminal import options
from testamur.terminal.asking import ask_required
from testamur.terminal.clock import day_in, today_of
from testamur.terminal.verify_subjects import verification_context
from testamur.text.reporting import one_line


@click.command()
@click.argument("target", metavar="URL|DID")
@click.option("--comment", help="What you say of it, in Markdown. It is signed as it stands.")
@click.option("--name", help="What it is called (default: what its own site calls it).")
@click.option("--language", help="The language of the comment (default: the first of yours).")
@click.option("--date", metavar="DATE", help="The day from which you say it (default: today).")
@click.option("--valid-until", metavar="DATE", help="The last day on which it holds.")
@click.option("--as", "stem", metavar="NAME", help="The name of the file (default: from what is endorsed).")
@options.resolve
@options.records
def command(
    *,
    target: str,
    comment: str | None,
    name: str | None,
    language: str | None,
    date: str | None,
    valid_until: str | None,
    stem: str | None,
    resolve: tuple[str, ...],
    records: Path,
) -> None:
    """Endorse the achievement at URL, or the institution called DID. Looks it up there first.

    It writes a record; a second person approves it, and testamur issue signs it. To take it back later, add a line
    withdrawn: with the day to that record: its page then says so, and every verifier refuses it.
    """
    registry = registries.load(records, today=today_of(records))
    endorsed = give_endorsement.look_up(target, verification_context(records, None, resolve=resolve).resolver)
    endorsed_name = name or endorsed.name or ask_required(None, "--name", "What is it called")
    record = give_endorsement.record(
        endorsed,
        name=endorsed_name,
        comment=ask_required(comment, "--comment", "What do you say of it"),
        day=date or day_in(registry.issuer.time_zone).isoformat(),
        language=language or "",
        validUntil=valid_until or "",
    )
    file = f"endorsing/{stem or give_endorsement.stem(endorsed, endorsed_name)}.yml"
    new_record.add_record(records, file, "endorsing", record, today=today_of(records), option="--as")
    click.echo(records / file)
    page = addresses.endorsement(registry.issuer.base, Path(file).stem)
    click.echo(
        f"Next: testamur issue signs it, and testamur build publishes it. Then send them {page}credential.json. "
        f"It is about {one_line(endorsed.id)}.",
        err=True,
    )
