"""Public keys that are refused, with the reason; and signatures that only lenient verifiers accept."""

import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

import reference
from testamur.errors import KeyRefusedError
from testamur.proofs import multibase, multikey

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
# The fourteen encodings of the eight points of low order ("Taming the many EdDSAs", table 6c; libsodium's list).
Y8 = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
LOW_ORDER = [
    bytes.fromhex(text)
    for text in (
        "00" * 32,
        "00" * 31 + "80",
        "01" + "00" * 31,
        "01" + "00" * 30 + "80",
        "ec" + "ff" * 30 + "7f",
        "ec" + "ff" * 31,
        "ed" + "ff" * 30 + "7f",
        "ed" + "ff" * 31,
        "ee" + "ff" * 30 + "7f",
        "ee" + "ff" * 31,
        Y8,
        Y8[:-2] + "85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    )
]


def text_of(prefix, data):
    return multibase.encode_base58btc(bytes.fromhex(prefix) + data)


@pytest.mark.reference(reference.W3C_VECTORS)
@pytest.mark.parametrize(
    "file",
    [
        reference.W3C / "keyPair.json",
        reference.W3C / "proof-set-chain/multiKeyPairs.json",
        reference.ONE_EDTECH / "keyPair.json",
    ],
    ids=["w3c", "w3c-proof-sets", "1edtech"],
)
def test_published_keys_decode_and_encode_to_themselves(file):
    pairs = json.loads(file.read_text())
    for pair in [pairs] if "publicKeyMultibase" in pairs else pairs.values():
        assert multikey.encode(multikey.decode(pair["publicKeyMultibase"])) == pair["publicKeyMultibase"]


@pytest.mark.parametrize("public", LOW_ORDER, ids=range(1, 15))
def test_a_key_of_low_order_is_refused_as_weak(public):  # K-08
    with pytest.raises(KeyRefusedError, match="low order"):
        multikey.decode(text_of("ed01", public))


def test_an_identity_key_signs_nothing():  # K-08
    # With this key, S = 0 and R = the identity "verify" any message in a lenient verifier.
    assert not multikey.verify(LOW_ORDER[2], LOW_ORDER[2] + bytes(32), b"any message")


@pytest.mark.parametrize("y", range(2, 19))
def test_a_y_coordinate_that_is_not_reduced_is_refused(y):  # K-09
    with pytest.raises(KeyRefusedError, match="not reduced"):
        multikey.check((P + y).to_bytes(32, "little"))


def test_a_point_off_the_curve_is_refused():  # K-09
    with pytest.raises(KeyRefusedError, match="not a point"):
        multikey.check((2).to_bytes(32, "little"))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(length):  # K-09
    with pytest.raises(KeyRefusedError, match=f"{length} bytes where 32 belong"):
        multikey.decode(text_of("ed01", (PUBLIC * 2)[:length]))


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("8024", "P-256"),
        ("8124", "P-384"),
        ("ec01", "X25519"),
        ("8324", "Ed448"),
        ("e701", "secp256k1"),
        ("8026", "secret key"),
        ("8626", "secret key"),
        ("ed02", "unknown kind"),
        ("", "unknown kind"),
    ],
)
def test_another_kind_of_key_is_refused_by_its_name(prefix, found):  # K-09
    with pytest.raises(KeyRefusedError, match=found):
        multikey.decode(text_of(prefix, PUBLIC))


@pytest.mark.parametrize("secret", ["z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"])
def test_a_secret_key_is_never_echoed(secret):
    with pytest.raises(KeyRefusedError) as refused:
        multikey.decode(secret)
    assert secret[4:12] not in str(refused.value)


@pytest.mark.parametrize("text", ["", "z", "m7QF", "uAA", "z6Mk0OIl", "Z6Mk", None, {}, 7, "z" + "6" * 5000])
def test_text_that_is_not_a_multikey_is_refused(text):  # K-09
    with pytest.raises(KeyRefusedError):
        multikey.decode(text)


def test_a_signature_verifies_only_its_own_message_and_key():
    signature = KEY.sign(b"message")
    assert multikey.verify(PUBLIC, signature, b"message")
    assert not multikey.verify(PUBLIC, signature, b"messagf")
    assert not multikey.verify(OTHER, signature, b"message")


def test_a_malleated_signature_does_not_verify():
    signature = KEY.sign(b"message")
    malleated = int.from_bytes(signature[32:], "little") + L
    assert not multikey.verify(PUBLIC, signature[:32] + malleated.to_bytes(32, "little"), b"message")


@pytest.mark.parametrize(
    "change", [lambda s: s[:63], lambda s: s + b"\0", lambda s: b"", lambda s: bytes(64), lambda s: s[::-1]]
)
def test_a_signature_of_another_shape_does_not_verify(change):
    assert not multikey.verify(PUBLIC, change(KEY.sign(b"message")), b"message")


@pytest.mark.parametrize("public", [b"", PUBLIC[:31], PUBLIC + b"\0", (2).to_bytes(32, "little")])
def test_a_malformed_key_verifies_nothing(public):
    assert not multikey.verify(public, KEY.sign(b"message"), b"message")


@pytest.mark.parametrize("bit", range(0, 512, 37))
def test_a_flipped_bit_of_a_signature_is_noticed(bit):
    signature = bytearray(KEY.sign(b"message"))
    signature[bit // 8] ^= 1 << bit % 8
    assert not multikey.verify(PUBLIC, bytes(signature), b"message")


# "Taming the many EdDSAs", table 5, 3 and 4: key and R have a part of low order, which only verifiers of another
# equation (with the cofactor) overlook. Browsers have the one of RFC 8032, 5.1.7, without it.
@pytest.mark.parametrize(
    ("message", "signature", "is_one"),
    [
        (
            "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
            "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f"
            "87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009",
            True,
        ),
        (
            "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
            "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512"
            "5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09",
            False,
        ),
    ],
)
def test_points_of_mixed_order_are_judged_by_the_equation_without_cofactor(message, signature, is_one):
    public = bytes.fromhex("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d")
    assert multikey.verify(public, bytes.fromhex(signature), bytes.fromhex(message)) is is_one
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(signature), bytes.fromhex(message))
    except InvalidSignature:
        assert not is_one  # OpenSSL says the same
    else:
        assert is_one
