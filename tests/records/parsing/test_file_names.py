"""Names of files and folders: whose records belong where, and what a wrong name was meant to be."""

import pytest

from testamur.records.parsing import file_names
from testamur.records.parsing.kinds import KINDS


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("awards", "award"), ("awards/2026/spring", "award"), ("learners", "learner"), ("", None), ("images", None),
        ("achievements/images", None), ("endorsements/signed", None), ("awards/images", None), ("notes", None),
    ],
)  # fmt: skip
def test_a_folder_has_records_of_one_kind_or_none(folder, kind):
    assert file_names.kind_in(folder) == (KINDS[kind] if kind else None)


@pytest.mark.parametrize(
    "folder", ["images", "achievements", "achievements/images", "endorsements/signed", "awards/a/b/c/d/e/f/g"]
)
def test_folders_of_records_pictures_and_documents_belong(folder):
    assert file_names.folder_belongs(folder)


@pytest.mark.parametrize(
    "folder", ["notes", "Awards", "learners/2026", "awards/a b", "awards/a/b/c/d/e/f/g/h", "endorsements/signed/x"]
)
def test_other_folders_do_not_belong(folder):
    assert not file_names.folder_belongs(folder)


@pytest.mark.parametrize(
    ("stem", "plain"),
    [("L-1", "l-1"), ("Harbour Visit", "harbour-visit"), ("a_b", "a-b"), ("--", ""), ("а-1", ""), ("a" * 90, "a" * 80)],
)
def test_a_wrong_name_has_the_plain_one_that_was_probably_meant(stem, plain):
    assert file_names.plain_stem(stem) == plain


@pytest.mark.parametrize(
    ("name", "is_record"), [("x.yml", True), (".x.yml", False), ("x.yaml", False), (".yml", False)]
)
def test_a_record_ends_in_yml_and_is_not_hidden(name, is_record):
    assert file_names.is_record(name) == is_record
