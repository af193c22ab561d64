"""Keys of each kind from fixed seeds, and tokens signed with them."""

import base64
import hashlib
import json

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from testamur.proofs import multibase

EXPONENT = 65537
# How far behind the number that a seed gives the next prime lies that will do, in steps of two.
STEPS = {b"p": 232, b"q": 503, b"other p": 409, b"other q": 223}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value, size=None):
    return b64(value.to_bytes(size or (value.bit_length() + 7) // 8, "big"))


class EdKey:
    alg, kind = "EdDSA", "Ed25519"

    def __init__(self, seed):
        self.private = ed25519.Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed).digest())
        self.public = self.private.public_key().public_bytes_raw()
        self.jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(self.public)}
        self.multikey = multibase.encode_base58btc(b"\xed\x01" + self.public)

    def sign(self, message):
        return self.private.sign(message)


class CurveKey:
    def __init__(self, seed, curve=None):
        curve = curve or ec.SECP256R1()
        self.size, self.hashed, self.alg, self.kind, prefix = {
            "secp256r1": (32, hashes.SHA256(), "ES256", "P-256", b"\x80\x24"),
            "secp384r1": (48, hashes.SHA384(), "ES384", "P-384", b"\x81\x24"),
        }[curve.name]
        self.private = ec.derive_private_key(int.from_bytes(hashlib.sha256(seed).digest()), curve)
        numbers = self.private.public_key().public_numbers()
        self.jwk = {"kty": "EC", "crv": self.kind, "x": number(numbers.x, self.size), "y": number(numbers.y, self.size)}
        self.point = self.private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
        )
        self.multikey = multibase.encode_base58btc(prefix + self.point)

    def sign(self, message):
        signature = self.private.sign(message, ec.ECDSA(self.hashed, deterministic_signing=True))
        return b"".join(value.to_bytes(self.size, "big") for value in _two_numbers(signature))


class RsaKey:
    alg, kind = "RS256", "RSA"

    def __init__(self, seed):
        p, q = (_prime(seed + one) for one in (b"p", b"q"))
        d = pow(EXPONENT, -1, (p - 1) * (q - 1))
        numbers = rsa.RSAPublicNumbers(EXPONENT, p * q)
        self.private = rsa.RSAPrivateNumbers(
            p, q, d, d % (p - 1), d % (q - 1), rsa.rsa_crt_iqmp(p, q), numbers
        ).private_key()
        self.jwk = {"kty": "RSA", "n": number(p * q), "e": number(EXPONENT)}

    def sign(self, message):
        return self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())


def _prime(name):
    first = int.from_bytes(hashlib.shake_256(b"testamur vectors " + name).digest(128)) | 3 << 1022 | 1
    return first + 2 * STEPS[name]


def _two_numbers(signature):
    """The two numbers of a signature in DER, whose lengths all fit in a byte."""
    length = signature[3]
    return int.from_bytes(signature[4 : 4 + length]), int.from_bytes(signature[6 + length :])


ED, OTHER_ED = EdKey(b"token"), EdKey(b"another token")
P256, OTHER_P256 = CurveKey(b"token"), CurveKey(b"another token")
P384 = CurveKey(b"token", ec.SECP384R1())
RSA, OTHER_RSA = RsaKey(b""), RsaKey(b"other ")


def written(value):
    return value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def compact(header, payload, sign):
    """A token of whatever is given; `sign` makes the signature of its first two parts."""
    signed = f"{b64(written(header))}.{b64(written(payload))}".encode()
    return signed + b"." + b64(sign(signed)).encode()


def token(payload, key=P256, **header):
    """A token as it is meant to be; a header's member of None is left out."""
    header = {"alg": key.alg, "typ": "JWT", **header}
    return compact({name: value for name, value in header.items() if value is not None}, payload, key.sign)
