"""Awards among the other records: names that exist, days that are possible, results on their scales."""

import time

import pytest

from issuing import an_id
from record_problems import AWARD, NAME, OPEN, VISIT, found, problems
from registries import FILES, FIRST
from testamur.records.model import scales
from testamur.records.model.models import ResultDescription
from testamur.records.parsing.kinds import IN_FOLDERS
from testamur.records.parsing.parsed import Parsed
from testamur.records.rules import references

RESULTS = FILES[VISIT] + (
    "resultDescription:\n"
    "  - {id: quiz, name: Quiz, resultType: RawScore, valueMin: 0, valueMax: 25}\n"
    "  - {id: essay, name: Essay, resultType: Percent}\n"
    "  - {id: grade, name: Grade, resultType: LetterGrade, allowedValue: [C, B, A]}\n"
    "  - {id: course, name: Course, resultType: Status}\n"
    "  - {id: score, name: Score, resultType: RawScore}\n"
    "  - {id: remark, name: Remark, resultType: Result}\n"
)


@pytest.mark.parametrize(
    ("field", "name", "remedy"),
    [
        ("achievement", "visti", "Did you mean visit?"),
        ("achievement", "Visit", "Did you mean visit?"),
        ("achievement", "visit.yml", "Did you mean visit?"),
        ("achievement", "achievements/visit", "without .yml"),
        ("achievement", "../visit", "Did you mean visit?"),
        ("achievement", "statistics", "Add credentials/achievements/statistics.yml"),
        ("learner", "L-1", "Did you mean l-1?"),
        ("learner", "l 1", "Did you mean l-1?"),
        ("learner", "l-9", "Add credentials/learners/l-9.yml"),
        ("learner", "Ada Okafor", "Write the name of a file in credentials/learners/"),
    ],
)
def test_an_unknown_reference_is_reported_once_with_a_suggestion(tmp_path, field, name, remedy):  # S-05
    kept = {"achievement": "visit", "learner": "l-1"}
    text = AWARD.replace(f"{field}: {kept[field]}", f"{field}: {name}")
    (problem,) = problems(tmp_path, {NAME: text})
    assert (problem.code, problem.field, problem.value) == ("unknown-reference", field, name)
    assert remedy in problem.remedy


@pytest.mark.parametrize("kind", IN_FOLDERS, ids=lambda kind: kind.name)
def test_a_name_of_any_kind_is_looked_for_in_the_folder_of_that_kind(kind):
    asked = []
    names = references.ReferenceChecker({kind.name: ()}, lambda *place: asked.append(place))
    (problem,) = names.check_name(Parsed("x.yml"), ("x",), kind.name, "quay")
    assert asked == [(kind.folder, "quay")]
    assert problem.remedy.startswith(f"Add credentials/{kind.folder}/quay.yml")


def test_other_learners_are_never_suggested(tmp_path):
    files = {f"learners/l-482{number}.yml": "name: Someone Else\n" for number in range(9)}
    (problem,) = problems(tmp_path, {**files, NAME: AWARD.replace("l-1", "l-48211")})
    assert "mean" not in problem.remedy


def test_a_hostile_reference_cannot_break_out_of_the_message(tmp_path):  # Y-24
    text = AWARD.replace("visit", '"x\\n::error::pwned"')
    (problem,) = problems(tmp_path, {NAME: text})
    assert all("\n" not in part for part in (problem.reason, problem.remedy, problem.value))


@pytest.mark.parametrize(
    "files",
    [
        {VISIT: "name: [\n"},
        {VISIT: "nam: x\n"},
        {VISIT: FILES[VISIT] + "# " + "x" * 300_000},
        {"learners/l-1.yml": "name: ''\n"},
    ],
)
def test_a_bad_achievement_or_learner_does_not_make_its_awards_wrong(tmp_path, files):
    told = problems(tmp_path, {**files, NAME: AWARD + "results: {quiz: '3'}\n"})
    assert told
    achievement_is_read = VISIT not in files
    awards = [problem.code for problem in told if "/awards/" in problem.file]
    assert awards == (["unknown-reference"] if achievement_is_read else [])  # the result, which Visit does not have


def test_a_linked_achievement_does_not_make_its_awards_wrong(tmp_path):
    folder = tmp_path / "credentials" / "achievements"
    folder.mkdir(parents=True)
    (folder / "visit.yml").symlink_to("/etc/hostname")
    assert found(tmp_path, {VISIT: None}) == [("symlink", 0, "")]


def test_thousands_of_unknown_references_are_checked_quickly():  # P-13
    known = [f"course-{number}-of-many-that-are-alike" for number in range(2000)]
    names = references.ReferenceChecker({"achievement": known, "learner": []}, lambda kind, name: False)
    begun = time.process_time()
    for number in range(2000):
        list(names.check_award(Parsed("x.yml", value={"achievement": f"cuorse-{number}-of-many"})))
    assert time.process_time() - begun < 30


@pytest.mark.parametrize(
    ("result", "value"),
    [
        ("quiz", "26"), ("quiz", "-1"), ("quiz", "many"), ("quiz", "1e3"), ("quiz", "007"), ("quiz", "1" * 31),
        ("essay", "101"), ("essay", "87%"), ("essay", "-0.1"), ("grade", "D"), ("grade", "a"), ("course", "Done"),
        ("score", "high"), ("score", "nan"), ("quiz", "٣"),
    ],
)  # fmt: skip
def test_a_result_off_its_scale_is_refused_with_the_scale(tmp_path, result, value):  # S-22
    (problem,) = problems(tmp_path, {VISIT: RESULTS, NAME: AWARD + f"results: {{{result}: '{value}'}}\n"})
    assert (problem.code, problem.line, problem.field) == ("scale", 4, f"results.{result}")
    assert "the scale is" in problem.reason


@pytest.mark.parametrize(
    ("result", "value"),
    [
        ("quiz", "25"), ("quiz", "0"), ("essay", "87.5"), ("essay", "0"), ("grade", "A"), ("course", "Completed"),
        ("score", "-3.25"), ("remark", "With distinction"),
    ],
)  # fmt: skip
def test_a_result_on_its_scale_is_accepted(tmp_path, result, value):
    assert found(tmp_path, {VISIT: RESULTS, NAME: AWARD + f"results: {{{result}: '{value}'}}\n"}) == []


def test_an_unknown_result_is_refused_with_a_list_of_the_known_ones(tmp_path):
    (problem,) = problems(tmp_path, {VISIT: RESULTS, NAME: AWARD + "results: {exam: '1'}\n"})
    assert (problem.code, problem.line, problem.column) == ("unknown-reference", 4, 11)
    assert "quiz, essay" in problem.reason


def test_a_scale_of_large_numbers_is_shown_with_every_digit():
    result = ResultDescription(id="x", name="X", result_type="RawScore", value_min="0", value_max="1234567.25")
    assert scales.why_off_scale(result, "1234567.5") == "the scale is 0 to 1234567.25"
    assert scales.why_off_scale(result, "1234567.25") == ""


def test_two_identical_awards_are_a_warning_that_names_both(tmp_path):  # S-08
    (problem,) = problems(tmp_path, {f"awards/{an_id(9)}.yml": AWARD})
    assert (problem.code, problem.severity) == ("possible-duplicate", "warning")
    assert {problem.file, problem.reason.split()[0]} == {f"credentials/awards/{an_id(9)}.yml", f"credentials/{NAME}"}


@pytest.mark.parametrize(
    "changed",
    [
        "learner: l-2",
        "awardedDate: 2026-05-13",
        f"history: [{{date: 2026-06-01, act: superseded, by: {FIRST}}}]",
        "history: [{date: 2026-06-01, act: revoked, reason: other}]",
    ],
)
def test_awards_that_differ_or_were_replaced_are_not_duplicates(tmp_path, changed):
    name = changed.split(":")[0]
    text = "".join(line + "\n" for line in AWARD.splitlines() if not line.startswith(name)) + changed + "\n"
    assert found(tmp_path, {f"awards/{an_id(9)}.yml": text}) == []


def test_private_awards_are_refused_in_an_open_repository(tmp_path):
    files = {"issuer.yml": OPEN, NAME: AWARD + "visibility: private\n"}
    assert found(tmp_path, files) == [("privacy-private", 4, "visibility")]


def test_a_language_that_the_achievement_lacks_is_a_warning(tmp_path):
    files = {VISIT: FILES[VISIT].replace("Harbour Visit", "{en: Visit}"), NAME: AWARD + "language: fr\n"}
    assert found(tmp_path, files) == [("missing-language", 4, "language")]


def test_the_last_character_of_an_award_id_is_checked(tmp_path):  # P-01
    wrong = FIRST[:-1] + ("0" if FIRST[-1] != "0" else "1")
    assert found(tmp_path, {NAME: None, f"awards/{wrong}.yml": AWARD}) == [("id-format", 1, "")]
