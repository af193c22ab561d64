"""The strict subset of YAML: values are read as a person would read them."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.records.parsing import yaml_subset
from thoroughness import examples

GOOD = b"""\
# A record
name: {en: Visit, fr: Visite}
awardedDate: 2026-03-01
results: {final: "87"}
tag: [a, b]
criteria: |
  One line.
  Another.
"""


def parse(data):
    return yaml_subset.parse(data if isinstance(data, bytes) else data.encode(), "credentials/x.yml")


def problems(data):
    return [(problem.code, problem.line) for problem in parse(data).problems]


REFUSED = {
    "Y-01 anchors": ("a: &x [1]\nb: *x\n", [("yaml-alias", 1), ("yaml-alias", 2)]),
    "Y-02 python objects": ("x: !!python/object/apply:os.system ['touch /tmp/owned']", [("yaml-tag", 1)]),
    "Y-03 binary": ("x: !!binary aGVsbG8=", [("yaml-tag", 1)]),
    "Y-03 sets": ("x: !!set {a, b}", [("yaml-tag", 1)]),
    "Y-03 own tags": ("a: 1\nx: !mine y", [("yaml-tag", 2)]),
    "Y-04 a key twice": ("id: 1\nb: 2\nid: 3\n", [("yaml-duplicate-key", 3)]),
    "Y-05 a nested key twice": ("a:\n  n: 1\n  m: 2\n  n: 3\n", [("yaml-duplicate-key", 4)]),
    "Y-04 two keys twice": ("a: 1\na: 2\nb: 1\nb: 2\n", [("yaml-duplicate-key", 2), ("yaml-duplicate-key", 4)]),
    "Y-06 merge": ("<<: {a: 1}\n", [("yaml-merge", 1)]),
    "Y-17 UTF-16": ("a: 1".encode("utf-16"), [("encoding", 1)]),
    "Y-17 Latin-1": (b"a: 1\nname: Jos\xe9\n", [("encoding", 2)]),
    "Y-17 byte order mark": (b"\xef\xbb\xbfa: 1", [("encoding", 1)]),
    "Y-18 a raw bell": ("a: 1\nname: A\x07da", [("control-character", 2)]),
    "Y-18 an escaped escape": ('name: "A\\e[2J"', [("control-character", 1)]),
    "Y-18 NUL": (b"name: A\0", [("control-character", 1)]),
    "Y-19 tabs": ("a:\n\tb: 1", [("yaml-syntax", 2)]),
    "Y-20 two documents": ("a: 1\n---\nb: 2\n", [("yaml-multiple", 2)]),
    "Y-21 nothing": ("", [("yaml-empty", 1)]),
    "Y-21 comments": ("# nothing\n", [("yaml-empty", 1)]),
    "Y-21 null": ("null\n", [("yaml-empty", 1)]),
    "Y-21 a list": ("- a\n", [("yaml-not-mapping", 1)]),
    "Y-21 a text": ("hello\n", [("yaml-not-mapping", 1)]),
    "Y-22 brackets": ("[" * 100_000, [("yaml-depth", 1)]),
    "Y-22 braces": ("{a: " * 1000, [("yaml-depth", 1)]),
    "Y-22 dashes": ("- " * 5000, [("yaml-depth", 1)]),
    "Y-22 indentation": ("".join(f"{' ' * level}a:\n" for level in range(300)), [("yaml-depth", 21)]),
    "Y-23 5 MB": ("a: " + "x" * 5_000_000, [("size", 0)]),
    "Y-26 a number as a key": ("1: a", [("yaml-key", 1)]),
    "Y-26 a boolean as a key": ("true: a", [("yaml-key", 1)]),
    "Y-26 a list as a key": ("? [a, b]\n: c", [("yaml-key", 1)]),
    "Y-26 null as a key": ("null: a", [("yaml-key", 1)]),
    "Y-27 a list in itself": ("a: &a [*a]", [("yaml-alias", 1)] * 2),
    "Y-29 right to left": ('name: "Ada\u202egpj"', [("bidi-control", 1)]),
    "Y-29 isolates": ("name: \u2066Ada\u2069", [("bidi-control", 1)] * 2),
    "Y-29 escaped": ('name: "Ada\\u202E"', [("bidi-control", 1)]),
    "Y-30 zero width": ("name: A\u200bda", [("invisible-character", 1)]),
    "Y-30 joiner among Latin letters": ("name: A\u200dda", [("invisible-character", 1)]),
    "Y-30 soft hyphen": ("name: A\u00adda", [("invisible-character", 1)]),
    "Y-30 byte order mark inside": ("name: A\ufeffda", [("invisible-character", 1)]),
    "Y-33 U+2028 in a comment": ("# a\u2028awarded: 1999-01-01\nb: 1", [("line-separator", 1)]),
    "Y-33 U+0085": ("a: b\u0085c: d", [("line-separator", 1)]),
    "G-09 a Git LFS pointer": ("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", [("lfs-pointer", 1)]),
    "Y-02 a tag alone": ("!" * 1000, [("yaml-tag", 1)]),
    "Y-01 an anchor on a list": ("&a [b]\n", [("yaml-alias", 1)]),
    "Y-01 within a list": ("- &a b\n- *a\n", [("yaml-alias", 1), ("yaml-alias", 2)]),
    "Y-01 an alias alone": ("*a", [("yaml-alias", 1)]),
    "Y-20 after three points": ("a: 1\n...\nb: 2\n", [("yaml-syntax", 3)]),
    "null values": ("a:\nb: ~\n", [("yaml-null", 1), ("yaml-null", 2)]),
    "a directive": ("%YAML 1.1\n---\na: 1\n", [("yaml-directive", 1)]),
}


@pytest.mark.parametrize(("data", "expected"), REFUSED.values(), ids=REFUSED)
def test_yaml_features_outside_the_subset_are_refused_at_their_place(data, expected):
    begun = time.process_time()
    assert problems(data) == expected
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(("data", "expected"), REFUSED.values(), ids=REFUSED)
def test_every_problem_has_a_reason_and_a_remedy(data, expected):
    for problem in parse(data).problems:
        assert problem.file == "credentials/x.yml"
        assert problem.reason
        assert problem.remedy
        assert len(problem.value) <= 80
        assert str(problem).isprintable()


def test_a_duplicate_key_is_reported_with_both_lines():
    assert "first in line 1" in parse("id: 1\nb: 2\nid: 3\n").problems[0].reason


def test_a_file_with_a_problem_has_no_value():
    assert parse("a: 1\na: 2\n").value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("Y", "Y"),
        ("0123456", "0123456"),
        ("2026-03-01", "2026-03-01"),
        ('"2026-03-01"', "2026-03-01"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("1e400", "1e400"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("12", 12),
        ("-3", -3),
        ("2.5", 2.5),
        ("0", 0),
        ('"12"', "12"),
        ("'true'", "true"),
        ("12345678901234567890", "12345678901234567890"),
    ],
)
def test_plain_values_have_the_types_they_seem_to_have(text, value):  # Y-07, Y-09, Y-10
    found = parse(f"a: {text}\n").value["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "name", ["میرزا\u200cخانی", "क्\u200dष", "Łukasz", "O’Connor", "李小龙", "María-José", "ʻOkina", "👩🏽"]
)
def test_names_in_any_script_are_read_unchanged(name):
    assert parse(f"name: {name}\n").value == {"name": unicodedata.normalize("NFC", name)}


def test_line_ends_do_not_affect_values():
    assert parse(GOOD.replace(b"\n", b"\r\n")).value == parse(GOOD).value == parse(GOOD.rstrip()).value


def test_decomposed_text_is_read_in_composed_form():  # Y-32
    assert parse(unicodedata.normalize("NFD", "name: José\n")).value == {"name": "José"}


def test_values_and_keys_can_be_located():
    parsed = parse(GOOD)
    assert parsed.locate(("name", "fr")) == (2, 23)
    assert parsed.locate(("name", "fr"), key=True) == (2, 19)
    assert parsed.locate(("tag", 1)) == (5, 10)


def test_the_place_of_a_missing_value_is_that_of_its_nearest_ancestor():
    assert parse(GOOD).locate(("results", "other")) == (4, 10)


@examples(100, 1500)
@given(st.binary(max_size=200))
def test_no_bytes_raise_an_exception(data):
    parsed = parse(data)
    assert (parsed.value is None) == any(problem.severity == "error" for problem in parsed.problems)


@examples(100, 1500)
@given(st.text(st.sampled_from("ab1 :-[]{}&*!|>%'\"#?,\n\t\u2028é"), max_size=60))
def test_no_yaml_like_text_raises_an_exception(text):
    parse(text)


# Each of these once got past the check of the text, and 100,000 levels in the parser's C code end the process.
DEEP = {
    "a quotation mark inside a word": 'x: it"s\ny: ' + "[" * 100_000 + '\nz: "q"\n',
    "closing brackets in a text before": "x: '" + "]" * 100_000 + "'\ny: " + "[" * 100_000,
    "an escaped quotation mark in single quotes": "x: 'a\\\"'\ny: " + "[" * 100_000 + '\nz: "q"\n',
    "braces": 'x: it"s\ny: ' + "{a: " * 50_000 + '\nz: "q"\n',
}


@pytest.mark.parametrize("data", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_found_in_any_notation(data):
    assert problems(data) == [("yaml-depth", 2)]


def test_a_lone_carriage_return_is_refused_as_a_line_end():
    assert {code for code, _ in problems("a: b # c\rawardedDate: 1999-01-01\n")} == {"line-separator"}
    assert {code for code, _ in problems("x:\r" + "- " * 100_000)} == {"line-separator"}


@pytest.mark.parametrize("data", ["? a\n: b\n", "a: {? b : c}\n", "?\n: b\n", "? a\n"])
def test_a_key_with_a_question_mark_is_refused(data):
    assert "yaml-key" in [code for code, _ in problems(data)]


@pytest.mark.parametrize("text", ["who? me", "what is this ?", "a ? b"])
def test_a_question_mark_in_a_text_is_accepted(text):
    assert parse(f"a: {text}\n").value == {"a": text}


@pytest.mark.parametrize("text", ["R&D", "50 %", "*emphasis* inside", "a !b", "[x](https://y.example)"])
def test_indicator_characters_inside_a_text_are_text(text):
    assert parse(f"a: Of {text}\n").value == {"a": f"Of {text}"}


def test_problems_of_every_kind_are_reported_at_once_with_their_fields():
    found = parse("a: !x 1\nb: {c: !y 2}\nd: &e 3\nf: *e\na: 5\n1: 2\ng:\n").problems
    assert [(problem.code, problem.line, problem.field) for problem in found] == [
        ("yaml-tag", 1, "a"),
        ("yaml-tag", 2, "b.c"),
        ("yaml-alias", 3, "d"),
        ("yaml-alias", 4, "f"),
        ("yaml-duplicate-key", 5, "a"),
        ("yaml-key", 6, ""),
        ("yaml-null", 7, "g"),
    ]


def test_problems_before_a_syntax_error_are_reported_too():
    assert problems("a: !x 1\nb: [c\nd: e\n") == [("yaml-tag", 1), ("yaml-syntax", 2)]


def test_a_merge_key_and_its_alias_are_both_reported():
    assert problems("<<: *base\n") == [("yaml-merge", 1), ("yaml-alias", 1)]


def test_a_tab_in_a_text_is_refused():
    assert problems("name: Ada\tOkafor\n") == problems('name: "Ada\\tOkafor"\n') == [("yaml-syntax", 1)]


@pytest.mark.parametrize(
    ("data", "place", "word"),
    [
        ("a: b: c\n", (1, 5), "quotes"),
        ('name: "open\nb: c\n', (1, 7), "quotation mark"),
        ("a: [b\nc: d\n", (1, 4), "bracket"),
        ("a: @x\n", (1, 4), "quotes"),
        ('a: "\\q"\n', (1, 4), "single quotation marks"),
        ("a: 1\nbc\nd: 2\n", (2, 1), "space behind the colon"),
        ("a: - b\n", (1, 4), "on the line below"),
        ("a: [,]\n", (1, 5), "between two commas"),
        ("a: ]\n", (1, 4), "bracket only where"),
        ("a: |x\n", (1, 5), "on the line below"),
        ("a: 1\n...\nb: 2\n", (3, 1), "three points"),
    ],
)
def test_a_syntax_error_has_a_plain_remedy(data, place, word):
    (problem,) = parse(data).problems
    assert (problem.code, problem.line) == ("yaml-syntax", place[0])
    assert problem.column in {place[1], place[1] + 1}
    assert word in problem.remedy


LONG = {
    "the same field": "a: 1\n" * 40_000,
    "nothing written": "".join(f"a{number}:\n" for number in range(25_000)),
    "aliases": "a:\n" + "- *x\n" * 40_000,
    "tags": "a:\n" + "- !x y\n" * 30_000,
    "keys": "".join(f"{number}: a\n" for number in range(25_000)),
}


@pytest.mark.parametrize("data", LONG.values(), ids=LONG)
def test_reports_are_limited_to_a_hundred_problems_of_a_file(data):
    begun = time.process_time()
    found = parse(data).problems
    assert time.process_time() - begun < 20
    assert len(found) == 101
    assert "more" in {problem.code for problem in found}


def test_an_unquoted_number_sign_starts_a_comment_and_is_explained():
    (problem,) = parse("color: #0b6e4f\n").problems
    assert (problem.code, "# needs quotes" in problem.remedy) == ("yaml-null", True)
