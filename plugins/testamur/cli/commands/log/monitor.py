"""`testamur log monitor`: watches the logs of other registries, and ends in an error where one takes something back."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.cli.commands.log import registry_address
from testamur.errors import UsageError
from testamur.log.note import COSIGNATURE, VerifierKey, is_name
from testamur.terminal.clock import now
from testamur.terminal.secrets import signing_key
from testamur.text.reporting import one_line
from testamur.verification.registration import monitor
from testamur.verification.registration.own_cosignatures import Witness
from testamur.verification.resolving.web import WebResolver


@click.command(name="monitor")
@click.argument("registries", nargs=-1, required=True, metavar="URL…")
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    default=monitor.FOLDER,
    show_default=True,
    metavar="DIR",
    help="What was seen so far. Keep it: without it nothing is noticed.",
)
@click.option(
    "--cosign-key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Sign what was seen, as a witness, with this key, which signs nothing else. The next build publishes it.",
)
@click.option("--name", default="", metavar="NAME", help="The name of the witness, such as example.org/witness.")
@click.pass_context
def command(
    ctx: click.Context, *, registries: tuple[str, ...], state: Path, cosign_key: Path | None, name: str
) -> None:
    """Watch the logs of the registries at URL…: exit code 1 where one shows two histories or fewer entries than before.

    Run it every day, where its folder lasts. What it has seen stays there: each checkpoint, and the evidence.
    """
    bases = [registry_address.base(text.rstrip("/").removesuffix("/log")) for text in registries]
    witness = _witness(cosign_key, name)
    found = monitor.watch_all(bases, state, WebResolver(), time=int(now().timestamp()), witness=witness)
    for base, told in found.items():
        click.echo(one_line(f"{base}: {told.outcome}: {told.detail}", 600))
        for file in told.evidence:
            click.echo(f"  {file}")
    if witness is not None:
        click.echo(f"As a witness, this signs as {witness.key}", err=True)
    code = monitor.exit_code(found.values())
    if code == 1:
        click.echo("Keep these files, and tell the registry and whoever relies on it.", err=True)
    ctx.exit(code)


def _witness(file: Path | None, name: str) -> Witness | None:
    if file is None:
        if name:
            raise UsageError("--name is that of a witness's key: give that too, with --cosign-key FILE")
        return None
    if not is_name(name):
        raise UsageError("--cosign-key signs under a name: give one such as --name example.org/witness")
    signer = signing_key(file)
    return Witness(VerifierKey(name, COSIGNATURE, signer.public_key), signer.sign)
