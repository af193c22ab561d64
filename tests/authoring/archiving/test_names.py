import pytest

from testamur.authoring.archiving import names


@pytest.mark.parametrize("name", ["a", "site/index.html", "site/log/tile/0/000.p/12", "site/café.html", "site/字.png"])
def test_a_plain_path_is_a_name(name):
    assert names.problem(name) == ""


@pytest.mark.parametrize(
    "name",
    ["", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", "a\\b", "C:/a", "a\0b", "a\nb", "a.", "a /b", " a", "CON",
     "nul.txt", "a/com1.html", "cafe\u0301", "a\u202eb", "\ud800", "a/" * 600 + "a", "a" * 256],
)  # fmt: skip
def test_what_leads_elsewhere_or_is_read_in_two_ways_is_no_name(name):
    assert names.problem(name)


@pytest.mark.parametrize(
    "found",
    [
        ["a", "A"],
        ["a/b", "A/c"],
        ["a", "a/b"],
        ["a/b", "a"],
        ["a/b", "A"],
        ["straße", "STRASSE"],
        ["ﬁ", "fi"],
        ["a", "a"],
    ],
)
def test_two_names_that_a_system_takes_for_one_are_found(found):
    assert names.collision(found)


def test_other_names_do_not_collide():
    assert names.collision(["a/b", "a/c", "b", "ab"]) is None
