"""The log as it is published, compared with the ledger at hand before anything is signed.

A log must never sign two histories. So a run that holds an older ledger than the one that is published, or another one,
ends here: it would sign what contradicts a checkpoint that others have seen.
"""

from __future__ import annotations

from pathlib import Path

from testamur.credentials import addresses
from testamur.errors import LedgerError, LogError
from testamur.ledger.registering import acts, checkpoints, log_keys
from testamur.log import checkpoint, note
from testamur.log.checkpoint import Checkpoint
from testamur.log.merkle import Tree
from testamur.records.model.log_settings import LogSettings
from testamur.records.model.models import Issuer
from testamur.verification.resolving.resolver import NotFound, Resolver

_FORK = (
    "Nothing was signed. One of the two was changed: look at the history of the ledger's branch, and keep both "
    "checkpoints as evidence"
)


def check(issuer: Issuer, folder: Path, web: Resolver) -> None:
    """Raise LedgerError unless the ledger in `folder` begins with all that is published of the log.

    Nothing published is no contradiction. Raises Unavailable where the site cannot be looked at.
    """
    if issuer.log is None:
        return
    where = addresses.log_file(issuer.base, "checkpoint")
    try:
        data = web.fetch(where, limit=note.MAX_BYTES)
    except NotFound:
        return
    try:
        leaves = checkpoints.leaves(folder)
        live = _open(data, issuer, issuer.log, leaves)
    except LogError as error:
        raise LedgerError(f"{where} is not a checkpoint of this log: {error.reason}. Nothing was signed") from error
    tree = Tree(leaves)
    if live.size > tree.size:
        raise LedgerError(
            f"this copy of the ledger is older than what is published: {where} has {live.size} entries, and "
            f"ledger/entries.jsonl has {tree.size}. Nothing was signed. Fetch the ledger again: a log has one history, "
            "and no ledger that is begun anew can go on with it"
        )
    if tree.root(live.size) != live.root:
        same = "as many" if live.size == tree.size else f"the first {live.size}"
        raise LedgerError(f"the log that is published is not this ledger's: {same} entries have another root. {_FORK}")


def _open(data: bytes, issuer: Issuer, settings: LogSettings, leaves: list[bytes]) -> Checkpoint:
    """Read the published checkpoint; LogError unless the key signed it that the ledger at hand asks for."""
    key = acts.log_key(issuer, settings)
    keys = log_keys.succession(settings, acts.root_key(issuer, settings), key.name, leaves)
    try:
        return keys.open(data).checkpoint
    except LogError:
        if checkpoint.read(note.read(data).text).size <= len(leaves):
            raise
        # Of what this ledger does not have yet, the key may have been replaced since, as issuer.yml says.
        return checkpoint.open_note(data, key).checkpoint
