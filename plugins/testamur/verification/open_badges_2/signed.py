"""A signed Assertion: its JWS fits a key that the issuer's Profile lists.

Follows Open Badges 2.0, "Signed Verification", and RFC 7515 for the compact form. The specification asks for RS256;
some sign by other algorithms of tokens, each for one kind of key. What a header says of keys is not looked at.
"""

from __future__ import annotations

from typing import Any

from testamur.errors import IndeterminateError, VerificationError
from testamur.proofs.jose import jwk, jws
from testamur.proofs.jose.public_key import PublicKey
from testamur.verification.issuer_keys import unlisted
from testamur.verification.open_badges_2 import linked, pem_key
from testamur.verification.open_badges_2.assertion import Assertion
from testamur.verification.open_badges_2.recognition import Document
from testamur.verification.reading import strict_json
from testamur.verification.reading.shapes import quoted, text_of
from testamur.verification.resolving.resolver import Resolver

_MOST_KEYS = 100


def verify(token: str, key: PublicKey) -> str:
    """Return the algorithm by which a JWS was signed with a key.

    VerificationError (`signature`) if it was not; IndeterminateError if that could not be checked.
    """
    try:
        compact = jws.parse(token.encode("ascii"))
        header = strict_json.parse(compact.header)
    except VerificationError as error:
        raise IndeterminateError(f"its signature cannot be read: {error.reason}", code="proof-shape") from error
    if not isinstance(header, dict):
        raise IndeterminateError("its signature has no header that can be read", code="proof-shape")
    algorithm = header.get("alg")
    kind = jwk.algorithm_of(algorithm)
    if kind is None or "crit" in header or "b64" in header:
        detail = f"it is signed by {quoted(algorithm, 40)}, or in a way, which is not read here"
        raise IndeterminateError(detail, code="proof-not-supported")
    if kind != key.kind:
        detail = f"its algorithm {algorithm} is not that of the issuer's key, which is of the kind {key.kind}"
        raise IndeterminateError(detail, code="algorithm")
    if not key.verify(compact.signature, compact.signed):
        raise VerificationError("the signature does not fit the document", code="signature")
    return str(algorithm)


def key_of(assertion: Assertion, profile: Document, resolver: Resolver) -> PublicKey:
    """Return the key of a signed Assertion, which the Profile has to list.

    VerificationError (`unknown-key`) if the Profile lists others, IndeterminateError if it lists none or the key cannot
    be used, Unavailable if the key cannot be had.
    """
    given = profile.get("publicKey")
    named: dict[str, Any] = {}
    for one in (given if isinstance(given, list) else [given])[:_MOST_KEYS]:
        name = text_of(one, "id") if isinstance(one, dict) else one
        if isinstance(name, str) and name:
            named[name] = one
    if not named:
        raise IndeterminateError("the issuer's Profile lists no key", code="no-key")
    creator = assertion.creator or next(iter(named))
    listed = next((one for one in named if linked.is_same(one, creator)), None)
    if listed is None:
        raise unlisted()
    written = named[listed]
    key = written if isinstance(written, dict) else linked.fetch(resolver, listed, ("CryptographicKey",))
    owner = text_of(key, "owner")
    if not linked.is_same(owner, text_of(profile, "id")):
        raise IndeterminateError("the key says that it is somebody else's", code="key-shape")
    return pem_key.read(key.get("publicKeyPem"))
