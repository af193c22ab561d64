"""Headers: what they may ask for, and how the key that they name is called."""

import pytest

from testamur.errors import VerificationError
from testamur.verification.jwt import token
from vector_making.sample_tokens import P256, compact

DID = "did:web:a.example"


def read(**header):
    return token.read(compact({"alg": "ES256", **header}, {}, P256.sign))


@pytest.mark.parametrize(
    ("kid", "method"),
    [
        (f"{DID}#key", f"{DID}#key"),
        ("#key", f"{DID}#key"),
        ("key", "key"),
        ("https://a.example/key", "https://a.example/key"),
    ],
)
def test_a_key_is_called_by_its_whole_name(kid, method):
    assert read(kid=kid).method(DID) == method


@pytest.mark.parametrize(
    ("issuer", "method"), [(DID, ""), ("did:key:zabc", "did:key:zabc"), ("did:jwk:e30", "did:jwk:e30")]
)
def test_an_issuer_that_is_a_key_need_not_name_it_again(issuer, method):
    assert read().method(issuer) == method


def test_a_key_that_is_brought_along_has_no_name():
    assert read(jwk=P256.jwk).method("did:key:zabc") == ""


@pytest.mark.parametrize("typ", ["JWT", "jwt", "vc+jwt", "application/vc+jwt", "VC+LD+JSON+JWT"])
def test_a_token_may_say_that_it_is_a_credential(typ):
    token.check_header({"alg": "ES256", "typ": typ})


@pytest.mark.parametrize("typ", ["at+jwt", "JOSE", "", None, 7, ["JWT"], "text/vc+jwt", "application/application/jwt"])
def test_a_token_of_something_else_is_not_read(typ):  # J-13
    with pytest.raises(VerificationError, match="something else than a credential"):
        token.check_header({"alg": "ES256", "typ": typ})


@pytest.mark.parametrize("alg", [None, "", "HS256", "RS512", "PS256", "ES512", "ES256K", "es256", 7, ["ES256"], {}])
def test_an_algorithm_that_is_not_in_the_table_is_not_read(alg):  # J-02
    with pytest.raises(VerificationError) as caught:
        token.check_header({"alg": alg})
    assert caught.value.code == "algorithm"


def test_parts_that_are_no_objects_are_no_token():
    with pytest.raises(VerificationError, match="the payload of the token is not an object"):
        token.read(compact({"alg": "ES256"}, [], P256.sign))
