"""The check `document`: strict JSON, the shape of an Open Badges 3.0 credential, exact contexts, the right address.

Follows Verifiable Credentials 2.0 and Open Badges 3.0. The document's claims about itself are read here once, so that
later checks cannot read them otherwise. Further members are neither refused nor read: the eddsa-jcs-2022 proof covers
every character, so nothing can be added to a document after it was signed.
Whatever is wrong with a document that is not a registry's own, one known here, accuses nobody: it could not be checked
(decision 6).
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from testamur.errors import DocumentError, VerificationError
from testamur.proofs import data_integrity, jcs
from testamur.proofs.suites.suite import ORDER, find_suite
from testamur.verification import kind as kinds
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Credential, Document, NamedProof, is_registry
from testamur.verification.jwt import opening
from testamur.verification.jwt.token import Token
from testamur.verification.kind import Stopped, leave, refuse
from testamur.verification.reading import contexts
from testamur.verification.reading.instants import read_instant
from testamur.verification.reading.shapes import listed as listed_in
from testamur.verification.reading.shapes import quoted, text_of
from testamur.verification.resolving import did_documents, https_issuers, registries
from testamur.verification.resolving.resolver import Resolver, Unavailable

MOST_PROOFS = 8
_PROOF = "DataIntegrityProof"
MOST_STATUS_ENTRIES = 4  # for each, a list is fetched
_ENDORSEMENTS = ("endorsement", "endorsementJwt")
# Signed, able to change the answer, and not evaluated here: the sentence names them (decision 6).
_NOT_EVALUATED = ("termsOfUse", "refreshService", "credentialSchema", *_ENDORSEMENTS)


def check(
    data: bytes,
    *,
    trusted: Collection[str],
    address: str | None,
    record: bool = False,
    status_list: bool = False,
    resolver: Resolver | None = None,
) -> tuple[Check, Credential | None]:
    """Return the check, and the credential if it can be checked further. Never raises, whatever `data` holds.

    `trusted` are DIDs. `address` is the page on which the credential was shown, None for a file. With `record`, a
    Comprehensive Learner Record is read, too, for the sake of its own signature; with `status_list`, nothing but a
    list of statuses is. `resolver`, if there is one, is asked only whether a trusted issuer whose document is in
    another form than a registry's is one at all.
    """
    registry, issuer = False, ""
    try:
        document, token = opening.read(data)
        issuer = _issuer_in(document)
        registry = is_registry(issuer, trusted)
        credential = _read(document, token, own=registry, record=record, status_list=status_list)
    except (VerificationError, Stopped) as error:
        found = error.check if isinstance(error, Stopped) else failed("document", error.code, error.reason)
        if registry and resolver and address is None:
            try:
                registry = registries.lists_keys(issuer, resolver)
            except Unavailable as unread:
                detail = f"{found.detail}; and whether its issuer runs a registry could not be learned: {unread}"
                return could_not_run("document", "issuer-unreachable", detail), None
            if not registry:
                # Trusted, and of other software: it is read as everybody's document is (decision 6).
                return check(data, trusted=(), address=None, record=record, status_list=status_list)
        answers = registry or address is not None  # whoever shows it says that it is the institution's
        return found if answers else could_not_run(found.name, found.code, found.detail), None
    # A genuine credential, copied to the page of another award, must not turn that page green.
    if address is not None and credential.address != address:
        detail = f"this is the credential of {credential.address[:200]}, shown at {address[:200]}"
        return failed("document", "address-mismatch", detail), None
    unknown = credential.not_evaluated
    more = f"; not evaluated: {', '.join(unknown)}" if unknown else ""
    return passed("document", f"{_said(credential)}{more}"), credential


def _said(credential: Credential) -> str:
    if credential.kind == "endorsement":
        return f"an Open Badges 3.0 endorsement of {quoted(credential.endorsed, 200)}"
    return "an Open Badges 3.0 credential" if credential.kind == "award" else "a Comprehensive Learner Record 2.0"


def _read(document: Any, token: Token | None, *, own: bool, record: bool, status_list: bool) -> Credential:
    if not isinstance(document, dict):
        refuse("not-a-credential", "the JSON is not an object")
    if token is not None:
        if own:
            refuse("proof-missing", "it is a JSON Web Token, and this issuer signs none")
        document = opening.checked(document, token)
    kind, names = kinds.read(document, record=record, status_list=status_list)
    kinds.check_inside(kind, document, own=own)
    issuer = _issuer(document)
    kinds.check_types(kind, names)
    kinds.check_contexts(kind, document, own=own, token=token is not None)
    address = text_of(document, "id")
    if own and not address.startswith("https://"):
        refuse("id", "its id is not an https address")
    valid_from, valid_until = _period(document, kind, own=own)
    kinds.check_subject(kind, document.get("credentialSubject"))
    proofs = () if token else _proofs(document, issuer, own=own)
    return Credential(
        kind=kind,
        document=document,
        # Published bytes are this canonical form, so that the ledger and the index have the same digest.
        digest=f"sha256:{hashlib.sha256(token.compact.text if token else jcs.canonicalize(document)).hexdigest()}",
        address=address,
        issuer=issuer,
        registry=own,
        valid_from=valid_from,
        valid_until=valid_until,
        awarded=text_of(document, "awardedDate"),
        created=opening.issued_at(token) if token else _created(proofs[0].document),
        statuses=_statuses(document, own=own),
        proofs=proofs,
        token=token,
        not_evaluated=_not_evaluated(document),
    )


def _not_evaluated(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of members that would ask for more than these checks; of endorsements, those inside, too."""
    subject, issuer = document.get("credentialSubject"), document.get("issuer")
    inside = [issuer, subject.get("achievement") if isinstance(subject, dict) else None]
    endorsed = {name for one in inside if isinstance(one, dict) for name in _ENDORSEMENTS if name in one}
    return tuple(name for name in _NOT_EVALUATED if name in document or name in endorsed)


def _issuer_in(document: Any) -> str:
    """Return whom a document names as its issuer; "" where it names nobody."""
    issuer = document.get("issuer") if isinstance(document, dict) else None
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    return name if isinstance(name, str) else ""


def _issuer(document: Mapping[str, Any]) -> str:
    name = _issuer_in(document)
    if not name:
        refuse("issuer", "it does not say who issued it")
    try:
        (https_issuers if name.startswith(https_issuers.SCHEME) else did_documents).check_name(name)
    except (DocumentError, VerificationError):
        if name.startswith("did:web:"):
            refuse("issuer", f"its issuer {quoted(name, 80)} is at no address that can be asked from the internet")
        refuse("issuer", f"its issuer {quoted(name, 80)} is not well formed")
    return name


def _period(
    document: Mapping[str, Any], kind: kinds.DocumentKind, *, own: bool
) -> tuple[datetime.datetime, datetime.datetime | None]:
    start, end = contexts.period_of(document["@context"])
    # Of a list of statuses some say only when it was signed (Verifiable Credentials 2.0, 4.9, leaves it open).
    stated = _signed(document) if kind == "list" and start not in document else document.get(start)
    valid_from = read_instant(stated, start)
    # An end counts under the name of the other data model, too: who signs as JSON may mix the two.
    ends = {name: read_instant(document[name], name) for name in _ends(end, own=own) if name in document}
    last = min(ends, key=lambda name: ends[name], default="")
    valid_until = ends[last] if last else None
    if valid_until is not None and valid_until < valid_from:
        refuse("contradictory-dates", f"it ends ({document[last]}) before it begins ({document[start]})")
    if "awardedDate" in document:
        read_instant(document["awardedDate"], "awardedDate")
    return valid_from, valid_until


def _ends(name: str, *, own: bool) -> tuple[str, ...]:
    return (name,) if own else (name, next(one for one in contexts.ENDS if one != name))


def _signed(document: Mapping[str, Any]) -> Any:
    """Return when the first proof says that it was made."""
    proofs = listed_in(document.get("proof"))
    return proofs[0].get("created") if proofs and isinstance(proofs[0], dict) else None


def _statuses(document: Mapping[str, Any], *, own: bool) -> tuple[Document, ...]:
    entries = listed_in(document.get("credentialStatus", []))
    if entries is None or not all(isinstance(entry, dict) for entry in entries):
        refuse("status-entry", "its status entry is not an object")
    if not entries and own:
        refuse("status-missing", "it has no status entry, and this issuer gives every award one")
    if len(entries) > MOST_STATUS_ENTRIES:
        leave("status-entry", f"it has {len(entries)} status entries; at most {MOST_STATUS_ENTRIES} are read")
    return tuple(entries)


def _proofs(document: Mapping[str, Any], issuer: str, *, own: bool) -> tuple[NamedProof, ...]:
    """Return the proofs, first the one on which the verdict rests: the issuer's, of the suite that says most."""
    listed = listed_in(document.get("proof"))
    if not listed or not all(isinstance(proof, dict) and proof for proof in listed):
        refuse("proof-missing", "it has no proof: anyone could have written it")
    if len(listed) > MOST_PROOFS:
        refuse("proof-shape", f"it has {len(listed)} proofs; at most {MOST_PROOFS} are read")
    proofs = [_named(proof, own=own) for proof in listed]
    if own:
        _check_own([proof.name for proof in proofs])
    known = [proof for proof in proofs if proof.suite is not None]
    if not known:
        names = ", ".join(proof.name for proof in proofs)
        leave("proof-not-supported", f"it has no proof of a kind that is read here, but {names[:120]}")
    first = min(
        known, key=lambda proof: (not proof.is_by(issuer), not proof.may_be_by(issuer), ORDER.index(proof.name))
    )
    return first, *(proof for proof in proofs if proof is not first)


def _check_own(names: list[str]) -> None:
    """Hold a registry to what it always does: one proof of each of its cryptosuites."""
    # Only one of the two would be checked, and another verifier could pick the other.
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        refuse("proof-shape", f"it has two {quoted(twice, 40)} proofs")
    missing = next((suite for suite in data_integrity.CRYPTOSUITES if suite not in names), None)
    if missing is not None:
        refuse("proof-missing", f"its {missing} proof is missing, and this issuer always gives it")


def _created(proof: Document) -> datetime.datetime | None:
    return read_instant(proof["created"], "created") if "created" in proof else None


def _named(proof: Document, *, own: bool) -> NamedProof:
    """Return a proof by its cryptosuite; one of an older kind, which only strangers use, by its type."""
    kind, cryptosuite = proof.get("type"), proof.get("cryptosuite")
    if not isinstance(kind, str) or (kind == _PROOF and not isinstance(cryptosuite, str)):
        refuse("proof-shape", "a proof of it does not say of what kind it is")
    if "previousProof" in proof:
        refuse("proof-shape", "its proofs form a chain, which is not read here")
    if own and kind != _PROOF:
        refuse("proof-shape", f"a proof of the type {quoted(kind, 60)} is none that this issuer gives")
    suite = find_suite(proof)
    if suite is not None:
        return NamedProof(suite.name, suite, proof)
    return NamedProof(str(cryptosuite) if kind == _PROOF else f"a proof of the type {kind}", None, proof)
