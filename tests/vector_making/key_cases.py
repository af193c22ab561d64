"""Private keys in an issuer's DID document, wherever they stand in it; and keys that are none of ours."""

from testamur.proofs import multibase
from vector_making.cases import case
from vector_making.sample_credentials import KEY, an_award
from vector_making.sample_web import did_address, did_document, publish

SEED = bytes(range(32))
SECRET = multibase.encode_base58btc(b"\x80\x26" + SEED)
JWK = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
# Members that are added to the key with which the award was signed.
PRIVATE = {
    "key-published-in-multibase": {"secretKeyMultibase": SECRET},
    "key-published-as-a-jwk": {"privateKeyJwk": {"kty": "OKP"}},
    "key-published-in-a-public-jwk": {"publicKeyJwk": {**JWK, "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}},
    "key-published-in-place-of-the-public-one": {"publicKeyMultibase": SECRET},
    "key-published-as-pem": {"publicKeyPem": "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----"},
    "key-published-in-a-note": {"notes": [{"text": ["retired", f"was {SECRET}."]}]},
    "key-published-under-a-long-name": {f"private_Key{'😀' * 80}": "x"},
    "key-published-of-another-kind": {"type": "JsonWebKey", "Secret-JWK": ["x"]},
}
UNFIT = {
    "key-for-encryption": multibase.encode_base58btc(b"\xec\x01" + SEED),
    "key-for-another-curve": multibase.encode_base58btc(b"\x80\x24\x02" + SEED),
    "key-of-an-unknown-multicodec": multibase.encode_base58btc(b"\x01\x01" + SEED),
    "key-that-is-a-long-secret": multibase.encode_base58btc(b"\x85\x26" + bytes(range(1, 200))),
    "key-that-is-no-text": 7,
}
HARMLESS = {
    "publicKeyJwk": JWK,
    "secretKeyMultibase": None,
    "privateKeyJwk": {},
    "d": "a day",
    "revokedProof": multibase.encode_base58btc(b"\x80\x26" + bytes(62)),
}


def add():
    stuck = {"proof": "no-key", "status": "list-not-trusted"}
    for name, changes in PRIVATE.items():
        add_key(name, changes, "INVALID", fails={"issuer": "key-published"}, stuck=stuck)
    for name, text in UNFIT.items():
        add_key(name, {"publicKeyMultibase": text}, "INVALID", fails={"issuer": "weak-key"}, stuck=stuck)
    add_key("valid-with-more-about-the-key", HARMLESS, "VALID")


def add_key(name, changes, verdict, **more):
    (listed,) = did_document(KEY)["verificationMethod"]
    publish(name, did_address(), did_document(KEY, verificationMethod=[{**listed, **changes}]))
    case(name, an_award(name), verdict, web=("issuer", name, "status", "index"), **more)
