"""Results that are known again by the content of a JSON value, and by nothing less."""

import copy

import pytest

from testamur.proofs.content_memo import Memo, key_of


def test_equal_values_have_one_key():
    value = {"name": "Zoë", "tag": ["a", "a", 1, 1.5, True, None, {"id": "x"}]}
    assert key_of(value) == key_of(copy.deepcopy(value))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (0, False),
        (1, 1.0),
        (0.0, -0.0),
        (1, "1"),
        (None, "None"),
        (["a"], ("a",)),
        (["a", "b"], ["ab"]),
        ({"a": ["b"]}, {"a": "b"}),
        ({"a": 1, "b": 2}, {"a": 2, "b": 1}),
        ("é", "e\u0301"),
        ("\ud800", "?"),
    ],
)
def test_values_that_differ_in_anything_have_two(one, other):
    assert key_of(one) != key_of(other)


def test_equal_parts_of_a_value_are_written_out_each():
    text = "x" * 50
    assert key_of([text, text]) == key_of(["x" * 50, "".join(["x"] * 50)])


def nested(levels):
    value = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("value", [object(), nested(5_000), "x" * 70_000, type("Text", (str,), {})("x")])
def test_what_is_too_large_or_of_another_type_has_none(value):
    assert key_of(value) is None


def test_what_was_kept_is_returned():
    memo = Memo(10_000)
    memo.keep(b"a", "result", 6)
    assert memo.get(b"a") == "result"


def test_what_else_a_result_depends_on_tells_it_apart():
    memo = Memo(10_000)
    memo.keep(b"a", "result", 6, 1)
    assert memo.get(b"a", 2) is None


def test_it_begins_anew_when_it_is_full():
    memo = Memo(10_000)
    for number in range(100):
        memo.keep(bytes([number]), number, 1_000)
    assert [number for number in range(100) if memo.get(bytes([number])) == number] == list(range(96, 100))


def test_a_result_that_would_fill_it_is_not_kept():
    memo = Memo(10_000)
    memo.keep(b"small", 1, 10)
    assert memo.keep(b"large", 2, 5_000) == 2
    assert (memo.get(b"large"), memo.get(b"small")) == (None, 1)
