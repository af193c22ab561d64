import pytest

from testamur.verification.reading.shapes import listed, names_in, quoted, text_of


@pytest.mark.parametrize("value", [None, True, 1, 1.0, [], ["a"], {}, {"a": "a"}])
def test_only_text_is_text(value):
    assert text_of({"a": value}, "a") == ""
    assert text_of({}, "a") == ""
    assert text_of({"": "x"}, "") == "x"


def test_one_object_stands_for_a_list_of_one_and_nothing_else_does():
    assert listed({"a": 1}) == [{"a": 1}]
    assert listed([None, 1]) == [None, 1]
    assert [listed(value) for value in (None, "a", 1, True)] == [None] * 4


def test_a_type_is_a_text_or_a_list():
    assert names_in("a") == ["a"]
    assert names_in(["a", 1]) == ["a", 1]
    assert [names_in(value) for value in (None, {"a": 1}, 1)] == [[]] * 3


def test_what_is_quoted_is_as_json_writes_it_and_no_longer_than_asked():
    assert quoted("it's \n", 6) == "'it's \n'"
    assert quoted({"b": None, "a": [1.0]}, 60) == '\'{"a":[1],"b":null}\''
    assert quoted(None, 60) == "nothing"
