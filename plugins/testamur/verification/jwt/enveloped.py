"""Takes the token out of an `EnvelopedVerifiableCredential` (Verifiable Credentials 2.0, 4.13).

Such a document is a wrapping and nothing else: what it says beside the token is signed by nobody, so one that says more
is not read.
"""

from __future__ import annotations

from typing import Any

from testamur.errors import VerificationError
from testamur.proofs.jose import jws
from testamur.verification.reading import strict_json
from testamur.verification.reading.shapes import names_in, quoted, text_of

MARK = b"EnvelopedVerifiable"
_TYPES = ("EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation")
_MEMBERS = frozenset({"@context", "id", "type"})
_MEDIA_TYPES = frozenset(f"application/{kind}" for kind in ("vc+jwt", "vp+jwt", "vc+ld+jwt", "vc+ld+json+jwt", "jwt"))


def token_in(document: Any) -> bytes | None:
    """Return the token in an enveloped document; None if it is none.

    Raises VerificationError if it is in a form that is not read here.
    """
    if not isinstance(document, dict) or not any(name in _TYPES for name in names_in(document.get("type"))):
        return None
    if not _MEMBERS.issuperset(document):
        raise VerificationError("it is an enveloped credential that says more beside the envelope", code="enveloped")
    scheme, _, rest = text_of(document, "id").partition(":")
    media_type, comma, token = rest.partition(",")
    if scheme.lower() != "data" or not comma or media_type.lower() not in _MEDIA_TYPES:
        kind = quoted(media_type if comma else text_of(document, "id"), 60)
        detail = f"it is an enveloped credential of the kind {kind}; application/vc+jwt is read here"
        raise VerificationError(detail, code="enveloped")
    data = token.encode()
    if not jws.looks_like_one(data):
        raise VerificationError("it is an enveloped credential without a token in it", code="enveloped")
    return data


def opened(data: bytes) -> bytes:
    """Return the token in the JSON of an enveloped document; any other file as it is.

    Raises VerificationError for an enveloped document that is not read here.
    """
    if MARK not in data:
        return data
    try:
        document = strict_json.parse(data)
    except VerificationError:
        return data  # the check `document` says what is wrong with it
    return token_in(document) or data
