import pytest

from testamur.authoring.editing.record_text import first_right, inline, inline_mapping, read, readable
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
def test_a_text_is_quoted_where_brackets_would_misread_it(text, written):
    assert inline(text) == written
    assert yaml_subset.parse(f"x: [{written}]".encode(), "f").value == {"x": [text]}


def test_a_mapping_stands_on_one_line():
    assert inline_mapping({"act": "revoked", "note": "a: b"}) == '{act: revoked, note: "a: b"}'


@pytest.mark.parametrize(
    ("text", "offset", "mark"), [("a: b\r\nc: d\n", 6, "\r\n"), ("a: b\r\nc: d\n", 11, "\n"), ("a: b", 4, "\n")]
)
def test_the_line_end_is_the_one_in_use(text, offset, mark):
    assert read(text.encode()).line_break(offset) == mark


def test_letters_are_read_back_composed():
    assert readable("Zoe\u0308") == "Zoë"


def test_where_no_way_holds_a_person_is_told_what_to_write():
    record = read(b"a: b\n")
    with pytest.raises(UsageError, match="write there c: d"):
        first_right(record, [[(0, 0, "x")]], {"a": "b", "c": "d"}, "c: d")
