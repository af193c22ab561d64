"""`testamur rotate-key`: makes a new signing key and retires the old one, after saying what to expect."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.editing import issuer_keys
from testamur.cli.commands.keys import keygen
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.parsing import files
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.asking import confirm_or_abort
from testamur.terminal.clock import latest_day_anywhere, now

_EXPECT = """\
What will happen:
  - a new key is made, in a file that only you can read, encrypted with a passphrase
  - issuer.yml lists it from today, and the old key until today, as retired
  - every award that the old key signed stays good everywhere: its line stays in issuer.yml for ever
"""
_NEXT = """\
Next, in this order:
  1. Print the key sheet, fill it in, and seal it with a copy of the new key; keep the passphrase elsewhere.
  2. Put the new key into the secret TESTAMUR_SIGNING_KEY: testamur keygen --key {file} --ci prints the line.
  3. Propose the change to issuer.yml on its own, and let it be approved. The next publish signs with the new key.
  4. When that is online, destroy the copies of the old key, and write on its sheet that you did.
Between 2 and 3 nothing can be issued; nothing else is disturbed.
"""


@click.command(name="rotate-key")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where the new key goes.")
@click.option("--custodian", "custodians", multiple=True, metavar="NAME", help="Who keeps the key; give it twice.")
@options.yes_final
@options.records
def command(*, out: Path | None, custodians: tuple[str, ...], yes: bool, records: Path) -> None:
    """Make a new signing key and retire the old one: every two years, or when a custodian leaves."""
    registry = registries.load(records, today=latest_day_anywhere())
    refuse_practice(registry)
    click.echo(_EXPECT, err=True)
    confirm_or_abort(yes, final=True)
    replace_key(registry, out, custodians, compromised="")


def refuse_practice(registry: Registry) -> None:
    """Raise UsageError in practice mode, where there is no key to replace (decision 8)."""
    if registry.issuer.practice:
        raise UsageError("this registry is in practice mode, and has no real key yet: run testamur go-live")


def replace_key(registry: Registry, out: Path | None, custodians: tuple[str, ...], *, compromised: str) -> None:
    """Make a key, list it, and end the active ones; with `compromised`, end only that key, as compromised."""
    day, issuer = now().date(), registry.folder / "issuer.yml"
    before = files.read(issuer, MAX_RECORD_BYTES)
    after = before
    # Old keys are ended and stay listed: without its line, nothing that a key signed would verify.
    for method in registry.issuer.verification_methods:
        if method.public_key_multibase == compromised:
            after = issuer_keys.with_key_ended(after, method.public_key_multibase, day, compromised=True)
        elif method.state == "active" and not compromised:
            after = issuer_keys.with_key_ended(after, method.public_key_multibase, day)
    file, line = keygen.make_and_list(
        registry,
        out,
        custodians,
        lambda line: ({issuer: before}, {issuer: issuer_keys.require_key(issuer, after, line)}),
    )
    click.echo(line)
    click.echo(_NEXT.format(file=file), err=True)
