"""Tokens with one member of their header or their claims of another type, signed anew: one answer of both verifiers."""

import base64
import functools
import json
import random

import pytest

import mutants
import node_scripts
import verifying
from testamur.verification import wrapper
from thoroughness import either
from vector_making.sample_tokens import P256, b64

BASES = ("token-es256", "token-with-every-claim", "token-with-a-credential-as-a-claim", "key-of-nobody-by-its-did")
# Whose issuers publish their keys in each of the forms.
PUBLISHED = (
    "token-rs256",
    "token-header-key-that-the-issuer-lists",
    "https-issuer-with-a-set",
    "https-issuer-with-a-multikey",
    "https-issuer-with-a-controller-document",
    "https-issuer-with-the-key-of-the-header",
    "ecdsa-rdfc-2019-of-p-384",
    "layout-of-a-path",
    "proof-of-a-did-web-named-by-the-did",
)
SEED = 20261129
EACH = either(250, None)


def parts(data):
    return [json.loads(base64.urlsafe_b64decode(part + b"==")) for part in data.split(b".")[:2]]


def signed(header, payload):
    """A token of two texts, whatever they hold; not every mutant is text that can be encoded."""
    first = f"{b64(header.encode())}.{b64(payload.encode())}".encode()
    return first + b"." + b64(P256.sign(first)).encode()


def made_of(name):
    data, expected = verifying.case(name)
    header, payload = parts(data)
    plain = mutants.written(header), mutants.written(payload)
    texts = [(mutants.written(made), plain[1]) for _, _, made in mutants.mutants(header)]
    texts += [(plain[0], mutants.written(made)) for _, _, made in mutants.mutants(payload)]
    random.Random(SEED).shuffle(texts)
    return [signed(*text) for text in texts[:EACH]], expected


@functools.cache
def examined(name):
    """The mutants of a vector, what is expected of it, and what our verifier says of each."""
    cases, expected = made_of(name)
    return cases, expected, [verifying.examine(data, expected).as_json() for data in cases]


def answers_of(name):
    """A vector, and what its issuer's address answers with, in each mutant of it."""
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"]).documents
    ((url, found),) = web.items()
    texts = [mutants.written(made).encode() for _, _, made in mutants.mutants(json.loads(found))]
    random.Random(SEED).shuffle(texts)
    return data, expected, [{url: text} for text in texts[:EACH]]


def core(answer):
    checks = [(check["name"], check["outcome"], check["code"]) for check in answer["checks"]]
    return answer["verdict"], checks, answer["digest"], answer["facts"]


def in_node(cases, expected, webs=None):
    webs = webs or [verifying.Web(expected["web"]).documents] * len(cases)
    asked = [
        {
            "data": node_scripts.encoded(data),
            "expected": expected,
            "documents": node_scripts.encoded_web(web),
        }
        for data, web in zip(cases, webs, strict=True)
    ]
    return node_scripts.examine(asked, timeout=600)


@pytest.mark.parametrize("name", BASES)
def test_both_verifiers_say_the_same_of_every_mutant(name):
    cases, expected, ours = examined(name)
    theirs = in_node(cases, expected)
    different = [
        (data, core(one), core(other))
        for data, one, other in zip(cases, ours, theirs, strict=True)
        if core(one) != core(other)
    ]
    assert different == []
    assert [one["wrapper"] is not None for one in theirs] == [wrapper.unwrap(data) is not None for data in cases]


@pytest.mark.parametrize("name", PUBLISHED)
def test_both_verifiers_say_the_same_of_every_mutant_of_what_an_issuer_publishes(name):
    data, expected, webs = answers_of(name)
    ours = []
    for documents in webs:
        web = verifying.Web([])
        web.documents = documents
        ours.append(verifying.examine(data, expected, web).as_json())
    theirs = in_node([data] * len(webs), expected, webs)
    different = [
        (web, core(one), core(other))
        for web, one, other in zip(webs, ours, theirs, strict=True)
        if core(one) != core(other)
    ]
    assert different == []


@pytest.mark.parametrize("name", BASES)
def test_no_mutant_of_an_untrusted_token_is_called_valid(name):
    assert "VALID" not in {one["verdict"] for one in examined(name)[2]}
