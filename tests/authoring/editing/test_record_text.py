import pytest

from testamur.authoring.editing.record_text import (
    as_read,
    first_edit_that_reads_as,
    inline_mapping,
    inline_text,
    read_record,
)
from testamur.errors import UsageError
from testamur.records.parsing import yaml_subset


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-05-14", "2026-05-14"),
        ("under-review", "under-review"),
        ("Two, three", '"Two, three"'),
        ("yes", '"yes"'),
        ("a\nb", '"a\\nb"'),
        ("[a]", '"[a]"'),
        ("", '""'),
    ],
)
def test_a_text_is_quoted_in_an_inline_mapping_where_its_marks_would_be_misread(text, written):
    assert inline_text(text) == written
    assert yaml_subset.parse(f"x: [{written}]".encode(), "f").value == {"x": [text]}


def test_an_inline_mapping_is_written_on_one_line():
    assert inline_mapping({"act": "revoked", "note": "a: b"}) == '{act: revoked, note: "a: b"}'


@pytest.mark.parametrize(
    ("text", "offset", "mark"), [("a: b\r\nc: d\n", 6, "\r\n"), ("a: b\r\nc: d\n", 11, "\n"), ("a: b", 4, "\n")]
)
def test_the_line_ends_of_the_file_are_used(text, offset, mark):
    assert read_record(text.encode()).line_break(offset) == mark


def test_text_reads_back_in_composed_form():
    assert as_read("Zoe\u0308") == "Zoë"


def test_if_no_edit_is_safe_the_error_says_what_to_write_by_hand():
    record = read_record(b"a: b\n")
    with pytest.raises(UsageError, match="by hand, c: d"):
        first_edit_that_reads_as(record, [[(0, 0, "x")]], {"a": "b", "c": "d"}, "c: d")
