"""The document in a file: JSON as it is, or out of a token; nothing of it is checked before it is known whose it is."""

from __future__ import annotations

import datetime
from typing import Any

from testamur.errors import VerificationError
from testamur.proofs.jose import jws
from testamur.verification.jwt import claims, token
from testamur.verification.jwt.token import Token
from testamur.verification.reading import strict_json


def read(data: bytes) -> tuple[Any, Token | None]:
    """Return the document in `data`, and the token that it came out of; VerificationError if it cannot be read."""
    if not jws.looks_like_one(data):
        return strict_json.parse(data), None
    found = token.read(data)
    return claims.document_in(found.payload), found


def checked(document: claims.Document, found: Token) -> claims.Document:
    """Return a credential with what only the claims say; VerificationError if header or claims do not fit."""
    token.check_header(found.header)
    if "proof" in document:
        raise VerificationError("it is a token with a proof of its own, which is not read here", code="claims")
    return claims.completed(document, found.payload)


def issued_at(found: Token) -> datetime.datetime | None:
    """Return when a token says that it was signed."""
    return claims.issued_at(found.payload)
