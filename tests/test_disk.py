"""Many files: read and written whole, listed without following what leads elsewhere."""

import os

import pytest

from testamur import disk


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_was_written_is_read(tmp_path, size):
    data = os.urandom(size)
    disk.write(str(tmp_path / "a"), data)
    assert disk.read(str(tmp_path / "a")) == data


def test_a_name_is_looked_up_in_a_folder_that_was_opened(tmp_path):
    (tmp_path / "a").write_bytes(b"content")
    with disk.opened(tmp_path) as folder:
        assert os.stat("a", dir_fd=folder).st_size == 7


def test_a_folder_that_is_not_there_is_not_opened(tmp_path):
    with pytest.raises(FileNotFoundError), disk.opened(tmp_path / "none"):
        pytest.fail("it was opened")


def test_a_longer_file_is_replaced_whole(tmp_path):
    (tmp_path / "a").write_bytes(b"longer")
    disk.write(str(tmp_path / "a"), b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_file_that_the_system_writes_in_pieces_is_whole(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    disk.write(str(tmp_path / "a"), b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_a_file_that_the_system_reads_in_pieces_is_whole(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"0123456789")
    read = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: read(descriptor, min(size, 3)))
    assert disk.read(str(tmp_path / "a")) == b"0123456789"


def test_a_missing_file_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        disk.read(str(tmp_path / "a"))


def test_a_new_file_replaces_no_other_and_makes_its_folders(tmp_path):
    path = str(tmp_path / "a" / "b" / "c")
    disk.write_new(path, b"first")
    with pytest.raises(FileExistsError):
        disk.write_new(path, b"second")
    assert disk.read(path) == b"first"


def test_all_that_lies_below_a_folder_is_listed_and_no_link_is_followed(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert sorted(path for path, _ in disk.entries(tmp_path)) == ["a", "a/b", "a/file", "link"]


def test_a_folder_that_is_left_out_is_not_looked_into(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert [path for path, _ in disk.entries(tmp_path, leave_out=lambda path: path == "a/b")] == ["a"]


def test_a_folder_that_is_missing_has_nothing(tmp_path):
    assert list(disk.entries(tmp_path / "none")) == []


def test_folders_that_are_not_there_yet_are_moved_whole(tmp_path):
    for name in ("source/new/inner/a", "source/old/b", "target/old/c"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "source" / "file").write_text("x")
    disk.move_new_folders(tmp_path / "source", tmp_path / "target")
    left, moved = (sorted(name for name, _ in disk.entries(tmp_path / place)) for place in ("source", "target"))
    assert left == ["file", "old", "old/b"]
    assert moved == ["new", "new/inner", "new/inner/a", "old", "old/c"]
