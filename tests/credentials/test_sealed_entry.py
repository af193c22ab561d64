"""The index entry of a sealed award says everything to whoever has the credential, and nothing to anybody else."""

import hashlib
import json

import pytest

from testamur.credentials import sealed_entry

NEW, OLD, OTHER = b'{"edition":2}', b'{"edition":1}', b'{"edition":3}'
ENTRY = sealed_entry.entry([sealed_entry.opening(OLD), sealed_entry.opening(NEW)], "suspended")["sealed"]


def digest(data):
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_the_current_copy_finds_its_state():
    assert sealed_entry.read(ENTRY, NEW) == {"digest": digest(NEW), "state": "suspended"}


def test_an_older_copy_finds_that_it_was_replaced():
    assert sealed_entry.read(ENTRY, OLD) == {"replaced": [digest(OLD)]}


def test_a_copy_that_was_never_published_finds_nothing():
    assert sealed_entry.read(ENTRY, OTHER) == {}


def test_of_editions_from_before_it_was_sealed_nothing_is_told():
    entry = sealed_entry.entry(["", sealed_entry.opening(NEW)], "active")["sealed"]
    assert sealed_entry.read(entry, NEW) == {"digest": digest(NEW), "state": "active"}
    assert sealed_entry.read(entry, OLD) is None


@pytest.mark.parametrize("value", [None, "", "ab", [], [[]], [["a"]], [["a", 1]], {"a": "b"}, [["a", "b", "c"]]])
def test_a_malformed_entry_tells_nothing(value):
    assert sealed_entry.read(value, NEW) is None


@pytest.mark.parametrize("state", sealed_entry.STATES)
def test_neither_digest_nor_state_stands_in_an_entry(state):
    said = json.dumps(sealed_entry.entry([sealed_entry.opening(NEW)], state))
    assert state not in said
    assert digest(NEW).removeprefix("sha256:") not in said
    assert sealed_entry.opening(NEW) not in said


def test_two_awards_in_one_state_have_nothing_in_common():
    one, other = (sealed_entry.entry([sealed_entry.opening(data)], "active")["sealed"][0] for data in (NEW, OTHER))
    assert not set(one) & set(other)
