"""The check `document`: strict JSON, the shape of an Open Badges 3.0 credential, exact contexts, the right address.

Follows Verifiable Credentials 2.0 and Open Badges 3.0. What a document says about itself is read here once, so that
the later checks cannot read it otherwise. What it says beyond that is neither refused nor read: the eddsa-jcs-2022
proof covers every character, so nothing can be added to a document after it was signed.
A stranger's document that is in order, but of a kind that is not read here, is not accused: it could not be checked.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Mapping
from typing import Any, NoReturn

from testamur.credentials import did as dids
from testamur.credentials.open_badge import CONTEXT
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import data_integrity, jcs
from testamur.verification import strict_json
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Credential, Document, is_registry
from testamur.verification.instants import read_instant

MOST_PROOFS = 8
_PROOF = "DataIntegrityProof"
MOST_STATUS_ENTRIES = 4
_TYPES = frozenset({"VerifiableCredential", "OpenBadgeCredential", "AchievementCredential"})
_OTHER_KINDS = {
    "VerifiablePresentation": "a presentation that wraps credentials: check each of them by itself",
    "EndorsementCredential": "an endorsement, not an award",
    "ClrCredential": "a Comprehensive Learner Record, not a single award",
    "BitstringStatusListCredential": "a status list, not an award",
    "Assertion": "an Open Badges 2.0 assertion; only 3.0 is checked here",
    "Achievement": "a description of an achievement: nobody was awarded it",
}
# A stranger may use other editions or extensions of the vocabulary: https addresses after the first, which is fixed.
_FIRST_CONTEXT = CONTEXT[0]
_NOT_EVALUATED = ("termsOfUse", "refreshService", "credentialSchema", "endorsement", "endorsementJwt")


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
        detail = f"this is the credential of {credential.address[:200]}, shown at {address[:200]}"
        return failed("document", "address-mismatch", detail), None
    unknown = credential.not_evaluated
    more = f"; not evaluated: {', '.join(unknown)}" if unknown else ""
    return passed("document", f"an Open Badges 3.0 credential{more}"), credential


def _read(document: Any, trusted: Collection[str], all_proofs: bool) -> Credential:
    if not isinstance(document, dict):
        _refuse("not-a-credential", "the JSON is not an object")
    _check_inside(document, top=True)
    names = _kinds(document)
    issuer = _issuer(document)
    own = is_registry(issuer, trusted)
    if not set(names) <= _TYPES:
        (_refuse if own else _leave)("type", f"it says that it is more than a credential: {', '.join(names)[:120]}")
    _check_context(document, own=own)
    address = document.get("id")
    if not isinstance(address, str) or not address.startswith("https://"):
        _refuse("id", "its id is not an https address")
    valid_from, valid_until = _period(document)
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict) or not isinstance(subject.get("achievement"), dict):
        _refuse("subject", "it is not about exactly one subject and what it achieved")
    proofs = _proofs(document, own=own, all_proofs=all_proofs)
    return Credential(
        document=document,
        digest=f"sha256:{hashlib.sha256(jcs.canonicalize(document)).hexdigest()}",
        address=address,
        issuer=issuer,
        registry=own,
        valid_from=valid_from,
        valid_until=valid_until,
        awarded=str(document.get("awardedDate", "")),
        created=_created(proofs),
        statuses=_statuses(document, own=own),
        jcs_proof=proofs.get(data_integrity.JCS),
        rdfc_proof=proofs.get(data_integrity.RDFC),
        unread_proofs=tuple(suite for suite in proofs if suite not in data_integrity.CRYPTOSUITES),
        methods=tuple(str(proof.get("verificationMethod", "")) for proof in proofs.values()),
        not_evaluated=tuple(name for name in _NOT_EVALUATED if name in document),
    )


def _kinds(document: Mapping[str, Any]) -> list[str]:
    """Return the names of its type, when it is the kind of document that is checked here."""
    kinds = document.get("type")
    names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    if not all(isinstance(name, str) for name in names):
        _refuse("type", "its type is not a list of names")
    other = next((name for name in names if name in _OTHER_KINDS), None)
    if other is not None:
        _leave("not-supported", f"this is {_OTHER_KINDS[other]}")
    if "VerifiableCredential" not in names or not {"OpenBadgeCredential", "AchievementCredential"} & set(names):
        _refuse("type", "it is not an Open Badges 3.0 credential")
    return names


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


def _check_context(document: Mapping[str, Any], *, own: bool) -> None:
    """Ask for exactly our contexts: a proof may verify with others, under which the words mean other things."""
    contexts = document.get("@context")
    if contexts == CONTEXT:
        return
    detail = "its contexts are not exactly those of Verifiable Credentials 2.0 and Open Badges 3.0.3"
    others = contexts[1:] if isinstance(contexts, list) and contexts[:1] == [_FIRST_CONTEXT] else []
    if not own and others and all(isinstance(one, str) and one.startswith("https://") for one in others):
        _leave("unknown-context", f"{detail}, so its words may mean something else")
    _refuse("unknown-context", detail)


def _period(document: Mapping[str, Any]) -> tuple[datetime.datetime, datetime.datetime | None]:
    valid_from = read_instant(document.get("validFrom"), "validFrom")
    valid_until = read_instant(document["validUntil"], "validUntil") if "validUntil" in document else None
    if valid_until is not None and valid_until < valid_from:
        _refuse("contradictory-dates", f"it ends ({document['validUntil']}) before it begins ({document['validFrom']})")
    if "awardedDate" in document:
        read_instant(document["awardedDate"], "awardedDate")
    return valid_from, valid_until


def _statuses(document: Mapping[str, Any], *, own: bool) -> tuple[Document, ...]:
    status = document.get("credentialStatus", [])
    entries = [status] if isinstance(status, dict) else status
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        _refuse("status-entry", "its status entry is not an object")
    if not entries and own:
        _refuse("status-missing", "it has no status entry, and this issuer gives every award one")
    if len(entries) > MOST_STATUS_ENTRIES:
        _leave("status-entry", f"it has {len(entries)} status entries; at most {MOST_STATUS_ENTRIES} are read")
    return tuple(entries)


def _check_inside(value: Any, *, top: bool = False) -> None:
    """Refuse contexts inside, which would change what the words around them mean, and names that mislead JavaScript."""
    if isinstance(value, dict):
        if "@context" in value and not top:
            _refuse("unknown-context", "a context inside it changes what its words mean")
        if "__proto__" in value:
            _refuse("unknown-member", "it has a member called __proto__, which no credential has")
        for name, item in value.items():
            # A proof repeats the document's contexts, and is compared with them when it is checked.
            if not (top and name in {"@context", "proof"}):
                _check_inside(item)
    elif isinstance(value, list):
        for item in value:
            _check_inside(item)


def _proofs(document: Mapping[str, Any], *, own: bool, all_proofs: bool) -> dict[str, Document]:
    """Return the proofs by their cryptosuites."""
    proofs = document.get("proof")
    listed = [proofs] if isinstance(proofs, dict) else proofs
    if not isinstance(listed, list) or not listed or not all(isinstance(proof, dict) and proof for proof in listed):
        _refuse("proof-missing", "it has no proof: anyone could have written it")
    stop = _refuse if own else _leave
    if len(listed) > MOST_PROOFS:
        stop("proof-shape", f"it has {len(listed)} proofs; at most {MOST_PROOFS} are read")
    found: dict[str, Document] = {}
    for proof in listed:
        suite = _suite(proof, own=own)
        if suite in found:
            stop("proof-shape", f"it has two {suite[:40]!r} proofs")
        found[suite] = proof
    if data_integrity.JCS not in found:
        if own:
            _refuse("proof-missing", "its eddsa-jcs-2022 proof is missing, and this issuer always gives it")
        if not (all_proofs and data_integrity.RDFC in found):
            _leave(
                "proof-not-supported",
                f"it has no eddsa-jcs-2022 proof, which this check rests on, but {', '.join(found)[:120]} "
                "(--all-proofs reads eddsa-rdfc-2022 too)",
            )
    return found


def _created(proofs: Mapping[str, Document]) -> datetime.datetime | None:
    proof = proofs.get(data_integrity.JCS) or proofs[data_integrity.RDFC]
    return read_instant(proof["created"], "created") if "created" in proof else None


def _suite(proof: Document, *, own: bool) -> str:
    """Return the cryptosuite of a proof; of one of an older kind, which only strangers use, its type."""
    kind, suite = proof.get("type"), proof.get("cryptosuite")
    if not isinstance(kind, str) or (kind == _PROOF and not isinstance(suite, str)):
        _refuse("proof-shape", "a proof of it does not say of what kind it is")
    if "previousProof" in proof:
        (_refuse if own else _leave)("proof-shape", "its proofs form a chain, which is not read here")
    if kind == _PROOF:
        return str(suite)
    if own:
        _refuse("proof-shape", f"a proof of the type {kind[:60]!r} is none that this issuer gives")
    return f"a proof of the type {kind}"


def _refuse(code: str, detail: str) -> NoReturn:
    raise _Stopped(failed("document", code, detail))


def _leave(code: str, detail: str) -> NoReturn:
    raise _Stopped(could_not_run("document", code, detail))
