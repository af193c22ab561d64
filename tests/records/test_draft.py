"""Records as they are read, one by one: what is wrong is kept out, and is still there."""

import os

import pytest

from record_problems import found, problems
from registries import FILES, FIRST
from testamur.records.draft import Draft
from testamur.records.parsing import files
from testamur.records.parsing.kinds import KINDS

LEARNER = "learners/l-1.yml"


def draft_of(folder, text):
    """A draft that has read one award, what it parsed, and what it made of it."""
    path = folder / f"{FIRST}.yml"
    path.write_text(text)
    draft = Draft()
    return draft, *draft.read(KINDS["award"], path, f"credentials/awards/{FIRST}.yml", FIRST)


def test_a_right_record_becomes_a_model_that_knows_its_file(tmp_path):
    draft, _, award = draft_of(tmp_path, "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\n")
    assert (award.id, award.file) == (FIRST, f"credentials/awards/{FIRST}.yml")
    assert (draft.problems, draft.unread.covers("awards", FIRST)) == ([], False)
    assert draft.records["award"] == {FIRST: award}


def test_a_wrong_record_is_no_model_and_is_still_known_to_exist(tmp_path):
    draft, _, award = draft_of(tmp_path, "achievement: visit\n")
    assert (award, draft.records["award"]) == (None, {})
    assert {problem.code for problem in draft.problems} == {"missing-field"}
    assert draft.unread.covers("awards", FIRST)


def test_the_form_of_a_name_is_not_told_by_itself(tmp_path):
    draft, parsed, award = draft_of(tmp_path, "achievement: a/b\nlearner: l-1\nawardedDate: 2026-05-14\n")
    assert (award, draft.problems) == (None, [])
    assert parsed.value["achievement"] == "a/b"  # ReferenceChecker says that there is no such file


def test_nothing_is_kept_of_an_award_but_its_model(tmp_path):
    draft, _, _ = draft_of(tmp_path, "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\n")
    assert draft.parsed == {}


def test_the_place_of_a_problem_that_is_found_later_is_looked_up_in_the_file(tmp_path):
    (tmp_path / "x.yml").write_text("achievement: visit\nlearner: l-1\n")
    assert Draft(root=tmp_path).parsed_again("x.yml").locate(("learner",)) == (2, 10)


@pytest.mark.parametrize("text", [None, "", "[", "learner: l-1\n"])
def test_the_place_of_a_problem_in_a_file_that_has_changed_is_its_first_character(tmp_path, text):
    if text is not None:
        (tmp_path / "x.yml").write_text(text)
    assert Draft(root=tmp_path).parsed_again("x.yml").locate(("renews",)) == (1, 1)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path, monkeypatch, name):
    read = files.read

    def refuse(path, limit):
        if str(path).endswith(name):
            raise PermissionError(13, "Permission denied")
        return read(path, limit)

    monkeypatch.setattr(files, "read", refuse)
    (problem,) = problems(tmp_path)
    assert (problem.code, problem.file) == ("unreadable", f"credentials/{name}")
    assert "Permission denied" in problem.reason


def test_a_file_that_becomes_a_link_while_it_is_read_is_a_problem(tmp_path, monkeypatch):
    walk = files.walk

    def then_link(folder, *more):
        listing = walk(folder, *more)
        (folder / LEARNER).unlink()
        (folder / LEARNER).symlink_to("/etc/hostname")
        return listing

    monkeypatch.setattr(files, "walk", then_link)
    assert found(tmp_path) == [("unreadable", 0, "")]


def test_a_file_that_becomes_a_pipe_while_it_is_read_is_a_problem(tmp_path, monkeypatch):  # P-09
    walk = files.walk

    def then_pipe(folder, *more):
        listing = walk(folder, *more)
        (folder / LEARNER).unlink()
        os.mkfifo(folder / LEARNER)
        return listing

    monkeypatch.setattr(files, "walk", then_pipe)
    assert found(tmp_path) == [("not-a-regular-file", 0, "")]


def test_beyond_a_limit_of_errors_nothing_more_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("testamur.records.draft.MAX_ERRORS", 3)
    told = problems(tmp_path, {f"learners/l-{number}.yml": "nam: x\n" for number in range(3, 9)})
    assert [problem.code for problem in told] == ["more", *["missing-field", "unknown-field"] * 2]


def test_warnings_are_no_errors_that_are_too_many(tmp_path, monkeypatch):
    monkeypatch.setattr("testamur.records.draft.MAX_ERRORS", 3)
    told = problems(tmp_path, {f"learners/l-{number}.yml": "name: Аda\n" for number in range(3, 9)})
    assert [problem.severity for problem in told] == ["warning"] * 6
