"""Verifies endorsements that others signed and the records keep, before they are embedded or shown (decision 11).

There is no network in a build, so the endorser's key is the one that the record pins, as the endorser's DID document
listed it on the day that the record names. Three things are shown here: this key signed exactly this document, the
document names that endorser, and it is about the achievement or institution of the record. Whether the endorser has
withdrawn it since is not known here, and never claimed.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.credentials.document_parts import CONTEXT
from testamur.errors import DocumentError, KeyRefusedError, Problem, RecordsError, VerificationError
from testamur.proofs import data_integrity, multikey, rdf
from testamur.records.model.endorsements import MAX_ENDORSEMENT_BYTES, SIGNED, Endorsement
from testamur.records.registry import Registry
from testamur.verification.reading import strict_json
from testamur.verification.reading.instants import read_instant
from testamur.verification.reading.shapes import listed, quoted, text_of

_TYPES = {"VerifiableCredential", "EndorsementCredential"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A signed endorsement that verifies with the key that its record pins."""

    document: dict[str, Any]
    endorser: str  # the DID
    name: str  # of the endorser, as the document says it
    url: str
    target: str  # what is endorsed: an achievement's address, or an institution's DID
    comment: str  # Markdown
    valid_from: datetime.datetime
    valid_until: datetime.datetime | None

    def holds_at(self, now: datetime.datetime) -> bool:
        """Say whether it is in force at an instant, as far as the document itself says; on its first day, all day.

        A site is built as of the beginning of a day (docs/architecture.md, "Building").
        """
        return self.valid_from.date() <= now.date() and (self.valid_until is None or now < self.valid_until)


def read_all(registry: Registry) -> dict[str, Received]:
    """Return a registry's signed endorsements by slug; RecordsError names each that does not verify."""
    found, problems = {}, []
    for slug, data in registry.signed_endorsements.items():
        try:
            record = registry.endorsements[slug]
            found[slug] = read(data, record, target(registry, record.achievement))
        except VerificationError as error:
            problems.append(
                Problem(
                    code="endorsement",
                    file=f"{registry.folder.name}/{SIGNED}/{slug}.json",
                    reason=error.reason,
                    remedy="Ask the endorser for the document again; or remove the file and signed:, and write their "
                    "words as comment:",
                )
            )
    if problems:
        raise RecordsError(problems)
    return found


def target(registry: Registry, achievement: str) -> str:
    """Return the id by which an endorsement names an achievement (its slug), or the institution itself ("")."""
    # A preview has another address, and others endorse the real one.
    base = registry.known_as or registry.issuer.base
    return addresses.achievement(base, achievement) if achievement else dids.from_base(base)


def read(data: bytes, record: Endorsement, endorsed: str) -> Received:
    """Return the endorsement in `data`; VerificationError says what is wrong with it."""
    document = strict_json.parse(data, limit=MAX_ENDORSEMENT_BYTES)
    if not isinstance(document, dict) or document.get("@context") != CONTEXT:
        raise VerificationError("its contexts are not exactly those of Open Badges 3.0.3", code="endorsement")
    types = document.get("type")
    if not isinstance(types, list) or not all(isinstance(one, str) for one in types) or set(types) != _TYPES:
        raise VerificationError("it is not an EndorsementCredential of Open Badges 3.0", code="endorsement")
    issuer, subject = document.get("issuer"), document.get("credentialSubject")
    if not isinstance(issuer, dict) or not isinstance(subject, dict):
        raise VerificationError("it does not say who endorses what", code="endorsement")
    endorser = text_of(issuer, "id")
    try:
        dids.document_address(endorser)
        # Once embedded, it is part of what our own RDF proof signs; outside the vocabulary it could not be.
        rdf.canonical(data_integrity.without(document, "proof"))
    except DocumentError as error:
        raise VerificationError(f"it cannot be signed over ({error})", code="endorsement") from error
    _check_proofs(document, endorser, record)
    if subject.get("id") != endorsed:
        raise VerificationError(
            f"it is about {quoted(subject.get('id'), 120)}, not about {endorsed[:120]}", code="endorsement"
        )
    return Received(
        document=document,
        endorser=endorser,
        name=text_of(issuer, "name"),
        url=text_of(issuer, "url"),
        target=endorsed,
        comment=text_of(subject, "endorsementComment"),
        valid_from=read_instant(document.get("validFrom"), "validFrom"),
        valid_until=read_instant(document["validUntil"], "validUntil") if "validUntil" in document else None,
    )


def _check_proofs(document: dict[str, Any], endorser: str, record: Endorsement) -> None:
    pinned = record.signed.public_key_multibase if record.signed else ""
    try:
        key = multikey.decode(pinned)
    except (DocumentError, KeyRefusedError) as error:
        raise VerificationError(f"the key that the record names is not sound ({error})", code="endorsement") from error
    proofs = listed(document.get("proof"))
    if proofs is None or not 0 < len(proofs) <= len(data_integrity.CRYPTOSUITES):
        raise VerificationError("it has no proof that is read here", code="endorsement")
    # Every one, since it is embedded whole: a proof that does not fit would be published under our signature.
    for proof in proofs:
        method = text_of(proof, "verificationMethod") if isinstance(proof, dict) else ""
        if method.partition("#")[0] != endorser:
            raise VerificationError("it is signed with a key of somebody else than its endorser", code="endorsement")
        data_integrity.verify_proof(document, proof, key)
