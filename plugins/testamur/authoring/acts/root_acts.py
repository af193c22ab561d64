"""What the log's offline root key signs: that a signing key is good, retired or lost, or that the log has ended."""

from __future__ import annotations

import datetime
from dataclasses import replace

from testamur.credentials import did
from testamur.errors import UsageError
from testamur.ledger.registering import acts
from testamur.log.note import SIGNATURE, VerifierKey
from testamur.proofs.data_integrity import Signer
from testamur.records.model.log_settings import LogAct, LogOperation
from testamur.records.model.models import Issuer
from testamur.text import dates
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
    )
    signature = root.sign(key_history.signed_bytes(acts.unsigned_leaf(act, did.from_base(base))))
    return replace(act, signature=key_history.signature_text(signature))


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


def refuse_other_root(issuer: Issuer, root: Signer) -> None:
    """Raise UsageError where the registry has no log, or this is not its root key."""
    if issuer.log is None:
        raise UsageError("this registry keeps no log yet: testamur log start begins it")
    wanted = acts.root_key(issuer, issuer.log)
    if wanted.public != root.public_key:
        raise UsageError(f"this is not the root key of the log, which is {wanted}")
