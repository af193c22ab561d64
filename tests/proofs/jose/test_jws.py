"""Compact signatures: those of the RFCs fit, and nothing that is spelled otherwise is taken for one."""

import pytest

from testamur.errors import VerificationError
from testamur.proofs.jose import jwk, jws

# RFC 7515, A.3: ECDSA with P-256; its payload is not a credential's, but a signature is one all the same.
ES256_KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
ES256 = (
    b"eyJhbGciOiJFUzI1NiJ9"
    b".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    b".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)
# RFC 8037, A.4.
EDDSA_KEY = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
EDDSA = (
    b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
    b".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)
# RFC 7515, A.2.
RS256_KEY = {
    "kty": "RSA",
    "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yR"
    "T-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB"
    "dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia"
    "GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
    "e": "AQAB",
}
RS256 = (
    b"eyJhbGciOiJSUzI1NiJ9"
    b".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    b".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t"
    b"1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jz"
    b"DwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe"
    b"77Rw"
)


@pytest.mark.parametrize(("text", "key"), [(ES256, ES256_KEY), (EDDSA, EDDSA_KEY), (RS256, RS256_KEY)])
def test_a_signature_of_the_rfc_fits(text, key):
    token = jws.parse(text)
    assert jwk.read(key).verify(token.signature, token.signed)


@pytest.mark.parametrize(("text", "key"), [(ES256, ES256_KEY), (EDDSA, EDDSA_KEY), (RS256, RS256_KEY)])
def test_a_signature_of_the_rfc_does_not_fit_another_payload(text, key):
    token = jws.parse(text.replace(b".e", b".f").replace(b".R", b".S"))
    assert not jwk.read(key).verify(token.signature, token.signed)


def test_the_parts_are_decoded():
    token = jws.parse(b" \n" + EDDSA + b"\r\n")
    assert (token.header, token.payload) == (b'{"alg":"EdDSA"}', b"Example of Ed25519 signing")
    assert (token.text, len(token.signature)) == (EDDSA, 64)


@pytest.mark.parametrize(
    "text",
    [
        b"", b"e30", b"e30.e30", b"e30.e30.AA.AA", b".e30.AA", b"e30..AA", b"e30.e30.A", b"e30.e30.AB", b"e30.e30.AA=",
        b"e30.e30.A+", b"e30.e30.A/", b"e30.e3 0.AA", b"e30.e30\n.AA", b"e30.e30.A\xff", b"e30.e30.AA" + b"A" * 2000,
    ],
)  # fmt: skip
def test_what_is_spelled_otherwise_is_no_token(text):
    with pytest.raises(VerificationError) as caught:
        jws.parse(text)
    assert caught.value.code == jws.SHAPE


def test_an_encrypted_token_is_called_one():
    with pytest.raises(VerificationError, match="encrypted"):
        jws.parse(b"e30.AA.AA.AA.AA")


def test_a_token_that_is_too_long_is_not_decoded():  # J-15
    with pytest.raises(VerificationError, match="at most 4,194,304 are read"):
        jws.parse(b"e30." + b"A" * jws.LIMIT + b".AA")


@pytest.mark.parametrize("text", [EDDSA, b"\n " + EDDSA, b"e30.e30.", b"eyJ.", b"ewo.e", b"e30.e30.AA.AA.AA"])
def test_a_token_looks_like_one(text):
    assert jws.looks_like_one(text)


@pytest.mark.parametrize(
    "text",
    [
        b"", b"e", b"{}", b'"eyJ.e30.AA"', b"example.org", b"https://e3.example/", b"emma@mail.example", b"e30",
        b"e30 .e30.AA", b"\xef\xbb\xbfe30.e30.AA", b"e30.x,e30.y",
    ],
)  # fmt: skip
def test_other_text_does_not(text):
    assert not jws.looks_like_one(text)
