import pytest

from issuing import an_id
from registries import FIRST, VISIT, make_registry, run, value
from testamur.text import award_id


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


def test_an_award_from_options_gets_an_id_in_the_folder_of_its_year(folder):
    given = ["--achievement", "visit", "--learner", "Zoë Ó BRIAIN", "--date", "2026-05-20", "--visibility", "public"]
    evidence = ["--evidence", "Talk", "--evidence", "Report=https://work.example/1?a=b"]
    done = run("new", "award", *given, *evidence, folder=folder)
    assert done.code == 0
    path = folder / done.out.strip()
    assert path.parent == folder / "credentials/awards/2026"
    assert award_id.is_award_id(path.stem)
    assert value(folder, done.out.strip()) == {
        "achievement": "visit", "learner": "l-2", "awardedDate": "2026-05-20", "visibility": "public",
        "evidence": [{"name": "Talk"}, {"name": "Report", "id": "https://work.example/1?a=b"}],
    }  # fmt: skip


def test_on_a_terminal_the_fields_and_results_of_an_award_are_asked_for_until_valid(folder, somebody_there):
    scale = "resultDescription:\n  - {id: chart, name: Chart test, resultType: Percent}\n"
    make_registry(folder, {"achievements/visit.yml": VISIT + scale})
    done = run("new", "award", folder=folder, answers="visti\nvisit\nl-1\n04/05/2026\n2026-05-20\n87\n")
    assert done.code == 0
    assert "There is no achievement of this name. Did you mean visit?" in done.err
    assert "Write year-month-day" in done.err
    assert value(folder, done.out.strip())["results"] == {"chart": "87"}


def test_a_learner_whom_nobody_knows_is_asked_for_again(folder, somebody_there):
    done = run("new", "award", folder=folder, answers="visit\nNobody Known\nl-1\n2026-05-20\n")
    assert done.code == 0
    assert "No learner is called Nobody Known" in done.err
    assert value(folder, done.out.strip())["learner"] == "l-1"


@pytest.mark.parametrize("answer", ["20 May 2026", "20 mai 2026", "20/05/2026", "20. Mai 2026"])
def test_the_day_may_be_answered_as_people_write_it(folder, somebody_there, answer):
    done = run("new", "award", folder=folder, answers=f"visit\nl-1\n{answer}\n")
    assert str(value(folder, done.out.strip())["awardedDate"]) == "2026-05-20"


def test_why_an_achievement_is_not_found_is_said_in_the_language(folder, somebody_there, monkeypatch):
    monkeypatch.setenv("TESTAMUR_LANGUAGE", "fr")
    done = run("new", "award", folder=folder, answers="zzzz\n")
    assert "visit. Ajoutez-la d’abord, par testamur new achievement." in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--achievement", "visti", "--learner", "l-1", "--date", "2026-05-20"], 2, "Did you mean visit?"),
        (
            ["--achievement", "visit", "--learner", "Nobody Known", "--date", "2026-05-20"],
            2,
            "no learner is called Nobody Known",
        ),
        (["--achievement", "visit", "--learner", "l-8", "--date", "2026-05-20"], 2, "no learner is called l-8"),
        (["--achievement", "visit", "--learner", "l-1", "--date", "20.5.2026"], 2, "Write year-month-day"),
        (["--achievement", "visit", "--learner", "l-1", "--date", "2026-12-24"], 1, "the day has not come yet"),
        (["--achievement", "visit", "--learner", "l-1", "--date", "2026-05-20", "--result", "87"], 2, "write id=value"),
        (
            ["--achievement", "visit", "--learner", "l-1", "--date", "2026-05-20", "--result", "a=87"],
            1,
            "has no result of this id",
        ),
    ],
)
def test_an_invalid_award_is_reported_and_not_written(folder, arguments, code, told):
    before = sorted(folder.rglob("*"))
    done = run("new", "award", *arguments, folder=folder)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert sorted(folder.rglob("*")) == before


def test_two_learners_of_one_name_are_distinguished_by_id(folder):
    make_registry(folder, {"learners/l-3.yml": "name: Ada Okafor\n"})
    done = run(
        "new", "award", "--achievement", "visit", "--learner", "Ada Okafor", "--date", "2026-05-20", folder=folder
    )
    assert "give the id of one\n  l-1" in done.err


def test_without_achievements_new_award_says_what_to_make_first(tmp_path):
    make_registry(
        tmp_path,
        {"achievements/visit.yml": None, f"awards/2026/{FIRST}.yml": None, f"awards/2026/{an_id(2)}.yml": None},
    )
    assert "add an achievement first, with testamur new achievement" in run("new", "award", folder=tmp_path).err


def test_a_renewal_needs_no_learner_achievement_or_day(folder):
    done = run("new", "award", "--renews", FIRST, folder=folder)
    assert done.code == 0, done.err
    assert value(folder, done.out.strip()) == {
        "achievement": "visit", "learner": "l-1", "awardedDate": "2026-11-01", "renews": FIRST,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--learner", "l-1"], 2, "leave out --learner"),
        (["--achievement", "visit"], 2, "leave out --achievement"),
        (["--date", "2026-05-14"], 1, "not of an earlier day"),
    ],
)
def test_an_invalid_renewal_is_reported_and_not_written(folder, arguments, code, told):
    before = sorted(folder.rglob("*"))
    done = run("new", "award", "--renews", FIRST, *arguments, folder=folder)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert sorted(folder.rglob("*")) == before


RUBRIC = """\
resultDescription:
  - id: talk
    name: Talk
    resultType: PerformanceLevel
    rubricCriterionLevel:
      - {id: beginning, name: {en: Beginning, fr: Débutant}}
      - {id: proficient, name: {en: Sure of it, fr: Confirmé}}
"""


@pytest.mark.parametrize("said", ["proficient", "Sure of it", "CONFIRMÉ"])
def test_a_level_of_a_rubric_can_be_given_by_id_or_by_name_in_any_language(folder, said):
    make_registry(folder, {"achievements/visit.yml": VISIT + RUBRIC})
    given = ["--achievement", "visit", "--learner", "l-1", "--date", "2026-05-20", "--result", f"talk={said}"]
    done = run("new", "award", *given, folder=folder)
    assert value(folder, done.out.strip())["results"] == {"talk": "proficient"}


def test_an_unknown_level_is_refused_with_a_list_of_the_known_ones(folder, somebody_there):
    make_registry(folder, {"achievements/visit.yml": VISIT + RUBRIC})
    done = run("new", "award", folder=folder, answers="visit\nl-1\n2026-05-20\nbest\n")
    assert "Result: Talk (beginning, proficient (Sure of it))" in done.err
    assert "the levels of the rubric are beginning, proficient (Sure of it)" in done.err
    assert done.code == 1


def test_for_somebody_who_is_not_there_the_command_that_adds_them_is_named(place):
    done = run("new", "award", "--achievement", "visit", "--learner", "Bob Bee", folder=place)
    assert done.code == 2
    assert "no learner is called Bob Bee" in done.err
    assert "add them first: testamur new learner" in done.err
