"""The files that commands of the log write: issuer.yml with its lines, and keys where nobody else gets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from testamur.authoring.repository import key_file
from testamur.authoring.repository.key_sheets.key_advice import KeyKind
from testamur.authoring.repository.key_sheets.keysheet import KeySheet
from testamur.cli.commands.keys import keygen
from testamur.errors import UsageError
from testamur.log.note import VerifierKey
from testamur.records.parsing import files
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.terminal.clock import now


def change(registry: Registry, edit: Callable[[bytes], bytes]) -> tuple[dict[Path, bytes], dict[Path, bytes]]:
    """Return issuer.yml before and after an edit."""
    file = registry.folder / "issuer.yml"
    before = files.read(file, MAX_RECORD_BYTES)
    return {file: before}, {file: edit(before)}


def write_sheet(file: Path, key: VerifierKey, kind: KeyKind) -> None:
    """Write the sheet of a key of the log, beside the key's file."""
    keygen.write_sheet(
        file.parent,
        KeySheet(
            public_key=key.public,
            made=now().date(),
            where=(f"an encrypted file, {file.name}",),
            kind=kind,
            name=str(key),
        ),
    )


def refuse_places(*places: Path) -> None:
    """Raise UsageError for a file that exists, or that git or others would get."""
    for file in places:
        if file.exists() or file.is_symlink():
            raise UsageError(f"{file} exists already, and a key is never overwritten: move it away first")
        if reason := key_file.exposure(file):
            raise UsageError(
                f"{file} {reason}. No key was made. Run this in another folder, or add *.pem to .gitignore"
            )
