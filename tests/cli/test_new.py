import pytest

from issuing import an_id
from registries import FIRST, VISIT, make_registry, run
from testamur.records.parsing import yaml_subset
from testamur.text import award_id

FULL = (
    "--name", "Data: Foundations #1", "--type", "MicroCredential", "--language", "en",
    "--description", "Clean, join and question data.", "--outcome", "Join data", "--outcome", "- Say what it shows",
    "--criteria", "Hand in a *project*.", "--credits", "2", "--hours", "50", "--eqf", "5",
    "--level-confirmed-by", "QQI",
    "--assessment", "project", "--assessment", "quiz", "--supervision", "supervised", "--participation", "online",
    "--quality", "Annual review", "--tag", "data", "--valid-for", "P3Y",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


def value(folder, path):
    return yaml_subset.parse((folder / path).read_bytes(), "record.yml").value


def test_an_achievement_is_written_from_options(folder):
    done = run("new", "achievement", *FULL, folder=folder)
    assert (done.code, done.out) == (0, "credentials/achievements/data-foundations-1.yml\n")
    assert done.err == "Data: Foundations #1: 11 of 11 EU elements.\n"
    assert value(folder, done.out.strip()) == {
        "name": "Data: Foundations #1", "achievementType": "MicroCredential", "inLanguage": "en",
        "description": "Clean, join and question data.", "outcomes": ["Join data", "- Say what it shows"],
        "criteria": "Hand in a *project*.",
        "creditsAvailable": 2, "workload": {"hours": 50},
        "level": {"eqf": 5, "confirmedBy": "QQI"},
        "assessment": {"type": ["project", "quiz"], "supervision": "supervised"}, "participation": "online",
        "qualityAssurance": {"name": "Annual review", "type": "internal"}, "tag": ["data"], "validFor": "P3Y",
    }  # fmt: skip


def test_on_a_terminal_the_fields_of_an_achievement_are_asked_for(folder, somebody_there):
    answers = [
        "Tidal Charts",
        "Badge",
        "project",
        "",
        "",
        "Reads a chart.",
        "Read a chart",
        "",
        "Read one aloud.",
        "30",
        "online",
    ]
    done = run("new", "achievement", folder=folder, answers="\n".join(answers) + "\n")
    assert done.code == 0
    found = value(folder, "credentials/achievements/tidal-charts.yml")
    assert (found["workload"], found["outcomes"], found["participation"]) == ({"hours": 30}, ["Read a chart"], "online")
    assert done.out == "credentials/achievements/tidal-charts.yml\n"


def test_a_title_without_latin_letters_needs_a_slug(folder):
    done = run("new", "achievement", "--name", "数据", "--description", "A.", "--criteria", "B.", folder=folder)
    assert done.code == 2
    assert "--slug is missing" in done.err


def test_without_a_terminal_a_missing_option_is_named(folder):
    done = run("new", "achievement", "--name", "Charts", folder=folder)
    assert (done.code, done.out) == (2, "")
    assert "--description is missing: give it, or run this on a terminal to be asked" in done.err


def test_supervision_without_an_assessment_is_refused(folder):
    done = run("new", "achievement", "--name", "Charts", "--supervision", "supervised", folder=folder)
    assert done.code == 2
    assert "give its kind too, with --assessment" in done.err


def test_a_learner_of_a_closed_repository_gets_a_random_id(folder):
    done = run("new", "learner", "--name", "Łukasz Żółw", "--email", "l@mail.example", folder=folder)
    assert done.code == 0
    assert value(folder, done.out.strip()) == {"name": "Łukasz Żółw", "email": "l@mail.example"}
    assert done.out.startswith("credentials/learners/l-")


def test_a_learner_of_an_open_repository_gets_the_next_number(folder):
    make_registry(folder, repository="open", publicNames="true")
    assert run("new", "learner", "--name", "Bo", folder=folder).out == "credentials/learners/l-3.yml\n"


def test_an_open_repository_accepts_no_email_address(folder):
    make_registry(folder, repository="open", publicNames="true")
    done = run("new", "learner", "--name", "Bo", "--email", "bo@mail.example", folder=folder)
    assert done.code == 1
    assert "privacy-email" in done.err
    assert not (folder / "credentials/learners/l-3.yml").exists()


def test_consent_needs_a_day(folder):
    assert "give its day with --consent" in run("new", "learner", "--name", "Bo", "--profile", folder=folder).err
    done = run("new", "learner", "--name", "Bo", "--profile", "--consent", "2026-05-02", "--id", "l-9", folder=folder)
    assert value(folder, done.out.strip())["consent"] == {"date": "2026-05-02", "profile": True}


def test_a_possibly_mistyped_name_is_written_with_a_warning(folder):
    done = run("new", "learner", "--name", "\u0410da", folder=folder)
    assert done.code == 0
    assert done.err.startswith("warning: ")


@pytest.mark.parametrize("name", ["A\u202eB", "A\nB", "x" * 201, "\x1b[2J"])
def test_a_name_with_forbidden_characters_is_not_written(folder, name):
    before = sorted(folder.rglob("*"))
    done = run("new", "learner", "--name", name, folder=folder)
    assert (done.code, done.out) == (1, "")
    assert sorted(folder.rglob("*")) == before
    assert "\x1b" not in done.err


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
    done = run("new", "award", folder=folder, answers="visti\nvisit\nl-1\n14/05/2026\n2026-05-20\n87\n")
    assert done.code == 0
    assert "There is no achievement of this name. Did you mean visit?" in done.err
    assert "Write year-month-day" in done.err
    assert value(folder, done.out.strip())["results"] == {"chart": "87"}


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


QUAY = {
    "achievements/hand.yml": VISIT.replace("Harbour Visit", "Quay Hand"),
    "pathways/quay.yml": "name: Work on the quay\nsteps: [{achievement: visit}]\nmilestone: hand\n",
}


def test_milestones_that_are_due_are_written_once(folder):
    make_registry(folder, QUAY)
    done = run("new", "award", "--due", folder=folder)
    written = done.out.split()
    assert (done.code, len(written), done.err) == (0, 2, "2 awards written.\n")
    assert {value(folder, one)["learner"] for one in written} == {"l-1", "l-2"}
    again = run("new", "award", "--due", folder=folder)
    assert (again.code, again.out) == (0, "")
    assert again.err.startswith("No milestone is due on ")
    assert run("check", folder=folder).code == 0


def test_due_with_a_date_awards_milestones_completed_by_that_day(folder):
    make_registry(folder, QUAY)
    done = run("new", "award", "--due", "--date", "2026-05-14", "--visibility", "public", folder=folder)
    assert value(folder, done.out.strip()) == {
        "achievement": "hand", "learner": "l-1", "awardedDate": "2026-05-14", "visibility": "public",
    }  # fmt: skip


def test_a_dry_run_lists_milestones_due_and_writes_nothing(folder):
    make_registry(folder, QUAY)
    before = sorted(folder.rglob("*"))
    done = run("new", "award", "--due", "--dry-run", "--pathway", "quay", folder=folder)
    assert done.code == 0
    assert [line.split(maxsplit=7)[-1] for line in done.out.splitlines()[1:]] == ["Ada Okafor", "Zoë Ó Briain"]
    assert done.err == "2 awards due. Nothing was written: leave out --dry-run.\n"
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--due", "--pathway", "key"], "there is no pathway of this name; there are: open, quay"),
        (["--due", "--pathway", "open"], "it has no milestone to award. Add a line milestone:"),
        (["--due", "--date", "2099-01-01"], "the day has not come yet"),
        (["--due", "--date", "1.5.2026"], "Write year-month-day"),
        (["--due", "--learner", "l-1"], "--learner does not go with --due"),
        (["--due", "--result", "a=1"], "--result does not go with --due"),
        (["--pathway", "quay"], "--pathway goes with --due only"),
        (["--dry-run"], "--dry-run goes with --due only"),
    ],
)
def test_options_that_contradict_due_are_refused(folder, arguments, told):
    make_registry(folder, {**QUAY, "pathways/open.yml": "name: Open\nsteps: [{achievement: visit}]\n"})
    before = sorted(folder.rglob("*"))
    done = run("new", "award", *arguments, folder=folder)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert sorted(folder.rglob("*")) == before
