"""`testamur setup-github`: sets the repository on GitHub up, and says what only a person can do."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from testamur.authoring.repository import manifest, repository_doctor
from testamur.errors import UsageError
from testamur.github import form_files
from testamur.github.setting_up import (
    left_to_people,
    plan,
    proposing,
    pushing,
    repository,
    repository_settings,
    token_source,
)
from testamur.github.setting_up.plan import Plan
from testamur.github.setting_up.refusals import RefusedError
from testamur.github.setting_up.settings_client import SettingsClient
from testamur.github.setting_up.wanted import Wanted, refuse_name, wanted_by
from testamur.records import registry as registries
from testamur.records.model.models import Issuer
from testamur.records.registry import Registry
from testamur.terminal import asking, options
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.secrets import signing_key

_ON_A_BRANCH = "they have to be proposed on a branch. Type: git switch -c go-live, and run this again"


@click.command(name="setup-github")
@click.argument("name", metavar="[OWNER/NAME]", default="")
@click.option(
    "--push/--no-push",
    default=True,
    help="Push main, and the ledger, if they are not there yet, and propose the end of practice mode (default).",
)
@click.option(
    "--pages/--no-pages",
    default=None,
    help="GitHub Pages serves the site, or another host (default: as testamur init was told).",
)
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The signing key of a live registry: it becomes the secret, also where there is one already.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@options.yes
@options.records
@click.pass_context
def command(
    ctx: click.Context, *, name: str, push: bool, pages: bool | None, key_file: Path | None, dry_run: bool, yes: bool,
    records: Path,
) -> None:  # fmt: skip
    """Create or find the repository on github.com, and set what publishing needs. Run again, it changes what differs.

    OWNER/NAME is needed the first time; later it is what the remote origin says. The token is that of gh, or asked for.
    Exit code 1 when something was refused or could not be seen.
    """
    registry = registries.load(records, today=latest_day_anywhere())
    issuer = registry.issuer
    top = records.resolve().parent
    name = name or repository_doctor.github_page(top).removeprefix("https://github.com/")
    refuse_name(name)
    site_host = manifest.site_host(top)
    if site_host == "by-hand":
        raise UsageError(
            "this registry was made for use without GitHub: type testamur init . --upgrade --host pages, commit what "
            "it writes, and run this again"
        )
    # The end of practice is committed by a step, on a branch of its own.
    is_ending = push and not issuer.practice and proposing.is_uncommitted(top, records / "issuer.yml")
    if push:
        pushing.refuse_uncommitted(top, later=records if is_ending else None)
        _refuse_keys_in_commits(top)
    # Read before anything is sent: a wrong passphrase leaves nothing half done.
    secret = _secret(issuer, key_file)
    wanted = wanted_by(issuer, pages=site_host == "pages" if pages is None else pages)
    token = token_source.required()
    client = SettingsClient(hub=token_source.connect(name, token))
    login, missing = repository.account(client)
    found = repository.find(client)
    repository.refuse_rights(found, login, missing)
    repository_settings.refuse_public(client, wanted)
    if is_ending and not found:
        pushing.refuse_uncommitted(top)  # There is nothing that it could be proposed to.
    address = f"{client.page}.git"
    planned = plan.look(
        client,
        wanted,
        key=lambda: secret or "",  # without one there is no such step, as is seen below
        renew=key_file is not None,
        begin=() if found else (repository.creation(client, wanted, login),),
        push=pushing.steps(top, address, token, is_there=bool(found)) if push else (),
        propose=proposing.steps(client, wanted, records / "issuer.yml", address, token) if push else (),
    )
    if secret is None and any(step.code == "secret" for step in planned.steps):
        raise UsageError("this registry is live, and its key is not on GitHub yet: add --key FILE. Nothing was changed")
    _show(planned, login, client.page)
    refused: list[str] = []
    if planned.steps and not dry_run:
        asking.confirm_or_abort(yes)
        refused = planned.carry_out(lambda step: click.echo(f"done: {step.does}"))
        if push:
            pushing.name_origin(top, address)
    _report(planned.unseen, refused)
    _list_tasks(name, wanted)
    if client.is_there and not dry_run:
        _next(registry, client, wanted, top)
    ctx.exit(1 if refused or planned.unseen else 0)


def _show(planned: Plan, login: str, page: str) -> None:
    """Say what will be done, and where."""
    click.echo(f"As {login}, in {page}:", err=True)
    for step in planned.steps:
        click.echo(f"  - {step.does}", err=True)
    if not planned.steps and not planned.unseen:
        click.echo("  nothing: all of it is as it should be", err=True)


def _list_tasks(name: str, wanted: Wanted) -> None:
    click.echo("\nOnly a person can do this:", err=True)
    for task in left_to_people.tasks(name, wanted):
        click.echo(f"  [ ] {task}", err=True)
    click.echo("testamur doctor --online reads all of it back.", err=True)


def _next(registry: Registry, client: SettingsClient, wanted: Wanted, top: Path) -> None:
    """Print the pages that are opened next: the change that waits for approval, and the form of an award."""
    with contextlib.suppress(RefusedError):  # It is on GitHub all the same, under Pull requests.
        if proposed := proposing.page(client, top):
            click.echo(f"\nA second person approves it here: {proposed}/files", err=True)
        elif proposing.is_left_behind(client, wanted, top):
            click.echo(f"\nmain has commits here that are not on GitHub, and {_ON_A_BRANCH}", err=True)
    earned = [slug for slug, one in registry.achievements.items() if not one.retired]
    # With one thing to be earned, it is answered already; among several, somebody has to choose.
    answers = {"achievement": earned[0]} if len(earned) == 1 else {}
    click.echo(f"\nAward a badge: {form_files.address(client.page, 'award', **answers)}", err=True)


def _refuse_keys_in_commits(top: Path) -> None:
    """Raise UsageError where a push would publish a private key."""
    for finding in repository_doctor.tracked_keys(top):
        raise UsageError(f"{finding.says}: nothing was pushed. {finding.remedy.capitalize()}")


def _secret(issuer: Issuer, key_file: Path | None) -> str | None:
    """Return the secret of the key in the file; None for no file. UsageError for a key that would sign nothing."""
    if key_file is None:
        return None
    if issuer.practice:
        raise UsageError("this registry practises, and needs no key: leave --key out, or run testamur go-live first")
    key = signing_key(key_file)
    if not any(
        method.state == "active" and method.public_key_multibase == key.public_key_multibase
        for method in issuer.verification_methods
    ):
        raise UsageError(f"{key_file} is not an active key of this registry: look at verificationMethod: in issuer.yml")
    return key.to_secret()


def _report(unseen: list[str], refused: list[str]) -> None:
    for head, sentences in (("Could not be seen", unseen), ("Refused", refused)):
        if sentences:
            click.echo(f"{head}:", err=True)
        for sentence in sentences:
            click.echo(f"  ! {sentence}", err=True)
