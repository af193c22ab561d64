"""Listed files: in their order, with the path to open and the name that messages show."""

from pathlib import Path

import pytest

from testamur.records.parsing.listed_files import ListedFile, ListedFiles


@pytest.fixture
def listed():
    found = ListedFiles(Path("/home/x/credentials"))
    for folder, stem in (("awards/2025", "a"), ("awards", "b"), ("awards/2025", "c")):
        found.add(folder, stem)
    return found


def test_files_keep_the_order_in_which_they_were_added(listed):
    assert list(listed.places()) == [("awards/2025", "a"), ("awards", "b"), ("awards/2025", "c")]


def test_a_file_has_its_path_its_name_for_messages_and_its_stem(listed):
    assert next(listed.files()) == ListedFile(
        "/home/x/credentials/awards/2025/a.yml", "credentials/awards/2025/a.yml", "a"
    )


def test_files_are_paths_too(listed):
    assert list(listed)[1] == Path("/home/x/credentials/awards/b.yml")


def test_files_and_their_folders_are_counted(listed):
    assert (len(listed), listed.folders) == (3, {"awards", "awards/2025"})
