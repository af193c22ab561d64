"""Checks before a parser sees a record: size, encoding, characters, depth, and secret keys."""

import time

import pytest

from testamur.records.parsing import yaml_guard
from testamur.records.parsing.parsed import Parsed


def guarded(data, file="credentials/x.yml"):
    """What the guard says of a file, and whether a parser may see it."""
    parsed = Parsed(file)
    text = yaml_guard.decode(parsed, data)
    return parsed, text is not None and yaml_guard.admit(parsed, text, data)


def refused(data):
    parsed, admitted = guarded(data)
    assert admitted == (not parsed.problems)
    return [(problem.code, problem.line, problem.column) for problem in parsed.problems]


def reason(data):
    return guarded(data)[0].problems[0].reason


TEXT = "name: Zoë Ó Briain\n"
ENCODINGS = {
    "Y-17 UTF-16 with a mark": (TEXT.encode("utf-16"), "UTF-16", 1, 1),
    "Y-17 UTF-16, the other way round": (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16", 1, 1),
    "Y-17 UTF-16 without a mark": ("name: Ada\n".encode("utf-16-le"), "UTF-16", 1, 1),
    "Y-17 UTF-32": (TEXT.encode("utf-32"), "UTF-32", 1, 1),
    "Y-17 UTF-8 with a mark": (TEXT.encode("utf-8-sig"), "byte order mark", 1, 1),
    "Y-17 Latin-1": (TEXT.encode("latin-1"), "at byte 8", 1, 9),
    "Y-17 Latin-1 below other letters": ("a: é\n".encode() + TEXT.encode("latin-1"), "at byte 14", 2, 9),
    "Y-17 half a character": (b"name: Zo\xc3", "at byte 8", 1, 9),
    "Y-17 a surrogate": (b"name: \xed\xa0\x80\n", "at byte 6", 1, 7),
    "Y-17 too long a form": (b"name: \xc0\xaf\n", "at byte 6", 1, 7),
    "Y-17 beyond Unicode": (b"name: \xf4\x90\x80\x80\n", "at byte 6", 1, 7),
    "Y-17 a picture": (b"\x89PNG\r\n\x1a\n", "at byte 0", 1, 1),
}


@pytest.mark.parametrize(("data", "words", "line", "column"), ENCODINGS.values(), ids=ENCODINGS)
def test_other_encodings_are_refused_with_their_name_and_place(data, words, line, column):
    assert refused(data) == [("encoding", line, column)]
    assert words in reason(data)


def test_a_long_file_is_refused_with_both_sizes():  # Y-23
    data = b"a: " + b"x" * 5_000_000
    begun = time.process_time()
    assert refused(data) == [("size", 0, 0)]
    assert time.process_time() - begun < 2
    assert ("5,000,003" in reason(data), "262,144" in reason(data)) == (True, True)


def test_a_file_of_exactly_the_limit_is_accepted():
    assert refused(b"#" * yaml_guard.MAX_RECORD_BYTES) == []


@pytest.mark.parametrize(
    "data",
    [
        b"key: testamur-ed25519-AAAA\n",
        b"# testamur-ed25519-AAAA\n",
        b"- {publicKeyMultibase: z6Mk, secretKeyMultibase: AAAA}\n",
        b"privateKeyJwk: {kty: OKP, d: AAAA}\n",
        b'"private_key": AAAA\n',
        b"publicKeyMultibase: z3u2RDonZ81AFKiw8QCPKcsyg8Yy2MmYQNxfBn51SS2QmMiw\n",
        b"key: |\n  -----BEGIN PRIVATE KEY-----\n",
        b"key: |\n  -----BEGIN ENCRYPTED PRIVATE KEY-----\n",
        b"key: |\n  -----BEGIN OPENSSH PRIVATE KEY-----\n",
    ],
)
def test_a_private_key_is_refused_and_never_quoted(data):  # F-04
    assert [code for code, _, _ in refused(data)] == ["secret"]
    parsed, _ = guarded(data, "credentials/issuer.yml")
    assert ("new key" in parsed.problems[0].remedy, "AAAA" in str(parsed.problems[0])) == (True, False)


def test_a_git_lfs_pointer_is_refused():  # G-09
    assert refused(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n") == [("lfs-pointer", 1, 1)]


CHARACTERS = {
    "Y-18 NUL": ("name: A\0da", "control-character", 1, 8),
    "Y-18 BEL in a comment": ("a: 1\n# \a\n", "control-character", 2, 3),
    "Y-18 ESC in a name of a field": ("\x1ba: 1\n", "control-character", 1, 1),
    "Y-18 DEL": ("a: \x7f\n", "control-character", 1, 4),
    "Y-18 of the second set": ("a: \x9b31m\n", "control-character", 1, 4),
    "Y-29 in a comment": ("# \u202e\n", "bidi-control", 1, 3),
    "Y-29 a mark": ("a: \u200fx\n", "bidi-control", 1, 4),
    "Y-30 a filler": ("a: \u3164\n", "invisible-character", 1, 4),
    "Y-30 a tag": ("a: x\U000e0041\n", "invisible-character", 1, 5),
    "Y-30 private use": ("a: \ue000\n", "invisible-character", 1, 4),
    "Y-30 not a character": ("a: \ufffe\n", "invisible-character", 1, 4),
    "Y-33 in a comment": ("# x\u2028awardedDate: 1999-01-01\n", "line-separator", 1, 4),
    "Y-33 in a value": ("a: x\u2029b: y\n", "line-separator", 1, 5),
    "Y-33 next line": ("a: x\x85b: y\n", "line-separator", 1, 5),
    "Y-33 a carriage return": ("a: x\rb: y\n", "line-separator", 1, 5),
    "Y-33 a form feed": ("a: x\x0cb: y\n", "control-character", 1, 5),
    "Y-33 a vertical tab": ("a: x\x0bb: y\n", "control-character", 1, 5),
}


@pytest.mark.parametrize(("text", "code", "line", "column"), CHARACTERS.values(), ids=CHARACTERS)
def test_a_forbidden_character_is_refused_with_its_name_and_place(text, code, line, column):
    assert refused(text.encode()) == [(code, line, column)]
    assert "U+" in reason(text.encode())


@pytest.mark.parametrize("text", ["a:\n\tb: 1\n", "a:\n  \tb: 1\n", "a: >\n\ttext\n"])
def test_a_tab_at_the_start_of_a_line_is_refused(text):  # Y-19
    assert [(code, line) for code, line, _ in refused(text.encode())] == [("yaml-syntax", 2)]


def test_at_most_fifty_forbidden_characters_are_reported():
    assert len(refused(b"a: " + b"\a" * 1000)) == 50


DEEP = ["[" * 1000, "[" * 100_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000, "[{a: " * 20_000, "- - [" * 5000]


@pytest.mark.parametrize("text", DEEP)
def test_deep_nesting_is_refused_before_parsing(text):  # Y-22
    begun = time.process_time()
    assert [(code, line) for code, line, _ in refused(text.encode())] == [("yaml-depth", 1)]
    assert "20" in reason(text.encode())
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("text", ["a: '" + "[" * 15 + "'\n", "# " + "[{" * 100 + "\n", "a: [" + "[], " * 500 + "]\n"])
def test_brackets_that_do_not_nest_deeply_are_accepted(text):
    assert refused(text.encode()) == []


def test_windows_line_ends_are_accepted():  # Y-28
    assert refused(b"a: 1\r\nb: 2\r\n") == []
