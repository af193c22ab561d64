"""What the log's offline root key signs: that a key is good, retired, lost or replaced, or that the log has ended."""

from __future__ import annotations

import datetime
from dataclasses import replace

from testamur.credentials import addresses, did
from testamur.errors import LedgerError, UsageError
from testamur.ledger.registering import acts
from testamur.ledger.registering.log_keys import read_key
from testamur.log.note import SIGNATURE, VerifierKey
from testamur.proofs.data_integrity import Signer
from testamur.records.model.log_settings import LogAct, LogOperation
from testamur.records.model.models import Issuer
from testamur.text import dates
from testamur.text.characters import harmless
from testamur.verification.registration import key_history


def sign(
    base: str,
    root: Signer,
    *,
    operation: LogOperation,
    now: datetime.datetime,
    key: str = "",
    trusted_below: int | None = None,
    next_log: str = "",
    log_key: str = "",
    replaces: str = "",
    policy: str = "",
) -> LogAct:
    """Return an act that the root key signs for the registry at `base`; `key` is a public signing key (z6Mk…)."""
    reason = "compromised" if operation == "key-revoke" else ""
    act = LogAct(
        operation=operation,
        at=dates.instant(now),
        signature="",
        key=key,
        reason=reason,
        trusted_below=trusted_below,
        next_log=next_log,
        log_key=log_key,
        replaces=replaces,
        policy=policy,
    )
    signature = root.sign(key_history.signed_bytes(acts.unsigned_leaf(act, did.from_base(base))))
    return replace(act, signature=key_history.signature_text(signature))


def end(base: str, root: Signer, *, now: datetime.datetime, next_base: str = "") -> LogAct:
    """Return the act that ends the log of the registry at `base`.

    The next run of `testamur issue` enters it, after the last status lists, and nothing is entered after it.
    `next_base` is the address of the registry whose log goes on, "" where none does.
    """
    return sign(base, root, operation="end", now=now, next_log=addresses.log_origin(next_base) if next_base else "")


def replace_log_key(base: str, root: Signer, *, now: datetime.datetime, old: str, new: bytes) -> LogAct:
    """Return the act that gives the log of the registry at `base` another key.

    `old` is the key that signs the log until then (a vkey), `new` the other public key. UsageError where `old` is none
    of this log, or both are one.
    """
    origin = addresses.log_origin(base)
    try:
        replaced = read_key(old, origin)
    except LedgerError as error:
        raise UsageError(f"{harmless(old, 100)} is no key of the log {origin}: copy key: below log: again") from error
    log_key = VerifierKey(origin, SIGNATURE, new)
    if log_key == replaced:
        raise UsageError("this is the key that signs the log today: make another one")
    if new == root.public_key:
        raise UsageError("this is the root key itself, which stays offline: make another one for the log")
    return sign(base, root, operation="log-key", now=now, log_key=str(log_key), replaces=old)


def name_witnesses(issuer: Issuer, root: Signer, *, now: datetime.datetime) -> LogAct:
    """Return the act that says who the log's witnesses are, and how many of them have to sign, as issuer.yml has it.

    UsageError where it has said so already.
    """
    if issuer.log is None:
        raise UsageError("this registry keeps no log yet: testamur log start begins it")
    policy = acts.policy(issuer.log)
    known = [act.policy for act in issuer.log.acts if act.operation == "witnesses"]
    if known and known[-1] == policy:
        raise UsageError("the root key has signed these witnesses and this quorum already: nothing is to be done")
    return sign(issuer.base, root, operation="witnesses", now=now, policy=policy)


def first_acts(issuer: Issuer, root: Signer, now: datetime.datetime) -> tuple[LogAct, ...]:
    """Return the acts with which a log begins: each key that signs or signed is added, and retired ones are retired."""
    found: list[LogAct] = []
    for method in issuer.verification_methods:
        if method.state == "compromised":
            continue
        key = method.public_key_multibase
        found.append(sign(issuer.base, root, operation="key-add", now=now, key=key))
        if method.state == "retired":
            found.append(sign(issuer.base, root, operation="key-retire", now=now, key=key))
    if not found:
        raise UsageError("issuer.yml lists no key that signs: make one first, with testamur keygen --add")
    return tuple(found)


def log_keys(issuer: Issuer, log: Signer, root: Signer) -> tuple[VerifierKey, VerifierKey]:
    """Return the keys of a log that begins, by their names: the log's own, and its root key."""
    origin = acts.origin_of(issuer)
    return (
        VerifierKey(origin, SIGNATURE, log.public_key),
        VerifierKey(f"{origin}/{acts.ROOT_NAME}", SIGNATURE, root.public_key),
    )


def root_key_of(base: str, root: Signer) -> str:
    """Return the root key of the log of the registry at `base` as issuer.yml has it."""
    return str(VerifierKey(f"{addresses.log_origin(base)}/{acts.ROOT_NAME}", SIGNATURE, root.public_key))


def refuse_other_root(issuer: Issuer, root: Signer) -> None:
    """Raise UsageError where the registry has no log, or this is not its root key."""
    if issuer.log is None:
        raise UsageError("this registry keeps no log yet: testamur log start begins it")
    wanted = acts.root_key(issuer, issuer.log)
    if wanted.public != root.public_key:
        raise UsageError(f"this is not the root key of the log, which is {wanted}")


def refuse_ended(issuer: Issuer) -> None:
    """Raise UsageError where the root key has ended the log: no act follows that one."""
    if issuer.log is not None and any(act.operation == "end" for act in issuer.log.acts):
        raise UsageError("issuer.yml ends the log, below acts: nothing can follow there")
