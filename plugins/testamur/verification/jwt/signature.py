"""The check `proof` of a credential that is a token: its signature, by a key that the issuer lists.

Follows RFC 7515, 5.2. What the algorithm is, the header says; what it may be, the key does.
"""

from __future__ import annotations

from testamur.errors import VerificationError
from testamur.verification.check import Check, could_not_run, failed, passed
from testamur.verification.credential import Credential
from testamur.verification.issuer_keys import Keys
from testamur.verification.jwt.token import Token


def check(credential: Credential, token: Token, keys: Keys) -> Check:
    """Return the check of a token's signature, with the key of its issuer that it names."""
    try:
        key = keys.signer(credential)
    except VerificationError:
        # The check `issuer` says why.
        return could_not_run("proof", "no-key", "not checked: there is no sound key of the issuer to check it with")
    algorithm = token.header["alg"]
    if key.kind != token.kind:
        # Else a public key could be taken for a secret, or checked in a way for which it was not made (RFC 8725, 3.1).
        detail = f"its algorithm {algorithm} is not that of the issuer's key, which is of the kind {key.kind}"
        return could_not_run("proof", "algorithm", detail)
    if not key.verify(token.compact.signature, token.compact.signed):
        return failed("proof", "signature", "the signature does not fit the document")
    return passed("proof", f"the signature fits, and every character is as it was signed ({algorithm})")
