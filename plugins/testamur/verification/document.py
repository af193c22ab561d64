"""The check `document`: strict JSON, the shape of an Open Badges 3.0 credential, exact contexts, the right address.

What a document says about itself is read here once, so that the later checks cannot read it otherwise.
A foreign issuer's document that we cannot judge is not accused: it could not be checked.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from testamur.credentials import did as dids
from testamur.credentials.open_badge import CONTEXT
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import data_integrity
from testamur.verification import strict_json
from testamur.verification.check import Check, could_not_run, failed, passed

Document = dict[str, Any]
MOST_PROOFS = 8
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_TYPES = frozenset({"VerifiableCredential", "OpenBadgeCredential", "AchievementCredential"})
_OTHER_KINDS = {
    "VerifiablePresentation": "a presentation that wraps credentials: check each of them by itself",
    "EndorsementCredential": "an endorsement, not an award",
    "ClrCredential": "a Comprehensive Learner Record, not a single award",
    "BitstringStatusListCredential": "a status list, not an award",
    "Assertion": "an Open Badges 2.0 assertion; only 3.0 is checked here",
    "Achievement": "a description of an achievement: nobody was awarded it",
}
_NOT_EVALUATED = ("termsOfUse", "refreshService", "credentialSchema", "endorsement", "endorsementJwt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A credential whose shape was checked, and what it says that later checks need."""

    document: Document
    address: str  # its id
    issuer: str  # a did:web
    valid_from: datetime.datetime
    valid_until: datetime.datetime | None
    awarded: str
    status: Document | None
    jcs_proof: Document | None
    rdfc_proof: Document | None

    @property
    def proof(self) -> Document:
        """The proof that the verdict rests on: the JCS one, else (with `--all-proofs`) the other."""
        return self.jcs_proof or self.rdfc_proof or {}

    @property
    def created(self) -> datetime.datetime | None:
        """When that proof says it was made."""
        created = self.proof.get("created")
        return read_instant(created) if isinstance(created, str) else None


class _Stopped(Exception):  # noqa: N818 — carries the check that ended the reading
    def __init__(self, check: Check) -> None:
        self.check = check
        super().__init__(check.detail)


def check(
    data: bytes, *, trusted: Collection[str], address: str | None, all_proofs: bool
) -> tuple[Check, Credential | None]:
    """Return the check, and the credential when it can be checked further. Never raises for what is in `data`."""
    try:
        document = strict_json.parse(data)
        credential = _read(document, trusted, all_proofs)
    except VerificationError as error:
        code, _, detail = str(error).partition(": ")
        return failed("document", code, detail), None
    except _Stopped as stopped:
        return stopped.check, None
    if address is not None and credential.address != address:
        detail = f"this is the credential of {credential.address}, shown at {address}"
        return failed("document", "address-mismatch", detail), None
    unknown = [name for name in _NOT_EVALUATED if name in credential.document]
    more = f"; not evaluated: {', '.join(unknown)}" if unknown else ""
    return passed("document", f"an Open Badges 3.0 credential{more}"), credential


def read_instant(text: object) -> datetime.datetime:
    """Read an instant with a zone; VerificationError for anything else."""
    if isinstance(text, str) and _INSTANT.fullmatch(text):
        try:
            return datetime.datetime.fromisoformat(text)
        except ValueError:
            pass
    raise VerificationError(f"date: {str(text)[:60]!r} is not an instant with a zone, such as 2026-05-14T12:00:00Z")


def _read(document: Any, trusted: Collection[str], all_proofs: bool) -> Credential:
    if not isinstance(document, dict):
        _refuse("not-a-credential", "the JSON is not an object")
    _check_kind(document)
    issuer = _issuer(document)
    own = issuer in trusted
    if document.get("@context") != CONTEXT:
        detail = "its contexts are not exactly those of Verifiable Credentials 2.0 and Open Badges 3.0.3"
        _refuse("unknown-context", detail) if own else _leave(
            "unknown-context", f"{detail}: its words may mean something else"
        )
    _check_contexts(document, top=True)
    address = document.get("id")
    if not isinstance(address, str) or not address.startswith("https://"):
        _refuse("id", "its id is not an https address")
    if not isinstance(document.get("credentialSubject"), dict):
        _refuse("credentialSubject", "it is not about exactly one subject")
    valid_from = read_instant(document.get("validFrom"))
    valid_until = read_instant(document["validUntil"]) if "validUntil" in document else None
    if valid_until is not None and valid_until < valid_from:
        _refuse("contradictory-dates", f"it ends ({document['validUntil']}) before it begins ({document['validFrom']})")
    if "awardedDate" in document:
        read_instant(document["awardedDate"])
    status = document.get("credentialStatus")
    if status is not None and not isinstance(status, dict):
        _leave("several-status-entries", "it has several status entries; one is read here")
    if status is None and own:
        _refuse("status-missing", "it has no status entry, and this issuer gives every award one")
    proofs = _proofs(document, issuer, own=own, all_proofs=all_proofs)
    return Credential(
        document=document,
        address=address,
        issuer=issuer,
        valid_from=valid_from,
        valid_until=valid_until,
        awarded=str(document.get("awardedDate", "")),
        status=status,
        jcs_proof=proofs.get(data_integrity.JCS),
        rdfc_proof=proofs.get(data_integrity.RDFC),
    )


def _check_kind(document: Mapping[str, Any]) -> None:
    kinds = document.get("type")
    names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    if not all(isinstance(name, str) for name in names):
        _refuse("type", "its type is not a list of names")
    other = next((name for name in names if name in _OTHER_KINDS), None)
    if other is not None:
        _leave("not-supported", f"this is {_OTHER_KINDS[other]}")
    if "VerifiableCredential" not in names or not {"OpenBadgeCredential", "AchievementCredential"} & set(names):
        _refuse("type", "it is not an Open Badges 3.0 credential")
    if not set(names) <= _TYPES:
        _refuse("type", f"it says that it is more than a credential: {', '.join(names)[:120]}")


def _issuer(document: Mapping[str, Any]) -> str:
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(name, str):
        _refuse("issuer", "it does not say who issued it")
    if not name.startswith("did:web:"):
        _leave("issuer-not-supported", f"its issuer {name[:80]!r} is not a did:web, the only kind read here")
    try:
        dids.document_address(name)
    except DocumentError:
        _refuse("issuer", f"its issuer {name[:80]!r} is not a well-formed did:web")
    return name


def _check_contexts(value: Any, *, top: bool = False) -> None:
    """Refuse contexts inside: they would change what the words around them mean."""
    if isinstance(value, dict):
        if "@context" in value and not top:
            _refuse("unknown-context", "a context inside it changes what its words mean")
        for name, item in value.items():
            if not (top and name in {"@context", "proof"}):
                _check_contexts(item)
    elif isinstance(value, list):
        for item in value:
            _check_contexts(item)


def _proofs(document: Mapping[str, Any], issuer: str, *, own: bool, all_proofs: bool) -> dict[str, Document]:
    proofs = document.get("proof")
    listed = [proofs] if isinstance(proofs, dict) else proofs
    if not isinstance(listed, list) or not listed or not all(isinstance(proof, dict) for proof in listed):
        _refuse("proof-missing", "it has no proof: anyone could have written it")
    if len(listed) > MOST_PROOFS:
        _refuse("proof-shape", f"it has {len(listed)} proofs; at most {MOST_PROOFS} are read")
    found: dict[str, Document] = {}
    for proof in listed:
        suite = proof.get("cryptosuite")
        if proof.get("type") != "DataIntegrityProof" or not isinstance(suite, str):
            _refuse("proof-shape", f"a proof of the type {str(proof.get('type'))[:60]!r} is not read here")
        if "previousProof" in proof:
            _refuse("proof-shape", "its proofs form a chain, which is not read here")
        if suite in found:
            _refuse("proof-shape", f"it has two {suite[:40]!r} proofs")
        if not str(proof.get("verificationMethod", "")).startswith(f"{issuer}#"):
            _refuse("key-not-of-issuer", "a proof was made with a key that is not the issuer's")
        found[suite] = proof
    if data_integrity.JCS not in found:
        if own:
            _refuse("proof-missing", "its eddsa-jcs-2022 proof is missing, and this issuer always gives it")
        if not (all_proofs and data_integrity.RDFC in found):
            _leave(
                "proof-not-supported",
                "it has no eddsa-jcs-2022 proof, which this check rests on (--all-proofs reads eddsa-rdfc-2022 too)",
            )
    return found


def _refuse(code: str, detail: str) -> NoReturn:
    raise _Stopped(failed("document", code, detail))


def _leave(code: str, detail: str) -> NoReturn:
    raise _Stopped(could_not_run("document", code, detail))
