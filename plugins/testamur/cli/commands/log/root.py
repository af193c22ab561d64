"""`testamur log root`: what the log's offline root key signs, on the machine that has it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from testamur.authoring.acts import root_acts
from testamur.authoring.editing import atomic_files, log_settings
from testamur.authoring.repository import key_file
from testamur.authoring.repository.key_sheets import keysheet
from testamur.cli.commands.keys.keygen import free_file
from testamur.cli.commands.log import log_files, registry_address
from testamur.errors import KeyRefusedError, UsageError
from testamur.log import note
from testamur.proofs import keys, multikey
from testamur.proofs.keys import SigningKey
from testamur.records import registry as registries
from testamur.records.model.log_settings import LogAct, LogOperation
from testamur.records.parsing import files
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.asking import confirm_or_abort
from testamur.terminal.clock import latest_day_anywhere, now
from testamur.terminal.secrets import PASSPHRASE, new_passphrase, signing_key
from testamur.text.characters import harmless

_EXPECT_END = """\
What will happen:
  - issuer.yml gets an act that ends the log{onward}
  - the next testamur issue signs the status lists for the last time, and enters the end after them
  - after that nothing can be issued, corrected or withdrawn any more: readers are told that the log has ended
A log that has ended does not begin again.
"""
_NEXT_LOG_KEY = """\
Next, in this order:
  1. Put the new key into the secret TESTAMUR_LOG_KEY: testamur keygen --key {file} --ci prints the line.
  2. Give the new public key to the log's witnesses, if it has any: those that do not know it will not sign.
  3. Propose the change to issuer.yml on its own, and let it be approved: the next publish signs with the new key.
  4. Destroy the old key.
"""
_root_key_option = click.option(
    "--root-key", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file of the root key."
)
_base_option = click.option(
    "--base", default="", metavar="URL", help="The registry's address, on a machine without its records."
)


@click.group(name="root")
def command() -> None:
    """Sign with the log's offline root key."""


@command.command(name="key-add")
@click.argument("key", metavar="KEY")
@_root_key_option
@_base_option
@options.records
def key_add(*, key: str, root_key: Path, base: str, records: Path) -> None:
    """Say that KEY (z6Mk…) signs for the registry from now on."""
    _sign_of_key("key-add", root_key, base, records, key=key)


@command.command(name="key-retire")
@click.argument("key", metavar="KEY")
@_root_key_option
@_base_option
@options.records
def key_retire(*, key: str, root_key: Path, base: str, records: Path) -> None:
    """Say that KEY signs nothing any more: what it signed stays good."""
    _sign_of_key("key-retire", root_key, base, records, key=key)


@command.command(name="key-revoke")
@click.argument("key", metavar="KEY")
@click.option(
    "--trusted-below",
    type=click.IntRange(min=0),
    required=True,
    metavar="N",
    help="What stands in the log before entry number N (from 0) stays good; nothing later does.",
)
@_root_key_option
@_base_option
@options.records
def key_revoke(*, key: str, trusted_below: int, root_key: Path, base: str, records: Path) -> None:
    """Say that somebody else has KEY, and from which entry of the log on it is not trusted."""
    _sign_of_key("key-revoke", root_key, base, records, key=key, trusted_below=trusted_below)


@command.command(name="log-key")
@click.option(
    "--log-key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The new key of the log, if there is one (default: one is made, log-key-<date>.pem).",
)
@click.option(
    "--replaces", default="", metavar="VKEY", help="With --base: the log's key until now, as issuer.yml has it."
)
@_root_key_option
@_base_option
@options.records
def log_key(*, log_key: Path | None, replaces: str, root_key: Path, base: str, records: Path) -> None:
    """Replace the log's own key, which is lost, or which somebody else may have. The log goes on."""
    if bool(base) != bool(replaces):
        raise UsageError("--base and --replaces go together: without both, issuer.yml is read")
    registry, address, root = _begin(root_key, base, records, keep_passphrase=True)
    _refuse_ended(registry)
    if registry is not None and registry.issuer.log is not None:
        replaces = registry.issuer.log.key
    file = log_key or free_file(Path(), f"log-key-{now().date()}", ".pem")
    if log_key is None:
        log_files.refuse_places(file)
    new = keys.generate() if log_key is None else signing_key(log_key)
    act = root_acts.replace_log_key(address, root, now=now(), old=replaces, new=new.public_key)
    change = log_files.change(registry, lambda before: log_settings.with_log_key(before, act)) if registry else None
    if log_key is None:
        key_file.write(file, new.to_encrypted_pem(new_passphrase()))
        click.echo(f"The new key of the log is in {file}, encrypted.", err=True)
        log_files.write_sheet(file, note.read_key(act.log_key), "log")
    os.environ.pop(PASSPHRASE, None)
    if registry is None or change is None:
        click.echo(f"In issuer.yml, below log:, write key: {act.log_key}", err=True)
        click.echo("and add this line below acts:", err=True)
        click.echo(f"    {log_settings.act_line(act)}")
    else:
        atomic_files.replace_all(*change, drafts=registry.folder.parent)
        click.echo(f"Changed {registry.folder / 'issuer.yml'}.", err=True)
        click.echo(f"    {log_settings.act_line(act)}")
    click.echo(_NEXT_LOG_KEY.format(file=file), err=True)


@command.command(name="try")
@_root_key_option
@_base_option
@options.records
def try_key(*, root_key: Path, base: str, records: Path) -> None:
    """Open a copy of the root key, and say which key it is: once a year, so that it opens when it is needed."""
    registry, address, root = _begin(root_key, base, records)
    if registry is not None:
        click.echo("This is the root key of the log.", err=True)
    click.echo(root_acts.root_key_of(address, root))
    click.echo(f"Fingerprint (SHA-256): {keysheet.fingerprint(root.public_key)}", err=True)


@command.command()
@_root_key_option
@options.records
def witnesses(*, root_key: Path, records: Path) -> None:
    """Say that the witnesses of issuer.yml, and its quorum, are those of the log: no host can name others then.

    Of the records, issuer.yml alone is read: an offline machine needs a copy of that.
    """
    issuer = registries.own_issuer(records)
    if issuer is None:
        raise UsageError(f"{records}/issuer.yml is not there, or is wrong: testamur check says what to write")
    root = signing_key(root_key)
    root_acts.refuse_other_root(issuer, root)
    root_acts.refuse_ended(issuer)
    act = root_acts.name_witnesses(issuer, root, now=now())
    file = records / "issuer.yml"
    before = files.read(file, MAX_RECORD_BYTES)
    atomic_files.replace_all({file: before}, {file: log_settings.with_act(before, act)}, drafts=records.parent)
    click.echo(f"Added to {file}. Propose this change, and let it be approved:", err=True)
    click.echo(f"    {log_settings.act_line(act)}")


@command.command()
@click.option("--next", "next_base", default="", metavar="URL", help="The registry whose log goes on.")
@_root_key_option
@_base_option
@options.yes_final
@options.records
def end(*, next_base: str, root_key: Path, base: str, yes: bool, records: Path) -> None:
    """End the log: nothing is entered after the next publish, and readers are told where it goes on."""
    onward = f", and says that {next_base} goes on" if next_base else ""
    next_base = registry_address.base(next_base) if next_base else ""
    registry, address, root = _begin(root_key, base, records)
    _refuse_ended(registry)
    if next_base == address:
        raise UsageError("--next is the registry whose log goes on, and this is the one that ends")
    click.echo(_EXPECT_END.format(onward=onward), err=True)
    confirm_or_abort(yes, final=True)
    _add_or_print(registry, root_acts.end(address, root, now=now(), next_base=next_base))


def _begin(
    root_key: Path, base: str, records: Path, *, keep_passphrase: bool = False
) -> tuple[Registry | None, str, SigningKey]:
    """Return the registry, None on a machine without it, its address, and the root key."""
    address = registry_address.base(base) if base else ""
    registry = None if base else registries.load(records, today=latest_day_anywhere())
    passphrase = os.environ.get(PASSPHRASE)
    root = signing_key(root_key)
    if keep_passphrase and passphrase is not None:
        os.environ[PASSPHRASE] = passphrase
    if registry is not None:
        root_acts.refuse_other_root(registry.issuer, root)
        address = registry.issuer.base
    return registry, address, root


def _refuse_ended(registry: Registry | None) -> None:
    if registry is not None:
        root_acts.refuse_ended(registry.issuer)


def _sign_of_key(
    operation: LogOperation, root_key: Path, base: str, records: Path, *, key: str, trusted_below: int | None = None
) -> None:
    """Sign an act on a signing key; write it into issuer.yml where the records are, and else print its line."""
    _refuse_no_key(key)
    registry, address, root = _begin(root_key, base, records)
    _refuse_ended(registry)
    if registry is not None:
        _refuse_unknown_key(registry, key)
    act = root_acts.sign(address, root, operation=operation, now=now(), key=key, trusted_below=trusted_below)
    _add_or_print(registry, act)


def _add_or_print(registry: Registry | None, act: LogAct) -> None:
    if registry is None:
        click.echo("Add this line to issuer.yml, below acts: of log:", err=True)
    else:
        change = log_files.change(registry, lambda before: log_settings.with_act(before, act))
        atomic_files.replace_all(*change, drafts=registry.folder.parent)
        click.echo(f"Added to {registry.folder / 'issuer.yml'}. Propose this change, and let it be approved:", err=True)
    click.echo(f"    {log_settings.act_line(act)}")


def _refuse_no_key(key: str) -> None:
    try:
        multikey.decode(key)
    except KeyRefusedError as error:
        raise UsageError(
            f"{harmless(key, 60)} is no public signing key: {error}. Copy the line below verificationMethod"
        ) from error


def _refuse_unknown_key(registry: Registry, key: str) -> None:
    listed = [method.public_key_multibase for method in registry.issuer.verification_methods]
    if key not in listed:
        raise UsageError(
            f"{harmless(key, 60)} is no key of this registry: issuer.yml lists {', '.join(listed) or 'none'}"
        )
