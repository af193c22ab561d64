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


def test_a_title_that_makes_the_name_of_another_leads_to_the_option_for_one(folder):
    done = run("new", "achievement", "--name", "Visit!", "--description", "A.", "--criteria", "B.", folder=folder)
    assert (done.code, "Choose another name with --slug" in done.err) == (2, True)


def test_on_a_terminal_a_name_that_is_taken_is_asked_for_at_once(folder, somebody_there):
    answers = ["Visit", "visit", "Second Visit", "second-visit", "Badge", "", "", "Again.", "", "Come again.", "", ""]
    done = run("new", "achievement", folder=folder, answers="\n".join(answers) + "\n")
    assert (done.code, done.out) == (0, "credentials/achievements/second-visit.yml\n")
    assert "achievements/visit.yml is there already" in done.err
    assert "Write small letters, digits and hyphens." in done.err


def test_an_answer_that_no_record_may_have_is_asked_for_again_at_once(folder, somebody_there):
    answers = ["x" * 201, "Charts", "Badge", "", "", "Reads.", "", "Read.", "20000", "5", ""]
    done = run("new", "achievement", folder=folder, answers="\n".join(answers) + "\n")
    assert (done.code, "more than 10000" in done.err) == (0, True)


def test_a_question_that_is_asked_again_says_why(folder, somebody_there):
    answers = [
        "Tidal Charts",
        "Badge",
        "projct",
        "project",
        "",
        "",
        "",
        "Reads a chart.",
        "",
        "Read one.",
        "many",
        "30",
        "",
    ]
    done = run("new", "achievement", folder=folder, answers="\n".join(answers) + "\n")
    assert done.code == 0
    for why in ("Write one of written-exam", "This one is needed", "Many is not a number of hours: write one such"):
        assert why in done.err


def test_hours_may_have_a_decimal_comma(folder, somebody_there):
    answers = ["Tidal Charts", "Badge", "", "", "Reads a chart.", "", "Read one.", "12,5", ""]
    assert run("new", "achievement", folder=folder, answers="\n".join(answers) + "\n").code == 0
    assert "hours: 12.5" in (folder / "credentials/achievements/tidal-charts.yml").read_text()


def test_how_complete_an_achievement_is_is_said_in_the_language(folder, monkeypatch):
    monkeypatch.setenv("TESTAMUR_LANGUAGE", "fr")
    assert "éléments européens sur 11" in run("new", "achievement", "--name", "Charts", *DRAWN[2:], folder=folder).err


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill="#0b6e4f" d="M0 0h100v100H0z"/></svg>'
DRAWN = ("--name", "Charts", "--description", "A.", "--criteria", "B.")


def test_a_picture_is_copied_beside_the_record_that_names_it(folder, tmp_path):
    (tmp_path / "My Drawing.SVG").write_text(SVG)
    done = run("new", "achievement", *DRAWN, "--image", "My Drawing.SVG", "--caption", "A square", folder=folder)
    assert done.code == 0
    assert (folder / "credentials/achievements/images/charts.svg").read_text() == SVG
    image = value(folder, "credentials/achievements/charts.yml")["image"]
    assert image == {"file": "images/charts.svg", "caption": "A square"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (SVG.replace("<path", "<script>alert(1)</script><path").encode(), "script"),
        (b"\xff\xd8\xff\xe0 and more", "this is JPEG. Save it as SVG or PNG"),
        (b"words", "cannot be told"),
    ],
)
def test_a_picture_that_cannot_be_published_is_refused_and_nothing_is_written(folder, tmp_path, data, message):
    (tmp_path / "a.svg").write_bytes(data)
    done = run("new", "achievement", *DRAWN, "--image", "a.svg", "--caption", "A", folder=folder)
    assert done.code != 0
    assert message in done.err
    assert not (folder / "credentials/achievements/images").exists()
    assert not (folder / "credentials/achievements/charts.yml").exists()


def test_a_picture_needs_words_for_those_who_cannot_see_it(folder, tmp_path):
    (tmp_path / "a.svg").write_text(SVG)
    done = run("new", "achievement", *DRAWN, "--image", "a.svg", folder=folder)
    assert (done.code, "--caption is missing" in done.err) == (2, True)
