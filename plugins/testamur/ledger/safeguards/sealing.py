"""What the key's seal of a ledger covers: all that later runs rely on, as one digest (`ledger.published_from`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from testamur.ledger import entries, state
from testamur.ledger.published_from import Seal
from testamur.ledger.safeguards import identity
from testamur.proofs import jcs


def sealed_files(folder: Path) -> dict[str, Path]:
    """Return the files that a seal covers, by name. Credentials are not among them: the states have their digests."""
    paths = [folder / entries.NAME, folder / identity.NAME]
    for name in ("achievements", "awards", "statements"):
        paths += (folder / name).rglob("*")
    return {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()}


def seal_of(files: Mapping[str, Path]) -> Seal:
    """Return the seal of a ledger that has these files."""
    number = files[entries.NAME].read_bytes().count(b"\n") if entries.NAME in files else 0
    digests = {name: state.digest(path.read_bytes()) for name, path in files.items()}
    return Seal(number, state.digest(jcs.canonicalize(digests)))
