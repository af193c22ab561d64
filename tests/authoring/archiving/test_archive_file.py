"""The file of an archive: the same bytes each time, and no other ZIP is read as one."""

import io
import stat
import time
import zipfile

import pytest

from testamur.authoring.archiving import archive_file
from testamur.authoring.archiving.archive_file import ArchiveFile, ArchiveWriter
from testamur.errors import ArchiveError

FILES = {"x/a.txt": b"one", "x/b/c.txt": b"two" * 1000}


def written(files=FILES):
    target = io.BytesIO()
    with ArchiveWriter(target) as writer:
        for name, data in files.items():
            writer.add(name, iter([data]), len(data))
    return target.getvalue()


@pytest.fixture
def opened(tmp_path):
    """A function that reads bytes as an archive's file."""

    def read(data):
        path = tmp_path / "a.zip"
        path.write_bytes(data)
        with ArchiveFile(path) as archive:
            return {name: archive.read(name, 10_000) for name in archive.names}

    return read


def zipped(*entries, comment=b"", compression=zipfile.ZIP_STORED):
    """A ZIP that somebody else made."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as file:
        for info, data in entries:
            file.writestr(info, data)
        file.comment = comment
    return target.getvalue()


def info(name="x/a.txt", **changes):
    found = archive_file.entry(name)
    for member, value in changes.items():
        setattr(found, member, value)
    return found


def test_what_was_written_is_read(opened):
    assert opened(written()) == FILES


def test_the_same_files_are_the_same_bytes(monkeypatch):
    first = written()
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2040, 1, 1, 0, 0, 0, 0, 1, 0)))
    assert written() == first


def test_any_tool_opens_it():
    with zipfile.ZipFile(io.BytesIO(written())) as file:
        assert file.testzip() is None
        assert {name: file.read(name) for name in file.namelist()} == FILES


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\5\6",
        b"no archive" * 100,
        written()[:-1],
        written()[:-30],
        written() + b"more",
        b"before" + written(),
        zipped((info("../a"), b"a")),
        zipped((info("/etc/a"), b"a")),
        zipped((info("x\\a"), b"a")),
        zipped((info("x/"), b"")),
        zipped((info(), b"a"), (info("X/A.txt"), b"b")),
        zipped((info(), b"a"), (info("x/a.txt/b"), b"b")),
        zipped((info(compress_type=zipfile.ZIP_DEFLATED), b"0" * 100_000)),
        zipped((info(external_attr=(stat.S_IFLNK | 0o777) << 16), b"/etc/passwd")),
        zipped((info(external_attr=stat.S_IFIFO << 16), b"")),
        zipped((info(extra=b"\1\0\0\0"), b"a")),
        zipped((info(comment=b"c"), b"a")),
        zipped((info(), b"a"), comment=b"c"),
    ],
    ids=range(19),
)
def test_another_zip_is_no_archive(opened, data):
    with pytest.raises(ArchiveError, match="Ask for another copy"):
        opened(data)


def test_two_entries_of_one_name_are_no_archive(opened):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped((info(), b"a"), (info(), b"b"))
    with pytest.raises(ArchiveError, match="two of its files have one name"):
        opened(data)


def test_entries_that_lie_over_each_other_are_no_archive(opened):
    """As in the bombs that name one stretch of bytes many times."""
    data = bytearray(written({"x/a": b"a" * 100, "x/b": b"a" * 100}))
    at = data.rindex(b"PK\1\2")
    data[at + 42 : at + 46] = bytes(4)
    with pytest.raises(ArchiveError):
        opened(bytes(data))


def test_a_list_of_more_files_than_there_may_be_is_refused_before_it_is_read(opened, monkeypatch):
    monkeypatch.setattr(archive_file, "MOST_FILES", 2)
    opened(written())
    data = written()
    monkeypatch.setattr(archive_file, "MOST_FILES", 1)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(ArchiveError, match="longer than 1"):
        opened(data)


def test_no_change_of_a_byte_of_a_file_is_read(opened):
    data = written({"x/a": b"abc"})
    at = data.index(b"abc")
    for place in range(at, at + 3):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(ArchiveError, match="x/a is damaged"):
            opened(changed)


def test_what_is_not_there_is_named(tmp_path):
    with pytest.raises(ArchiveError, match="cannot be read"), ArchiveFile(tmp_path / "none.zip"):
        pass


def test_no_change_of_a_bit_of_the_whole_is_read(opened):
    data = written({"x/a": b"abc", "x/é": b"de"})
    for place in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            with pytest.raises(ArchiveError):
                opened(bytes(changed))


def test_an_archive_that_is_cut_off_anywhere_is_none(opened):
    data = written({"x/a": b"abc", "x/b": b"de"})
    for size in range(len(data)):
        with pytest.raises(ArchiveError):
            opened(data[:size])


@pytest.mark.parametrize("limit", ["ZIP64_LIMIT", "ZIP_FILECOUNT_LIMIT"])
def test_an_archive_beyond_32_bits_is_read_as_it_was_written(opened, monkeypatch, limit):
    monkeypatch.setattr(zipfile, limit, 50)
    files = {f"x/{number:03d}": b"some" for number in range(100)}
    assert opened(written(files)) == files
