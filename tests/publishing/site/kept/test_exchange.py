"""A site that is brought up to date is the new one, whole, at whatever rename a process is killed."""

import json
import os
import shutil

import pytest

from issuing import tree
from testamur.errors import PublishingError
from testamur.publishing.site import output as outputs
from testamur.publishing.site.kept import exchange

OLD = {
    "index.html": "old", "index.json": "old", "status/r-1.json": "old", "gone.html": "old", "odd/x.html": "old",
    "awards/same/index.html": "same", "awards/same/qr.svg": "same", "awards/other/index.html": "old",
    "awards/gone/index.html": "old", "awards/gone.txt": "old", "fr/index.html": "old",
    "fr/awards/same/index.html": "same", "fr/awards/other/index.html": "old", "was-folder/index.html": "old",
}  # fmt: skip
NEW = {
    "index.html": "new", "index.json": "new", "status/r-1.json": "new", "more.html": "new", "issuer/did.json": "new",
    "awards/other/index.html": "new", "awards/more/index.html": "new", "fr/index.html": "new",
    "fr/awards/other/index.html": "new", "was-folder": "new", "awards/same/about.html": "new",
}  # fmt: skip
KEPT = {"awards": {"same"}, "fr/awards": {"same"}}
SAME = {name: text for name, text in OLD.items() if "/same/" in name}
WHOLE = {name: text.encode() for name, text in (SAME | NEW).items()}


class Killed(BaseException):
    """The process is killed: nothing after it happens."""


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.fixture
def place(tmp_path):
    write(tmp_path / "output", OLD)
    write(tmp_path / "building", NEW)
    return tmp_path


def paths(place):
    return place / "journal", place / "building", place / "output"


def bring_up_to_date(place):
    exchange.begin(*paths(place), KEPT)
    exchange.finish(*paths(place))


def kill_at(monkeypatch, number, *, at_once):
    """Let the process be killed at a change of a name, counted from 0, before or after it."""
    left = [number]

    def counted(change):
        def act(*arguments):
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return change(*arguments)

        return act

    monkeypatch.setattr(os, "rename", counted(os.rename))
    monkeypatch.setattr(exchange, "exchange", counted(exchange.exchange) if at_once else lambda *_: False)


def test_what_stays_is_not_touched_and_all_else_is_new(place):
    before = (place / "output/awards/same/qr.svg").stat(), (place / "output/fr/awards/same").stat()
    bring_up_to_date(place)
    assert tree(place / "output") == WHOLE
    after = (place / "output/awards/same/qr.svg").stat(), (place / "output/fr/awards/same").stat()
    assert after == before
    assert not (place / "journal").exists()


@pytest.mark.parametrize("at_once", [True, False], ids=["names exchanged", "renamed twice"])
def test_a_kill_at_any_rename_is_healed_by_the_next_build(tmp_path, monkeypatch, at_once):
    number = 0
    while True:
        place = tmp_path / str(number)
        write(place / "output", OLD)
        write(place / "building", NEW)
        exchange.begin(*paths(place), KEPT)
        with monkeypatch.context() as patch:
            kill_at(patch, number, at_once=at_once)
            try:
                exchange.finish(*paths(place))
            except Killed:
                killed = True
            else:
                killed = False
        exchange.finish(*paths(place))
        assert tree(place / "output") == WHOLE, number
        if not killed:
            break
        number += 1
    assert number > 10


def test_a_kill_while_the_journal_is_written_leaves_the_old_site(place, monkeypatch):
    before = tree(place / "output")

    def kill(*_):
        raise Killed

    monkeypatch.setattr(os, "fsync", kill)
    with pytest.raises(Killed):
        exchange.begin(*paths(place), KEPT)
    exchange.finish(*paths(place))
    assert tree(place / "output") == before


def test_a_journal_that_does_not_fit_on_the_disk_leaves_nothing_behind(place, monkeypatch):
    before = {path.name for path in place.iterdir()}

    def refuse(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space"):
        patch.setattr(os, "fsync", refuse)
        exchange.begin(*paths(place), KEPT)
    assert {path.name for path in place.iterdir()} == before


def test_a_second_kill_while_the_first_is_healed_does_no_harm(place, monkeypatch):
    exchange.begin(*paths(place), KEPT)
    for number in (3, 2, 4):
        with monkeypatch.context() as patch:
            kill_at(patch, number, at_once=True)
            with pytest.raises(Killed):
                exchange.finish(*paths(place))
    exchange.finish(*paths(place))
    assert tree(place / "output") == WHOLE


def test_whoever_reads_meanwhile_finds_every_file_old_or_new(place, monkeypatch):
    old, seen = tree(place / "output"), []

    def look(change):
        def act(*arguments):
            found = change(*arguments)
            there = tree(place / "output")
            seen.append(all(there.get(name) in {old[name], WHOLE[name]} for name in WHOLE.keys() & old.keys()))
            return found

        return act

    monkeypatch.setattr(os, "rename", look(os.rename))
    monkeypatch.setattr(exchange, "exchange", look(exchange.exchange))
    bring_up_to_date(place)
    assert all(seen)
    assert len(seen) > 10


def test_lists_come_before_awards_and_awards_before_the_pages_that_lead_to_them(place):
    exchange.begin(*paths(place), KEPT)
    steps = json.loads((place / "journal").read_text())["steps"]
    names = [name for name, _, goes in steps if not goes]
    assert names.index("status") < names.index("awards/other") < names.index("index.html")
    assert [goes for _, _, goes in steps] == sorted(goes for _, _, goes in steps)


def test_a_name_that_is_no_text_is_taken_away(place):
    odd = place / "output" / "awards" / os.fsdecode(b"\xff")
    odd.touch()
    bring_up_to_date(place)
    assert not odd.exists()


def test_a_link_in_the_place_of_a_folder_is_exchanged_and_not_followed(place):
    shutil.move(place / "output" / "fr", place / "elsewhere")
    (place / "output" / "fr").symlink_to(place / "elsewhere")
    before = tree(place / "elsewhere")
    exchange.begin(*paths(place), {"awards": {"same"}})
    exchange.finish(*paths(place))
    assert not (place / "output" / "fr").is_symlink()
    assert tree(place / "elsewhere") == before


@pytest.mark.parametrize("gone", ["building", "output"])
def test_a_journal_of_what_somebody_removed_is_forgotten(place, gone):
    exchange.begin(*paths(place), KEPT)
    shutil.rmtree(place / gone)
    exchange.finish(*paths(place))
    assert not (place / "journal").exists()


@pytest.mark.parametrize("text", ["", "{}", '{"v": 2, "steps": []}', '{"v": 1, "steps": [["a"]]}', "[]"])
def test_a_journal_of_somebody_else_is_refused(place, text):
    (place / "journal").write_text(text)
    with pytest.raises(PublishingError, match="Delete it together with the site"):
        exchange.finish(*paths(place))


def test_a_step_that_is_not_possible_is_said_and_left_to_the_next_build(place, monkeypatch):
    exchange.begin(*paths(place), KEPT)

    def refuse(path, *_):
        raise PermissionError(13, "Permission denied", path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refuse)
        with pytest.raises(PublishingError, match="half way"):
            exchange.finish(*paths(place))
    exchange.finish(*paths(place))
    assert tree(place / "output") == WHOLE


def test_a_build_finishes_what_a_killed_one_began(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    needed, site = ("index.json",), tmp_path / "output"
    write(site, OLD)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        kill_at(patch, 5, at_once=True)
        with outputs.fresh(site, needed=needed, kept=KEPT) as folder:
            write(folder, NEW)
    with pytest.raises(RuntimeError), outputs.fresh(site, needed=needed):
        assert tree(site) == WHOLE
        raise RuntimeError
    assert tree(site) == WHOLE
    assert {path.name for path in tmp_path.iterdir()} == {"output", ".output.lock"}
