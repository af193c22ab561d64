"""`testamur new endorsement`: adds a received endorsement: words written down, or a signed document, verified first.

Only here is the endorser's site asked: a build uses no network, and relies on the key that the record pins
(decision 11).
"""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.endorsing import receive_endorsement
from testamur.cli.commands.records.record_adding import add_record
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.parsing import formats, schema
from testamur.records.registry import Registry
from testamur.terminal import asking, days, options
from testamur.terminal.asking import ask_choice, ask_required
from testamur.terminal.award_rows import achievement_slug
from testamur.terminal.clock import now, today_of
from testamur.terminal.languages import speaking
from testamur.terminal.verify_subjects import find_subject, verification_context
from testamur.text.languages.messages import msg
from testamur.text.reporting import one_line
from testamur.text.slugs import join_slugs, slug_of
from testamur.verification.resolving.resolver import Unavailable


@click.command(name="endorsement")
@options.records
@click.option("--signed", metavar="FILE|URL", help="The endorsement as its endorser signed it: credential.json.")
@click.option("--achievement", help="What is endorsed (default: the institution itself).")
@click.option("--by", help="Who endorses it.")
@click.option(
    "--role", type=click.Choice(schema.values("endorsement", "endorser", "role")), help="What kind of body they are."
)
@click.option("--url", metavar="URL", help="Their own site.")
@click.option("--country", metavar="CC", help="Where they are, as two letters: IE.")
@click.option("--comment", help="What they say, in their words; Markdown.")
@click.option("--date", metavar="DATE", help="The day on which they said it.")
@click.option("--source", metavar="URL", help="Where it can be read at its author's.")
@click.option("--as", "stem", metavar="NAME", help="The name of the file (default: from who endorses).")
@options.resolve
@options.yes
def command(
    *,
    records: Path,
    signed: str | None,
    achievement: str | None,
    by: str | None,
    role: str | None,
    url: str | None,
    country: str | None,
    comment: str | None,
    date: str | None,
    source: str | None,
    stem: str | None,
    resolve: tuple[str, ...],
    yes: bool,
) -> None:
    """Add an endorsement that you received. With --signed it is verified at its endorser's, and kept as it is."""
    registry = registries.load(records, today=today_of(records))
    if signed is not None:
        if by or comment or date or achievement or role or url or country:
            raise UsageError(
                msg("a signed endorsement says itself who, what and when: leave out --by, --comment, --date")
            )
        _add_signed(registry, signed, resolve, records, stem or "", yes=yes)
        return
    who = ask_required(by, "--by", msg("Who endorses it"))
    achievement = asking.ask_optional_checked(
        msg("What is endorsed, an achievement (the institution, if nothing)"),
        lambda text: achievement_slug(registry, text),
        given=achievement,
    )
    slug = achievement_slug(registry, achievement) if achievement else ""
    record = {
        "achievement": slug,
        "endorser": {
            "name": who,
            "role": ask_choice(
                role, msg("What kind of body they are"), schema.values("endorsement", "endorser", "role")
            ),
            "url": asking.ask_optional_checked(msg("Their own site"), formats.https_address, given=url),
            "country": country,
        },
        "date": days.ask_day(date, "--date", msg("The day on which they said it, e.g. 2026-05-14 or 14 May 2026")),
        "comment": ask_required(comment, "--comment", msg("What they say, in their words")),
        "source": asking.ask_optional_checked(
            msg("Where it can be read at its author's"), formats.https_address, given=source
        ),
    }
    name = stem or join_slugs(slug_of(who), slug, otherwise="endorsement")
    add_record(records, f"endorsements/{name}.yml", "endorsement", record)
    speaking.echo(msg("Pages will say that you wrote it down, and that its author did not sign it."), err=True)


def _add_signed(
    registry: Registry, text: str, resolve: tuple[str, ...], records: Path, stem: str, *, yes: bool
) -> None:
    verifier = verification_context(records, None, resolve=resolve)
    try:
        _, data = find_subject(text, verifier, records).found(verifier.resolver)
    except Unavailable as error:
        raise UsageError(msg("{text} could not be read: {error}", text=one_line(text, 200), error=error)) from error
    endorsement = receive_endorsement.look_up(registry, data, verifier.resolver, now=now(), stem=stem)
    what = (
        msg("the achievement {achievement}", achievement=endorsement.achievement)
        if endorsement.achievement
        else msg("the institution")
    )
    speaking.echo(
        msg(
            "{name} endorses {what}. The signature fits, and it holds today at {host}.\nWhether that "
            "address is theirs, no signature shows: ask them in a way you already know.",
            name=one_line(endorsement.name),
            what=what,
            host=one_line(endorsement.host),
        ),
        err=True,
    )
    asking.confirm_or_abort(yes)
    for path in receive_endorsement.add_endorsement(registry, endorsement, today=today_of(records)):
        click.echo(path)
