"""What a build takes over from the site that stands, and what it writes anew."""

import datetime
import os
import shutil
import sqlite3

import pytest

import every_state
from issuing import KEY, NOW, Random, an_id, tree
from pelican import signals
from registries import FIRST, SECOND, make_registry
from testamur.errors import PublishingError
from testamur.ledger import issuance
from testamur.publishing.site import output as outputs
from testamur.publishing.site.kept import site_state
from testamur.publishing.site.kept.kept_awards import KeptAwards
from testamur.records import registry
from testamur.terminal import building

DAY = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
PAGE = f"awards/{FIRST}/index.html"
AWARD = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: public\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A registry of two awards, issued, with its site, of which all files are older than this moment."""
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "cache"))
    make_registry(tmp_path)
    issue(tmp_path)
    build(tmp_path)
    return tmp_path


def issue(place):
    records = registry.load(place / "credentials", today=NOW.date())
    issuance.issue(records, place / "ledger", KEY, now=NOW, random=Random(1))


def build(place, **options):
    return tree(every_state.build(place, place / "output", now=DAY, **options))


def inode(place, name=PAGE):
    return (place / "output" / name).stat().st_ino


def inodes(place, award_id):
    return {path.name: path.stat().st_ino for path in (place / "output" / "awards" / award_id).iterdir()}


def change_in_place(path):
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.write(data[:-2] + b"?" + data[-1:])


def test_files_of_an_award_that_did_not_change_are_taken_over(place):
    before = inodes(place, FIRST)
    build(place)
    assert inodes(place, FIRST) == before


def test_an_award_that_changed_is_written_anew_and_its_neighbour_is_not(place):
    before = inodes(place, FIRST), inode(place, f"awards/{SECOND}/index.html")
    make_registry(place, {f"awards/2026/{FIRST}.yml": AWARD.replace("public", "unlisted")})
    build(place)
    after = inodes(place, FIRST), inode(place, f"awards/{SECOND}/index.html")
    assert after[0]["index.html"] != before[0]["index.html"]
    assert after[1] == before[1]


def test_several_processes_take_over_too(place, monkeypatch):
    before = inodes(place, FIRST)
    monkeypatch.setattr("testamur.publishing.site.award_batches.BATCH", 1)
    make_registry(place, {f"awards/2026/{an_id(n)}.yml": AWARD.replace("14", f"{n}") for n in (10, 11, 12)})
    issue(place)
    assert f"awards/{an_id(12)}/index.html" in build(place, jobs=2)
    assert inodes(place, FIRST) == before
    new = inodes(place, an_id(12))
    build(place, jobs=2)
    assert inodes(place, an_id(12)) == new


@pytest.fixture
def started_anew(place, monkeypatch):
    """The machine is started anew after the site was built."""
    (place / "boot_id").write_text("another")
    monkeypatch.setattr(site_state, "_START", place / "boot_id")


def test_a_file_that_somebody_exchanged_is_written_anew(place):
    before = tree(place / "output")
    page = place / "output" / PAGE
    (place / "other.html").write_bytes(page.read_bytes()[:-1] + b"?")
    (place / "other.html").rename(page)
    assert tree(place / "output") != before
    assert build(place) == before


@pytest.mark.usefixtures("started_anew")
def test_a_file_that_changed_before_the_machine_was_started_is_written_anew(place):
    before = tree(place / "output")
    change_in_place(place / "output" / PAGE)
    assert tree(place / "output") != before
    assert build(place) == before


@pytest.mark.usefixtures("started_anew")
def test_after_the_machine_was_started_files_are_taken_over_all_the_same(place):
    before = inodes(place, FIRST)
    build(place)
    assert inodes(place, FIRST) == before


@pytest.mark.parametrize("option", ["fresh", "verify_all"])
def test_a_file_that_was_written_into_is_written_anew_where_all_is(place, option):
    before = tree(place / "output")
    change_in_place(place / "output" / PAGE)
    assert build(place, **{option: True}) == before


def test_a_file_of_an_award_that_changed_is_looked_at(place):
    make_registry(place, {f"awards/2026/{FIRST}.yml": AWARD + "# a comment\n"})
    before = tree(place / "output")
    change_in_place(place / "output" / PAGE)
    assert build(place) == before


@pytest.mark.usefixtures("started_anew")
def test_a_file_that_others_may_no_longer_read_is_written_anew(place):
    mode = (place / "output" / PAGE).stat().st_mode
    (place / "output" / PAGE).chmod(0o600)
    build(place)
    assert (place / "output" / PAGE).stat().st_mode == mode


def test_a_file_that_became_a_link_is_written_anew(place):
    before = tree(place / "output")
    page = place / "output" / PAGE
    page.rename(place / "page.html")
    page.symlink_to(place / "page.html")
    assert build(place) == before
    assert not page.is_symlink()


def test_a_site_that_was_copied_back_is_written_anew(place):
    before = tree(place / "output")
    shutil.copytree(place / "output", place / "copy")
    shutil.rmtree(place / "output")
    (place / "copy").rename(place / "output")
    old = inode(place)
    assert build(place) == before
    assert inode(place) != old


@pytest.mark.parametrize("gone", ["", "awards"])
def test_a_site_of_which_somebody_removed_a_folder_is_written_anew(place, gone):
    before = tree(place / "output")
    shutil.rmtree(place / "output" / gone)
    assert build(place) == before


def test_what_was_linked_elsewhere_is_not_changed_by_a_build(place):
    backup = place / "backup.html"
    os.link(place / "output" / PAGE, backup)
    said = backup.read_bytes()
    make_registry(place, {f"awards/2026/{FIRST}.yml": AWARD.replace("public", "unlisted")})
    build(place)
    assert backup.read_bytes() == said != (place / "output" / PAGE).read_bytes()


@pytest.mark.parametrize("option", ["fresh", "verify_all"])
def test_every_file_is_written_anew_where_that_is_asked_for(place, option):
    before = inode(place)
    build(place, **{option: True})
    assert inode(place) != before


def test_nothing_is_taken_over_where_nothing_is_kept(place, monkeypatch):
    before = inode(place)
    monkeypatch.setenv("TESTAMUR_CACHE", "off")
    build(place)
    assert inode(place) != before


def test_nothing_is_taken_over_where_somebody_looks_at_pages(place):
    before, seen = inode(place), []

    def look(path, context):
        seen.append(path)

    signals.content_written.connect(look)
    try:
        build(place)
    finally:
        signals.content_written.disconnect(look)
    assert inode(place) != before
    assert any(path.endswith(PAGE) for path in seen)


def test_after_a_build_whose_pages_somebody_looked_at_nothing_older_is_taken_over(place):
    def look(path, context):
        """Be told of each page."""

    signals.content_written.connect(look)
    try:
        build(place)
    finally:
        signals.content_written.disconnect(look)
    (state,) = (place / "cache" / "sites").iterdir()
    with sqlite3.connect(state) as connection:
        rows = connection.execute("SELECT id FROM award").fetchall()
    connection.close()
    assert rows == []
    before = inode(place)
    build(place)
    assert inode(place) != before


def test_nothing_is_taken_over_with_another_theme(place):
    before = inode(place)
    shutil.copytree(building.installed.shipped_folder("theme"), place / "theme")
    (place / "pelicanconf.py").write_text(f"THEME = {str(place / 'theme')!r}\n")
    build(place)
    assert inode(place) != before


def test_the_folder_of_an_award_that_did_not_change_stays_where_it_is(place):
    before = (place / "output" / "awards" / FIRST).stat()
    build(place)
    assert (place / "output" / "awards" / FIRST).stat() == before


def test_what_somebody_put_beside_an_awards_files_is_not_on_the_new_site(place):
    before = tree(place / "output")
    (place / "output" / "awards" / FIRST / "other.txt").write_text("x")
    assert build(place) == before


def test_what_somebody_put_among_the_awards_is_not_on_the_new_site(place):
    before = tree(place / "output")
    (place / "output" / "awards" / "other").mkdir()
    (place / "output" / "awards" / "other" / "index.html").write_text("x")
    (place / "output" / "awards" / "other.txt").symlink_to(place)
    assert build(place) == before


def test_awards_that_lie_elsewhere_behind_a_link_are_written_anew(place):
    before = tree(place / "output")
    (place / "output" / "awards").rename(place / "elsewhere")
    (place / "output" / "awards").symlink_to(place / "elsewhere")
    elsewhere = tree(place / "elsewhere")
    assert build(place) == before
    assert not (place / "output" / "awards").is_symlink()
    assert tree(place / "elsewhere") == elsewhere


MILESTONE = {
    "learners/l-1.yml": "name: Ada Okafor\nconsent: {date: 2026-01-02, profile: true}\n",
    "pathways/quay.yml": "name: On the quay\nsteps: [{achievement: visit}]\nmilestone: hand\n",
    "achievements/hand.yml": "name: Hand\nachievementType: Badge\ndescription: x\ncriteria: x\n",
    f"awards/2026/{an_id(20)}.yml": AWARD.replace("visit", "hand"),
}


@pytest.fixture
def milestone(place):
    """The site with an award that has a record of its pathway beside its own files."""
    make_registry(place, MILESTONE)
    issue(place)
    build(place)
    return place


def test_an_award_with_the_record_of_a_pathway_is_taken_over_too(milestone):
    before = inodes(milestone, an_id(20))
    build(milestone)
    after = inodes(milestone, an_id(20))
    assert before.pop("record.json") != after.pop("record.json")
    assert after == before


def test_links_that_the_disk_does_not_have_are_done_without(milestone, monkeypatch):
    before, site = inode(milestone, f"awards/{an_id(20)}/index.html"), tree(milestone / "output")

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    assert build(milestone) == site
    assert inode(milestone, f"awards/{an_id(20)}/index.html") != before


@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_a_state_that_is_damaged_leads_to_the_same_site(place, damage):
    site = tree(place / "output")
    (state,) = (place / "cache" / "sites").iterdir()
    data = state.read_bytes()
    # Every page of the file but the first, whose head says that it is a database.
    state.write_bytes(data[:200] + bytes(len(data) - 200) if damage is None else damage)
    assert build(place) == site
    before = inode(place)
    build(place)
    assert inode(place) == before


def test_a_build_that_failed_changes_nothing_of_the_state(place, monkeypatch):
    before = inode(place)

    def refuse(*_):
        raise PublishingError("no")

    with monkeypatch.context() as patch:
        patch.setattr(outputs, "_check_built", refuse)
        with pytest.raises(PublishingError):
            build(place)
    build(place)
    assert inode(place) == before


def test_an_award_of_which_one_file_is_gone_is_written_whole(place):
    before = inodes(place, FIRST)
    (place / "output" / "awards" / FIRST / "qr.svg").unlink()
    build(place)
    assert inodes(place, FIRST).keys() == before.keys()
    assert not set(inodes(place, FIRST).values()) & set(before.values()) - {before["qr.svg"]}


def test_another_engine_takes_nothing_over(place, monkeypatch):
    before = inode(place)
    monkeypatch.setattr("testamur.publishing.site.parts.build_inputs.makers", lambda: {"engine": "another"})
    build(place)
    assert inode(place) != before


def test_every_award_that_can_be_is_taken_over(place, monkeypatch):
    rest, keep = [], KeptAwards.keep
    monkeypatch.setattr(KeptAwards, "keep", lambda *asked: rest.append(keep(*asked)) or rest[-1])
    build(place)
    assert rest == [[]]
