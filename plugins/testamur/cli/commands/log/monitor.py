"""`testamur log monitor`: watches the logs of other registries, and ends in an error where one takes something back."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import click

from testamur.cli.commands.log import registry_address
from testamur.errors import UsageError
from testamur.log.note import COSIGNATURE, VerifierKey, is_name
from testamur.terminal.clock import now
from testamur.terminal.secrets import signing_key
from testamur.text.reporting import one_line
from testamur.verification.registration import monitor
from testamur.verification.registration.monitor import EXIT_CODES, Witness
from testamur.verification.resolving.web import WebResolver


@click.command(name="monitor")
@click.argument("registries", nargs=-1, required=True, metavar="URL…")
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    default="watched-logs",
    show_default=True,
    metavar="DIR",
    help="What was seen so far. Keep it: without it nothing is noticed.",
)
@click.option(
    "--witness-key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Sign what was seen, with this key, into the file cosignature in each log's folder.",
)
@click.option("--name", default="", metavar="NAME", help="The name of the witness, such as example.org/witness.")
@click.pass_context
def command(
    ctx: click.Context, *, registries: tuple[str, ...], state: Path, witness_key: Path | None, name: str
) -> None:
    """Watch the logs of the registries at URL…: exit code 1 where one shows two histories or fewer entries than before.

    Run it every day, where its folder lasts. What it has seen stays there: each checkpoint, and the evidence.
    """
    bases = [registry_address.base(text.rstrip("/").removesuffix("/log")) for text in registries]
    witness = _witness(witness_key, name)
    resolver, codes = WebResolver(), []
    for base in bases:
        told = monitor.watch(base, state / _folder_name(base), resolver, time=int(now().timestamp()), witness=witness)
        codes.append(EXIT_CODES[told.outcome])
        click.echo(one_line(f"{base}: {told.outcome}: {told.detail}", 600))
        for file in told.evidence:
            click.echo(f"  {file}")
    if 1 in codes:
        click.echo("Keep these files, and tell the registry and whoever relies on it.", err=True)
    ctx.exit(1 if 1 in codes else max(codes))


def _folder_name(base: str) -> str:
    """Return a name of a folder that is this registry's alone."""
    plain = re.sub(r"[^a-z0-9.-]+", "-", base.removeprefix("https://").lower()).strip(".-")[:60]
    return f"{plain}-{hashlib.sha256(base.encode()).hexdigest()[:8]}"


def _witness(file: Path | None, name: str) -> Witness | None:
    if file is None:
        if name:
            raise UsageError("--name is that of a witness's key: give that too, with --witness-key FILE")
        return None
    if not is_name(name):
        raise UsageError("--witness-key signs under a name: give one such as --name example.org/witness")
    signer = signing_key(file)
    return Witness(VerifierKey(name, COSIGNATURE, signer.public_key), signer.sign)
