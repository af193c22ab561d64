"""Keys of each kind, checked with signatures that nobody here made, and with keys that are no good."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

import wycheproof
from testamur.errors import KeyRefusedError
from testamur.proofs.jose import jwk, public_key
from vector_making.sample_tokens import ED, OTHER_P256, P256, P384, RSA

MESSAGE = b"any message"
P = 2**256 - 2**224 + 2**192 + 2**96 - 1


def outcomes(kind, result):
    return [jwk.read(key).verify(signature, message) for key, signature, message, wanted in wycheproof.cases(kind)
            if wanted == result]  # fmt: skip


@pytest.mark.parametrize("kind", wycheproof.FILES)
def test_every_valid_wycheproof_signature_fits(kind):
    found = outcomes(kind, "valid")
    assert len(found) > 5
    assert all(found)


@pytest.mark.parametrize("kind", wycheproof.FILES)
def test_no_invalid_wycheproof_signature_fits(kind):
    found = outcomes(kind, "invalid")
    assert len(found) > 50
    assert not any(found)


def test_a_signature_that_only_lax_readers_take_does_not_fit():
    # PKCS #1 has one encoding: a digest without its parameters is another (RFC 8017, 8.2.2, note).
    assert outcomes("RSA of 2048 bits", "acceptable") == [False]


@pytest.mark.parametrize("key", [ED, P256, P384, RSA])
def test_a_signature_fits_one_message(key):
    public = jwk.read(key.jwk)
    assert public.verify(key.sign(MESSAGE), MESSAGE)
    assert not public.verify(key.sign(MESSAGE), MESSAGE + b".")


@pytest.mark.parametrize("key", [ED, P256, P384, RSA])
def test_a_signature_with_a_zero_more_or_a_byte_less_does_not_fit(key):
    public, signature = jwk.read(key.jwk), key.sign(MESSAGE)
    assert not any(
        public.verify(other, MESSAGE) for other in (signature[:-1], b"\0" + signature, signature + b"\0", b"")
    )


def test_a_signature_by_another_key_does_not_fit():
    assert not jwk.read(P256.jwk).verify(OTHER_P256.sign(MESSAGE), MESSAGE)


@pytest.mark.parametrize("key", [P256, P384])
def test_a_point_is_the_same_key_compressed_or_not(key):
    size = (len(key.point) - 1) * 2
    whole = key.private.public_key().public_numbers()
    point = b"\4" + whole.x.to_bytes(size // 2, "big") + whole.y.to_bytes(size // 2, "big")
    assert public_key.of_curve(key.kind, point) == public_key.of_curve(key.kind, key.point)


@pytest.mark.parametrize(
    "point",
    [
        b"",
        b"\0",
        P256.point[:-1],
        P256.point + b"\0",
        b"\5" + P256.point[1:],
        b"\2" + P.to_bytes(32, "big"),  # not reduced: 0 in a second spelling
        b"\2" + (1).to_bytes(32, "big"),
        b"\4" + bytes(64),
        b"\6" + P256.point[1:] + bytes(32),  # the hybrid form
        P384.point,
    ],
)
def test_what_is_no_point_of_the_curve_is_refused(point):
    with pytest.raises(KeyRefusedError, match="malformed P-256 public key"):
        public_key.of_curve("P-256", point)


def test_a_point_of_another_curve_is_refused():
    other = ec.derive_private_key(5, ec.SECP256K1()).public_key().public_numbers()
    with pytest.raises(KeyRefusedError, match="not a point of the curve"):
        public_key.of_curve("P-256", b"\4" + other.x.to_bytes(32, "big") + other.y.to_bytes(32, "big"))


@pytest.mark.parametrize("bits", [512, 1024, 2047, 8193, 16384])
def test_an_rsa_key_that_is_too_short_or_too_long_is_refused(bits):
    with pytest.raises(KeyRefusedError, match="from 2048 to 8192 are read"):
        public_key.of_rsa(1 << (bits - 1) | 1, 65537)


@pytest.mark.parametrize("exponent", [0, 1, 2, 3, 17, 65536, 65539, 2**64 + 1])
def test_an_rsa_key_with_another_exponent_is_refused(exponent):
    with pytest.raises(KeyRefusedError, match="another exponent"):
        public_key.of_rsa(1 << 2047 | 1, exponent)


def test_an_even_modulus_is_refused():
    with pytest.raises(KeyRefusedError, match="even"):
        public_key.of_rsa(1 << 2047, 65537)


def test_keys_of_two_kinds_are_not_the_same():
    assert jwk.read(P256.jwk) != jwk.read(ED.jwk)
