"""The line `ledgerId` of issuer.yml: written once, when the ledger was begun, and otherwise left alone."""

from __future__ import annotations

from pathlib import Path

from testamur.authoring.editing import atomic_files, field_editing
from testamur.authoring.editing.record_text import inline_text
from testamur.errors import UsageError
from testamur.records.parsing import files, yaml_subset
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry

FIELD = "ledgerId"


def ledger_id_line(ledger_id: str) -> str:
    """Return the line as it stands in issuer.yml."""
    return f"{FIELD}: {inline_text(ledger_id)}"


def write_ledger_id(registry: Registry, ledger_id: str) -> bool:
    """Write the id into issuer.yml, unless it has one; False where a person has to write the line."""
    if registry.issuer.ledger_id or not ledger_id:
        return True
    file = registry.folder / "issuer.yml"
    try:
        data = field_editing.set_text(files.read(file, MAX_RECORD_BYTES), (FIELD,), ledger_id, kind="issuer")
    except UsageError:
        return False
    atomic_files.write(file, data, drafts=registry.folder.parent)
    return True


def is_only_change(before: bytes, file: Path) -> bool:
    """Say whether `file` differs from what it was by this line, which was not there, and by nothing that is read."""
    old = yaml_subset.parse(before, "issuer.yml").value
    new = yaml_subset.parse(files.read(file, MAX_RECORD_BYTES), "issuer.yml").value
    if old is None or new is None or FIELD in old:
        return False
    return {name: value for name, value in new.items() if name != FIELD} == old
