"""The leaves that begin a log and that its offline root key signed: made from issuer.yml, and held to what is entered.

A ledger from before the log keeps every entry; the log begins with a leaf of its own, and the root key then vouches for
each key that signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from testamur.credentials import addresses, did
from testamur.errors import KeyRefusedError, LedgerError, LogError
from testamur.ledger.entries import LedgerEntry
from testamur.ledger.registering import log_keys
from testamur.ledger.registering.log_keys import LedgerKeys
from testamur.log import note
from testamur.log import witness as witnesses
from testamur.log.note import VerifierKey
from testamur.proofs import jcs
from testamur.records.model.log_settings import LogAct, LogSettings
from testamur.records.model.models import Issuer
from testamur.verification.registration import key_history
from testamur.verification.registration.key_history import KeyHistory

ROOT_NAME = "root"  # of the root key, below the log's own
_REMEDIES = {
    "key-not-added": "Let the root key add it: testamur log root key-add {key} --root-key FILE",
    "key-retired": "Sign with a key that is not retired",
    "key-revoked": "Sign with a key that is not lost",
}


def origin_of(issuer: Issuer) -> str:
    """Return the name of the registry's log."""
    return addresses.log_origin(issuer.base)


def log_key(issuer: Issuer, settings: LogSettings) -> VerifierKey:
    """Return the key that signs checkpoints."""
    return log_keys.read_key(settings.key, origin_of(issuer))


def ledger_keys(issuer: Issuer, settings: LogSettings, leaves: Sequence[bytes]) -> LedgerKeys:
    """Return the keys of the log that has these leaves; LedgerError where issuer.yml does not fit them."""
    newest = log_key(issuer, settings)
    entered = log_keys.succession(settings, root_key(issuer, settings), newest.name, leaves)
    return LedgerKeys(newest, entered, len(leaves))


def root_key(issuer: Issuer, settings: LogSettings) -> VerifierKey:
    """Return the offline root key."""
    return log_keys.read_key(settings.root, f"{origin_of(issuer)}/{ROOT_NAME}")


def witness_keys(settings: LogSettings) -> list[VerifierKey]:
    """Return the keys of the witnesses, in their order.

    LedgerError for one that is none, since every award could not be checked because of it; for one that stands there
    twice, since it would count twice (C2SP tlog-policy, "Defining a witness"); and for a quorum that cannot be reached.
    """
    keys: list[VerifierKey] = []
    for number, witness in enumerate(settings.witnesses, 1):
        where = f"issuer.yml, below log: witness {number}"
        try:
            key = note.read_key(witness.key)
        except LogError as error:
            raise LedgerError(f"{where}: {error.reason}. Copy the key again as the witness publishes it") from error
        if key.kind != note.COSIGNATURE:
            raise LedgerError(
                f"{where}: {witness.key} is the key of a log, and signs no time. "
                "Ask the witness for its key for cosignatures"
            )
        if key.public in {one.public for one in keys}:
            raise LedgerError(f"{where}: {witness.key} stands there twice. Leave one of them out")
        keys.append(key)
    asked = sum(bool(witness.submission_prefix) for witness in settings.witnesses)
    if settings.quorum > asked:
        remedy = f"Write quorum: {asked} or less" if asked else "Take the line quorum out"
        raise LedgerError(
            f"issuer.yml, below log: quorum is {settings.quorum}, and {asked} of the witnesses can be asked before "
            f"something is published. {remedy}, or give more of them a submissionPrefix"
        )
    return keys


def unsigned_leaf(act: LogAct, issuer_did: str) -> LedgerEntry:
    """Return what the root key signs of an act: its leaf, without the signature."""
    leaf: dict[str, Any] = {"op": act.operation, "t": act.at, "v": 1}
    if act.key:
        leaf["key"] = did.verification_method(issuer_did, act.key)
    if act.reason:
        leaf["reason"] = act.reason
    if act.trusted_below is not None:
        leaf["trusted_below"] = act.trusted_below
    if act.next_log:
        leaf["next"] = act.next_log
    if act.policy:
        leaf["policy"] = act.policy
    if act.operation == "log-key":
        leaf |= {"key": act.log_key, "prev": act.replaces}
    return leaf


def signed_leaf(act: LogAct, issuer_did: str) -> LedgerEntry:
    """Return the leaf of an act."""
    return {**unsigned_leaf(act, issuer_did), "sig": act.signature}


def missing(issuer: Issuer, entered: Sequence[LedgerEntry], moment: str) -> list[LedgerEntry]:
    """Return the leaves that are to be entered now, in their order, but that of the log's end (`pending_end`).

    LedgerError where what is entered and issuer.yml do not go together, or the root key did not sign an act.
    """
    begun = next((entry for entry in entered if entry["op"] == "genesis"), None)
    if issuer.log is None:
        if begun:
            raise LedgerError("the ledger has a log, and issuer.yml names none: put its lines back, below log:")
        return []
    root = root_key(issuer, issuer.log)
    log_key(issuer, issuer.log)
    _refuse_other_witnesses(issuer.log)
    genesis = {"op": "genesis", "origin": origin_of(issuer), "root": str(root), "t": moment, "v": 1}
    if begun and (begun.get("origin"), begun.get("root")) != (genesis["origin"], genesis["root"]):
        raise LedgerError(
            "issuer.yml, below log: the root key is not the one under which the log began, and that one cannot be "
            f"exchanged. It is {begun.get('root')}"
        )
    log_keys.check_acts(issuer.log, origin_of(issuer))
    known = {jcs.canonicalize(entry) for entry in entered if entry["op"] in key_history.OPERATIONS}
    leaves = [] if begun else [genesis]
    for number, act in enumerate(issuer.log.acts, 1):
        leaf = signed_leaf(act, did.from_base(issuer.base))
        if jcs.canonicalize(leaf) in known:
            continue
        _check(leaf, number, root, len(entered))
        if act.operation != "end":
            leaves.append(leaf)
        elif number < len(issuer.log.acts):
            raise LedgerError(f"issuer.yml, below log: act {number} ends the log, and others follow. Take them out")
    if leaves:
        refuse_after_end(entered)
    return leaves


def policy(settings: LogSettings) -> str:
    """Return what the root key signs of the witnesses: the digest of their keys, and of how many have to sign."""
    return witnesses.policy(witness_keys(settings), settings.quorum)


def _refuse_other_witnesses(settings: LogSettings) -> None:
    """Raise LedgerError for witnesses that are none, or others than the root key signed where it signed any.

    Verifiers would take no award for registered.
    """
    own = policy(settings)
    signed = [act.policy for act in settings.acts if act.operation == "witnesses"]
    if signed and signed[-1] != own:
        raise LedgerError(
            "issuer.yml, below log: witnesses and quorum are not those that the root key signed. Let it sign them: "
            "testamur log root witnesses --root-key FILE, or put them back as they were"
        )


def pending_end(issuer: Issuer, entered: Sequence[LedgerEntry]) -> LedgerEntry | None:
    """Return the leaf that ends the log, if it is to be entered after all else; `missing` has checked it."""
    last = issuer.log.acts[-1] if issuer.log is not None and issuer.log.acts else None
    if last is None or last.operation != "end" or has_ended(entered):
        return None
    return signed_leaf(last, did.from_base(issuer.base))


def count(*parts: Iterable[LedgerEntry]) -> int:
    """Return how many entries a history of keys is made of (`key_history.OPERATIONS`)."""
    return sum(entry["op"] in key_history.OPERATIONS for part in parts for entry in part)


def has_ended(entered: Iterable[LedgerEntry]) -> bool:
    """Say whether the log has ended."""
    return any(entry["op"] == "end" for entry in entered)


def refuse_after_end(entered: Sequence[LedgerEntry]) -> None:
    """Raise LedgerError where the log has ended, and something would be entered all the same."""
    if has_ended(entered):
        raise LedgerError(
            "the log has ended: nothing can be entered any more, and nothing was signed. Take back what changed in the "
            "records since, or begin another registry for it"
        )


def check_signing_key(entries: Sequence[LedgerEntry], issuer: Issuer, method: str) -> None:
    """Raise KeyRefusedError unless what is entered lets this key sign what comes next."""
    if issuer.log is None or has_ended(entries):
        return  # Of one that has ended, whatever would be entered is refused.
    leaves = [
        (index, jcs.canonicalize(entry)) for index, entry in enumerate(entries) if entry["op"] in key_history.OPERATIONS
    ]
    refusal = KeyHistory(leaves, root_key(issuer, issuer.log), origin_of(issuer)).refusal(method, len(entries))
    if refusal:
        key = method.rpartition("#")[2]
        remedy = _REMEDIES[refusal].format(key=key)
        raise KeyRefusedError(f"the log does not know the signing key {key} as good ({refusal}). {remedy}")


def _check(leaf: LedgerEntry, number: int, root: VerifierKey, size: int) -> None:
    where = f"issuer.yml, below log: act {number}"
    if not key_history.is_signed(leaf, root.public):
        raise LedgerError(
            f"{where} is not signed by the root key, or was changed since. Copy it again as it was printed"
        )
    if leaf["op"] == "key-revoke" and leaf.get("trusted_below", 0) > size:
        raise LedgerError(
            f"{where}: trustedBelow is {leaf['trusted_below']}, and the log has {size} entries. Take this act out "
            "again, and sign it anew: testamur log root key-revoke KEY --trusted-below N, N of them yours"
        )
