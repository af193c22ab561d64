from pathlib import Path

import pytest

from testamur.authoring.editing.replacing import replace_all, write_new
from testamur.errors import UsageError


@pytest.fixture
def files(tmp_path):
    made = {tmp_path / "records" / name: name.encode() for name in ("a", "b", "c")}
    (tmp_path / "records").mkdir()
    for path, data in made.items():
        path.write_bytes(data)
    return made


def now(folder):
    return {path: path.read_bytes() for path in sorted((folder / "records").iterdir())}


def wanted(files):
    a, b, c = files
    return {a: b"A", b: b"B", c: None}


def test_files_are_changed_and_removed_together(tmp_path, files):
    replace_all(files, wanted(files), drafts=tmp_path)
    a, b, _ = files
    assert now(tmp_path) == {a: b"A", b: b"B"}
    assert [path.name for path in tmp_path.iterdir()] == ["records"]


def test_replacing_a_file_keeps_its_mode(tmp_path, files):
    first = next(iter(files))
    first.chmod(0o600)
    replace_all(files, wanted(files), drafts=tmp_path)
    assert first.stat().st_mode & 0o777 == 0o600


def test_a_file_changed_in_the_meantime_is_left_alone(tmp_path, files):
    first = next(iter(files))
    first.write_bytes(b"other")
    with pytest.raises(UsageError, match="was changed by somebody else"):
        replace_all(files, wanted(files), drafts=tmp_path)
    assert now(tmp_path) == {**files, first: b"other"}


@pytest.mark.parametrize("failing", [0, 1])
def test_if_a_file_cannot_be_moved_all_are_restored(tmp_path, files, failing, monkeypatch):
    stubborn = list(files)[failing]
    replace = Path.replace

    def refuse(self, target):
        if target == stubborn and self.read_bytes().isupper():
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        replace_all(files, wanted(files), drafts=tmp_path)
    assert now(tmp_path) == files
    assert [path.name for path in tmp_path.iterdir()] == ["records"]


def test_if_a_file_cannot_be_removed_all_are_restored(tmp_path, files, monkeypatch):
    unlink = Path.unlink

    def refuse(self, missing_ok=False):
        if self in files:
            raise OSError(1, "Operation not permitted")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OSError, match="not permitted"):
        replace_all(files, wanted(files), drafts=tmp_path)
    assert now(tmp_path) == files
    assert [path.name for path in tmp_path.iterdir()] == ["records"]


def test_a_new_file_never_overwrites_another(tmp_path):
    path = tmp_path / "x" / "register.csv"
    write_new(path, b"a")
    write_new(path, b"a")
    with pytest.raises(UsageError, match="Choose another name"):
        write_new(path, b"b")
    assert path.read_bytes() == b"a"
    assert [one.name for one in path.parent.iterdir()] == ["register.csv"]
