"""Keys of each kind in the browser's verifier: the same ones refused, and the same signatures taken, as by ours."""

import json

import pytest

import wycheproof
from node_scripts import PLACE, VERIFIER, call, open_verifier
from testamur.errors import KeyRefusedError
from testamur.proofs import public_keys
from testamur.proofs.jose import jwk
from thoroughness import some
from vector_making.sample_tokens import ED, P256, P384, RSA

SCRIPT = """async ([place, cases, keys, texts]) => {
  const [{ read }, { ofMultikey }, { parse }] = await Promise.all(
    ["jwk.js", "public_keys.js", "strict_json.js"].map((name) => import(`${place}/${name}`)),
  );
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const value = (json) => parse(new TextEncoder().encode(json));
  const fits = [];
  for (const [key, ...signed] of cases) fits.push(await read(value(key)).verify(...signed.map(bytes)));
  const kind = (act) => {
    try {
      return act()?.kind ?? null;
    } catch (error) {
      return error.code;
    }
  };
  const kinds = (list, act) => list.map((one) => kind(() => act(one)));
  return { fits, keys: kinds(keys, (key) => read(value(key))), texts: kinds(texts, ofMultikey) };
}"""


def signatures():
    return [case for kind in wycheproof.FILES for case in some(list(wycheproof.cases(kind)), 120)]


def keys():
    """Keys with each member changed in ways that are not sound, or are another kind."""
    for key in (ED, P256, P384, RSA):
        yield key.jwk
        for name, value in key.jwk.items():
            for other in (
                None,
                "",
                value + "=",
                value[:-1],
                value + "A",
                "AA" + value,
                value.lower(),
                value[::-1],
                "AQAB",
            ):
                yield {**key.jwk, name: other}
        for more in (
            {"use": "enc"},
            {"use": "sig"},
            {"key_ops": []},
            {"key_ops": ["verify"]},
            {"alg": key.alg},
            {"alg": "none"},
        ):
            yield {**key.jwk, **more}


def texts():
    """Multikey text of sound points, and of what is none."""
    for key, prefix in ((P256, b"\x80\x24"), (P384, b"\x81\x24")):
        for x in range(40):  # about half of all numbers are the x of a point
            size = len(key.point) - 1
            yield public_keys.multibase.encode_base58btc(prefix + bytes([2 + x % 2]) + x.to_bytes(size, "big"))
        for point in (
            key.point,
            key.point[:-1],
            b"\4" + key.point[1:],
            b"\2" + b"\xff" * (len(key.point) - 1),
            b"\0",
            b"",
        ):
            yield public_keys.multibase.encode_base58btc(prefix + point)
    yield from (ED.multikey, "", "z", "zzz", "m" + P256.multikey[1:])


def kind_of(read, value):
    try:
        found = read(value)
    except KeyRefusedError:
        return "weak-key"
    return found.kind if found else None


def question():
    cases = [(json.dumps(key), signature.hex(), message.hex()) for key, signature, message, _ in signatures()]
    return cases, [json.dumps(key) for key in keys()], list(texts())


def ours():
    return {
        "fits": [jwk.read(key).verify(signature, message) for key, signature, message, _ in signatures()],
        "keys": [kind_of(jwk.read, key) for key in keys()],
        "texts": [kind_of(public_keys.of_multikey, text) for text in texts()],
    }


@pytest.fixture(scope="module")
def in_node():
    return call(SCRIPT, [VERIFIER.as_uri(), *question()])


def test_node_takes_the_same_keys_and_signatures(in_node):
    assert in_node == ours()


def test_chromium_takes_the_same_keys_and_signatures(browser, in_node):
    assert open_verifier(browser).evaluate(SCRIPT, [PLACE, *question()]) == in_node
