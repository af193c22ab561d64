"""`testamur new learner`: adds a learner from options and answers."""

from __future__ import annotations

import secrets as randomness
from pathlib import Path

import click

from testamur.authoring.editing import new_record
from testamur.authoring.editing.answers import schema_check
from testamur.cli.commands.records.record_adding import add_record
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.parsing import formats
from testamur.records.registry import Registry
from testamur.terminal import asking, options
from testamur.terminal.asking import ask_optional_checked, ask_required
from testamur.terminal.clock import today_of
from testamur.terminal.languages import speaking, yes_no
from testamur.text.characters import harmless
from testamur.text.folding import alike
from testamur.text.languages.messages import msg


@click.command(name="learner")
@options.records
@click.option("--name", help="The name as the learner writes it.")
@click.option("--id", "learner_id", help="The name of the file (default: a free one).")
@click.option("--email", help="For the institution's own use; never published. Closed repositories only.")
@click.option("--consent", metavar="DATE", help="The day the learner agreed to --profile or --hashed-email.")
@click.option("--profile", is_flag=True, help="The learner agreed to a page of their public awards.")
@click.option(
    "--hashed-email", is_flag=True, help="The learner agreed to a salted hash of the address in the credential."
)
def command(
    *,
    records: Path,
    name: str | None,
    learner_id: str | None,
    email: str | None,
    consent: str | None,
    profile: bool,
    hashed_email: bool,
) -> None:
    """Add somebody who earns things: the only file with their name in it."""
    registry = registries.load(records, today=today_of(records))
    if (profile or hashed_email) and not consent:
        raise UsageError(
            msg("--profile and --hashed-email need the learner's consent: give its day with --consent 2026-05-02")
        )
    closed = registry.issuer.repository == "closed"
    question = msg("The learner's name, as they write it")
    name = ask_required(name, "--name", question, check=schema_check("learner", "name"))
    namesake = _namesake(registry, name)
    record = {
        "name": name,
        "email": ask_optional_checked(msg("Their e-mail address, never published"), formats.email, given=email)
        if closed
        else email,
        "consent": {"date": consent, "profile": profile or None, "hashedEmail": hashed_email or None},
    }
    taken = [*registry.learners, *(former for one in registry.learners.values() for former in one.formerly)]
    stem = learner_id or new_record.new_learner_id(taken, closed=closed, random=randomness.token_bytes)
    add_record(records, f"learners/{stem}.yml", "learner", record)
    if namesake:
        speaking.echo(
            msg("If both are one person: testamur merge-learners {namesake} {stem}", namesake=namesake, stem=stem),
            err=True,
        )


def _namesake(registry: Registry, name: str) -> str:
    """Return the id of a learner with this name, in whatever spelling; "" if there is none.

    On a terminal it is asked whether this is somebody else; click.Abort where it is not.
    """
    found = next((learner for learner in registry.learners.values() if alike(learner.name) == alike(name)), None)
    if found is None:
        return ""
    speaking.echo(
        msg("{id} ({name}) has this name, perhaps written otherwise.", id=found.id, name=harmless(found.name)), err=True
    )
    if asking.is_terminal() and not yes_no.confirm(msg("Is this somebody else?")):
        speaking.echo(msg("Nothing was written."), err=True)
        raise click.Abort
    return found.id
