import datetime
import stat

import pytest

from issuing import Random, an_id
from registries import make_registry
from testamur.authoring.editing import new_record
from testamur.errors import RecordsError, UsageError
from testamur.records import registry
from testamur.text import award_id
from testamur.text.slugs import slug_of

TODAY = datetime.date(2026, 11, 1)


def everything(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Data Analysis Foundations", "data-analysis-foundations"),
        ("  Œuvres & Café — Été 2026! ", "uvres-cafe-ete-2026"),
        ("Größe", "grosse"),
        ("数据分析", ""),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_a_slug_is_derived_from_the_title(title, slug):
    assert slug_of(title) == slug


def test_learners_of_an_open_repository_are_numbered():
    assert new_record.new_learner_id(["l-1", "l-41", "ada"], closed=False, random=Random()) == "l-42"
    assert new_record.new_learner_id([], closed=False, random=Random()) == "l-1"


def test_learner_ids_of_a_closed_repository_are_drawn_at_random():
    drawn = [new_record.new_learner_id(["l-1"], closed=True, random=Random(seed)) for seed in range(20)]
    assert len(set(drawn)) == 20
    assert all(new_record._NUMBERED.fullmatch(one) for one in drawn)


def test_a_drawn_id_that_is_taken_is_replaced_by_another():
    random = Random()
    first = new_record.new_learner_id([], closed=True, random=Random())
    assert new_record.new_learner_id([first], closed=True, random=random) != first
    assert new_record.new_award_id([award_id.generate(Random(1))], Random(1)) != an_id(1)


def test_fields_are_written_in_the_order_of_the_schema_and_empty_ones_are_left_out():
    record = {
        "visibility": "public",
        "results": {"a": ""},
        "learner": "l-1",
        "achievement": "visit",
        "awardedDate": "2026-05-14",
        "language": None,
    }
    assert (
        new_record.file_text("award", record)
        == "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: public\n"
    )


def test_false_and_zero_are_not_treated_as_empty():
    assert (
        new_record.file_text("achievement", {"stackability": {"standAlone": False}})
        == "stackability:\n  standAlone: false\n"
    )


def test_a_new_record_is_loaded_with_the_registry(tmp_path):
    records = make_registry(tmp_path)
    found = new_record.add_record(records, "learners/l-9.yml", "learner", {"name": "Łukasz: Żółw #1"}, today=TODAY)
    assert found.learners["l-9"].name == "Łukasz: Żółw #1"
    assert registry.load(records, today=TODAY).learners["l-9"].name == "Łukasz: Żółw #1"
    assert stat.S_IMODE((records / "learners/l-9.yml").stat().st_mode) == 0o644


def test_a_record_with_a_problem_is_not_written(tmp_path):
    records = make_registry(tmp_path)
    before = everything(tmp_path)
    record = {"achievement": "visti", "learner": "l-1", "awardedDate": "2027-02-30"}
    with pytest.raises(RecordsError) as raised:
        new_record.add_record(records, f"awards/2027/{an_id(7)}.yml", "award", record, today=TODAY)
    assert {problem.code for problem in raised.value.problems} == {"date-impossible", "unknown-reference"}
    assert everything(tmp_path) == before


def test_a_record_that_contradicts_others_is_not_written(tmp_path):
    records = make_registry(tmp_path)
    before = everything(tmp_path)
    with pytest.raises(RecordsError, match="Did you mean visit"):
        new_record.add_record(
            records,
            f"awards/{an_id(7)}.yml",
            "award",
            {"achievement": "visti", "learner": "l-1", "awardedDate": "2026-05-14"},
            today=TODAY,
        )
    assert everything(tmp_path) == before


def test_an_existing_record_is_not_overwritten(tmp_path):
    records = make_registry(tmp_path)
    with pytest.raises(UsageError, match=r"learners/l-1\.yml exists already: nothing was changed"):
        new_record.add_record(records, "learners/l-1.yml", "learner", {"name": "Mallory"}, today=TODAY)
    assert "Ada" in (records / "learners/l-1.yml").read_text()


def test_a_record_name_that_climbs_out_of_the_folder_is_refused(tmp_path):
    records = make_registry(tmp_path)
    before = everything(tmp_path)
    with pytest.raises(UsageError, match="not a name"):
        new_record.add_record(records, "learners/../../owned.yml", "learner", {"name": "Mallory"}, today=TODAY)
    assert everything(tmp_path) == before


def test_problems_in_existing_records_are_reported_before_a_new_one_is_written(tmp_path):
    records = make_registry(tmp_path, {"learners/l-1.yml": "nmae: Ada\n"})
    with pytest.raises(RecordsError, match="Did you mean name"):
        new_record.add_record(records, "learners/l-9.yml", "learner", {"name": "Bo"}, today=TODAY)
    assert not (records / "learners/l-9.yml").exists()


def test_a_new_record_points_editors_to_its_schema_if_there_is_one(tmp_path):
    records = make_registry(tmp_path)
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "learner.schema.json").write_text("{}")
    new_record.add_record(records, "learners/l-9.yml", "learner", {"name": "Bo"}, today=TODAY)
    text = (records / "learners/l-9.yml").read_text()
    assert text == "# yaml-language-server: $schema=../../schemas/learner.schema.json\nname: Bo\n"
