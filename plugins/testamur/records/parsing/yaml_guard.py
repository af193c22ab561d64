"""Checks a record before any parser sees it: its size, encoding, characters and depth.

A YAML parser is a large C program, here fed with text from strangers, and it recurses for each level of nesting. So
whatever no record needs is refused while it is still only bytes.
"""

from __future__ import annotations

import itertools
import re

from testamur.records.parsing.parsed import MAX_DEPTH, TOO_DEEP, Parsed
from testamur.text import characters, encodings
from testamur.text.languages.messages import Amount, msg

MAX_RECORD_BYTES = 256 * 1024  # bytes
_MAX_CHARACTERS_REPORTED = 50  # characters reported of one file: more than that have one common cause
_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|testamur-ed25519-|\b(?:private|secret)(?:Key|_key|Jwk)\w*[\"']?\s*:"
    r"|\bz3u2[1-9A-HJ-NP-Za-km-z]{44}\b"  # an Ed25519 secret key as Multikey text
)
_PLAIN_ASCII = re.compile(rb"[\n\x20-\x7e]*")


def decode(parsed: Parsed, data: bytes) -> str | None:
    """Return the text of a record, in which no private key stands; None when there is a problem, added to `parsed`."""
    text = _decode(parsed, data)
    return text if text is not None and _has_no_key(parsed, text) else None


def admit(parsed: Parsed, text: str, data: bytes) -> bool:
    """Say whether a parser may see the text that `decode` returned for `data`; add the problems to `parsed`."""
    return _is_clean(parsed, text, data) and _is_shallow(parsed, text)


def _has_no_key(parsed: Parsed, text: str) -> bool:
    """Refuse a private key that was pasted into a record.

    Nothing else of the file is then reported, since a problem may quote the line that it is about.
    """
    match = _PRIVATE_KEY.search(text)
    if match is None:
        return True
    remedy = msg("Take it out, and make a new key: everyone who can read this file, or its history, has this one")
    parsed.add(_place(text, match.start()), code="secret", reason=msg("a private key stands here"), remedy=remedy)
    return False


def _decode(parsed: Parsed, data: bytes) -> str | None:
    if len(data) > MAX_RECORD_BYTES:
        reason = msg(
            "the file has {data} bytes, and a record has at most {max_record_bytes}",
            data=Amount(len(data)),
            max_record_bytes=Amount(MAX_RECORD_BYTES),
        )
        parsed.add((0, 0), code="size", reason=reason, remedy=msg("Put less into one record"))
    elif (encoding := _other_encoding(data)) is not None:
        parsed.add(
            (1, 1),
            code="encoding",
            reason=msg("the file is {encoding} (at byte 0)", encoding=encoding),
            remedy=msg("Save it as UTF-8, without a byte order mark"),
        )
    elif data.startswith(b"version https://git-lfs"):
        reason = msg("this is a Git LFS pointer, not the record")
        parsed.add(
            (1, 1), code="lfs-pointer", reason=reason, remedy=msg("Keep records in git itself: git lfs untrack it")
        )
    else:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8")
            place = _place(before, len(before))
            reason = msg(
                "the file is not UTF-8 but another encoding, perhaps Latin-1 (at byte {start})", start=error.start
            )
            parsed.add(place, code="encoding", reason=reason, remedy=msg("Save it as UTF-8"))
    return None


def _other_encoding(data: bytes) -> str | None:
    """Return the name of a file's encoding, from its first bytes, if it is not UTF-8; else None."""
    if data.isascii() and 0 not in data:
        return None  # Every mark has bytes beyond ASCII, and every other encoding has zeros.
    if data.startswith(b"\xef\xbb\xbf"):
        return "UTF-8 with a byte order mark"
    if encoding := encodings.other(data):
        return encoding
    # In UTF-16, half the bytes of plain letters are zero.
    start = data[:64]
    return "UTF-16 without a byte order mark" if start.count(0) > len(start) // 4 else None


def _is_clean(parsed: Parsed, text: str, data: bytes) -> bool:
    if _PLAIN_ASCII.fullmatch(data):
        return True
    for offset, code, reason in itertools.islice(characters.findings(text), _MAX_CHARACTERS_REPORTED):
        remedy = msg("Delete the character, and type the text again around it")
        parsed.add(_place(text, offset), code=code, reason=reason, remedy=remedy, value=text[offset])
    for number, line_text in enumerate(text.split("\n"), 1):
        if "\t" in line_text[: len(line_text) - len(line_text.lstrip())]:
            parsed.add(
                (number, line_text.index("\t") + 1),
                code="yaml-syntax",
                reason=msg("a tab stands at the start of the line"),
                remedy=msg("Use spaces"),
            )
    return not parsed.problems


def _is_shallow(parsed: Parsed, text: str) -> bool:
    """Refuse deep nesting before the parser recurses into it, where 100,000 brackets end the process.

    A bracket in an unusual quotation can slip past this count of the bare text, so `yaml_nodes` counts levels again.
    """
    # So few brackets cannot nest too deep, and hardly any record has more: only these are read bracket by bracket.
    if text.count("[") + text.count("{") > MAX_DEPTH:
        depth = 0
        for match in re.finditer(r"[\[\]{}]|#[^\n]*|\"(?:[^\"\\]|\\.)*\"", text):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
            if depth > MAX_DEPTH:
                return _too_deep(parsed, text, match.start())
    # Each level of block nesting needs a deeper column, or a dash of its own on the same line.
    for match in re.finditer(r"^ *(?:[-?:] +)*", text, re.MULTILINE):
        if match.end() - match.start() > 2 * MAX_DEPTH:
            dashes = sum(match[0].count(mark) for mark in "-?:")
            if dashes > MAX_DEPTH:
                return _too_deep(parsed, text, match.start())
    return True


def _too_deep(parsed: Parsed, text: str, offset: int) -> bool:
    line, column = _place(text, offset)
    parsed.add((line, column), code="yaml-depth", reason=TOO_DEEP, remedy=msg("Write a record as the examples show"))
    return False


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
