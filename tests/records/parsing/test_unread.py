"""What was not read may be what others name: files with a mistake in their name, and folders that were not entered."""

import pytest

from testamur.records.parsing.unread import Unread


def refused(path, *, is_folder=False):
    unread = Unread()
    unread.add_refused(path, is_folder=is_folder)
    return unread


def test_nothing_is_unread_at_first():
    assert not Unread().covers("learners", "l-1")
    assert not Unread().covers_issuer()


def test_a_record_that_was_added_is_unread_and_no_other():
    unread = Unread()
    unread.add("learners", "l-1")
    assert (unread.covers("learners", "l-1"), unread.covers("learners", "l-2")) == (True, False)


@pytest.mark.parametrize("name", ["l-1.yml", "l-1.yaml", "L-1.yml", "l_1.yml", "l-1.yml.txt", "l-1.YML", "l-1"])
def test_a_refused_file_may_be_the_one_that_its_name_is_like(name):
    unread = refused(f"learners/{name}")
    assert (unread.covers("learners", "l-1"), unread.covers("learners", "l-2")) == (True, False)


def test_a_refused_file_is_known_by_the_name_that_it_has_too():
    assert refused("learners/L_1.yml").covers("learners", "L_1")


@pytest.mark.parametrize("path", ["learners", "learners/2026", "Learners", "learner", "awards/2026"])
def test_anything_may_be_in_a_folder_that_was_not_entered(path):
    folder = "awards" if path.startswith("awards") else "learners"
    unread = refused(path, is_folder=True)
    assert (unread.covers(folder, "any"), unread.covers("achievements", "any")) == (True, False)


def test_a_folder_of_another_name_says_nothing_about_records():
    unread = refused("notes", is_folder=True)
    assert not any(unread.covers(folder, "notes") for folder in ("achievements", "learners", "awards"))


@pytest.mark.parametrize("folder", ["images", "achievements/images", "endorsements/signed"])
def test_a_picture_or_document_is_unread_in_its_folder_alone(folder):
    unread = refused(f"{folder}/visit.svg")
    assert (unread.covers(folder, "visit.svg"), unread.covers(folder.partition("/")[0], "visit")) == (True, False)


def test_a_folder_of_pictures_that_was_not_entered_hides_pictures_and_no_records():
    unread = refused("achievements/images", is_folder=True)
    assert (unread.covers("achievements/images", "x.svg"), unread.covers("achievements", "x")) == (True, False)


@pytest.mark.parametrize(("name", "covered"), [("issuer.yml", True), ("Issuer.yaml", True), ("notes.txt", False)])
def test_a_refused_file_may_be_the_issuer(name, covered):
    assert refused(name).covers_issuer() == covered
