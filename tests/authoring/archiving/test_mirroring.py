"""A mirror: every file of the registry as it is, and a note that says whose copy it is."""

import datetime
import json

import pytest

import archives
from archives import BASE, LISTED, UNLISTED
from issuing import tree
from registries import run

AT, KEEPER = "https://archive.example/harbour", "National Library"


def mirror(folder, archive, *more, at=AT, keeper=KEEPER):
    return run("mirror", archive, "--at", at, "--keeper", keeper, "--output", "mirror", *more, folder=folder)


@pytest.fixture
def made(archive, tmp_path):
    done = mirror(tmp_path, archive)
    assert done.code == 0, done.err
    return tmp_path / "mirror"


def note(folder):
    return json.loads((folder / "mirror.json").read_bytes())


def test_every_public_file_is_as_it_was(made, published):
    own = tree(published / "output")
    found = tree(made)
    added = {name for name in found if name not in own}
    assert added == {"mirror.json", "mirror.txt"}
    assert all(own[name] == data for name, data in found.items() if name not in added)
    assert f"awards/{LISTED}/credential.json" in found
    assert not [name for name in found if UNLISTED in name]


def test_it_says_whose_copy_it_is_who_keeps_it_and_since_when(made):
    assert note(made) == {
        "mirror": "testamur-mirror/1", "of": BASE, "at": AT, "keeper": KEEPER,
        "since": "2026-11-01", "asOf": "2026-11-01",
    }  # fmt: skip


def test_a_newer_copy_keeps_its_first_day(archive, tmp_path, monkeypatch):
    mirror(tmp_path, archive, "--since", "2026-10-01")
    later = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
    monkeypatch.setattr("testamur.terminal.clock._read", lambda: later)
    mirror(tmp_path, archive)
    assert note(tmp_path / "mirror")["since"] == "2026-10-01"


def test_another_keeper_begins_today(archive, tmp_path):
    mirror(tmp_path, archive, "--since", "2026-10-01")
    mirror(tmp_path, archive, keeper="City Archive")
    assert note(tmp_path / "mirror")["since"] == "2026-11-01"


def test_an_archive_that_does_not_hold_leaves_the_mirror_as_it_is(made, archive, tmp_path):
    before = tree(made)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(archive.read_bytes().replace(b"Harbour Visit", b"Harbour Virus"))
    done = mirror(tmp_path, broken)
    assert done.code == 1
    assert tree(made) == before


def test_an_older_archive_does_not_replace_a_newer_copy(made, archive, tmp_path):
    file = made / "mirror.json"
    file.write_text(file.read_text().replace('"asOf": "2026-11-01"', '"asOf": "2026-11-02"'))
    done = mirror(tmp_path, archive)
    assert (done.code, "give a newer archive" in done.err) == (1, True)


def test_a_folder_with_other_files_is_not_replaced(archive, tmp_path):
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror/mine.txt").write_text("mine")
    assert mirror(tmp_path, archive).code == 1
    assert (tmp_path / "mirror/mine.txt").read_text() == "mine"


@pytest.mark.parametrize("at", [BASE, "http://archive.example", "archive.example", "https://archive.example/?x"])
def test_a_mirror_is_served_at_another_address(archive, tmp_path, at):
    assert mirror(tmp_path, archive, at=at).code in {1, 2}
    assert not (tmp_path / "mirror").exists()


@pytest.mark.parametrize("keeper", ["", " ", "a" * 201, "Library\u202eyrarbiL"])
def test_a_keeper_has_a_name_that_can_be_read(archive, tmp_path, keeper):
    assert mirror(tmp_path, archive, keeper=keeper).code == 2


def test_the_mirror_of_a_mirror_is_not_made(made, published, tmp_path):
    here = archives.copied(published, tmp_path)
    (here / "output/mirror.json").write_bytes((made / "mirror.json").read_bytes())
    archives.succeed(here, "archive", "--output", "a.zip")
    done = mirror(tmp_path, here / "a.zip")
    assert (done.code, "is of a mirror" in done.err) == (1, True)
