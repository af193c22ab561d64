"""Private keys of other kinds, called by names that no release of the library changes."""

import itertools

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, rsa, x448, x25519

from testamur.proofs import key_kinds


class _NewKind:
    """A kind of key that a later release of the library brings."""


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (rsa.generate_private_key(65537, 1024), "for RSA"),
        (dsa.generate_private_key(1024), "for DSA"),
        (ed448.Ed448PrivateKey.generate(), "for Ed448"),
        (x448.X448PrivateKey.generate(), "for X448"),
        (x25519.X25519PrivateKey.generate(), "for X25519"),
        (ec.generate_private_key(ec.SECP256R1()), "for P-256"),
        (ec.generate_private_key(ec.SECP384R1()), "for P-384"),
        (ec.generate_private_key(ec.SECP521R1()), "for P-521"),
        (ec.generate_private_key(ec.SECP256K1()), "for secp256k1"),
        (_NewKind(), "of another kind"),
    ],
    ids=itertools.count(),  # not the keys, which differ in each process
)
def test_a_key_is_called_by_its_kind(key, kind):
    assert key_kinds.describe(key) == f"a private key {kind}"
