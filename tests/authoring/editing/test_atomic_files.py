import errno
import os
import stat
from pathlib import Path

import pytest

from issuing import tree
from testamur.authoring.editing import atomic_files
from testamur.authoring.editing.atomic_files import (
    create_all,
    create_folder,
    create_tentatively,
    replace_all,
    write,
    write_new,
)
from testamur.errors import UsageError

NEW = {f"learners/l-{number}.yml": f"name: Bo {number}\n" for number in range(5)} | {"awards/2026/a.yml": "a\n"}
FULL = OSError(errno.ENOSPC, "No space left on device")
STOPS = [FULL, KeyboardInterrupt()]


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "credentials"
    (found / "learners").mkdir(parents=True)
    (found / "learners" / "ada.yml").write_text("name: Ada\n")
    return found


@pytest.fixture
def files(tmp_path):
    made = {tmp_path / "records" / name: name.encode() for name in ("a", "b", "c")}
    (tmp_path / "records").mkdir()
    for path, data in made.items():
        path.write_bytes(data)
    return made


def everything(folder):
    return sorted(folder.parent.rglob("*"))


def now(folder):
    return {path: path.read_bytes() for path in sorted((folder / "records").iterdir())}


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def stopping_at(monkeypatch, function, number, error):
    """Let the call of this number to a function of `os` fail."""
    done = []
    real = getattr(os, function)

    def stop(*given, **named):
        done.append(given)
        if len(done) == number:
            raise error
        return real(*given, **named)

    monkeypatch.setattr(os, function, stop)


def wanted(files):
    a, b, c = files
    return {a: b"A", b: b"B", c: None}


def test_a_file_is_written_over_another_and_keeps_its_mode(tmp_path):
    path = tmp_path / "x" / "a.yml"
    write(path, b"old")
    assert mode(path) == 0o644
    path.chmod(0o640)
    write(path, b"new", drafts=tmp_path)
    assert (path.read_bytes(), mode(path)) == (b"new", 0o640)
    assert everything(path.parent) == [path.parent, path]


@pytest.mark.parametrize("function", ["fsync", "fdopen", "replace"])
@pytest.mark.parametrize("error", STOPS)
def test_what_stops_before_the_rename_leaves_the_old_file(tmp_path, monkeypatch, function, error):
    path = tmp_path / "a.yml"
    path.write_bytes(b"old")
    stopping_at(monkeypatch, function, 1, error)
    with pytest.raises(type(error)):
        write(path, b"new")
    assert tree(tmp_path) == {"a.yml": b"old"}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_can_only_be_read_keeps_its_files(folder):
    (folder / "learners").chmod(0o555)
    with pytest.raises(PermissionError):
        write(folder / "learners" / "ada.yml", b"new")
    with pytest.raises(PermissionError, match="l-0"):
        create_all(folder, NEW)
    (folder / "learners").chmod(0o755)
    assert tree(folder.parent) == {"credentials/learners/ada.yml": b"name: Ada\n"}


def test_drafts_that_cannot_be_written_change_nothing(folder, files, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    before = tree(folder.parent)
    monkeypatch.setattr(atomic_files.tempfile, "mkdtemp", refuse)
    for act in (
        lambda: write(folder / "learners" / "ada.yml", b"new"),
        lambda: write_new(folder / "register.csv", b"new"),
        lambda: create_all(folder, NEW),
        lambda: create_folder(folder.parent / "mail", {"a": b"a"}),
        lambda: replace_all(files, wanted(files), drafts=folder.parent),
    ):
        with pytest.raises(PermissionError):
            act()
    assert tree(folder.parent) == before


def test_a_new_file_never_overwrites_another(tmp_path):
    path = tmp_path / "x" / "register.csv"
    write_new(path, b"a")
    write_new(path, b"a")
    with pytest.raises(UsageError, match="choose another name"):
        write_new(path, b"b")
    assert path.read_bytes() == b"a"
    assert [one.name for one in path.parent.iterdir()] == ["register.csv"]


def test_a_link_that_leads_nowhere_is_another_file(tmp_path):
    (tmp_path / "register.csv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="choose another name"):
        write_new(tmp_path / "register.csv", b"a")
    assert not (tmp_path / "elsewhere").exists()


def test_all_new_files_are_there_whole_and_nothing_else(folder):
    before = tree(folder)
    create_all(folder, NEW)
    assert tree(folder.parent) == {
        f"credentials/{name}": data for name, data in {**before, **{k: v.encode() for k, v in NEW.items()}}.items()
    }
    assert mode(folder / "awards/2026/a.yml") == 0o644


@pytest.mark.parametrize("error", STOPS)
@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.parametrize("function", ["link", "fsync"])
def test_what_stops_between_two_new_files_leaves_none(folder, monkeypatch, function, number, error):
    before = everything(folder)
    stopping_at(monkeypatch, function, number, error)
    with pytest.raises(type(error)):
        create_all(folder, NEW)
    assert everything(folder) == before


def test_what_stops_many_files_on_their_way_to_the_disk_leaves_none(folder, monkeypatch):
    before = everything(folder)
    stopping_at(monkeypatch, "sync", 1, FULL)
    with pytest.raises(OSError, match="No space"):
        create_all(folder, {f"learners/l-{number}.yml": "" for number in range(100)})
    assert everything(folder) == before


@pytest.mark.parametrize("error", [UsageError("it does not fit the others"), KeyboardInterrupt()])
def test_new_files_stay_only_where_the_block_ends_well(folder, error):
    before = everything(folder)
    with pytest.raises(type(error)), create_tentatively(folder, {"awards/2026/a.yml": b"a"}):
        assert (folder / "awards/2026/a.yml").read_bytes() == b"a"
        raise error
    assert everything(folder) == before


def test_no_new_file_is_written_over_another(folder):
    before = everything(folder)
    with pytest.raises(UsageError, match=r"learners/ada\.yml exists already: nothing was written"):
        create_all(folder, {**NEW, "learners/ada.yml": "name: Mallory\n"})
    assert everything(folder) == before
    assert (folder / "learners/ada.yml").read_text() == "name: Ada\n"


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_appears_just_then_is_not_taken_away(folder, monkeypatch, has_links):
    real, path = os.link, folder / "awards/2026/a.yml"

    def link(source, target):
        if target == path:
            path.write_bytes(b"somebody else's")
        if not has_links:
            raise OSError(errno.EPERM, "Operation not permitted")
        real(source, target)

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(UsageError, match="exists already"):
        create_all(folder, NEW)
    assert tree(folder) == {"learners/ada.yml": b"name: Ada\n", "awards/2026/a.yml": b"somebody else's"}


def test_a_disk_that_has_no_links_takes_new_files_too(folder, monkeypatch):
    stopping_at(monkeypatch, "link", 1, OSError(errno.EPERM, "Operation not permitted"))
    create_all(folder, {"learners/bo.yml": "name: Bo\n"})
    assert tree(folder.parent) == {
        "credentials/learners/ada.yml": b"name: Ada\n",
        "credentials/learners/bo.yml": b"name: Bo\n",
    }


def test_an_error_names_the_file_and_no_draft(folder, monkeypatch):
    stopping_at(monkeypatch, "link", 1, FULL)
    with pytest.raises(OSError, match="No space") as caught:
        create_all(folder, NEW)
    assert caught.value.filename == str(folder / "learners/l-0.yml")


def test_progress_advances_once_for_each_file(folder):
    told = []
    create_all(folder, NEW, advance=lambda: told.append(1))
    assert len(told) == len(NEW)


def test_a_folder_appears_whole_and_for_its_owner_only(tmp_path):
    create_folder(tmp_path / "x" / "announcement", {"slips.html": b"s", "mail/a.eml": b"m"})
    assert tree(tmp_path) == {"x/announcement/slips.html": b"s", "x/announcement/mail/a.eml": b"m"}
    assert mode(tmp_path / "x" / "announcement") == 0o700


@pytest.mark.parametrize("function", ["sync", "rename"])
def test_what_stops_before_a_folder_appears_leaves_none(tmp_path, monkeypatch, function):
    stopping_at(monkeypatch, function, 1, FULL)
    with pytest.raises(OSError, match="No space"):
        create_folder(tmp_path / "announcement", {"slips.html": b"s"})
    assert list(tmp_path.iterdir()) == []


def test_files_are_changed_and_removed_together(tmp_path, files):
    replace_all(files, wanted(files), drafts=tmp_path)
    a, b, _ = files
    assert now(tmp_path) == {a: b"A", b: b"B"}
    assert [path.name for path in tmp_path.iterdir()] == ["records"]


def test_replacing_a_file_keeps_its_mode(tmp_path, files):
    first = next(iter(files))
    first.chmod(0o600)
    replace_all(files, wanted(files), drafts=tmp_path)
    assert mode(first) == 0o600


def test_a_file_changed_in_the_meantime_is_left_alone(tmp_path, files):
    first = next(iter(files))
    first.write_bytes(b"other")
    with pytest.raises(UsageError, match="has changed since it was read"):
        replace_all(files, wanted(files), drafts=tmp_path)
    assert now(tmp_path) == {**files, first: b"other"}


@pytest.mark.parametrize("number", range(1, 6))
def test_a_full_disk_changes_no_file(tmp_path, files, monkeypatch, number):
    stopping_at(monkeypatch, "fsync", number, FULL)
    with pytest.raises(OSError, match="No space"):
        replace_all(files, wanted(files), drafts=tmp_path)
    assert now(tmp_path) == files
    assert [path.name for path in tmp_path.iterdir()] == ["records"]


@pytest.mark.parametrize("failing", [0, 1])
def test_if_a_file_cannot_be_moved_all_are_restored(tmp_path, files, failing, monkeypatch):
    stubborn = list(files)[failing]
    replace = Path.replace

    def refuse(self, target):
        if target == stubborn and self.read_bytes().isupper():
            raise FULL
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        replace_all(files, wanted(files), drafts=tmp_path)
    assert now(tmp_path) == files
    assert [path.name for path in tmp_path.iterdir()] == ["records"]


def test_a_failure_takes_new_files_away_too(tmp_path, files, monkeypatch):
    new = tmp_path / "records" / "new"
    stopping_at(monkeypatch, "replace", 2, FULL)
    with pytest.raises(OSError, match="No space"):
        replace_all({**files, new: None}, {new: b"NEW", **wanted(files)}, drafts=tmp_path)
    assert now(tmp_path) == files


def test_if_a_file_cannot_be_removed_all_are_restored(tmp_path, files, monkeypatch):
    unlink = Path.unlink

    def refuse(self, missing_ok=False):
        if self in files:
            raise OSError(errno.EPERM, "Operation not permitted")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OSError, match="not permitted"):
        replace_all(files, wanted(files), drafts=tmp_path)
    assert now(tmp_path) == files
    assert [path.name for path in tmp_path.iterdir()] == ["records"]


def test_a_new_file_gets_the_folder_that_it_lies_in(files, tmp_path):
    new = tmp_path / "records" / "images" / "logo.svg"
    replace_all({**files, new: None}, {new: b"<svg/>"}, drafts=tmp_path)
    assert new.read_bytes() == b"<svg/>"


@pytest.mark.parametrize("error", STOPS)
def test_a_folder_that_was_made_for_nothing_goes_again(files, tmp_path, monkeypatch, error):
    new = tmp_path / "records" / "images" / "logo.svg"
    stopping_at(monkeypatch, "replace", 1, error)
    with pytest.raises(type(error)):
        replace_all({**files, new: None}, {new: b"<svg/>", **dict.fromkeys(files, b"other")}, drafts=tmp_path)
    monkeypatch.undo()
    assert not new.parent.exists()
    assert {path: path.read_bytes() for path in files} == files


def test_a_picture_that_is_larger_than_a_record_may_be_is_compared_whole(tmp_path):
    picture = tmp_path / "logo.png"
    picture.write_bytes(bytes(400_000))
    replace_all({picture: bytes(400_000)}, {picture: b"new"}, drafts=tmp_path)
    assert picture.read_bytes() == b"new"
