"""What a token's claims say about the credential in it, and whether the two say the same.

The credential is the payload itself (Verifiable Credentials 2.0, Open Badges 3.0, "JSON Web Token Proof Format"), or
the claim `vc` (Verifiable Credentials 1.1, 6.3.1). A claim that repeats what the credential says has to say the same: a
verifier that reads the one would otherwise believe what the other denies. What only a claim says is taken over.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from testamur.errors import VerificationError
from testamur.verification.reading import contexts
from testamur.verification.reading.instants import read_instant
from testamur.verification.reading.shapes import quoted

Document = dict[str, Any]
_CODE = "claims"
# Registered claims (RFC 7519, 4.1; RFC 7800), which are no members of a credential.
_CLAIMS = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "nonce", "vc", "vp"})
# Beside `vc`, nobody knows of what they speak; the last three could take its validity away.
_OF_A_CREDENTIAL = (
    "@context", "type", "credentialSubject", "verifiableCredential", "validUntil", "expirationDate", "credentialStatus",
)  # fmt: skip
_LAST_SECOND = 253_402_300_799  # of the year 9999


def document_in(payload: Mapping[str, Any]) -> Document:
    """Return the credential, or presentation, in a payload as it stands there; VerificationError if there are two.

    Where only the claims name the issuer, it is named, so that nobody hides from whom a credential says it is.
    """
    made = _document(payload)
    if "iss" in payload:
        issuer = made.setdefault("issuer", payload["iss"])
        if isinstance(issuer, dict):
            made["issuer"] = {"id": payload["iss"], **issuer}
    return made


def _document(payload: Mapping[str, Any]) -> Document:
    wrapped = [name for name in ("vc", "vp") if name in payload]
    if not wrapped:
        return {name: value for name, value in payload.items() if name not in _CLAIMS}
    inner = payload[wrapped[0]]
    if len(wrapped) > 1 or not isinstance(inner, dict) or any(name in payload for name in _OF_A_CREDENTIAL):
        raise VerificationError("the token holds more than one credential, or none", code=_CODE)
    return dict(inner)


def completed(document: Document, payload: Mapping[str, Any]) -> Document:
    """Return a credential with what only the claims say; VerificationError where the two contradict each other."""
    made = dict(document)
    _take_issuer(made, payload)
    _take_text(made, payload, "jti", "id")
    _take_subject(made, payload)
    start, end = _names_of_period(made)
    _take_instant(made, payload, "nbf", start)
    _take_instant(made, payload, "exp", end)
    return made


def issued_at(payload: Mapping[str, Any]) -> datetime.datetime | None:
    """Return when the token says that it was signed (`iat`)."""
    return _instant(payload["iat"], "iat") if "iat" in payload else None


def _take_issuer(made: Document, payload: Mapping[str, Any]) -> None:
    issuer = made.get("issuer")
    if isinstance(issuer, dict):
        inner = dict(issuer)
        _take_text(inner, payload, "iss", "id")
        made["issuer"] = inner
    else:
        _take_text(made, payload, "iss", "issuer")


def _take_subject(made: Document, payload: Mapping[str, Any]) -> None:
    subject = made.get("credentialSubject")
    if "sub" not in payload or not isinstance(subject, dict):
        return
    inner = dict(subject)
    _take_text(inner, payload, "sub", "id")
    made["credentialSubject"] = inner


def _take_text(made: Document, payload: Mapping[str, Any], claim: str, member: str) -> None:
    if claim not in payload:
        return
    value = payload[claim]
    if not isinstance(value, str) or not value:
        raise VerificationError(f"its claim {claim} is not a text", code=_CODE)
    if made.setdefault(member, value) != value:
        raise _contradiction(claim, value, member, made[member])


def _take_instant(made: Document, payload: Mapping[str, Any], claim: str, member: str) -> None:
    if claim not in payload:
        return
    moment = _instant(payload[claim], claim)
    written = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    stated = read_instant(made.setdefault(member, written), member)
    # A claim counts whole seconds.
    if stated.replace(microsecond=0) != moment:
        raise _contradiction(claim, written, member, made[member])


def _instant(value: Any, claim: str) -> datetime.datetime:
    """Return the instant of a NumericDate (RFC 7519, 2): whole seconds, as a number and nothing else."""
    if type(value) is not int or not 0 <= value <= _LAST_SECOND:
        detail = f"its claim {claim} is {quoted(value, 40)}, not a number of seconds since 1970"
        raise VerificationError(detail, code=_CODE)
    return datetime.datetime.fromtimestamp(value, datetime.UTC)


def _names_of_period(made: Mapping[str, Any]) -> tuple[str, str]:
    stated = made.get("@context")
    return contexts.period_of([one for one in stated if isinstance(one, str)] if isinstance(stated, list) else [])


def _contradiction(claim: str, value: str, member: str, stated: Any) -> VerificationError:
    detail = f"its claim {claim} says {quoted(value, 120)}, and its {member} {quoted(stated, 120)}"
    return VerificationError(detail, code=_CODE)
