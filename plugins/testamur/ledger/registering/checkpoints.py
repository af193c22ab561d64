"""The checkpoints of a ledger's log: one a run that entered something, each kept, none contradicting another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from testamur import disk
from testamur.errors import LedgerError, LogError
from testamur.ledger import entries
from testamur.ledger.safeguards import plain_files
from testamur.log import checkpoint
from testamur.log.checkpoint import NUMBER, Checkpoint
from testamur.log.key_succession import KeySuccession
from testamur.log.merkle import Tree
from testamur.log.note import VerifierKey

FOLDER = "checkpoints"


def leaves(folder: Path) -> list[bytes]:
    """Return the leaves of the ledger in a folder; none where nothing was entered."""
    try:
        return leaves_of(disk.read(f"{folder}/{entries.NAME}"))
    except FileNotFoundError:
        return []


def leaves_of(data: bytes) -> list[bytes]:
    """Return the leaves of a ledger's entries: their lines, byte for byte."""
    return data.split(b"\n")[:-1]


def kept(folder: Path) -> dict[int, bytes]:
    """Return the checkpoints that are kept, by size, the smallest first; LedgerError for a file that is none."""
    names = plain_files.names_below(folder / FOLDER)
    wrong = next((name for name in names if not NUMBER.fullmatch(name)), None)
    if wrong is not None:
        raise LedgerError(f"ledger/{FOLDER}/{wrong} is not a checkpoint's file. Fetch the ledger again")
    return {int(name): disk.read(f"{folder}/{FOLDER}/{name}") for name in sorted(names, key=int)}


def check(
    tree: Tree, known: Iterable[tuple[int, bytes]], keys: KeySuccession, witnesses: Sequence[VerifierKey] = ()
) -> None:
    """Raise LedgerError unless what is entered begins with what every checkpoint signed.

    So is each that one of these witnesses signed with a signature that does not fit: every verifier would refuse it.
    """
    for size, data in known:
        try:
            point = keys.open(data, witnesses).checkpoint
        except LogError as error:
            raise LedgerError(f"ledger/{FOLDER}/{size}: {error.reason}. Fetch the ledger again") from error
        if point.size != size:
            raise LedgerError(
                f"ledger/{FOLDER}/{size} is the checkpoint of {point.size} entries. Fetch the ledger again"
            )
        if size > tree.size:
            raise LedgerError(
                f"ledger/{entries.NAME} has {tree.size} entries, and its log had {size} before. "
                "Nothing was signed. Fetch the ledger again"
            )
        if tree.root(size) != point.root:
            raise LedgerError(
                f"the first {size} lines of ledger/{entries.NAME} are not those that its checkpoint signed. "
                "Nothing was signed. Fetch the ledger again, and look at the history of its branch for who changed it"
            )


def sign(tree: Tree, key: VerifierKey, signer: Callable[[bytes], bytes]) -> tuple[str, bytes]:
    """Return the file of a checkpoint of the whole tree: its name in the ledger, and the note."""
    point = Checkpoint(key.name, tree.size, tree.root())
    return f"{FOLDER}/{tree.size}", checkpoint.sign(point, key, signer)
