import pytest

from registries import make_registry, run, value

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
