"""The log as others have it, compared with the ledger at hand before anything is signed.

A log must never sign two histories. So a run that holds an older ledger than the one that is published, or that a
witness has signed, or another one, ends here: it would sign what contradicts a checkpoint that others have seen.
"""

from __future__ import annotations

from pathlib import Path

from testamur.credentials import addresses
from testamur.errors import LedgerError, LogError
from testamur.ledger.registering import acts, checkpoints
from testamur.ledger.registering.log_keys import LedgerKeys
from testamur.log import note, witness
from testamur.log.checkpoint import Checkpoint, OpenedCheckpoint
from testamur.log.merkle import Tree
from testamur.log.note import VerifierKey
from testamur.records.model.log_settings import LogWitness
from testamur.records.model.models import Issuer
from testamur.verification.resolving.resolver import NotFound, Resolver, Unavailable

_FORK = (
    "Nothing was signed. One of the two was changed: look at the history of the ledger's branch, and keep both "
    "checkpoints as evidence"
)


def check(issuer: Issuer, folder: Path, web: Resolver) -> None:
    """Raise LedgerError unless the ledger in `folder` begins with all that is published of the log, or was witnessed.

    Nothing published is no contradiction. Raises Unavailable where the site cannot be looked at; a witness that cannot
    be looked at says nothing.
    """
    if issuer.log is None:
        return
    leaves = checkpoints.leaves(folder)
    tree, keys = Tree(leaves), acts.ledger_keys(issuer, issuer.log, leaves)
    for one, witness_key in zip(issuer.log.witnesses, acts.witness_keys(issuer.log), strict=True):
        try:
            seen = read_witness(one, witness_key, keys, web)
        except (Unavailable, LogError):
            continue
        if seen is not None:
            refuse_another(seen.checkpoint, tree, address_of(one, keys.newest))
    where = addresses.log_file(issuer.base, "checkpoint")
    try:
        data = web.fetch(where, limit=note.MAX_BYTES)
    except NotFound:
        return
    try:
        live = keys.open(data).checkpoint
    except LogError as error:
        raise LedgerError(f"{where} is not a checkpoint of this log: {error.reason}. Nothing was signed") from error
    refuse_another(live, tree, where)


def address_of(one: LogWitness, log_key: VerifierKey) -> str:
    """Return where a witness publishes what it signed of the log (C2SP tlog-witness, "Monitor Retrieval Mechanism")."""
    return f"{one.monitoring_prefix}/{witness.origin_hash(log_key.name)}/checkpoint"


def read_witness(one: LogWitness, key: VerifierKey, keys: LedgerKeys, web: Resolver) -> OpenedCheckpoint | None:
    """Return the checkpoint that a witness published last, which a key of the log signed; None where it publishes none.

    Unavailable or LogError where there is nothing that can be read.
    """
    if not one.monitoring_prefix:
        return None
    return keys.open(web.fetch(address_of(one, keys.newest), limit=note.MAX_BYTES), [key])


def refuse_another(seen: Checkpoint, tree: Tree, where: str) -> None:
    """Raise LedgerError unless what the log's key signed, as `where` shows it, is a part of the tree at hand."""
    if seen.size > tree.size:
        raise LedgerError(
            f"this copy of the ledger is older than what is published: {where} has {seen.size} entries, and "
            f"ledger/entries.jsonl has {tree.size}. Nothing was signed. Fetch the ledger again: a log has one history, "
            "and no ledger that is begun anew can go on with it"
        )
    if tree.root(seen.size) != seen.root:
        same = "as many" if seen.size == tree.size else f"the first {seen.size}"
        raise LedgerError(
            f"the log that is published is not this ledger's: {same} entries have another root, at {where}. {_FORK}"
        )
