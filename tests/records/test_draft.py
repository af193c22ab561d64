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
    """A draft that has read one award, and what it made of it."""
    path = folder / f"{FIRST}.yml"
    path.write_text(text)
    draft = Draft()
    return draft, draft.read(KINDS["award"], path, "credentials/awards/x.yml")


def test_a_right_record_becomes_a_model_that_knows_its_file(tmp_path):
    draft, award = draft_of(tmp_path, "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\n")
    assert (award.id, award.file) == (FIRST, "credentials/awards/x.yml")
    assert (draft.problems, draft.is_unread("awards", FIRST)) == ([], False)


def test_a_wrong_record_is_no_model_and_is_still_known_to_exist(tmp_path):
    draft, award = draft_of(tmp_path, "achievement: visit\n")
    assert award is None
    assert {problem.code for problem in draft.problems} == {"missing-field"}
    assert draft.is_unread("awards", FIRST)


def test_the_form_of_a_name_is_not_told_by_itself(tmp_path):
    draft, award = draft_of(tmp_path, "achievement: a/b\nlearner: l-1\nawardedDate: 2026-05-14\n")
    assert (award, draft.problems) == (None, [])
    assert len(draft.award_files) == 1  # ReferenceChecker says that there is no such file


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path, monkeypatch, name):
    read = files.read

    def refuse(path, limit):
        if path.as_posix().endswith(name):
            raise PermissionError(13, "Permission denied")
        return read(path, limit)

    monkeypatch.setattr(files, "read", refuse)
    (problem,) = problems(tmp_path)
    assert (problem.code, problem.file) == ("unreadable", f"credentials/{name}")
    assert "Permission denied" in problem.reason


def test_a_file_that_becomes_a_link_while_it_is_read_is_a_problem(tmp_path, monkeypatch):
    walk = files.walk

    def then_link(folder):
        listing = walk(folder)
        (folder / LEARNER).unlink()
        (folder / LEARNER).symlink_to("/etc/hostname")
        return listing

    monkeypatch.setattr(files, "walk", then_link)
    assert found(tmp_path) == [("unreadable", 0, "")]


def test_a_file_that_becomes_a_pipe_while_it_is_read_is_a_problem(tmp_path, monkeypatch):  # P-09
    walk = files.walk

    def then_pipe(folder):
        listing = walk(folder)
        (folder / LEARNER).unlink()
        os.mkfifo(folder / LEARNER)
        return listing

    monkeypatch.setattr(files, "walk", then_pipe)
    assert found(tmp_path) == [("not-a-regular-file", 0, "")]
