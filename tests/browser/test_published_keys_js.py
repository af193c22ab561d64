"""The browser finds the private keys that Python finds in a JSON value, and under the same name."""

import node_scripts
from testamur.proofs import keys, multibase, published_keys

SCRIPT = """
import { readFileSync } from "node:fs";
const { privateKeyIn } = await import(process.argv[1] + "/published_keys.js");
const { parse } = await import(process.argv[1] + "/strict_json.js");
const found = parse(readFileSync(0)).map((value) => privateKeyIn(value));
process.stdout.write(JSON.stringify(found));
"""
SEED = bytes(range(32))
SECRET = multibase.encode_base58btc(b"\x80\x26" + SEED)
LONG = 10_000 - len(SECRET)
NAMES = (
    "secretKeyMultibase", "privateKeyJwk", "PRIVATE_KEY", "secret-multibase", "privateKey", "privatekey", "secretjwk",
    "secret__key", "aPrivateKey", "private key", "private", "ſecretKey", "secret\u212aey", "prıvateKey", "PRİVATEKEY",
    "d", "k", "p", "kty", "n", "__proto__", "constructor", "",
)  # fmt: skip
MEMBERS = ("x", "", {}, {"a": 1}, [], [None], None, True, 0, 1.0)


def values():
    yield from ([], {}, "", None, 7, SECRET, [SECRET], [[["a", {"b": [SECRET]}]]], {"": SECRET}, {"": {"": [SECRET]}})
    for name in NAMES:
        for value in MEMBERS:
            yield {name: value}
            yield {"a": [{"b": 1, name: value}]}
            yield {"crv": None, name: value}
    yield {"kty": "RSA", "qi": "", "q": "x", "p": "x", "d": []}
    yield {"kty": "RSA", "d": "x", "secretKey": "x"}
    yield {"a": {"secretKey": "x"}, "b": {"privateKey": "x"}}
    yield {"a": [{"x": "-----BEGIN PRIVATE KEY-----"}], "privateKey": "x"}
    for length in (0, 1, 31, 32, 33, 47, 48, 49, 61, 62, 65, 66, 67):
        for prefix in ("8026", "8126", "8626", "9f26", "a026", "8027", "ed01", "0026"):
            yield {"x": multibase.encode_base58btc(bytes.fromhex(prefix) + bytes(range(1, length + 1)))}
    for text in (
        f"did:web:a.example#{SECRET}", f"({SECRET})", f"a{SECRET}", f"{SECRET}0", f"é{SECRET}é", f"_{SECRET}_",
        f"{SECRET} {SECRET}", SECRET[1:], SECRET.replace("z", "Z", 1), f"{'z' * 60} {SECRET}",
        "PRIVATE KEY", "-----BEGIN EC PRIVATE KEY-----", keys.from_seed(SEED).to_secret(), "testamur-ed25519-",
        "testamur-ed25519-é", "testamur-ed25519--",
        "a" * (LONG - 1) + " " + SECRET, "a" * LONG + " " + SECRET, "😀" * LONG + SECRET, "😀" * (LONG + 1) + SECRET,
    ):  # fmt: skip
        yield {"x": text}


def test_both_find_the_same_private_keys_under_the_same_names():
    given = list(values())
    theirs = node_scripts.evaluate(SCRIPT, node_scripts.VERIFIER.as_uri(), given=given)
    ours = [published_keys.private_key_in(value) for value in given]
    pairs = zip(given, theirs, ours, strict=True)
    assert [(str(value)[:80], found, own) for value, found, own in pairs if found != own] == []
    assert len(set(ours)) > 10
    assert ours.count("") > 100
