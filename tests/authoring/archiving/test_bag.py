"""The layout of an archive, judged by a library's own tool, and read strictly."""

import contextlib
import io
import zipfile

import bagit
import pytest

from testamur.authoring.archiving import bag
from testamur.authoring.archiving.archive_file import ArchiveFile, ArchiveWriter
from testamur.authoring.archiving.bag import Bag, Bytes, OnDisk
from testamur.errors import ArchiveError

PAYLOAD = {"a.txt": Bytes(b"one"), "b/c d.txt": Bytes(b"two"), "é.txt": Bytes(b"")}


def write(path, payload=PAYLOAD, name="bag-1"):
    with path.open("wb") as file, ArchiveWriter(file) as writer:
        bag.write(writer, name, payload, {"Source-Organization": "Harbour Institute"})
    return path


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "bag.zip")


def altered(path, change):
    """The same archive with its files as `change` returns them."""
    with zipfile.ZipFile(path) as file:
        files = {name: file.read(name) for name in file.namelist()}
    target = io.BytesIO()
    with ArchiveWriter(target) as writer:
        for name, data in change(files).items():
            writer.add(name, iter([data]), len(data))
    path.write_bytes(target.getvalue())
    return path


def test_a_tool_of_libraries_finds_it_valid(path, tmp_path):
    with zipfile.ZipFile(path) as file:
        file.extractall(tmp_path / "unpacked")
    found = bagit.Bag(str(tmp_path / "unpacked/bag-1"))
    found.validate()
    assert found.info["Payload-Oxum"] == "6.3"


def test_that_tool_sees_a_change(path, tmp_path):
    with zipfile.ZipFile(path) as file:
        file.extractall(tmp_path / "unpacked")
    (tmp_path / "unpacked/bag-1/data/a.txt").write_bytes(b"two")
    with pytest.raises(bagit.BagError):
        bagit.Bag(str(tmp_path / "unpacked/bag-1")).validate()


def test_its_files_are_read_as_they_were_written(path):
    with ArchiveFile(path) as archive:
        found = Bag(archive)
        assert {name: found.read(name, 10) for name in found.paths()} == {
            "a.txt": b"one", "b/c d.txt": b"two", "é.txt": b"",
        }  # fmt: skip
        assert list(found.damaged()) == []


def test_a_file_that_is_not_as_its_sum_says_is_named(path):
    altered(path, lambda files: files | {"bag-1/data/a.txt": b"two"})
    with ArchiveFile(path) as archive:
        assert list(Bag(archive).damaged()) == ["data/a.txt"]
        with pytest.raises(ArchiveError, match=r"a\.txt is not as its sum says"):
            Bag(archive).read("a.txt", 10)


@pytest.mark.parametrize("tag", ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"])
def test_a_change_of_what_lies_beside_is_seen(path, tag):
    altered(path, lambda files: files | {f"bag-1/{tag}": files[f"bag-1/{tag}"].replace(b"a", b"b", 1)})
    with ArchiveFile(path) as archive, contextlib.suppress(ArchiveError):
        # Refused, or named: either way nobody takes it for whole.
        assert list(Bag(archive).damaged())


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files | {"bag-1/data/more.txt": b""},
        lambda files: files | {"bag-1/more.txt": b""},
        lambda files: files | {"other/data/a.txt": b""},
        lambda files: {name: data for name, data in files.items() if name != "bag-1/data/a.txt"},
        lambda files: {name: data for name, data in files.items() if name != "bag-1/tagmanifest-sha256.txt"},
        lambda files: files | {"bag-1/manifest-sha256.txt": files["bag-1/manifest-sha256.txt"] * 2},
        lambda files: files | {"bag-1/manifest-sha256.txt": b"\xff\n"},
        lambda files: {},
    ],
    ids=range(8),
)
def test_a_bag_with_other_files_than_it_says_is_none(path, change):
    altered(path, change)
    with ArchiveFile(path) as archive, pytest.raises(ArchiveError):
        list(Bag(archive).damaged())


@pytest.mark.parametrize("name", ["../a", "a\nb", "nul", "a%0Ab"])
def test_a_file_that_cannot_be_unpacked_everywhere_is_not_archived(tmp_path, name):
    with pytest.raises(ArchiveError, match="Rename it"):
        write(tmp_path / "bag.zip", {name: Bytes(b"")})


def test_a_file_that_grows_meanwhile_is_not_archived(tmp_path):
    class Growing(OnDisk):
        def size(self):
            return 1

    (tmp_path / "log").write_bytes(b"123")
    with pytest.raises(ArchiveError, match="was changed while it was archived"):
        write(tmp_path / "bag.zip", {"log": Growing(tmp_path / "log")})
