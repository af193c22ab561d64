"""`testamur log`: begins the log, signs with its offline root key, and looks at what is published of it."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.acts import root_acts
from testamur.authoring.editing import atomic_files, log_settings
from testamur.authoring.repository import key_file
from testamur.cli.commands.keys.rotate_key import refuse_practice
from testamur.cli.commands.log import log_files, monitor, root, witness
from testamur.credentials import addresses
from testamur.errors import LedgerError, LogError, UsageError
from testamur.ledger.registering import acts
from testamur.log.fsck import examine as examine_log
from testamur.proofs import keys
from testamur.records import registry as registries
from testamur.terminal import options
from testamur.terminal.asking import confirm_or_abort
from testamur.terminal.clock import latest_day_anywhere, now
from testamur.terminal.secrets import new_passphrase
from testamur.verification.registration import log_audit
from testamur.verification.registration.log_audit import LogAudit
from testamur.verification.registration.published_log import LogKeys, PublishedLog
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
    log_files.refuse_places(root_file, log_file)
    click.echo(_EXPECT.format(root=root_file, log=log_file), err=True)
    confirm_or_abort(yes, final=True)
    root, log = keys.generate(), keys.generate()
    log_key, root_key = root_acts.log_keys(registry.issuer, log, root)
    first = root_acts.first_acts(registry.issuer, root, now())
    # Made before there is a file, so that an issuer.yml that only a person can edit fails while nothing has happened.
    both = str(log_key), str(root_key)
    change = log_files.change(registry, lambda before: log_settings.with_log(before, *both, first))
    passphrase = new_passphrase()
    for file, key in ((root_file, root), (log_file, log)):
        key_file.write(file, key.to_encrypted_pem(passphrase))
    log_files.write_sheet(root_file, root_key, "root")
    log_files.write_sheet(log_file, log_key, "log")
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
    base, key = registry.issuer.base, acts.log_key(registry.issuer, settings)
    root = acts.root_key(registry.issuer, settings)
    resolver: Resolver = FolderResolver({base: site}) if site else WebResolver()

    def fetch(name: str) -> bytes:
        try:
            return resolver.fetch(addresses.log_file(base, name), limit=_MAX_BYTES)
        except Unavailable as error:
            raise LogError(str(error), code="log-file") from error

    try:
        audit = LogAudit(root)
        opened, findings = examine_log(fetch, key, audit)
    except LogError as error:
        where = addresses.log_file(base, "checkpoint")
        raise LedgerError(
            f"{where} does not open the log: {error.reason}. Build the site, or look at its host"
        ) from error
    findings += audit.last_findings(key)
    findings += log_audit.derived_findings(PublishedLog(base, LogKeys(key, root, ()), resolver), opened.checkpoint)
    for finding in findings:
        click.echo(str(finding))
    size = opened.checkpoint.size
    click.echo(f"A log of {size:,}: {'all of it holds' if not findings else 'it does not hold'}.", err=True)
    ctx.exit(1 if findings else 0)


command.add_command(monitor.command)
command.add_command(root.command)
command.add_command(witness.command)
