"""Signed lists of statuses: fetched, verified as every credential is, and unpacked within bounds.

A list's proof is checked by the functions that check an award's, so that it may have what an award may have.
Bitstring Status List 1.0, 3.2, compares the purpose, and neither issuer nor `id`: the address is what the issuer has
signed. So a list may be another's; whose it is, is told. Of the issuer's own lists `id` is looked at, since a host
could answer with another one; many hosts serve a list under another address, so that a difference is told as well.
Where a list breaks the standard and can still be read (too few entries, which betray who is looked up), that is told.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.credentials import status_list
from testamur.errors import DocumentError
from testamur.proofs import multibase
from testamur.verification import document, issuer, proof
from testamur.verification.credential import Credential
from testamur.verification.reading.instants import is_later, said
from testamur.verification.reading.shapes import names_in
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import Resolver, Unavailable
from testamur.verification.resolving.secure_address import secured

LIMIT = 4 * 1024 * 1024  # bytes of a list
_LISTS = {  # by the type of the entry: the types of the list and of its subject
    "BitstringStatusListEntry": ("BitstringStatusListCredential", "BitstringStatusList"),
    "StatusList2021Entry": ("StatusList2021Credential", "StatusList2021"),
}
_UNPROVEN = frozenset({"proof-missing", "proof-not-supported", "proof-shape", "issuer", "issuer-not-supported"})


class NotUsable(Exception):  # noqa: N818 — a list that is no answer
    """A list is no answer; `code` names the reason for machines."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        super().__init__(detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusList:
    """The bits of a list that was verified, when it was signed, by whom if not the issuer, and what is unusual."""

    bits: bytes
    signed: datetime.datetime
    by: str
    unusual: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListReader:
    """Reads the lists that one credential names. `seen` has the newest signing instant known of each address."""

    credential: Credential
    resolver: Resolver
    now: datetime.datetime
    seen: Mapping[str, datetime.datetime]
    asked: bool = False  # `now` is an instant that somebody asked about

    def is_of_later(self, listed: StatusList) -> bool:
        """Say whether a list was signed after the instant that was asked about."""
        return self.asked and is_later(listed.signed, self.now)

    def read(self, address: str, entry_kind: str, purpose: str) -> StatusList:
        """Return the list at an address, for an entry of a kind; NotUsable says why it is no answer."""
        try:
            data = self.resolver.fetch(secured(address), limit=LIMIT)
        except Unavailable as error:
            raise _unread("list-unreachable", str(error)) from error
        first, listed = document.check(data, trusted=(), address=None, status_list=True)
        if listed is None:
            raise _unread("list-not-trusted" if first.code in _UNPROVEN else "list-malformed", first.detail)
        encoded = _encoded(listed, entry_kind, purpose)
        # Before its signature: one that is yet to come would be called unsound by a clock that is slow.
        self._check_fresh(listed, address)
        self._check_proof(listed)
        bits = _unpack(encoded, entry_kind)
        return StatusList(
            bits=bits,
            signed=listed.valid_from,
            by="" if listed.issuer == self.credential.issuer else did_documents.called(listed.issuer),
            unusual=tuple(_unusual(listed, address, bits)),
        )

    def _check_proof(self, listed: Credential) -> None:
        now = max(self.now, listed.created or listed.valid_from) if self.asked else self.now
        found, keys = issuer.check(listed, resolver=self.resolver, now=now, trusted=(listed.issuer,))
        if found.code == "issuer-unreachable" and self._is_by_the_same(listed):
            found, keys = issuer.check(listed, resolver=self.resolver, now=now, trusted=())
        if found.outcome == "passed" or (found.code == "unproven-key" and self._is_by_the_same(listed)):
            found = proof.check(listed, keys, all_proofs=False)
        if found.outcome != "passed":
            raise NotUsable("list-not-trusted", f"the status list cannot be relied on: {found.detail}")

    def _is_by_the_same(self, listed: Credential) -> bool:
        """Say whether whoever signed the award signed the list, whoever that is: both name one key, of one issuer."""
        return (listed.issuer, listed.method) == (self.credential.issuer, self.credential.method) and not listed.token

    def _check_fresh(self, listed: Credential, address: str) -> None:
        signed, newest = listed.valid_from, self.seen.get(address)
        if is_later(signed, self.now) and not self.asked:
            raise NotUsable(
                "clock",
                f"the status list was signed at {said(signed)}, later than this clock says it is: the clock seems "
                "wrong",
            )
        # A host that shows an old list could bring a withdrawn award back; whoever has seen a newer one notices.
        if newest is not None and signed < newest:
            raise NotUsable(
                "list-stale",
                f"the status list of {said(signed)} is older than one of {said(newest)} that was seen before",
            )
        # When others sign a list anew is not known: without an end of its own it speaks until there is another.
        if listed.valid_until is not None and self.now > listed.valid_until:
            raise NotUsable("list-stale", f"the status list of {said(signed)} is too old to answer")


def _unread(code: str, reason: str) -> NotUsable:
    return NotUsable(code, f"the status list could not be read: {reason}")


def _encoded(listed: Credential, entry_kind: str, purpose: str) -> str:
    """Return the list as it is packed, if it is of the kind and purpose of the entry."""
    kind, subject_kind = _LISTS[entry_kind]
    subject: Any = listed.document["credentialSubject"]
    if kind not in names_in(listed.document.get("type")) or subject_kind not in names_in(subject.get("type")):
        raise NotUsable("list-malformed", "the status list is of another kind than the award's entry")
    if purpose not in names_in(subject.get("statusPurpose")):
        raise NotUsable("status-purpose", "the status list is of another purpose than the award's entry")
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise NotUsable("list-malformed", "the status list has no list in it")
    return encoded


def _unpack(encoded: str, entry_kind: str) -> bytes:
    try:
        if entry_kind == "StatusList2021Entry":
            return status_list.unpack(_from_base64(encoded), least_bits=1)
        return status_list.decode(encoded, least_bits=1)
    except DocumentError as error:
        raise _unread(error.code, error.reason) from error


def _from_base64(encoded: str) -> bytes:
    """Return what StatusList2021, 4.1, packs: base64 in either alphabet, padded or not, without multibase's letter."""
    plain = encoded.rstrip("=") if len(encoded) % 4 == 0 else encoded
    try:
        return multibase.decode_base64url(f"u{plain.replace('+', '-').replace('/', '_')}", LIMIT)
    except DocumentError as error:
        raise DocumentError(error.reason, code="list-encoding") from error


def _unusual(listed: Credential, address: str, bits: bytes) -> list[str]:
    found = []
    if listed.address and secured(listed.address) != secured(address):
        found.append(f"that list calls itself {listed.address[:200]}")
    if len(bits) * 8 < status_list.BITS:
        found.append(f"that list has {len(bits) * 8} entries, and the standard asks for {status_list.BITS}")
    return found
