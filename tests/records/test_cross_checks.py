"""One cause is one problem: nothing is told that only follows from what could not be read."""

import os
from pathlib import Path

import pytest

from issuing import an_id
from record_problems import AWARD, NAME, TODAY, VISIT, found, problems
from registries import FILES, make_registry
from testamur.errors import RecordsError, UnlistedRecordsError
from testamur.records import registry
from testamur.records.parsing import files
from testamur.records.parsing.kinds import IN_FOLDERS

# Thirty awards of thirty learners, and one that replaces another.
MANY = {f"learners/l-{number}.yml": "name: Ada Okafor\n" for number in range(3, 33)}
MANY |= {f"awards/2026/{an_id(number)}.yml": AWARD.replace("l-1", f"l-{number}") for number in range(3, 33)}
RENEWED, RENEWAL = an_id(3), f"awards/2027/{an_id(40)}.yml"
MANY[RENEWAL] = f"achievement: visit\nlearner: l-3\nawardedDate: 2026-06-14\nrenews: {RENEWED}\n"


def told(folder, changed):
    return [(problem.code, problem.file) for problem in problems(folder, {**MANY, **changed})]


def unlisted(monkeypatch, *names):
    """Let the operating system refuse to list the folders of these names."""
    scandir = os.scandir

    def refuse(folder):
        if Path(folder).name in names:
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)


def test_what_awards_name_is_read_before_them():
    assert [kind.name for kind in IN_FOLDERS][:3] == ["achievement", "learner", "award"]


def test_these_records_have_no_problem(tmp_path):
    assert told(tmp_path, {}) == []


@pytest.mark.parametrize(("folder", "more"), [("awards", {}), ("learners", dict.fromkeys(range(100, 110)))])
def test_a_limit_that_is_met_is_told_once_and_alone(tmp_path, monkeypatch, folder, more):  # P-13
    changed = {**MANY, "issuer.yml": None, VISIT: "nam: x\n", "notes.txt": ""}
    changed |= {f"learners/l-{number}.yml": "nam: x\n" for number in more}
    records = make_registry(tmp_path, changed)
    monkeypatch.setattr(files, "MAX_RECORDS", 40 if more else 32)
    with pytest.raises(UnlistedRecordsError) as error:
        registry.load(records, today=TODAY)
    assert [(problem.code, problem.file) for problem in error.value.problems] == [("size", f"credentials/{folder}")]


def test_records_of_different_kinds_do_not_count_together(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_RECORDS", 40)
    assert len(list((make_registry(tmp_path, MANY)).rglob("*.yml"))) > 60
    assert told(tmp_path, {}) == []


def test_records_that_cannot_be_listed_are_told_alone(tmp_path, monkeypatch):
    records = make_registry(tmp_path)
    unlisted(monkeypatch, "credentials")
    with pytest.raises(RecordsError) as error:
        registry.load(records, today=TODAY)
    assert [problem.code for problem in error.value.problems] == ["unreadable"]


@pytest.mark.parametrize("folder", ["learners", "achievements", "awards", "2026"])
def test_a_folder_that_cannot_be_listed_is_the_only_problem(tmp_path, monkeypatch, folder):
    unlisted(monkeypatch, folder)
    name = "awards/2026" if folder == "2026" else folder
    assert told(tmp_path, {}) == [("unreadable", f"credentials/{name}")]


@pytest.mark.parametrize("name", ["Learners", "learner", "LEARNERS"])
def test_a_folder_with_a_mistake_in_its_name_is_the_only_problem(tmp_path, name):
    moved = {file: None for file in {**FILES, **MANY} if file.startswith("learners/")}
    moved |= {file.replace("learners", name): "name: Ada Okafor\n" for file in moved}
    assert told(tmp_path, moved) == [("unexpected-file", f"credentials/{name}")]


def test_a_folder_too_many_is_the_only_problem(tmp_path):
    moved = {"learners/l-3.yml": None, "learners/2026/l-3.yml": "name: Ada Okafor\n"}
    assert told(tmp_path, moved) == [("unexpected-file", "credentials/learners/2026")]


@pytest.mark.parametrize("folder", ["learners", "awards"])
def test_a_linked_folder_is_the_only_problem(tmp_path, folder):
    records = make_registry(tmp_path, MANY)
    (records / folder).rename(tmp_path / "elsewhere")
    (records / folder).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RecordsError) as error:
        registry.load(records, today=TODAY)
    assert [(problem.code, problem.file) for problem in error.value.problems] == [("symlink", f"credentials/{folder}")]


@pytest.mark.parametrize("name", ["visit.yaml", "Visit.yml", "visit.YML", "visit.yml.txt"])
def test_an_achievement_with_a_mistake_in_its_files_name_is_the_only_problem(tmp_path, name):
    file = f"achievements/{name}"
    files_told = {file for _, file in told(tmp_path, {VISIT: None, file: FILES[VISIT]})}
    assert files_told == {f"credentials/{file}"}


@pytest.mark.parametrize(
    "text", ["[", "nam: x\n", "", b"\xff", b"\xff\xfe", "name: \u202e\n", "a: b: c\n", "# " + "x" * 300_000]
)
@pytest.mark.parametrize("file", [VISIT, "learners/l-3.yml", "issuer.yml", f"awards/2026/{RENEWED}.yml"])
def test_one_wrong_file_is_told_of_that_file_alone(tmp_path, file, text):
    assert {file for _, file in told(tmp_path, {file: text})} == {f"credentials/{file}"}


def test_a_missing_issuer_is_told_once(tmp_path):
    assert told(tmp_path, {"issuer.yml": None}) == [("missing-file", "credentials/issuer.yml")]


@pytest.mark.parametrize("name", ["issuer.yaml", "Issuer.yml", "ISSUER.YML"])
def test_an_issuer_with_a_mistake_in_its_name_is_told_once(tmp_path, name):
    assert told(tmp_path, {"issuer.yml": None, name: FILES["issuer.yml"]}) == [
        ("unexpected-file", f"credentials/{name}")
    ]


def test_a_picture_that_is_a_link_is_the_only_problem(tmp_path):
    (tmp_path / "credentials" / "images").mkdir(parents=True)
    (tmp_path / "credentials" / "images" / "logo.svg").symlink_to("/etc/hostname")
    assert told(tmp_path, {"issuer.yml": FILES["issuer.yml"] + "image: images/logo.svg\n"}) == [
        ("symlink", "credentials/images/logo.svg")
    ]


def test_a_folder_of_pictures_that_cannot_be_listed_is_the_only_problem(tmp_path, monkeypatch):
    unlisted(monkeypatch, "images")
    picture = {
        "achievements/images/visit.svg": "<svg/>",
        VISIT: FILES[VISIT] + "image: {file: images/visit.svg, caption: A boat}\n",
    }
    assert told(tmp_path, picture) == [("unreadable", "credentials/achievements/images")]


def test_a_signed_endorsement_that_is_a_link_is_the_only_problem(tmp_path):
    folder = tmp_path / "credentials" / "endorsements" / "signed"
    folder.mkdir(parents=True)
    (folder / "quay.json").symlink_to("/etc/hostname")
    record = (
        "achievement: visit\nendorser: {name: North Quay, url: https://www.northquay.example}\ndate: 2026-05-01\n"
        "signed: {publicKeyMultibase: z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2, checked: 2026-05-02}\n"
    )
    assert [code for code, _ in told(tmp_path, {"endorsements/quay.yml": record})] == ["symlink"]


def test_a_mistake_in_a_name_is_told_where_everything_could_be_read(tmp_path):
    changed = {"learners/Quay.yml": "name: Ada Okafor\n", NAME: AWARD.replace("l-1", "l-98")}
    assert found(tmp_path, changed) == [("unknown-reference", 2, "learner"), ("id-format", 0, "")]
