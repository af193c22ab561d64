"""Texts in UTF-16 and UTF-32, known by their first bytes (Y-17, C-20)."""

import pytest

from testamur.text import encodings


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ['{"a":1}', "\n\t{", "name: Zoë", "<svg/>"])
def test_a_text_in_another_encoding_is_known_with_and_without_a_mark(text, name):
    assert encodings.other(text.encode(name)) == name[:6].upper()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"{}", b"{\0", b"\0", b'{"a":1}', b"\xef\xbb\xbf{}", "é: 名".encode(), b"\x89PNG\r\n\x1a\n\0\0\0\r",
        b"\0\0\0 ftypisom", b"\0\0\1\0\1\0", b"BM\x36\0\0\0", b"PK\3\4\0\0", b"\xff\xd8\xff\xe0", b"\0" * 16,
    ],
)  # fmt: skip
def test_everything_else_is_not_taken_for_one(data):
    assert encodings.other(data) == ""
