"""Exports a learner's own files of an award from the ledger: the credential, the badge with it baked in, a sealed link.

The files are what was signed, byte for byte, whatever the records say by now.
"""

from __future__ import annotations

from pathlib import Path

from testamur.authoring.editing import atomic_files
from testamur.credentials import addresses
from testamur.errors import UsageError
from testamur.ledger.store import Ledger
from testamur.publishing.art import badge_pictures
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.text.languages.messages import msg

LINK = "link.txt"


def files(registry: Registry, ledger: Ledger, award: Award) -> dict[str, bytes]:
    """Return an award's files by name; UsageError if it has none, LedgerError if the ledger is damaged."""
    credential = signed_credential(ledger, award)
    record = _record(ledger, award)
    badge = badge_pictures.badge(registry.folder, registry.achievements[award.achievement], registry.issuer)
    state = ledger.state(award.id)
    is_linked = award.visibility == "sealed" and state is not None and state.link_key
    return {
        "credential.json": credential,
        "badge.png": badge.baked_png.bake(credential),
        "badge.svg": badge.baked_svg.bake(credential),
        **({"record.json": record} if record else {}),
        **({LINK: _link(registry, award, state.link_key)} if state is not None and is_linked else {}),
    }


def _link(registry: Registry, award: Award, key: str) -> bytes:
    return f"{addresses.sealed_link(registry.issuer.base, award.id, key)}\n".encode()


def _record(ledger: Ledger, award: Award) -> bytes | None:
    """Return the signed record of the pathway that an award completes; None if there is none."""
    key = f"pathways/{award.id}"
    records = ((name, state) for name, state in ledger.statements().items() if state.subject_key == key)
    return next((ledger.statement(name, state) for name, state in records if state.state == "active"), None)


def signed_credential(ledger: Ledger, award: Award) -> bytes:
    """Return the current edition of an award's credential, checked against the ledger's own digest."""
    state = ledger.state(award.id)
    if state is None:
        raise UsageError(msg("award {id} is not issued yet: run testamur issue first", id=award.id))
    if state.erased:
        raise UsageError(
            msg(
                "award {id} was erased on {day}: nothing of it is kept here. "
                "A file that the learner already has still verifies",
                id=award.id,
                day=state.erased,
            )
        )
    return ledger.current_credential(award.id, state)


def write(contents: dict[str, bytes], folder: Path) -> list[Path]:
    """Write files into `folder`, and return them; UsageError if one would overwrite a file with other bytes."""
    # All are looked at before the first is written, so that a refusal leaves nothing behind.
    for name, data in contents.items():
        path = folder / name
        if atomic_files.is_another_file(path, data):
            raise UsageError(
                msg("{path} exists and is another file: nothing was written. Choose a folder with --to", path=path)
            )
    for name, data in contents.items():
        atomic_files.write_new(folder / name, data)
    return [folder / name for name in contents]
