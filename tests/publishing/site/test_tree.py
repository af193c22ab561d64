"""The paths at which files may be published."""

import pytest

from testamur.errors import PublishingError
from testamur.publishing.site.tree import Tree

OUTSIDE = [
    "../x",
    "../site-evil/x",
    "/etc/x",
    "a/../../x",
    "a//b",
    "./x",
    ".hidden",
    "a/.hidden",
    "",
    "a\\b",
    "a/",
    "a b",
    "à",
    "a\n",
    "%2e%2e/x",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_only_plain_paths_are_published(tmp_path, name):  # P-02
    with pytest.raises(PublishingError, match="not a plain path"):
        Tree(tmp_path / "site").write(name, b"", "a record")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("second", ["a/index.html", "A/index.html"])
def test_two_sources_of_one_path_are_named(tmp_path, second):  # P-17
    tree = Tree(tmp_path)
    tree.write("a/index.html", b"one", "the first")
    with pytest.raises(PublishingError, match="the second and the first"):
        tree.write(second, b"two", "the second")
    assert (tmp_path / "a/index.html").read_bytes() == b"one"


def test_files_are_written_unchanged(tmp_path):
    Tree(tmp_path).write("index/7f.json", b"{}", "the index")
    assert (tmp_path / "index/7f.json").read_bytes() == b"{}"


@pytest.fixture
def finished(tmp_path):
    """A file that was written elsewhere."""
    (tmp_path / "elsewhere").write_bytes(b"new")
    return str(tmp_path / "elsewhere")


def test_a_finished_file_is_moved_into_its_place(tmp_path, finished):
    Tree(tmp_path / "site").move_own("awards/a/index.html", finished, "an award")
    assert (tmp_path / "site/awards/a/index.html").read_bytes() == b"new"
    assert not (tmp_path / "elsewhere").exists()


def test_a_finished_file_replaces_no_other(tmp_path, finished):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/page").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        Tree(tmp_path / "site").move_own("page", finished, "an award")
    assert (tmp_path / "site/page").read_bytes() == b"old"


def test_a_finished_file_takes_no_path_that_was_claimed(tmp_path, finished):
    tree = Tree(tmp_path)
    tree.claim("page", "prose")
    with pytest.raises(PublishingError, match="an award and prose would both be published at page"):
        tree.move_own("page", finished, "an award")


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_finished_file_is_moved_to_plain_paths_only(tmp_path, finished, name):
    with pytest.raises(PublishingError, match="not a plain path"):
        Tree(tmp_path / "site").move_own(name, finished, "a record")
