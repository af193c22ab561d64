import json

import pytest

from issuing import an_id
from registries import FIRST, SECOND, make_registry, run


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path, {"learners/l-3.yml": "name: Bo Briain\n"})
    return tmp_path


def test_awards_are_found_by_words_in_any_order(folder):
    done = run("find", "visit", "okafor", folder=folder)
    head, row = done.out.splitlines()
    assert head.split() == ["award", "awarded", "until", "learner", "name", "achievement", "state"]
    assert row.split() == [FIRST, "2026-05-14", "l-1", "Ada", "Okafor", "Harbour", "Visit", "in", "force"]
    assert head.index("learner") == row.index("l-1")
    assert done.err == "1 award found.\n"


@pytest.mark.parametrize("typed", ["Siobhán O'Brien", "siobhan o’brien", "SIOBHAN OBRIEN", "o'brien siobhán"])
def test_a_name_is_found_in_every_spelling_that_counts_as_the_same_person(tmp_path, typed):
    make_registry(tmp_path, {"learners/l-1.yml": "name: Siobhán O’Brien\n"})
    assert FIRST in run("find", typed, folder=tmp_path).out


def test_find_mentions_learners_without_a_matching_award(folder):
    done = run("find", "briain", folder=folder)
    assert SECOND in done.out
    assert done.err == "Bo Briain (l-3) has no such award.\n1 award found.\n"


def test_if_nothing_is_found_nothing_is_printed(folder):
    assert (run("find", "nobody", folder=folder).out, run("find", an_id(9), folder=folder).err) == (
        "",
        "No award was found.\n",
    )


def test_results_are_available_as_json(folder):
    found = json.loads(run("find", "zoe", "--json", folder=folder).out)
    assert [(one["award"], one["name"], one["state"]) for one in found] == [(SECOND, "Zoë Ó Briain", "active")]


def test_control_characters_in_a_query_are_not_printed(folder):
    done = run("find", "\x1b[2J", folder=folder)
    assert (done.code, "\x1b" in done.out + done.err) == (0, False)
