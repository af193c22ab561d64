"""Bundles with one thing changed, to both readers: one verdict, outcome and code; nothing that was signed may change.

A mutant is a container with a member of another type, or a part with one byte or one JSON member changed; what was once
found here is a vector of its own in tests/vectors.
"""

import json
import random

import pytest

import mutants
import node_scripts
import verifying
from testamur.verification.bundle import container
from thoroughness import ALL, either

SEED = 20261129
BY_DAY = 250
NAME = "bundle-of-a-log-whose-key-was-replaced"
DATA, EXPECTED = verifying.bundle_case(NAME)
BUNDLE = container.find(DATA)
TEXT = container.write(BUNDLE).decode()
HEAD, _, REST = DATA.partition(container.OPENING)
TAIL = container.CLOSING + REST.partition(container.CLOSING)[2]
# What is signed, or leads to what is: a byte of it that differs is noticed. The others locate and explain.
SIGNED = tuple(name for name in BUNDLE.parts if name.startswith(("awards/", "status/", "log/")))

pytestmark = pytest.mark.usefixtures("one_cryptosuite_of_registries")


def page(text):
    return HEAD + container.OPENING + text.encode() + TAIL


def with_part(name, data):
    parts = {**BUNDLE.parts, name: data}
    return page(container.write(container.Bundle(BUNDLE.base, BUNDLE.award, parts)).decode())


def of_container():
    """Containers in which a member is of another type, twice, or not there."""
    return [(name, page(mutants.written(made))) for name, _path, made in mutants.mutants(json.loads(TEXT))]


def of_json():
    """Bundles with a part of JSON in which a member is of another type, twice, or not there."""
    made = []
    for name in (one for one in BUNDLE.parts if one.endswith(".json")):
        for said, _path, mutant in mutants.mutants(json.loads(BUNDLE.parts[name])):
            made.append((f"{name}: {said}", with_part(name, mutants.written(mutant).encode())))
    return made


def of_bits(chance, number):
    """Bundles with a part in which one bit differs."""
    made = []
    for _ in range(number):
        name = chance.choice(sorted(BUNDLE.parts))
        data = bytearray(BUNDLE.parts[name])
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        made.append((name, with_part(name, bytes(data))))
    return made


def answers(cases):
    given = [
        {"data": node_scripts.encoded(data), "now": EXPECTED["now"], "anchor": EXPECTED["anchor"]} for data in cases
    ]
    return node_scripts.examine_bundles(given)


def core(answer):
    checks = [(check["name"], check["outcome"], check["code"]) for check in answer["checks"]]
    return answer["verdict"], checks, answer["digest"]


def compare(made):
    """Both readers say the same of each, and what is VALID is the document that was signed."""
    signed = verifying.examine_bundle(DATA, EXPECTED).digest
    differing = {}
    for (name, data), theirs in zip(made, answers([data for _name, data in made]), strict=True):
        ours = verifying.examine_bundle(data, EXPECTED).as_json()
        if core(ours) != core(theirs):
            differing[name] = core(ours), core(theirs)
        assert ours["verdict"] != "VALID" or ours["digest"] == signed, name
    assert differing == {}


@pytest.mark.parametrize("kind", [of_container, of_json])
def test_both_readers_say_the_same_of_members_of_other_types(kind):
    chance = random.Random(SEED)
    made = kind()
    compare(made if ALL else chance.sample(made, BY_DAY))


def test_both_readers_say_the_same_where_a_bit_differs():
    compare(of_bits(random.Random(SEED), either(BY_DAY, 20 * BY_DAY)))


@pytest.mark.parametrize("name", SIGNED)
def test_no_bit_of_what_is_signed_may_differ(name):
    chance = random.Random(SEED)
    for _ in range(either(20, 500)):
        data = bytearray(BUNDLE.parts[name])
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        examined = verifying.examine_bundle(with_part(name, bytes(data)), EXPECTED)
        assert examined.verdict != "VALID", bytes(data)


def test_a_page_around_the_container_changes_nothing():
    chance = random.Random(SEED)
    for _ in range(either(20, 500)):
        noise = bytes(chance.randrange(256) for _ in range(200)).replace(b"<", b"")
        data = HEAD + noise + container.OPENING + TEXT.encode() + container.CLOSING + noise
        assert verifying.examine_bundle(data, EXPECTED).verdict == "VALID"
