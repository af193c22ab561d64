"""Previews that are signed with the same throwaway key have the same credentials, and others have nothing in common."""

import pytest

import every_state
from issuing import NOW, Random, tree
from registries import FIRST, SECOND, make_registry
from testamur.authoring.issuing import preview_issue
from testamur.authoring.issuing.preview_issue import Throwaway
from testamur.records import registry

CREDENTIAL = f"credentials/{FIRST}.json"


def issue(folder, name, throwaway, **files):
    make_registry(folder, files)
    loaded = registry.load(folder / "credentials", today=NOW.date())
    preview_issue.issue(loaded, folder / name, throwaway=throwaway)
    return tree(folder / name)


def test_the_same_records_are_signed_alike(tmp_path):
    throwaway = Throwaway.draw(Random(), NOW)
    assert issue(tmp_path, "one", throwaway) == issue(tmp_path, "two", throwaway)


def test_an_award_that_did_not_change_is_signed_as_before(tmp_path):
    throwaway = Throwaway.draw(Random(), NOW)
    before = issue(tmp_path, "one", throwaway)
    after = issue(tmp_path, "two", throwaway, **{"learners/l-2.yml": "name: Somebody Else\n"})
    assert after[CREDENTIAL] == before[CREDENTIAL]
    assert after[f"credentials/{SECOND}.json"] != before[f"credentials/{SECOND}.json"]


def test_another_key_signs_other_credentials(tmp_path):
    before = issue(tmp_path, "one", Throwaway.draw(Random(), NOW))
    after = issue(tmp_path, "two", Throwaway.draw(Random(), NOW))
    assert before[CREDENTIAL] != after[CREDENTIAL]


def test_no_two_draws_of_a_throwaway_are_alike():
    draw = Throwaway.draw(Random(), NOW).stream()
    assert len({draw(16) for _ in range(1000)}) == 1000


@pytest.mark.parametrize("is_given", [True, False])
def test_a_preview_takes_over_awards_of_the_last_one_with_the_same_key(tmp_path, monkeypatch, is_given):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "cache"))
    make_registry(tmp_path)
    throwaway = Throwaway.draw(Random(), NOW) if is_given else None
    pages = []
    for _ in range(2):
        every_state.build(tmp_path, tmp_path / "output", preview=True, throwaway=throwaway)
        pages.append((tmp_path / "output" / "awards" / FIRST / "index.html").stat().st_ino)
    assert (pages[0] == pages[1]) is is_given
