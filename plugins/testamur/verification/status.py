"""The check `status`: the issuer's signed list is genuine, fresh, and the award's bit is clear.

Follows Bitstring Status List 1.0. A list that cannot be read, is not the issuer's, or is stale is no
answer. A set bit is never green; the suspension list and the index may only say which kind of no it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.credentials import did as dids
from testamur.credentials import status_list
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import data_integrity
from testamur.verification import strict_json
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.document import Credential, Document, read_instant
from testamur.verification.edition import Entry, digest_of
from testamur.verification.issuer import GRACE, Keys
from testamur.verification.resolver import Resolver, Unavailable
from testamur.verification.verdict import Verdict

LIMIT = 8 * 1024 * 1024  # bytes of a list
OLDEST = datetime.timedelta(days=400)
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _List:
    bits: bytes
    signed: datetime.datetime


def check(
    credential: Credential,
    keys: Keys | None,
    found: Entry | Check,
    *,
    resolver: Resolver,
    now: datetime.datetime,
    seen: Mapping[str, datetime.datetime],
) -> Check:
    """Return the check.

    `found` is what the index says; `seen` has when the newest list known of each address was signed.
    """
    if credential.status is None:
        return could_not_run(
            "status", "status-missing", "it has no status entry: whether it was withdrawn cannot be told"
        )
    if keys is None:
        return could_not_run("status", "no-key", "not checked: there is no key of the issuer to check its list with")
    reader = _Reader(credential, keys, resolver, now, seen)
    try:
        address, index = _entry(credential.status, credential.issuer)
        revocation = reader.read(address, "revocation")
        if not status_list.is_set(revocation.bits, index):
            said = f"by the issuer's list of {_said(revocation.signed)}"
            return passed("status", f"not withdrawn and not on hold, {said}")
    except _NotUsable as error:
        return could_not_run("status", error.code, str(error))
    except (VerificationError, DocumentError) as error:
        code, _, detail = str(error).partition(": ")
        return failed("status", code, f"the status entry is wrong: {detail}")
    return _explain(reader, found, address, index, revocation)


class _NotUsable(Exception):  # noqa: N818 — a list that is no answer
    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        super().__init__(detail)


def _entry(entry: Document, did: str) -> tuple[str, int]:
    address, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    if entry.get("type") != "BitstringStatusListEntry":
        raise _NotUsable(
            "status-not-supported", f"a status entry of the type {str(entry.get('type'))[:60]!r} is not read here"
        )
    if entry.get("statusPurpose") != "revocation":
        raise _NotUsable(
            "status-purpose", f"a status entry of the purpose {str(entry.get('statusPurpose'))[:60]!r} is not read here"
        )
    if not isinstance(address, str) or not address.startswith("https://"):
        raise VerificationError("status-entry: it names no list")
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        raise VerificationError("status-entry: its index is not a decimal number in text")
    if entry.get("statusSize", 1) != 1:
        raise _NotUsable("status-not-supported", "a status of more than one bit is not read here")
    if address.split("/")[2] != dids.document_address(did).split("/")[2]:
        # Nobody but the issuer's own host is asked about an award.
        raise _NotUsable("list-not-trusted", "the list lies at another host than the issuer")
    return address, int(index)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the lists of one credential's issuer; _NotUsable says why a list is no answer."""

    credential: Credential
    keys: Keys
    resolver: Resolver
    now: datetime.datetime
    seen: Mapping[str, datetime.datetime]

    def read(self, address: str, purpose: str) -> _List:
        try:
            document = strict_json.parse(self.resolver.fetch(address, limit=LIMIT))
        except (Unavailable, VerificationError) as error:
            code = "list-unreachable" if isinstance(error, Unavailable) else "list-malformed"
            raise _NotUsable(code, f"the issuer's status list could not be read: {error}") from error
        subject = _check_shape(document, address, purpose, self.credential.issuer)
        _check_proof(document, self.keys)
        signed = _check_fresh(document, self.credential, self.now, self.seen.get(address))
        try:
            return _List(status_list.decode(subject["encodedList"]), signed)
        except DocumentError as error:
            code, _, detail = str(error).partition(": ")
            raise _NotUsable(code, f"the issuer's status list could not be read: {detail}") from error


def _check_shape(document: Any, address: str, purpose: str, did: str) -> Document:
    """Return the list's subject when the list is about what it should be."""
    if not isinstance(document, dict) or document.get("@context") != status_list.CONTEXT:
        raise _NotUsable("list-malformed", "the status list is not in the form that is read here")
    issuer = document.get("issuer")
    if (issuer.get("id") if isinstance(issuer, dict) else issuer) != did:
        raise _NotUsable("list-not-trusted", "the status list was issued by somebody else")
    kinds, subject = document.get("type"), document.get("credentialSubject")
    if not isinstance(kinds, list) or "BitstringStatusListCredential" not in kinds or not isinstance(subject, dict):
        raise _NotUsable("list-malformed", "the status list is not in the form that is read here")
    if document.get("id") != address:
        raise _NotUsable("list-malformed", "the status list is another one than was asked for")
    if subject.get("type") != "BitstringStatusList" or subject.get("statusPurpose") != purpose:
        raise _NotUsable("status-purpose", "the status list is of another purpose than the award's entry")
    if not isinstance(subject.get("encodedList"), str):
        raise _NotUsable("list-malformed", "the status list has no list in it")
    return subject


def _check_proof(document: Document, keys: Keys) -> None:
    proofs = document.get("proof")
    listed = [proofs] if isinstance(proofs, dict) else proofs if isinstance(proofs, list) else []
    found = [
        proof for proof in listed[:8] if isinstance(proof, dict) and proof.get("cryptosuite") == data_integrity.JCS
    ]
    if not found:
        raise _NotUsable("list-not-trusted", "the status list has no eddsa-jcs-2022 proof")
    try:
        data_integrity.verify_proof(document, found[0], keys.key(str(found[0].get("verificationMethod"))))
    except (VerificationError, DocumentError) as error:
        raise _NotUsable("list-not-trusted", f"the status list's signature does not fit: {error}") from error


def _check_fresh(
    document: Document, credential: Credential, now: datetime.datetime, newest: datetime.datetime | None
) -> datetime.datetime:
    """Return when the list was signed, when that is neither too long ago nor yet to come."""
    try:
        signed = read_instant(document.get("validFrom"))
        until = read_instant(document["validUntil"]) if "validUntil" in document else None
    except VerificationError as error:
        raise _NotUsable("list-malformed", f"the status list could not be read: {error}") from error
    if signed > now + GRACE:
        raise _NotUsable(
            "clock",
            f"the status list was signed at {_said(signed)}, later than this clock says it is: the clock seems wrong",
        )
    if credential.created is not None and signed < credential.created:
        raise _NotUsable("list-stale", f"the status list of {_said(signed)} is older than the credential")
    if newest is not None and signed < newest:
        raise _NotUsable(
            "list-stale",
            f"the status list of {_said(signed)} is older than one of {_said(newest)} that was seen before",
        )
    if now - signed > OLDEST or (until is not None and now > until):
        raise _NotUsable("list-stale", f"the status list of {_said(signed)} is too old to answer")
    return signed


def _explain(reader: _Reader, found: Entry | Check, address: str, index: int, revocation: _List) -> Check:
    """Return which kind of no a set bit is: on hold, replaced, or withdrawn when nothing explains it."""
    entry = found if isinstance(found, Entry) else None
    since = entry.since if entry is not None else ""
    said = f"by the issuer's list of {_said(revocation.signed)}"
    if _is_held(reader, address, index):
        return failed("status", "suspended", f"on hold{f' since {since}' if since else ''}, {said}", Verdict.SUSPENDED)
    on = f" on {since}" if since else ""
    if entry is not None and entry.state == "superseded":
        return failed("status", "superseded", f"replaced by another award{on}, {said}", Verdict.SUPERSEDED)
    if entry is not None and digest_of(reader.credential) in entry.replaced:
        return failed("status", "replaced", f"a newer copy replaced it, {said}", Verdict.SUPERSEDED)
    return failed("status", "revoked", f"withdrawn{on}, {said}", Verdict.REVOKED)


def _is_held(reader: _Reader, address: str, index: int) -> bool:
    suspension = address.replace("/revocation-", "/suspension-")
    if suspension == address:
        return False
    try:
        return status_list.is_set(reader.read(suspension, "suspension").bits, index)
    except (_NotUsable, DocumentError):
        return False  # A list that cannot be read explains nothing: then the award is withdrawn.


def _said(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
