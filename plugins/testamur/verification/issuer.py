"""The check `issuer`: the DID resolves, lists the key for assertions, the key is sound and was in its period.

Follows did:web and Controlled Identifiers 1.0. A key's fragment is only a name: the key itself comes
from the resolved document, which must list it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.errors import DocumentError, KeyRefusedError, VerificationError
from testamur.proofs import multikey
from testamur.verification import strict_json
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.document import Credential
from testamur.verification.resolver import Resolver, Unavailable
from testamur.verification.verdict import Verdict

GRACE = datetime.timedelta(minutes=5)
LIMIT = 256 * 1024  # bytes of a DID document or a list of keys


class Keys:
    """The keys that an issuer's DID document lists for assertions, by verification method."""

    def __init__(self, did: str, document: Any) -> None:
        if not isinstance(document, dict) or document.get("id") != did:
            raise VerificationError("did-document: the issuer's DID document names another issuer")
        methods, purposes = document.get("verificationMethod"), document.get("assertionMethod")
        if not isinstance(methods, list) or not isinstance(purposes, list):
            raise VerificationError("did-document: the issuer's DID document lists no keys")
        self._did = did
        self._methods = [method for method in methods[:1000] if isinstance(method, dict)]
        # Only names count here: a key that is written out inside would have no place of its own.
        self._purposes = [purpose for purpose in purposes[:1000] if isinstance(purpose, str)]

    def key(self, name: str) -> bytes:
        """Return the 32 bytes of a key; VerificationError says why it cannot be relied on."""
        listed = [method for method in self._methods if method.get("id") == name]
        if not listed:
            raise VerificationError(
                "unknown-key: the issuer does not list the key it was signed with, or no longer does"
            )
        if len(listed) > 1:
            raise VerificationError("unknown-key: the issuer lists two keys under this name")
        method = listed[0]
        if name not in self._purposes:
            raise VerificationError("key-purpose: the issuer does not list this key for signing credentials")
        if method.get("type") != "Multikey" or method.get("controller") != self._did:
            raise VerificationError("key-shape: the key is not a Multikey that the issuer controls")
        try:
            return multikey.decode(str(method.get("publicKeyMultibase")))
        except (KeyRefusedError, DocumentError) as error:
            raise VerificationError(f"weak-key: {error}") from error


def check(
    credential: Credential, *, resolver: Resolver, now: datetime.datetime, trusted: Collection[str]
) -> tuple[Check, Keys | None]:
    """Return the check, and the issuer's keys when the proof can be checked with them."""
    host = _host(credential.issuer)
    try:
        keys = Keys(credential.issuer, _fetch(resolver, dids.document_address(credential.issuer)))
        keys.key(str(credential.proof.get("verificationMethod")))
        _check_created(credential, now)
        if credential.issuer in trusted:
            _check_period(credential, resolver)
    except Unavailable as error:
        return could_not_run("issuer", "issuer-unreachable", f"the issuer's keys could not be read: {error}"), None
    except VerificationError as error:
        code, _, detail = str(error).partition(": ")
        return failed("issuer", code, detail), None
    if credential.issuer not in trusted:
        detail = f"{host} is not among the issuers that are trusted here"
        return failed("issuer", "unknown-issuer", detail, Verdict.UNTRUSTED_ISSUER), keys
    return passed("issuer", f"{host} lists the key that it was signed with"), keys


def _host(did: str) -> str:
    return dids.document_address(did).removeprefix("https://").partition("/")[0]


def _fetch(resolver: Resolver, address: str) -> Any:
    data = resolver.fetch(address, limit=LIMIT)
    try:
        return strict_json.parse(data)
    except VerificationError as error:
        raise Unavailable(f"{address}: {strict_json.looks_like(data) if data[:1] != b'{' else error}") from error


def _check_created(credential: Credential, now: datetime.datetime) -> None:
    created = credential.created
    if created is not None and created > now + GRACE:
        raise VerificationError(
            f"created-in-future: it says that it was signed at {created.isoformat()}, and it is {now.isoformat()}"
        )


def _check_period(credential: Credential, resolver: Resolver) -> None:
    """Look a registry's own list of keys up: whether the key was in use on the day of the proof (UTC)."""
    try:
        base = dids.base_of(credential.issuer)
    except DocumentError:
        return  # A trusted issuer that is no registry of ours: it publishes no such list.
    listed = _fetch(resolver, addresses.keys(base))
    keys = listed.get("keys") if isinstance(listed, dict) else None
    name = credential.proof.get("verificationMethod")
    entry = (
        next((key for key in keys if isinstance(key, dict) and key.get("id") == name), None)
        if isinstance(keys, list)
        else None
    )
    if entry is None:
        raise VerificationError("unknown-key: the issuer's list of keys does not have the key it was signed with")
    _check_entry(entry, credential.created)


def _check_entry(entry: Mapping[str, Any], created: datetime.datetime | None) -> None:
    if entry.get("state") == "compromised":
        raise VerificationError(
            "key-compromised: the issuer no longer relies on the key it was signed with; there may be a newer copy"
        )
    if created is None:
        raise VerificationError(
            "created-missing: it does not say when it was signed, so the key's period cannot be looked up"
        )
    day = created.astimezone(datetime.UTC).date().isoformat()
    first, last = str(entry.get("from", "")), str(entry.get("to", "9999-12-31"))
    if not first <= day <= last:
        raise VerificationError(f"key-period: it was signed on {day}, and its key signed from {first} to {last}")
