"""Milestones that are due: reported in sentences, and written as records."""

import datetime

import pytest

from issuing import Random, an_id
from record_problems import OPEN, TODAY, VISIT
from registries import FILES, FIRST, make_registry
from testamur.authoring.acts import milestones
from testamur.authoring.editing import atomic_files
from testamur.errors import RecordsError, UsageError
from testamur.records import pathway_progress, registry
from testamur.records.parsing import yaml_subset
from testamur.text import award_id

HAND = "achievements/hand.yml"
RECORDS = {
    HAND: FILES[VISIT].replace("Harbour Visit", "Quay Hand"),
    "pathways/quay.yml": "name: Work on the quay\nsteps: [{achievement: visit}]\nmilestone: hand\n",
}


def load(folder, **files):
    return registry.load(make_registry(folder, {**RECORDS, **files}), today=TODAY)


def texts(found, day=TODAY, visibility="public"):
    due = pathway_progress.due_milestones(found, day)
    return milestones.texts(found, due, day=day, today=TODAY, visibility=visibility, random=Random(3))


def test_milestones_due_are_reported_with_the_command_that_writes_them(tmp_path):
    found = load(tmp_path)
    assert milestones.sentences(found, pathway_progress.due_milestones(found, TODAY)) == [
        "2 learners have completed Work on the quay: testamur new award --due writes the awards of Quay Hand, "
        "to Ada Okafor (l-1), Zoë Ó Briain (l-2)."
    ]


def test_the_report_uses_the_singular_for_one_learner(tmp_path):
    found = load(tmp_path, **{f"awards/2026/{FIRST}.yml": None})
    (said,) = milestones.sentences(found, pathway_progress.due_milestones(found, TODAY))
    assert said.startswith("1 learner has completed Work on the quay: testamur new award --due writes the award of")


def test_in_an_open_repository_the_report_has_ids_instead_of_names(tmp_path):
    found = load(tmp_path, **{"issuer.yml": OPEN})
    (said,) = milestones.sentences(found, pathway_progress.due_milestones(found, TODAY))
    assert said.endswith("of Quay Hand, to l-1, l-2.")


def test_of_many_learners_only_some_are_named(tmp_path):
    more = {f"learners/m-{number}.yml": f"name: Person {number}\n" for number in range(40)}
    more |= {
        f"awards/{an_id(number + 100)}.yml": f"achievement: visit\nlearner: m-{number}\nawardedDate: 2026-05-14\n"
        for number in range(40)
    }
    found = load(tmp_path, **more)
    (said,) = milestones.sentences(found, pathway_progress.due_milestones(found, TODAY))
    assert said.startswith("42 learners have")
    assert said.endswith(" and 12 more.")


def test_each_milestone_awarded_gets_its_own_record(tmp_path):
    made = texts(load(tmp_path))
    assert [yaml_subset.parse(text.encode(), "x").value for text in made.values()] == [
        {"achievement": "hand", "learner": learner, "awardedDate": "2026-11-01", "visibility": "public"}
        for learner in ("l-1", "l-2")
    ]
    for name in made:
        folder, year, file = name.split("/")
        assert (folder, year) == ("awards", "2026")
        assert award_id.is_award_id(file.removesuffix(".yml"))


def test_milestones_that_would_fail_the_check_are_refused(tmp_path):
    found = load(tmp_path, **{HAND: FILES[VISIT] + "validFor: P900Y\n"})
    with pytest.raises(RecordsError, match="the award would end after the year"):
        texts(found)


def test_milestones_that_exceed_the_limit_of_files_are_refused(tmp_path, monkeypatch):
    found = load(tmp_path)
    monkeypatch.setattr("testamur.records.parsing.files.MAX_RECORDS", len(found.awards))
    with pytest.raises(UsageError, match="split the registry"):
        texts(found)


def test_a_failure_while_writing_milestones_leaves_no_files(tmp_path):
    found = load(tmp_path)
    made = texts(found, datetime.date(2026, 6, 1))
    before = sorted(tmp_path.rglob("*"))
    (found.folder / list(made)[1]).mkdir(parents=True)
    with pytest.raises(UsageError, match="nothing was written"):
        atomic_files.create_all(found.folder, made)
    (found.folder / list(made)[1]).rmdir()
    assert sorted(tmp_path.rglob("*")) == before
