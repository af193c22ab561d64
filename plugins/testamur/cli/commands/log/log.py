"""`testamur log`: begins the log, signs with its offline root key, and looks at what is published of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from testamur.authoring.acts import root_acts
from testamur.authoring.editing import atomic_files, log_settings
from testamur.authoring.repository import key_file
from testamur.cli.commands.keys.rotate_key import refuse_practice
from testamur.cli.commands.log import monitor, registry_address, witness
from testamur.credentials import addresses
from testamur.errors import KeyRefusedError, LedgerError, LogError, UsageError
from testamur.ledger.registering import acts
from testamur.log.fsck import examine as examine_log
from testamur.proofs import keys, multikey
from testamur.records import registry as registries
from testamur.records.model.log_settings import LogAct, LogOperation
from testamur.records.parsing import files
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.asking import confirm_or_abort
from testamur.terminal.clock import latest_day_anywhere, now
from testamur.terminal.secrets import new_passphrase, signing_key
from testamur.text.characters import harmless
from testamur.verification.resolving.resolver import FolderResolver, Resolver, Unavailable
from testamur.verification.resolving.web import WebResolver

_MAX_BYTES = 32 * 1024 * 1024

_EXPECT = """\
What will happen:
  - two keys are made, each in a file that only you can read, encrypted with a passphrase:
      {root}: the root key. It says which signing keys are good. It stays offline: two copies, in two places
      {log}: the log's key. It signs the log at every publish, beside the signing key
  - issuer.yml gets the lines below log:, in which the root key vouches for the keys that are listed
  - from the next publish on, everything that was issued stands in a public log, and every award has a proof of it
A log cannot be taken back: it ends only when the registry does.
"""
_NEXT = """\
Next, in this order:
  1. Copy {root} to two places that are not online, write its passphrase down elsewhere, and delete it here.
  2. Put the log's key into the secret TESTAMUR_LOG_KEY: testamur keygen --key {log} --ci prints the line.
     By hand: testamur issue --key FILE --log-key {log}
  3. Propose the change to issuer.yml on its own, and let it be approved.
"""
_root_key_option = click.option(
    "--root-key", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file of the root key."
)
_base_option = click.option(
    "--base", default="", metavar="URL", help="The registry's address, on a machine without its records."
)


@click.group()
def command() -> None:
    """Keep a public log of all that is issued, so that nothing can be taken away or backdated in silence."""


@command.command()
@options.yes_final
@options.records
def start(*, yes: bool, records: Path) -> None:
    """Begin the log: make its key and its root key, and write both into issuer.yml."""
    registry = registries.load(records, today=latest_day_anywhere())
    refuse_practice(registry)
    if registry.issuer.log is not None:
        raise UsageError("this registry keeps a log already: issuer.yml names its keys, below log:")
    day = now().date()
    root_file, log_file = Path(f"log-root-key-{day}.pem"), Path(f"log-key-{day}.pem")
    _refuse_places(root_file, log_file)
    click.echo(_EXPECT.format(root=root_file, log=log_file), err=True)
    confirm_or_abort(yes, final=True)
    root, log = keys.generate(), keys.generate()
    log_key, root_key = root_acts.log_keys(registry.issuer, log, root)
    first = root_acts.first_acts(registry.issuer, root, now())
    # Made before there is a file, so that an issuer.yml that only a person can edit fails while nothing has happened.
    change = _change(registry, lambda before: log_settings.with_log(before, str(log_key), str(root_key), first))
    passphrase = new_passphrase()
    for file, key in ((root_file, root), (log_file, log)):
        key_file.write(file, key.to_encrypted_pem(passphrase))
    atomic_files.replace_all(*change, drafts=registry.folder.parent)
    click.echo(f"Changed {registry.folder / 'issuer.yml'}.", err=True)
    click.echo(_NEXT.format(root=root_file, log=log_file), err=True)


@command.command()
@options.records
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The site in a folder (default: what is online).",
)
@click.pass_context
def fsck(ctx: click.Context, *, records: Path, site: Path | None) -> None:
    """Read the published log whole, and name what of it does not hold."""
    registry = registries.load(records, today=latest_day_anywhere())
    settings = registry.issuer.log
    if settings is None:
        raise UsageError("this registry keeps no log: testamur log start begins one")
    base = registry.issuer.base
    resolver: Resolver = FolderResolver({base: site}) if site else WebResolver()

    def fetch(name: str) -> bytes:
        try:
            return resolver.fetch(addresses.log_file(base, name), limit=_MAX_BYTES)
        except Unavailable as error:
            raise LogError(str(error), code="log-file") from error

    try:
        opened, findings = examine_log(fetch, acts.log_key(registry.issuer, settings))
    except LogError as error:
        where = addresses.log_file(base, "checkpoint")
        raise LedgerError(
            f"{where} does not open the log: {error.reason}. Build the site, or look at its host"
        ) from error
    for finding in findings:
        click.echo(str(finding))
    size = opened.checkpoint.size
    click.echo(f"A log of {size:,}: {'all of it holds' if not findings else 'it does not hold'}.", err=True)
    ctx.exit(1 if findings else 0)


command.add_command(monitor.command)
command.add_command(witness.command)


@command.group()
def root() -> None:
    """Sign with the log's offline root key."""


@root.command(name="key-add")
@click.argument("key", metavar="KEY")
@_root_key_option
@_base_option
@options.records
def key_add(*, key: str, root_key: Path, base: str, records: Path) -> None:
    """Say that KEY (z6Mk…) signs for the registry from now on."""
    _sign("key-add", root_key, base, records, key=key)


@root.command(name="key-retire")
@click.argument("key", metavar="KEY")
@_root_key_option
@_base_option
@options.records
def key_retire(*, key: str, root_key: Path, base: str, records: Path) -> None:
    """Say that KEY signs nothing any more: what it signed stays good."""
    _sign("key-retire", root_key, base, records, key=key)


@root.command(name="key-revoke")
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
    _sign("key-revoke", root_key, base, records, key=key, trusted_below=trusted_below)


def _sign(
    operation: LogOperation, root_key: Path, base: str, records: Path, *, key: str, trusted_below: int | None = None
) -> None:
    """Sign an act; write it into issuer.yml where the records are, and else print its line."""
    address = registry_address.base(base) if base else ""
    _refuse_no_key(key)
    registry = None if base else registries.load(records, today=latest_day_anywhere())
    signer = signing_key(root_key)
    if registry is not None:
        root_acts.refuse_other_root(registry.issuer, signer)
        _refuse_unknown_key(registry, key)
        address = registry.issuer.base
    act = root_acts.sign(address, signer, operation=operation, now=now(), key=key, trusted_below=trusted_below)
    if registry is None:
        click.echo("Add this line to issuer.yml, below acts: of log:", err=True)
    else:
        _add(registry, act)
    click.echo(f"    {log_settings.act_line(act)}")


def _add(registry: Registry, act: LogAct) -> None:
    change = _change(registry, lambda before: log_settings.with_act(before, act))
    atomic_files.replace_all(*change, drafts=registry.folder.parent)
    click.echo(f"Added to {registry.folder / 'issuer.yml'}. Propose this change, and let it be approved:", err=True)


def _change(registry: Registry, edit: Callable[[bytes], bytes]) -> tuple[dict[Path, bytes], dict[Path, bytes]]:
    """Return issuer.yml before and after an edit."""
    file = registry.folder / "issuer.yml"
    before = files.read(file, MAX_RECORD_BYTES)
    return {file: before}, {file: edit(before)}


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


def _refuse_places(*places: Path) -> None:
    """Raise UsageError for a file that exists, or that git or others would get."""
    for file in places:
        if file.exists() or file.is_symlink():
            raise UsageError(f"{file} exists already, and a key is never overwritten: move it away first")
        if reason := key_file.exposure(file):
            raise UsageError(
                f"{file} {reason}. No key was made. Run this in another folder, or add *.pem to .gitignore"
            )
