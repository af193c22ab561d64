import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.errors import VerificationError
from testamur.proofs import jcs
from testamur.verification.reading import strict_json


def refusal(data, **more):
    with pytest.raises(VerificationError) as caught:
        strict_json.parse(data, **more)
    return str(caught.value)


def test_a_byte_order_mark_is_taken_off_what_people_give():
    assert strict_json.without_mark(b"\xef\xbb\xbf{}") == b"{}"
    assert strict_json.without_mark(b"{}\xef\xbb\xbf") == b"{}\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"a" 1}', "not-json: this is not JSON (line 1, column 6)"),
        # The brace; and since Python 3.13 the comma before it.
        (b'{"a":1,}', "not-json: this is not JSON (line 1, column "),
        (b"{} {}", "not-json: this is not JSON (line 1, column 4)"),
        (b"{'a':1}", "not-json: this is not JSON (line 1, column 2)"),
        (b"", "not-json: the file is empty"),
        (b" \n", "not-json: the file is empty"),
        (b"<!DOCTYPE html><p>404", "not-json: this is a web page, not a credential"),
        (b"\n<HTML>", "not-json: this is a web page, not a credential"),
        (b"<?xml?>", "not-json: this is XML or a web page"),
        (b"\xef\xbb\xbf{}", "not-json: it begins with a byte order mark"),
        ('{"a":1}'.encode("utf-16"), "not-json: this is text in UTF-16, and only UTF-8 is read: save it as UTF-8"),
        ('{"a":1}'.encode("utf-16-le"), "not-json: this is text in UTF-16"),
        ('{"a":1}'.encode("utf-16-be"), "not-json: this is text in UTF-16"),
        ('{"a":1}'.encode("utf-32"), "not-json: this is text in UTF-32"),
        ('{"a":1}'.encode("utf-32-le"), "not-json: this is text in UTF-32"),
        ('{"a":1}'.encode("utf-32-be"), "not-json: this is text in UTF-32"),
        (b'{"a":"\xe9"}', "nor UTF-8 text (at byte 6)"),
        (b'{"a":"\xed\xa0\x80"}', "nor UTF-8 text"),
        (b'{"a":"\\ud800"}', "a lone surrogate"),
        (b'{"\\udc00":1}', "a lone surrogate"),
        (b'{"a":"\x00"}', "not-json"),
        (b"NaN", "NaN is not a number of JSON"),
        (b"-Infinity", "-Infinity is not a number of JSON"),
        (b"1e400", "is too large"),
        (b"01", "not-json"),
        ("١".encode(), "not-json"),
        (b"9007199254740992", "too large to be read the same everywhere"),
        (b"-9007199254740992", "too large to be read the same everywhere"),
        (b"9" * 5000, "too large to be read the same everywhere"),
        (b"-0", "not read the same everywhere"),
        (b"[" * 65 + b"]" * 65, "more than 64 levels deep (at byte 64)"),
        (b"[" * 1_000_000, "more than 64 levels deep"),
        (b"[" + b"[]," * 100_000 + b"1]", "more than 100,000 values"),
        (b'{"a":1,"b":2,"a":1}', "duplicate-member: 'a' stands twice"),
        (b'{"a":1,"\\u0061":2}', "duplicate-member: 'a' stands twice"),
        (b'[{"x":{"a":1,"a":2}}]', "duplicate-member"),
    ],
)
def test_ambiguous_or_malformed_json_is_refused(data, told):  # C-20, C-21, C-23
    assert told in refusal(data)


def test_a_text_above_the_limit_is_refused():  # C-20
    assert refusal(b"[1,2]", limit=4) == "not-json: it has 5 bytes; at most 4 are read"


def test_brackets_inside_strings_do_not_count_as_depth():
    assert strict_json.parse(b'["' + b"[" * 100 + b'\\"[[[[' + b'"]') == ["[" * 100 + '"[[[[']


def test_nesting_of_sixty_four_levels_is_accepted():
    assert strict_json.parse(b"[" * 64 + b"]" * 64)


def test_a_member_named_proto_is_kept():  # C-22
    assert strict_json.parse(b'{"__proto__":{"a":1}}') == {"__proto__": {"a": 1}}


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1.0", "1"),
        ("1", "1"),
        ("1e21", "1e+21"),
        ("0.1", "0.1"),
        ("-0.0", "0"),
        (str(2**53 - 1), str(2**53 - 1)),
        ("1E2", "100"),
    ],
)
def test_numbers_are_converted_as_in_javascript(text, canonical):  # C-23
    assert jcs.canonicalize(strict_json.parse(f"[{text}]".encode())) == f"[{canonical}]".encode()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_value_is_read_unchanged(value):
    assert strict_json.parse(json.dumps(value).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused(data):
    with contextlib.suppress(VerificationError):
        strict_json.parse(data)


@pytest.mark.parametrize(
    "data",
    [
        b'"' + b'\\"' * 4_000_000,
        b'{"a":"' + b"x" * 9_000_000 + b'"}',
        b'"' + b"\\" * 9_000_001,
        b"[" + b"{}," * 3_000_000,
        b"{" + b",".join(b'"%d":1' % number for number in range(90_000)) + b',"1":1}',
        b"[1." + b"1" * 9_000_000 + b"]",
        b" " * 9_000_000,
    ],
    ids=["quotes", "long text", "backslashes", "objects", "members", "digits", "spaces"],
)
def test_parsing_time_grows_linearly(data):  # C-20
    before = time.process_time()
    with contextlib.suppress(VerificationError):
        strict_json.parse(data, limit=10**8)
    assert time.process_time() - before < 20
