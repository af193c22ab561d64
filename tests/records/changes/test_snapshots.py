"""Snapshots of the records: readable ones have values, unreadable ones still count as present."""

import pytest

from issuing import an_id
from record_problems import NAME, TODAY
from registries import FILES, FIRST, SECOND, make_registry
from testamur.records import registry
from testamur.records.changes import snapshots


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("credentials/issuer.yml", ("issuer", "issuer")),
        ("credentials/achievements/visit.yml", ("achievement", "visit")),
        ("credentials/learners/l-1.yml", ("learner", "l-1")),
        (f"credentials/awards/{FIRST}.yml", ("award", FIRST)),
        (f"credentials/awards/2026/spring/{FIRST}.yml", ("award", FIRST)),
        (f"records/awards/{FIRST}.yml", ("award", FIRST)),
        ("credentials/awards/2026/0000-0000-0000-0001.yml", None),
        ("credentials/achievements/images/visit.yml", None),
        ("credentials/learners/L-1.yml", None),
        ("credentials/learners/l-1.yaml", None),
        ("credentials/README.md", None),
        ("credentials", None),
        ("", None),
    ],
)
def test_a_record_has_a_kind_and_a_name_in_any_folder(file, name):
    assert snapshots.name_of(file) == name


def test_reading_a_sound_registry_gives_the_same_as_loading_it(tmp_path):
    records = make_registry(tmp_path)
    assert snapshots.read(records) == snapshots.from_registry(registry.load(records, today=TODAY))


def test_an_unreadable_record_counts_as_present(tmp_path):
    found = snapshots.read(make_registry(tmp_path, {NAME: "achievement: [\n", "issuer.yml": "nmae: x\n"}))
    assert found.issuer is None
    assert set(found.awards) == {SECOND}
    assert {("issuer", "issuer"), ("award", FIRST)} <= found.names


@pytest.mark.parametrize("name", [NAME.replace(".yml", ".yaml"), f"awards/a b/{FIRST}.yml"])
def test_a_record_that_was_refused_for_its_name_is_not_gone(tmp_path, name):
    before = snapshots.read(make_registry(tmp_path / "before"))
    now = snapshots.read(make_registry(tmp_path / "now", {NAME: None, name: FILES[NAME]}))
    now.count_unread(before)
    assert now.names == before.names


def test_a_record_that_was_deleted_is_gone(tmp_path):
    before = snapshots.read(make_registry(tmp_path / "before"))
    now = snapshots.read(make_registry(tmp_path / "now", {NAME: None}))
    now.count_unread(before)
    assert before.names - now.names == {("award", FIRST)}


def test_nothing_is_read_through_a_link(tmp_path):
    records = make_registry(tmp_path)
    (tmp_path / "canary.yml").write_text("name: Canary\n")
    (records / "learners" / "l-9.yml").symlink_to(tmp_path / "canary.yml")
    assert "l-9" not in snapshots.read(records).learners
    assert snapshots.record_parser(records)("credentials/learners/l-9.yml").value is None


def test_the_base_is_the_working_tree_with_changed_files_reverted(tmp_path):
    """The files that git lists as changed suffice: with the others as they are now, they give the whole base."""
    moved, new = f"awards/x/{FIRST}.yml", f"awards/{an_id(9)}.yml"
    now = {NAME: None, moved: FILES[NAME] + "language: en\n", new: FILES[NAME], "learners/l-2.yml": None}
    before = snapshots.read(make_registry(tmp_path / "before"))
    contents = {f"credentials/{name}": FILES[name].encode() for name in (NAME, "learners/l-2.yml")}
    changed = [f"credentials/{name}" for name in now]
    assert snapshots.of_base(snapshots.read(make_registry(tmp_path / "now", now)), changed, contents) == before
