"""The keys that sign: which one may sign today, and how each of them is entered in the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from testamur.credentials import did
from testamur.errors import KeyRefusedError
from testamur.ledger import entries
from testamur.ledger.entries import LedgerEntry
from testamur.ledger.registering import acts
from testamur.ledger.signing_run import SigningRun
from testamur.proofs import multikey
from testamur.proofs.data_integrity import Signer
from testamur.records.model.models import Issuer, KeyState
from testamur.records.registry import Registry

_KEY_OPERATIONS: Mapping[KeyState, Sequence[str]] = {
    "active": ("key-add",),
    "retired": ("key-add", "key-retire"),
    "compromised": ("key-add", "key-revoke"),
}


def signing_method(registry: Registry, signer: Signer, today: datetime.date) -> str:
    """Return the verification method that the signer's key has in issuer.yml; KeyRefusedError when it may not sign."""
    key = multikey.encode(signer.public_key)
    for listed_method in registry.issuer.verification_methods:
        multikey.decode(listed_method.public_key_multibase)
    methods = registry.issuer.verification_methods
    method = next((method for method in methods if method.public_key_multibase == key), None)
    if method is None:
        listed = ", ".join(method.public_key_multibase for method in methods) or "none"
        raise KeyRefusedError(
            f"the signing key is {key}, and issuer.yml does not list it (it lists {listed}). "
            f"Add under verificationMethod: - {{publicKeyMultibase: {key}, from: {today}}}"
        )
    if method.state != "active":
        raise KeyRefusedError(
            f"the signing key {key} is {method.state}: sign with one that is neither retired nor compromised"
        )
    if today < method.from_ or (method.to and today > method.to):
        raise KeyRefusedError(
            f"the signing key {key} signs from {method.from_} to {method.to or 'now'}, and today is {today} (UTC)"
        )
    return did.verification_method(did.from_base(registry.issuer.base), key)


def enter(issuer: Issuer, run: SigningRun, entered: Sequence[LedgerEntry]) -> None:
    """Enter every key of issuer.yml that was added, retired or revoked since the last run.

    Where the registry keeps a log, its root key does that, and KeyRefusedError says of the run's key that it did not.
    """
    missing = acts.missing(issuer, entered, run.signed_at)
    run.new_entries.extend(missing)
    if issuer.log is not None:
        acts.check_signing_key([*entered, *missing], issuer, run.verification_method)
        return
    entered_acts = {(entry["op"], entry["key"]) for entry in entered if entry["op"].startswith("key-")}
    issuer_did = did.from_base(issuer.base)
    for method in issuer.verification_methods:
        name = did.verification_method(issuer_did, method.public_key_multibase)
        for operation in _KEY_OPERATIONS[method.state]:
            if (operation, name) not in entered_acts:
                run.new_entries.append(
                    entries.key_entry(operation=operation, verification_method=name, moment=run.signed_at)
                )
