"""Values are spelt differently wherever they differ in anything."""

import datetime
from dataclasses import dataclass

import pytest
from markupsafe import Markup

from testamur.publishing.site.kept.spelling import digest_of_value
from testamur.publishing.words.tagged_text import TaggedText


@dataclass(frozen=True)
class One:
    name: object


@dataclass(frozen=True)
class Other:
    name: object


VALUES = [
    "a", b"a", "", None, 1, 1.0, True, "1", ("a",), ("a", "b"), ("ab",), (("a",), "b"), {"a": "b"}, {"b": "a"},
    {"a": 1, "b": 2}, {"b": 2, "a": 1}, TaggedText("a", "fr"), TaggedText("a", "en"), Markup("a"), One("a"), Other("a"),
    One(None), One(TaggedText("a", "fr")), datetime.date(2026, 1, 1), "2026-01-01", frozenset({"a"}), frozenset({"b"}),
]  # fmt: skip


def test_values_that_differ_are_spelt_differently():
    assert len({digest_of_value(value) for value in VALUES}) == len(VALUES)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_spelt_alike_each_time(value):
    assert digest_of_value(value) == digest_of_value(value)


def test_a_set_is_spelt_alike_in_every_order():
    assert digest_of_value(frozenset("abcdef")) == digest_of_value(frozenset("fedcba"))


def test_what_is_more_than_data_is_refused():
    with pytest.raises(TypeError, match="more than data"):
        digest_of_value((object(),))
