"""`testamur key compromised`: marks a key that others may have, and guides through what follows, in the right order."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.editing import atomic_files, issuer_keys
from testamur.cli.commands.keys.rotate_key import refuse_practice, replace_key
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.model.models import VerificationMethod
from testamur.records.parsing import files
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.asking import confirm_or_abort
from testamur.terminal.clock import latest_day_anywhere, now
from testamur.text.characters import harmless

_EXPECT = """\
Somebody else may have {key}.
What will happen:
  - issuer.yml lists it as compromised{new}
  - from the next publish on, whatever the old key signed is refused everywhere, forged or genuine
  - the same publish signs every genuine award anew with the new key; learners' links stay the same
  - files that learners keep are refused until they download them again: tell them
"""


_EXPECT_LOG = """\
This registry keeps a log, so what the key signed before it was stolen can stay good. Next, with the root key:
  testamur log root key-add NEW --root-key FILE
  testamur log root key-revoke {key} --trusted-below N --root-key FILE
N is the number of entries that were yours: wc -l ledger/entries.jsonl in the last copy that you trust.
"""


@click.group()
def command() -> None:
    """Acts for a signing key that is no longer only ours."""


@command.command()
@click.argument("key", metavar="KEY")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where the new key goes.")
@click.option("--custodian", "custodians", multiple=True, metavar="NAME", help="Who keeps the new key; give it twice.")
@options.yes_final
@options.records
def compromised(*, key: str, out: Path | None, custodians: tuple[str, ...], yes: bool, records: Path) -> None:
    """Mark KEY (z6Mk…, or the word current) as compromised, and make a new one."""
    registry = registries.load(records, today=latest_day_anywhere())
    refuse_practice(registry)
    lost_key = _find_key(registry, key).public_key_multibase
    methods = registry.issuer.verification_methods
    has_another = any(method.state == "active" and method.public_key_multibase != lost_key for method in methods)
    click.echo(_EXPECT.format(key=lost_key, new="" if has_another else ", and a new key from today"), err=True)
    if registry.issuer.log is not None:
        click.echo(_EXPECT_LOG.format(key=lost_key), err=True)
    confirm_or_abort(yes, final=True)
    if has_another:
        _mark_compromised(registry, lost_key)
    else:
        replace_key(registry, out, custodians, compromised=lost_key)
    click.echo(
        "The publishing workflow signs what is affected anew by itself. By hand, after that change is accepted:\n"
        f"  testamur issue --reissue-key {lost_key} --key FILE",
        err=True,
    )


def _mark_compromised(registry: Registry, key: str) -> None:
    """Mark a key as compromised where another one is active, so that no new key is needed."""
    issuer = registry.folder / "issuer.yml"
    before = files.read(issuer, MAX_RECORD_BYTES)
    after = issuer_keys.with_key_ended(before, key, now().date(), compromised=True)
    atomic_files.replace_all({issuer: before}, {issuer: after}, drafts=registry.folder.parent)
    click.echo(
        f"Changed {issuer}. Next: see that the secret TESTAMUR_SIGNING_KEY has the key that stays active, then "
        "propose this change on its own, and let it be approved.",
        err=True,
    )


def _find_key(registry: Registry, text: str) -> VerificationMethod:
    methods = registry.issuer.verification_methods
    active = [method for method in methods if method.state == "active"]
    if text == "current" and len(active) == 1:
        return active[0]
    match = next((method for method in methods if method.public_key_multibase == text), None)
    if match is None:
        listed = ", ".join(f"{method.public_key_multibase} ({method.state})" for method in methods) or "none"
        raise UsageError(f"{harmless(text, 60)} is no key of this registry. issuer.yml lists {listed}")
    if match.state == "compromised":
        raise UsageError("that key is marked as compromised already: nothing was changed")
    return match
