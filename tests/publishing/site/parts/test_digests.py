"""Digests of folders: the same for the same files, another for any other."""

import hashlib

import pytest

from testamur.errors import PublishingError
from testamur.publishing.site.parts import digests


@pytest.fixture
def folder(tmp_path):
    for name, text in {"b/c.txt": "one", "a.txt": "two"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_files_are_listed_by_path_in_order(folder):
    assert list(digests.files_below(folder)) == ["a.txt", "b/c.txt"]


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "a.txt").write_text("tw0"),
        lambda folder: (folder / "a.txt").rename(folder / "c.txt"),
        lambda folder: (folder / "b" / "c.txt").rename(folder / "b" / "a.txt"),
        lambda folder: (folder / "empty").write_text(""),
        lambda folder: (folder / "a.txt").unlink(),
    ],
    ids=["text", "name", "name in a folder", "another file", "a file less"],
)
def test_any_change_changes_the_digest(folder, change):
    before = digests.digest_of_folder(folder)
    change(folder)
    assert digests.digest_of_folder(folder) != before


def test_the_digest_of_a_folder_does_not_depend_on_where_it_is(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "x"
    folder.rename(other)
    assert digests.digest_of_folder(other) == digests.digest_of(
        [("a.txt", hashlib.sha256(b"two").digest()), ("b/c.txt", hashlib.sha256(b"one").digest())]
    )


def test_folders_of_tools_may_be_left_out(folder):
    before = digests.digest_of_folder(folder, without=frozenset({"__pycache__"}))
    (folder / "b" / "__pycache__").mkdir()
    (folder / "b" / "__pycache__" / "x").write_text("x")
    assert digests.digest_of_folder(folder, without=frozenset({"__pycache__"})) == before
    assert digests.digest_of_folder(folder) != before


def test_a_missing_folder_has_the_digest_of_an_empty_one(tmp_path):
    assert digests.digest_of_folder(tmp_path / "none") == digests.digest_of_folder(tmp_path)


def test_a_link_is_refused(folder):
    (folder / "b" / "link").symlink_to("/etc")
    with pytest.raises(PublishingError, match="b/link is neither a file nor a folder"):
        digests.digest_of_folder(folder)


def test_the_order_of_words_does_not_matter():
    assert digests.digest_of_words(["b", "a"]) == digests.digest_of_words(["a", "b"]) != digests.digest_of_words(["ab"])
