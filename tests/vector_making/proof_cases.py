"""Credentials altered after signing, and proofs and signatures that are wrong in themselves."""

from testamur.proofs import data_integrity, multibase
from vector_making.cases import case, refused
from vector_making.sample_credentials import (
    CONTEXT,
    EVIL_KEY,
    altered,
    an_award,
    award_body,
    digest_of,
    document,
    method,
    proof,
    sign,
    with_both_proofs,
)

ORDER = 2**252 + 27742317777372353535851937790883648493  # of the group of Ed25519


def add():
    def forged(name, change, **more):
        case(name, change(an_award(name)), "INVALID", fails={"proof": "signature", **more.pop("fails", {})}, **more)

    person = ("credentialSubject", "identifier", 0, "identityHash")
    forged("altered-name", lambda award: altered(award, *person, to="Joë Ó Briain 李"))  # C-01
    forged("altered-end", lambda award: altered(award, "validUntil", to="2039-05-14T22:59:59Z"))
    # C-01
    forged("altered-status-index", lambda award: altered(award, "credentialStatus", "statusListIndex", to="4822"))
    forged("altered-issuer-name", lambda award: altered(award, "issuer", "name", to="Harbour University"))
    forged("altered-created", lambda award: altered(award, "proof", 1, "created", to="2026-06-02T09:30:00Z"))  # C-01
    forged("term-added", lambda award: altered(award, "credentialSubject", "honours", to="summa cum laude"))  # C-02
    forged("term-added-to-the-proof", lambda award: altered(award, "proof", 1, "nonce", to="x"))  # C-02
    # C-22
    forged("member-called-proto-in-the-proof", lambda award: altered(award, "proof", 1, "__proto__", to={"x": 1}))
    # C-11
    forged("proof-for-authentication", lambda award: altered(award, "proof", 1, "proofPurpose", to="authentication"))
    # C-11
    forged("proof-without-purpose", lambda award: with_both_proofs(award_body(award), proofPurpose=None))
    for name, purpose in (("authentication", "authentication"), ("an-unknown-purpose", "certification")):  # C-11
        made = document(f"proof-signed-for-{name}")
        made = {**made, "proof": [proof(made, suite=data_integrity.RDFC), proof(made, proofPurpose=purpose)]}
        case(f"proof-signed-for-{name}", made, "INVALID", fails={"proof": "signature"})
    forged("proof-with-another-context", lambda award: altered(award, "proof", 1, "@context", to=CONTEXT[:1]))
    forged(
        "proof-signed-by-other-key",
        lambda award: {**award, "proof": sign(award_body(award), EVIL_KEY, by=method())["proof"]},
    )
    forged("signature-malleated", lambda award: with_signature(award, malleated))  # C-14
    forged(
        # C-14
        "signature-of-63-bytes",
        lambda award: with_signature(award, lambda data: multibase.encode_base58btc(data[:63])),
    )
    forged(
        "signature-of-65-bytes",  # C-14
        lambda award: with_signature(award, lambda data: multibase.encode_base58btc(data + b"\0")),
    )
    forged("signature-in-base64", lambda award: with_signature(award, multibase.encode_base64url))  # C-14
    forged("signature-empty", lambda award: with_signature(award, lambda data: ""))  # C-14
    forged(
        "signature-of-zeros", lambda award: with_signature(award, lambda data: multibase.encode_base58btc(bytes(64)))
    )
    name = "rdfc-proof-removed"  # C-06
    whole = an_award(name)
    made = {**whole, "proof": whole["proof"][1]}
    refused(name, made, "proof-missing", index=digest_of(whole))
    name = "rdfc-proof-by-an-unlisted-key-and-all-proofs"
    made = an_award(name)
    made["proof"] = [sign(award_body(made), EVIL_KEY)["proof"][0], made["proof"][1]]
    case(name, made, "INVALID", fails={"proof": "unknown-key"}, allProofs=True)
    name = "rdfc-proof-altered-and-all-proofs"  # C-06
    made = altered(an_award(name), "proof", 0, "created", to="2026-06-02T09:30:00Z")
    case(name, made, "INVALID", fails={"proof": "signature"}, allProofs=True)


def with_signature(signed, change):
    """A copy whose JCS signature was changed: bytes in, text out."""
    data = multibase.decode_base58btc(signed["proof"][1]["proofValue"], 64)
    return altered(signed, "proof", 1, "proofValue", to=change(data))


def malleated(signature):
    """The other signature that fits, for a verifier that takes S without looking whether it is below the order."""
    s = int.from_bytes(signature[32:], "little") + ORDER
    return multibase.encode_base58btc(signature[:32] + s.to_bytes(32, "little"))
