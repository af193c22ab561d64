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
from testamur.terminal.asking import agreed
from testamur.terminal.clock import now, today
from testamur.text.characters import harmless

_EXPECT = """\
Somebody else may have {key}.
What will happen:
  - issuer.yml lists it as compromised{new}
  - from the next publish on, whatever the old key signed is refused everywhere, forged or genuine
  - the same publish signs every genuine award anew with the new key; learners' links stay the same
  - files that learners keep are refused until they download them again: tell them
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
    registry = registries.load(records, today=today())
    refuse_practice(registry)
    found = _found(registry, key).public_key_multibase
    others = (one for one in registry.issuer.verification_methods if one.public_key_multibase != found)
    left = any(one.state == "active" for one in others)
    click.echo(_EXPECT.format(key=found, new="" if left else ", and a new key from today"), err=True)
    agreed(yes, final=True)
    if left:
        _mark(registry, found)
    else:
        replace_key(registry, out, custodians, compromised=found)
    click.echo(
        "The publishing workflow signs what is affected anew by itself. By hand, after that change is accepted:\n"
        f"  testamur issue --reissue-key {found} --key FILE",
        err=True,
    )


def _mark(registry: Registry, key: str) -> None:
    """Mark a key as compromised where another one is active, so that no new key is needed."""
    issuer = registry.folder / "issuer.yml"
    before = files.read(issuer, MAX_RECORD_BYTES)
    after = issuer_keys.ended(before, key, now().date(), compromised=True)
    atomic_files.replace_all({issuer: before}, {issuer: after}, drafts=registry.folder.parent)
    click.echo(
        f"Changed {issuer}. Next: see that the secret TESTAMUR_SIGNING_KEY has the key that stays active, then "
        "propose this change on its own, and let it be approved.",
        err=True,
    )


def _found(registry: Registry, text: str) -> VerificationMethod:
    known = registry.issuer.verification_methods
    active = [method for method in known if method.state == "active"]
    if text == "current" and len(active) == 1:
        return active[0]
    named = next((method for method in known if method.public_key_multibase == text), None)
    if named is None:
        listed = ", ".join(f"{method.public_key_multibase} ({method.state})" for method in known) or "none"
        raise UsageError(f"{harmless(text, 60)} is no key of this registry. issuer.yml lists {listed}")
    if named.state == "compromised":
        raise UsageError("that key is marked as compromised already: nothing was changed")
    return named
