"""RFC 8785: the fast path and the slow one give the same, correct bytes."""

import hashlib
import json
import math
import struct

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from testamur.errors import DocumentError
from testamur.proofs import jcs
from thoroughness import examples


# RFC 8785, appendix B: the bits of a double, and how it is written.
@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("ffefffffffffffff", "-1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555557", "333333333.33333343"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_of_the_rfc_are_written_as_it_says(bits, text):  # C-23
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert jcs.canonicalize(number) == text.encode()
    assert jcs.canonicalize([{"a": number}]) == f'[{{"a":{text}}}]'.encode()


def test_the_example_of_the_rfc_is_written_as_it_says():  # C-23
    value = json.loads(
        '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],'
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}'
    )
    assert jcs.canonicalize(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_names_sort_by_utf16_units():  # C-23
    names = ["€", "\r", "\ufb33", "1", "😂", "\x80", "ö"]  # RFC 8785, 3.2.3
    written = jcs.canonicalize(dict.fromkeys(names, 1))
    assert list(json.loads(written)) == ["\r", "1", "\x80", "ö", "€", "😂", "\ufb33"]


def test_control_characters_have_one_escaped_form():
    text = "".join(map(chr, range(0x20))) + "\x7f\u2028/"
    assert jcs.canonicalize(text) == rfc8785.dumps(text)


@pytest.mark.parametrize("number", [1e21, 1e16, 1.0, -0.0, 2.5, 1e-7, 2**53 - 1, -(2**53) + 1])
@pytest.mark.parametrize("wrap", [lambda n: n, lambda n: [n], lambda n: {"a": n}, lambda n: [1, n], lambda n: ["é", n]])
def test_a_number_is_written_alike_in_any_position(number, wrap):
    assert jcs.canonicalize(wrap(number)) == rfc8785.dumps(wrap(number))


@pytest.mark.parametrize("text", ["null", ":null", "[1.5]", ',1e9,"', "0:-1.0"])
def test_text_that_looks_like_a_number_stays_text(text):
    assert json.loads(jcs.canonicalize([text])) == [text]


@pytest.mark.parametrize(
    "value",
    [
        2**53,
        -(2**53),
        10**400,
        float("nan"),
        float("inf"),
        -float("inf"),
        "\ud800",
        "\udfff\ud800",
        {"\ud800": 1},
        {1: 2},
        {None: 1},
        {"a": {1, 2}},
        b"bytes",
    ],
    ids=repr,
)
@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: [v], lambda v: {"a": [v, 1.5]}])
def test_values_that_json_cannot_express_are_refused(value, wrap):
    with pytest.raises(DocumentError):
        jcs.canonicalize(wrap(value))


def test_nesting_that_cannot_be_written_is_refused():
    value = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(DocumentError, match="deeply"):
        jcs.canonicalize(value)


def test_nesting_beyond_the_fast_path_is_written():
    value = "x"
    for _ in range(200):
        value = [{"a": value}]
    assert jcs.canonicalize(value) == rfc8785.dumps(value)


LETTERS = st.sampled_from('\U0001f393\ufb33\ue000,:[null1.5e"\\')
TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), LETTERS))
NUMBERS = st.one_of(st.integers(-(2**53) + 1, 2**53 - 1), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=5)),
    max_leaves=12,
)


@examples(200, 4000)
@given(VALUES)
def test_any_value_is_written_as_rfc8785_writes_it(value):
    assert jcs.canonicalize(value) == rfc8785.dumps(value)


@examples(100, 1500)
@given(st.dictionaries(TEXT, TEXT, max_size=6))
def test_canonical_text_is_stable_when_read_and_written_again(value):
    written = jcs.canonicalize(value)
    assert jcs.canonicalize(json.loads(written)) == written


def test_doubles_of_every_size_are_written_as_rfc8785_writes_them():
    stream = b"".join(hashlib.sha256(str(number).encode()).digest() for number in range(500))
    for (number,) in struct.iter_unpack(">d", stream):
        if math.isfinite(number):
            assert jcs.canonicalize([number]) == rfc8785.dumps([number])
