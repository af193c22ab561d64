"""What the key's seal of a ledger covers: all that later runs rely on, as one digest (`ledger.published_from`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from testamur import disk
from testamur.ledger import entries, state
from testamur.ledger.published_from import Seal
from testamur.ledger.safeguards import identity, plain_files
from testamur.proofs import jcs


def sealed_files(folder: Path) -> dict[str, str]:
    """Return the paths of the files that a seal covers, by name.

    Credentials are not among them: the states have their digests.
    """
    names = [name for name in (entries.NAME, identity.NAME) if (folder / name).is_file()]
    for inner in ("achievements", "awards", "statements"):
        names += (f"{inner}/{name}" for name in plain_files.names_below(folder / inner))
    return {name: f"{folder}/{name}" for name in names}


def seal_of(files: Mapping[str, str]) -> Seal:
    """Return the seal of a ledger that has these files."""
    number = disk.read(files[entries.NAME]).count(b"\n") if entries.NAME in files else 0
    digests = {name: state.digest(disk.read(path)) for name, path in files.items()}
    return Seal(number, state.digest(jcs.canonicalize(digests)))
