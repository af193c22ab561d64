"""A credential's token as it was read: its header, its claims, and the key that it names.

Follows Open Badges 3.0, "JSON Web Token Proof Format", Securing Verifiable Credentials using JOSE and COSE, 3.1, and
RFC 8725. The algorithm is one of a fixed table, with one kind of key each. What a header brings along (`jwk`) or points
to (`jku`, `x5u`, `x5c`) proves nothing about whose key it is: the first counts only as far as the issuer publishes that
very key, and the others are neither fetched nor read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.errors import KeyRefusedError, VerificationError
from testamur.proofs import published_keys
from testamur.proofs.jose import jwk, jws
from testamur.proofs.jose.public_key import Kind, PublicKey
from testamur.verification.reading import strict_json
from testamur.verification.reading.shapes import quoted, text_of
from testamur.verification.resolving import did_documents

# Media types, as a header has them: without `application/`, in any case (RFC 7515, 4.1.9 and 4.1.10).
_TYPES = frozenset({"jwt", "vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt", "vp+jwt", "vp+ld+jwt"})
_CONTENTS = frozenset({"vc", "vp", "vc+ld+json", "vp+ld+json", "json", "ld+json"})
_LONGEST_KID = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A compact JWS whose header and payload are JSON objects. Nothing of it is checked yet."""

    compact: jws.CompactJws
    header: Mapping[str, Any]
    payload: dict[str, Any]

    @property
    def kind(self) -> Kind:
        """The kind of key that its algorithm takes; only after `check_header`."""
        return jwk.ALGORITHMS[text_of(self.header, "alg")]

    @property
    def key(self) -> PublicKey | None:
        """The key that the header brings along; only after `check_header`."""
        return jwk.read(self.header["jwk"]) if "jwk" in self.header else None

    def method(self, issuer: str) -> str:
        """Return the verification method that `kid` names, whole; "" where there is none.

        An issuer whose name is a key need not name it again.
        """
        name = text_of(self.header, "kid")
        if not name and "jwk" not in self.header and issuer.startswith(did_documents.KEYS):
            return issuer
        return f"{issuer}{name}" if name.startswith("#") else name


def read(data: bytes) -> Token:
    """Return the token in `data`; VerificationError if its parts are not what those of a token are."""
    compact = jws.parse(data)
    header, payload = _object(compact.header, "header"), _object(compact.payload, "payload")
    return Token(compact=compact, header=header, payload=payload)


def _object(data: bytes, name: str) -> dict[str, Any]:
    try:
        value = strict_json.parse(data)
    except VerificationError as error:
        raise VerificationError(f"the {name} of the token: {error.reason}", code=error.code) from error
    if not isinstance(value, dict):
        raise VerificationError(f"the {name} of the token is not an object", code=jws.SHAPE)
    return value


def check_header(header: Mapping[str, Any]) -> None:
    """Raise VerificationError unless a header asks for nothing but a signature that is checked here."""
    algorithm = header.get("alg")
    if isinstance(algorithm, str) and algorithm.lower() == "none":
        raise VerificationError("it is not signed (alg none): anyone could have written it", code="algorithm")
    if jwk.algorithm_of(algorithm) is None:
        detail = f"its algorithm {quoted(algorithm, 40)} is not read here; {', '.join(jwk.ALGORITHMS)} are"
        raise VerificationError(detail, code="algorithm")
    # What has to be understood is not (RFC 7515, 4.1.11); an empty list of it is no legal header either.
    if "crit" in header:
        raise VerificationError("its header asks for more than is understood here (crit)", code="token-header")
    if header.get("b64", True) is not True or "zip" in header or "enc" in header:
        raise VerificationError("its payload is written in another way than is read here", code="token-header")
    _check_media_type(header, "typ", _TYPES)
    _check_media_type(header, "cty", _CONTENTS)
    kid = header.get("kid", "")
    if not isinstance(kid, str) or len(kid) > _LONGEST_KID:
        raise VerificationError("its header does not name its key by a text (kid)", code="token-header")
    if "jwk" in header:
        _check_key(header["jwk"])


def _check_media_type(header: Mapping[str, Any], name: str, allowed: frozenset[str]) -> None:
    if name not in header:
        return
    value = header[name]
    if not isinstance(value, str) or value.lower().removeprefix("application/") not in allowed:
        detail = f"its header says that it is something else than a credential ({name} {quoted(value, 40)})"
        raise VerificationError(detail, code="token-header")


def _check_key(value: Any) -> None:
    if member := published_keys.private_key_in(value):
        detail = f"its header has the private key itself ({member[:60]}), so anybody can sign with it"
        raise VerificationError(detail, code="key-published")
    try:
        key = jwk.read(value)
    except KeyRefusedError as error:
        raise VerificationError(f"{error}", code="weak-key") from error
    if key is None:
        raise VerificationError("the key in its header is of a kind that is not read here", code="key-not-supported")
