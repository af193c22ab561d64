"""The check `status`: the issuer's signed list is genuine and fresh, and the award's bit in it is clear.

Follows Bitstring Status List 1.0. A list that cannot be read, is not the issuer's, or is stale is no answer. A set bit
is never green; the list of holds and the index only say which kind of no it is (decision 2). What stands here is of a
registry's awards; `status_kinds/` has those of others.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.credentials import addresses, status_list
from testamur.credentials import did as dids
from testamur.credentials.addresses import Purpose
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import data_integrity
from testamur.verification.check import Check, could_not_run, failed
from testamur.verification.credential import Credential, Document
from testamur.verification.edition import Entry
from testamur.verification.issuer_keys import Keys
from testamur.verification.reading import strict_json
from testamur.verification.reading.asked_instants import clear_later, set_later
from testamur.verification.reading.instants import is_later, read_instant, said
from testamur.verification.reading.shapes import listed, quoted, text_of
from testamur.verification.registration.logged_lists import SignedList
from testamur.verification.resolving.resolver import Resolver, Unavailable
from testamur.verification.status_kinds import last_list, set_bit, status_of_others
from testamur.verification.status_kinds.list_credential import NotUsable
from testamur.verification.verdict import GRAVEST_FIRST, Verdict

LIMIT = 4 * 1024 * 1024  # bytes of a list
_MOST_PROOFS = 8
# Who publishes by hand signs the lists at least once a year (docs/operating.md, "Without a forge"), and may be late.
OLDEST = datetime.timedelta(days=400)
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _List:
    bits: bytes
    signed: datetime.datetime
    until: datetime.datetime | None = None  # of the last list of a registry that closed: when it ends


def check(
    credential: Credential,
    keys: Keys | None,
    found: Entry | Check,
    *,
    resolver: Resolver,
    now: datetime.datetime,
    seen: Mapping[str, datetime.datetime],
    asked: bool = False,
    lists: dict[str, SignedList] | None = None,
) -> Check:
    """Return the check: of several entries, the gravest answer.

    `found` is the index's answer (`edition.look_up`); `seen` maps the address of a list to the signing instant of the
    newest one known. With `asked`, `now` is an instant that somebody asked about, and lists may be of later. `lists` is
    told of each list of a registry that was read, by its address.
    """
    if not credential.statuses:
        detail = "it has no status entry: whether it was withdrawn cannot be told"
        return could_not_run("status", "status-missing", detail)
    if keys is None:
        return could_not_run("status", "no-key", "not checked: there is no key of the issuer to check its list with")
    if not credential.registry:
        return status_of_others.check(credential, resolver=resolver, now=now, seen=seen, asked=asked)
    reader = _Reader(credential, keys, resolver, now, seen, asked, {} if lists is None else lists)
    answers = [_answer(entry, reader, found) for entry in credential.statuses]
    failures = [answer for answer in answers if answer.verdict is not None]
    if failures:
        return min(failures, key=lambda answer: GRAVEST_FIRST.index(answer.verdict or Verdict.VALID))
    return next((answer for answer in answers if answer.outcome != "passed"), answers[0])


def _answer(entry: Document, reader: _Reader, found: Entry | Check) -> Check:
    try:
        purpose, address, index = _entry(entry, reader.credential)
        listed = reader.read(address, purpose)
        if not status_list.is_set(listed.bits, index):
            if reader.is_of_later(listed):
                return clear_later(listed.signed, reader.now, registry=True)
            return last_list.clear(listed.signed, listed.until)
    except NotUsable as error:
        return could_not_run("status", error.code, str(error))
    except (VerificationError, DocumentError) as error:
        return failed("status", error.code, f"the status entry is wrong: {error.reason}")
    is_held = purpose == "suspension" or _is_held(reader, address, index)
    answer = set_bit.explain(reader.credential, found, listed.signed, is_held=is_held)
    return set_later(answer, reader.now) if reader.is_of_later(listed) else answer


def _entry(entry: Document, credential: Credential) -> tuple[Purpose, str, int]:
    """Return purpose, address of the list and index of a status entry."""
    address, index, purpose = (entry.get(name) for name in ("statusListCredential", "statusListIndex", "statusPurpose"))
    if entry.get("type") != "BitstringStatusListEntry":
        kind = quoted(entry.get("type"), 60)
        raise NotUsable("status-not-supported", f"a status entry of the type {kind} is not read here")
    if purpose not in status_list.PURPOSES:
        detail = f"a status entry of the purpose {quoted(entry.get('statusPurpose'), 60)} is not read here"
        raise NotUsable("status-purpose", detail)
    if not isinstance(address, str) or not address.startswith("https://"):
        raise VerificationError("the status entry names no list", code="status-entry")
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        raise VerificationError("its index is not a decimal number in text", code="status-entry")
    if type(size := entry.get("statusSize", 1)) is not int or size != 1:  # to Python, True and 1.0 are 1, too
        raise NotUsable("status-not-supported", "a status of more than one bit is not read here")
    if address.split("/")[2] != dids.authority_of(credential.issuer):
        # Of a registry's awards nobody but its own host is asked.
        raise NotUsable("list-not-trusted", "the list lies at another host than the issuer")
    return purpose, address, int(index)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the lists of one credential's issuer; NotUsable says why a list is no answer."""

    credential: Credential
    keys: Keys
    resolver: Resolver
    now: datetime.datetime
    seen: Mapping[str, datetime.datetime]
    asked: bool
    lists: dict[str, SignedList]

    def is_of_later(self, listed: _List) -> bool:
        """Say whether a list was signed after the instant that was asked about."""
        return self.asked and is_later(listed.signed, self.now)

    def read(self, address: str, purpose: Purpose) -> _List:
        try:
            document = _parsed(self.resolver.fetch(address, limit=LIMIT))
        except Unavailable as error:
            raise NotUsable("list-unreachable", f"the issuer's status list could not be read: {error}") from error
        subject = _check_shape(document, address, purpose, self.credential.issuer)
        _check_proof(document, self.keys)
        signed, until = _check_fresh(document, self, self.seen.get(address))
        self.lists[address] = SignedList(document, signed)
        return _List(_bits(subject), signed, until)


def check_signed(data: bytes, address: str, did: str, keys: Keys) -> None:
    """Raise NotUsable unless this is a registry's list for this address, however old; `keys` know their periods."""
    document = _parsed(data)
    name = addresses.status_list_name_of(dids.base_of(did), address)
    subject = _check_shape(document, address, name.rpartition("-")[0], did)
    _check_proof(document, keys)
    _bits(subject)


def _parsed(data: bytes) -> Any:
    try:
        return strict_json.parse(data, limit=LIMIT)
    except VerificationError as error:
        raise NotUsable("list-malformed", f"the issuer's status list could not be read: {error.reason}") from error


def _bits(subject: Document) -> bytes:
    try:
        return status_list.decode(subject["encodedList"])
    except DocumentError as error:
        raise NotUsable(error.code, f"the issuer's status list could not be read: {error.reason}") from error


def _check_shape(document: Any, address: str, purpose: str, did: str) -> Document:
    """Return the list's subject, if the list is the one that was asked for.

    Else a host could answer with another genuine list of the issuer's, in which the bit is clear.
    """
    if not isinstance(document, dict) or document.get("@context") != status_list.CONTEXT:
        raise NotUsable("list-malformed", "the status list is not in the form that is read here")
    issuer = document.get("issuer")
    if (issuer.get("id") if isinstance(issuer, dict) else issuer) != did:
        raise NotUsable("list-not-trusted", "the status list was issued by somebody else")
    kinds, subject = document.get("type"), document.get("credentialSubject")
    if not isinstance(kinds, list) or "BitstringStatusListCredential" not in kinds or not isinstance(subject, dict):
        raise NotUsable("list-malformed", "the status list is not in the form that is read here")
    if document.get("id") != address:
        raise NotUsable("list-malformed", "the status list is another one than was asked for")
    if subject.get("type") != "BitstringStatusList" or subject.get("statusPurpose") != purpose:
        raise NotUsable("status-purpose", "the status list is of another purpose than the award's entry")
    if not isinstance(subject.get("encodedList"), str):
        raise NotUsable("list-malformed", "the status list has no list in it")
    return subject


def _check_proof(document: Document, keys: Keys) -> None:
    found = [
        proof
        for proof in (listed(document.get("proof")) or [])[:_MOST_PROOFS]
        if isinstance(proof, dict) and proof.get("cryptosuite") == data_integrity.JCS
    ]
    if not found:
        raise NotUsable("list-not-trusted", "the status list has no eddsa-jcs-2022 proof")
    name = text_of(found[0], "verificationMethod")
    try:
        data_integrity.verify_proof(document, found[0], keys.key(name))
        keys.check_period(name, read_instant(found[0]["created"], "created") if "created" in found[0] else None)
    except (VerificationError, DocumentError) as error:
        raise NotUsable("list-not-trusted", f"the status list cannot be relied on: {error.reason}") from error


def _check_fresh(
    document: Document, reader: _Reader, newest: datetime.datetime | None
) -> tuple[datetime.datetime, datetime.datetime | None]:
    """Return when the list was signed, and until when the last one is good; NotUsable if it is old, or yet to come."""
    credential, now = reader.credential, reader.now
    try:
        signed = read_instant(document.get("validFrom"), "validFrom")
        until = read_instant(document["validUntil"], "validUntil") if "validUntil" in document else None
    except VerificationError as error:
        raise NotUsable("list-malformed", f"the status list could not be read: {error.reason}") from error
    if is_later(signed, now) and not reader.asked:
        raise NotUsable(
            "clock",
            f"the status list was signed at {said(signed)}, later than this clock says it is: the clock seems wrong",
        )
    # Signed before the credential, it cannot know of it: its bit is clear whatever has happened since.
    if signed < (credential.created or credential.valid_from):
        raise NotUsable("list-stale", f"the status list of {said(signed)} is older than the credential")
    # A host that shows an old list could bring a withdrawn award back; whoever has seen a newer one notices.
    if newest is not None and signed < newest:
        raise NotUsable(
            "list-stale",
            f"the status list of {said(signed)} is older than one of {said(newest)} that was seen before",
        )
    # Only the last lists of a registry say how long they are good (decision 26): nobody is left to sign them anew.
    if until is not None and now > until:
        raise last_list.ended(signed, until)
    if until is None and now - signed > OLDEST:
        raise NotUsable("list-stale", f"the status list of {said(signed)} is too old to answer")
    return signed, until


def _is_held(reader: _Reader, address: str, index: int) -> bool:
    # A registry keeps both lists side by side, with the same positions (decision 2).
    suspension = address.replace("/revocation-", "/suspension-")
    if suspension == address:
        return False
    try:
        return status_list.is_set(reader.read(suspension, "suspension").bits, index)
    except (NotUsable, DocumentError):
        return False  # A list that cannot be read explains nothing: then the award is withdrawn.
