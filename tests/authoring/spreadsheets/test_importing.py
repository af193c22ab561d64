import datetime
import sys

import pytest

from issuing import Random, an_id
from registries import FIRST, VISIT, make_registry
from testamur.authoring.editing import atomic_files
from testamur.authoring.spreadsheets import columns, importing, spreadsheet
from testamur.authoring.spreadsheets.import_plan import EVERY, Settings
from testamur.errors import UsageError
from testamur.records import registry
from testamur.records.parsing import yaml_subset

TODAY = datetime.date(2026, 11, 1)
SCALED = """\
name: {en: Tidal Charts, fr: Cartes des marées}
achievementType: Badge
description: Reads a chart.
criteria: Read one aloud.
resultDescription:
  - {id: chart, name: Chart reading, resultType: Percent}
retired: 2026-06-30
"""
HEAD = "Name,E-mail,Date,Badge,Chart reading,Valid until,Visibility,Language\n"


@pytest.fixture
def load(tmp_path):
    def loaded(files=None, **changes):
        records = make_registry(tmp_path, {"achievements/charts.yml": SCALED, **(files or {})}, **changes)
        return registry.load(records, today=TODAY)

    return loaded


def plan(found, text, *, given=(), seed=0, **settings):
    sheet = spreadsheet.read(text, "a.csv")
    said = [name for name, option in (("achievement", "achievement"), ("date", "day")) if settings.get(option)]
    mapped = columns.find(sheet, given, found.achievements.values(), given_by_option=said, learners=found.learners)
    return importing.plan_import(sheet, mapped, found, Settings(today=TODAY, **settings), random=Random(seed))


def told(made):
    return [(one.line, one.column, one.code) for one in made.problems]


def values(made):
    return [yaml_subset.parse(text.encode(), name).value for name, text in made.files.items()]


def kept(found, made):
    """Write the planned files and load the registry again."""
    atomic_files.create_all(found.folder, made.files)
    return registry.load(found.folder, today=TODAY)


def test_a_row_becomes_a_learner_and_an_award(load):
    made = plan(load(), HEAD + "Bo Lind,bo@mail.example,2026-05-14,Tidal Charts,87,2028-05-14,public,fr\n")
    assert values(made) == [
        {"name": "Bo Lind", "email": "bo@mail.example"},
        {
            "achievement": "charts",
            "learner": next(iter(made.files)).removeprefix("learners/").removesuffix(".yml"),
            "awardedDate": "2026-05-14",
            "validUntil": "2028-05-14",
            "visibility": "public",
            "language": "fr",
            "results": {"chart": "87"},
        },
    ]
    assert (told(made), made.awards, made.learners) == ([], 1, 1)


def test_empty_cells_add_no_fields(load):
    assert set(values(plan(load(), HEAD + "Bo,,2026-05-14,visit,,,,\n"))[1]) == {
        "achievement",
        "learner",
        "awardedDate",
    }


def test_parts_of_a_name_are_joined_and_one_may_be_missing(load):
    text = "First name,Last name\nBo,Lind\n,Madonna\n"
    made = plan(load(), text, achievement="visit", day="2026-05-14")
    assert [value["name"] for value in values(made) if "name" in value] == ["Bo Lind", "Madonna"]


def test_a_known_learner_is_not_written_again(load):
    made = plan(load(), "Learner id,Date,Badge\nl-1,2026-05-20,visit\n")
    assert (made.awards, made.learners, values(made)[0]["learner"]) == (1, 0, "l-1")


def test_two_rows_with_one_address_give_one_learner_and_two_awards(load):
    rows = "Bo,bo@mail.example,2026-05-14,visit,,,,\nBo,BO@mail.example,2026-05-15,visit,,,,\n"
    made = plan(load(), HEAD + rows)
    assert (made.awards, made.learners, told(made)) == (2, 1, [])


def test_every_bad_cell_of_every_row_is_reported_at_once(load):
    rows = [
        "Bo,no,2026-02-30,charts,101,2020-01-01,Public,English",
        "Li\u200b,,03/04/2026,chart,,,,",
        ",,2026-05-14,visit,87,,,",
        "Mo,,2027-01-01,visit,,,,",
        "Jo,,2026-07-01,charts,eleven,,,",
        "Su,,1999-12-31,visit,,1999-12-31,,",
    ]
    made = plan(load(), HEAD + "\n".join(rows))
    assert told(made) == [
        (2, 2, "email"),
        (2, 3, "date-impossible"),
        (2, 7, "value"),
        (2, 8, "language-tag"),
        (3, 1, "invisible-character"),
        (3, 3, "date-unclear"),
        (3, 4, "unknown-reference"),
        (4, 1, "missing-field"),
        (4, 5, "unknown-reference"),
        (5, 3, "date-future"),
        (6, 3, "achievement-retired"),
        (6, 5, "scale"),
        (7, 6, "date-order"),
    ]
    assert made.files == {}


def test_a_problem_has_row_column_value_and_remedy(load):
    (problem,) = plan(load(), HEAD + 'Bo,,2026-05-14,charts,"87,5",,,\n').problems
    assert (problem.file, problem.line, problem.column, problem.field) == ("a.csv", 2, 5, "Chart reading")
    assert (problem.value, problem.reason, problem.remedy) == (
        "87,5",
        "the scale is 0 to 100",
        "Write 87.5, if that is meant",
    )


def test_good_rows_are_planned_beside_bad_ones(load):
    made = plan(load(), HEAD + "Bo,,2026-02-30,visit,,,,\nLi,,2026-05-14,visit,,,,\n")
    assert (made.awards, made.learners, len(made.wrong)) == (1, 1, 1)


def test_a_row_whose_learner_was_refused_is_refused_too(load):
    rows = "Bo,no,2026-05-14,visit,,,,\nBo,no,2026-05-15,visit,,,,\n"
    made = plan(load(), HEAD + rows)
    assert told(made) == [(2, 2, "email"), (3, 0, "learner-refused")]
    assert made.files == {}


def test_importing_the_same_file_again_changes_nothing(load):
    text = HEAD + "Bo,bo@mail.example,2026-05-14,visit,,,,\nLi,,2026-05-14,charts,87,,,\nLi,,2026-05-15,visit,,,,\n"
    found = load()
    made = plan(found, text, answers={4: "same"})
    assert (made.awards, made.learners) == (3, 2)
    again = plan(kept(found, made), text, seed=1)
    assert (again.files, told(again), [row for row, _ in again.there]) == ({}, [], [2, 3, 4])
    assert {award for _, award in again.there} == {name[-23:-4] for name in made.files if name.startswith("awards")}


def test_two_people_of_one_name_and_day_stay_two_on_a_second_import(load):
    text = HEAD + "Bo,,2026-05-14,visit,,,,\nBo,,2026-05-14,visit,,,,\n"
    found = load()
    assert told(plan(found, text)) == [(3, 0, "duplicate-row")]
    made = plan(found, text, answers={3: "new"})
    assert (made.awards, made.learners) == (2, 2)
    assert plan(kept(found, made), text, answers={3: "new"}, seed=1).files == {}


def test_an_answer_for_all_rows_does_not_turn_a_duplicate_row_into_two_people(load):
    text = HEAD + "Bo,,2026-05-14,visit,,,,\nBo,,2026-05-14,visit,,,,\n"
    assert told(plan(load(), text, answers={EVERY: "new"})) == [(3, 0, "duplicate-row")]


def test_a_withdrawn_award_is_not_imported_again(load):
    text = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nhistory:\n"
    text += "  - {date: 2026-06-01, act: revoked, reason: awarded-in-error}\n"
    made = plan(load({f"awards/2026/{FIRST}.yml": text}), "Name,Date,Badge\nAda Okafor,2026-05-14,visit\n")
    assert (made.there, made.files) == ([(2, FIRST)], {})


def test_an_erased_award_in_the_file_is_a_warning(load):
    text = "achievement: visit\nawardedDate: 2026-05-14\nhistory:\n"
    text += "  - {date: 2026-06-01, act: erased, reason: learner-request}\n"
    made = plan(load({f"awards/2026/{FIRST}.yml": text}), "Name,Date,Badge\nBo,2026-05-14,visit\n")
    assert (told(made), made.wrong, made.awards) == ([(2, 0, "erased")], [], 1)


def test_an_existing_award_with_another_result_is_a_warning_and_stays_unchanged(load):
    award = "achievement: charts\nlearner: l-1\nawardedDate: 2026-05-14\nresults: {chart: '87'}\n"
    found = load({f"awards/2026/{an_id(5)}.yml": award})
    made = plan(found, HEAD + "Ada Okafor,,2026-05-14,charts,90,2027-01-01,,\n")
    assert (told(made), made.files, len(made.there)) == ([(2, 5, "differs"), (2, 6, "differs")], {}, 1)


def test_a_known_name_without_id_or_address_is_a_question(load):
    text = "Name,Date,Badge\nAda Okafor,2026-05-20,visit\n"
    made = plan(load(), text)
    assert told(made) == [(2, 1, "unclear-person")]
    assert made.problems[0].remedy == "Say who it is: --same-person 2, or --new-person 2"
    assert [(one.row, one.reason, one.is_one) for one in made.doubts] == [(2, "l-1 (Ada Okafor) has this name", True)]


@pytest.mark.parametrize("row", [2, EVERY])
def test_an_answer_resolves_a_doubtful_row(load, row):
    text = "Name,Date,Badge\nAda Okafor,2026-05-20,visit\n"
    same, new = (plan(load(), text, answers={row: answer}) for answer in ("same", "new"))
    assert (same.learners, same.doubts, values(same)[0]["learner"]) == (0, [], "l-1")
    assert (new.learners, new.doubts) == (1, [])


def test_with_two_namesakes_the_answer_same_is_not_enough(load):
    found = load({"learners/l-3.yml": "name: Ada Okafor\n"})
    made = plan(found, "Name,Date,Badge\nAda Okafor,2026-05-20,visit\n", answers={EVERY: "same"})
    assert (told(made), made.doubts[0].is_one) == ([(2, 1, "unclear-person")], False)


def test_a_known_address_with_another_name_is_a_question_even_if_the_award_exists(load):
    found = load({"learners/l-1.yml": "name: Ada Okafor\nemail: office@mail.example\n"})
    text = "Name,E-mail,Date,Badge\nBo,office@mail.example,2026-05-14,visit\n"
    assert told(plan(found, text)) == [(2, 1, "unclear-person")]
    assert plan(found, text, answers={2: "same"}).there == [(2, FIRST)]
    assert plan(found, text, answers={2: "new"}).learners == 1


def test_addresses_in_an_open_repository_are_refused_in_one_message(load):
    found = load(repository="open", publicNames="true")
    rows = HEAD + "Bo,bo@mail.example,2026-05-14,visit,,,,\nLi,li@mail.example,2026-02-30,visit,,private,\n"
    made = plan(found, rows)
    assert told(made) == [(1, 2, "privacy-email"), (3, 3, "date-impossible"), (3, 6, "date-format")]
    assert told(plan(found, HEAD + "Bo,,2026-05-14,visit,,,,\n")) == []
    assert "email" not in values(plan(found, HEAD + "Bo,b@mail.example,2026-05-14,visit,,,,\n", given=["email="]))[0]


def test_private_awards_are_refused_in_an_open_repository(load):
    made = plan(load(repository="open", publicNames="true"), HEAD + "Bo,,2026-05-14,visit,,,private,\n")
    assert told(made) == [(2, 7, "privacy-private")]


def test_a_name_in_two_alphabets_is_written_with_a_warning(load):
    made = plan(load(), HEAD + "\u0410da,,2026-05-14,visit,,,,\n")
    assert (told(made), made.wrong, made.awards) == ([(2, 1, "mixed-script")], [], 1)


def test_an_unreadable_row_is_reported_among_the_others(load):
    made = plan(load(), HEAD + "Bo,,2026-05-14,visit,,,,,more\nLi,,2026-02-30,visit,,,,\n")
    assert told(made) == [(2, 9, "cells"), (3, 3, "date-impossible")]


def test_imported_records_point_editors_to_their_schema(load):
    paths = {"award": "../../../schemas/award.schema.json"}
    made = plan(load(), "Learner id,Date,Badge\nl-1,2026-05-20,visit\n", schema_paths=paths)
    assert next(iter(made.files.values())).startswith("# yaml-language-server: $schema=../../../schemas/award.schema")


def test_an_import_that_exceeds_the_limit_of_files_is_refused(load, monkeypatch):
    found = load()
    monkeypatch.setattr("testamur.records.parsing.files.MAX_RECORDS", len(found.learners))
    with pytest.raises(UsageError, match=f"more than {len(found.learners)} files in credentials/learners"):
        plan(found, HEAD + "Bo,,2026-05-14,visit,,,,\n")


@pytest.mark.parametrize("name", ["NO", "null", "0123", "- Bo", "Bo: Li #1", "'", '"', "{", "*Bo", "!Bo", "%"])
def test_a_name_that_looks_like_yaml_is_kept_unchanged(load, name):
    found = load()
    made = plan(found, 'Name,Date,Badge\n"' + name.replace('"', '""') + '",2026-05-14,visit\n')
    assert name in {one.name for one in kept(found, made).learners.values()}


def calls_of(act):
    count = 0

    def count_one(frame, event, argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(count_one)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("row", "answers"),
    [
        ("Bo {0},bo{0}@mail.example,2026-05-14,visit,,,,", {}),
        ("Bo {0},no,2026-02-30,visitt {0},x,x,x,x", {}),
        ("Bo,bo{0}@mail.example,2026-05-14,visit,,,,", {}),
        ("Bo,,2026-05-14,visit,,,,", {EVERY: "new"}),
    ],
    ids=["good", "bad", "of one name", "all alike"],
)
@pytest.mark.parametrize("repository", ["closed", "open"])
def test_the_time_of_an_import_grows_linearly_with_its_rows(load, row, answers, repository):
    found = load(repository=repository, publicNames="true")
    plan(found, HEAD + row.format(0) + "\n", answers=answers)  # what is read once is read now
    few, many = (HEAD + "".join(row.format(n) + "\n" for n in range(size)) for size in (100, 400))
    assert calls_of(lambda: plan(found, many, answers=answers)) < 5 * calls_of(
        lambda: plan(found, few, answers=answers)
    )


RUBRIC = (
    VISIT
    + """resultDescription:
  - id: talk
    name: Talk
    resultType: PerformanceLevel
    rubricCriterionLevel: [{id: first, name: Beginning}, {id: second, name: {en: Sure of it, fr: Confirmé}}]
"""
)


def test_a_level_of_a_rubric_may_be_given_by_name(load):
    files = {"achievements/visit.yml": RUBRIC}
    rows = "Bo,2026-05-20,confirmé\nMo,2026-05-20,first\nJo,2026-05-20,best\n"
    made = plan(load(files), "Name,Date,Talk\n" + rows, achievement="visit")
    assert [value["results"]["talk"] for value in values(made) if "results" in value] == ["second", "first"]
    (problem,) = made.problems
    assert (problem.line, problem.column) == (4, 3)
    assert problem.reason == "the levels of the rubric are first (Beginning), second (Sure of it)"


def test_a_row_can_renew_an_earlier_award(load):
    made = plan(load(), f"Learner id,Date,Badge,Renews\nl-1,2026-06-20,visit,{FIRST.upper().replace('-', '')}\n")
    assert told(made) == []
    assert values(made)[0]["renews"] == FIRST


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"l-2,2026-06-20,visit,{FIRST}", "reference"),
        (f"l-1,2026-05-13,visit,{FIRST}", "reference"),
        ("l-1,2026-06-20,visit,0000-0000-0000-0000", "unknown-reference"),
        ("l-1,2026-06-20,visit,last year's", "format"),
    ],
)
def test_an_invalid_renewal_is_reported_at_its_cell(load, row, code):
    assert told(plan(load(), f"Learner id,Date,Badge,Renews\n{row}\n")) == [(2, 4, code)]


def test_two_rows_cannot_renew_one_award(load):
    rows = f"l-1,2026-06-20,visit,{FIRST}\nl-1,2026-06-21,visit,{FIRST}\n"
    assert told(plan(load(), f"Learner id,Date,Badge,Renews\n{rows}")) == [(3, 4, "renewed-twice")]
