"""Tokens that want time or memory: each ends in a sentence within a second of the processor."""

import json
import time

import pytest

import verifying
from testamur.proofs.jose import jws
from vector_making.sample_tokens import P256, b64, compact, token, written
from vector_making.token_issuers import award, first_key

NAME = "token-es256"
EXPECTED = verifying.case(NAME)[1]
MANY = 40_000


def big(member, value):
    return token({**award(NAME), member: value}, P256, kid=first_key(NAME))


POISONS = {
    "a payload that is nearly too long": lambda: big("x", "a" * 3_000_000),
    "a token that is too long": lambda: b"eyJ." + b"A" * (jws.LIMIT + 1) + b".AA",
    "a token of ten megabytes": lambda: b"eyJ." + b"A" * 11_000_000,
    "many members": lambda: big("x", {str(number): number for number in range(MANY)}),
    "many dots": lambda: b"eyJ" + b"." * 3_000_000,
    "a header that is too long": lambda: compact({"alg": "ES256", "x": "a" * 100_000}, {}, P256.sign),
    "a deep header": lambda: compact(b'{"alg":' * 5000, {}, P256.sign),
    "a long kid": lambda: token(award(NAME), P256, kid=f"{first_key(NAME)}{'a' * 40_000}"),
    "a long name of a key": lambda: token(award(NAME), P256, kid="did:key:z" + "1" * 1900),
    "a modulus of many bytes": lambda: token(award(NAME), P256, jwk={"kty": "RSA", "n": "_" * 40_000, "e": "AQAB"}),
    "an exponent of many bytes": lambda: token(award(NAME), P256, jwk={"kty": "RSA", "n": "_" * 342, "e": "_" * 342}),
    "many claims that are audiences": lambda: big("aud", ["a"] * MANY),
    "white space": lambda: b" " * 3_000_000 + b"eyJ.e30.AA" + b"\n" * 3_000_000,
    "an envelope around itself": lambda: json.dumps(
        {"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt," + "eyJ" * 900_000}
    ).encode(),
    "a token in a token": lambda: token({"vc": {"vc": token({}).decode()}}),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisonous_token_ends_in_a_sentence_at_once(name):
    data = POISONS[name]()
    begun = time.process_time()
    examined = verifying.examine(data, EXPECTED)
    assert time.process_time() - begun < 1
    assert examined.verdict != "VALID"
    assert examined.sentence.endswith((".", "…"))


def test_the_header_of_a_token_is_no_longer_than_its_limit():
    made = b64(written({"alg": "ES256", "x": "a" * jws.HEADER_LIMIT})).encode() + b".e30.AA"
    assert verifying.check_named(verifying.examine(made, EXPECTED), "document").code == jws.SHAPE
