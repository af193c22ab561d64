"""What the forms for achievements and endorsements write, and what they refuse."""

import datetime

import pytest

from form_answers import FORM, body
from issuing import tree
from registries import make_registry, value
from testamur.errors import RecordsError, TestamurError
from testamur.github import form_acts
from testamur.records import registry

TODAY = datetime.date(2026, 11, 1)
CHARTS = "credentials/achievements/tidal-charts.yml"
QUAY = "credentials/endorsements/north-quay-port-authority-visit.yml"


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


def send(folder, form, **changes):
    """Fill in a form and do what it asks; return the title."""
    found = registry.load(folder / "credentials", today=TODAY)
    made = form_acts.apply(FORM[form], body(form, **changes), found, today=TODAY, random=bytes)
    made.make()
    return made.title


def test_an_achievement_is_written_with_the_words_of_the_schema(folder):
    send(folder, "achievement")
    assert value(folder, CHARTS) == {
        "name": "Tidal Charts", "achievementType": "MicroCredential", "inLanguage": "en",
        "description": "Reads a chart.", "outcomes": ["Read a chart", "Say where the water is"],
        "criteria": "Read one **aloud**.", "creditsAvailable": 2.5, "workload": {"hours": 50}, "level": {"eqf": 5},
        "assessment": {"type": ["project"]}, "participation": "online",
        "qualityAssurance": {"name": "Yearly review", "type": "internal"},
    }  # fmt: skip


def test_what_is_not_answered_is_not_written(folder):
    optional = ("outcomes", "language", "hours", "credits", "level", "assessment", "mode", "quality")
    send(folder, "achievement", **dict.fromkeys(optional, ""))
    assert set(value(folder, CHARTS)) == {"name", "achievementType", "description", "criteria"}


@pytest.mark.parametrize(
    ("changes", "label", "reason"),
    [
        ({"hours": "many"}, "How many hours does it take?", "this cannot be read"),
        ({"hours": "1e9"}, "How many hours does it take?", "this cannot be read"),
        ({"hours": "20000"}, "How many hours does it take?", ""),
        ({"credits": "-1"}, "How many ECTS credits is it worth?", "this cannot be read"),
        ({"slug": "../issuer"}, "What is it called in addresses?", "this is no name for an address"),
        ({"slug": "Tidal Charts"}, "What is it called in addresses?", "this is no name for an address"),
        ({"language": "english please"}, "In which language is it taught?", ""),
        ({"title": "word " * 60}, "What is it called?", ""),
        ({"title": "Two\nlines"}, "What is it called?", ""),
    ],
)
def test_a_wrong_answer_is_told_at_its_question_and_nothing_is_written(folder, changes, label, reason):
    before = tree(folder)
    with pytest.raises(RecordsError) as error:
        send(folder, "achievement", **changes)
    assert {problem.field for problem in error.value.problems} == {label}
    assert reason in error.value.problems[0].reason
    assert tree(folder) == before


def test_all_wrong_answers_are_told_at_once(folder):
    with pytest.raises(RecordsError) as error:
        send(folder, "endorsement", achievement="nothing", url="http://x", date="yesterday")
    assert len(error.value.problems) == 3


@pytest.mark.parametrize("slug", ["visit", "new-visit"])
def test_what_is_there_is_not_overwritten(folder, slug):
    path = folder / "credentials/achievements/visit.yml"
    before = path.read_bytes()
    if slug == "visit":
        with pytest.raises(TestamurError, match="there is an achievement of this name already"):
            send(folder, "achievement", title="Visit")
    else:
        send(folder, "achievement", title="Visit", slug=slug)
    assert path.read_bytes() == before


def test_a_title_without_latin_letters_asks_for_a_name_in_addresses(folder):
    with pytest.raises(TestamurError, match="answer the question what it is called there"):
        send(folder, "achievement", title="潮汐图")
    send(folder, "achievement", title="潮汐图", slug="tidal-charts")
    assert value(folder, CHARTS)["name"] == "潮汐图"


@pytest.mark.parametrize(
    "text",
    [
        "A: b",
        "- not: a list",
        "{a: 1}",
        "[x]",
        "'",
        '"',
        "# no comment",
        "&a *a",
        "!!python/object:os.system",
        "yes",
        "~",
    ],
)
def test_what_means_something_in_yaml_stays_text(folder, text):
    send(folder, "achievement", about=text, slug="tidal-charts", title=f"Charts {text}")
    found = value(folder, CHARTS)
    assert (found["description"], found["name"]) == (text, f"Charts {text}")


def test_an_endorsement_is_written_as_what_was_said(folder):
    title = send(folder, "endorsement")
    assert "North Quay" not in title
    assert value(folder, QUAY) == {
        "achievement": "visit",
        "endorser": {
            "name": "North Quay Port Authority",
            "role": "employer",
            "url": "https://www.northquay.example",
        },
        "date": "2026-04-01",
        "comment": "We *hire* them.",
    }


def test_an_endorsement_of_nothing_in_particular_is_one_of_the_institution(folder):
    assert send(folder, "endorsement", achievement="") == "Add an endorsement of the institution"
    assert "achievement" not in value(folder, "credentials/endorsements/north-quay-port-authority.yml")


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"url": "javascript:alert(1)"}, "Their own site"),
        ({"source": "https://user:secret@quay.example"}, "Where can it be read?"),
        ({"date": "2026-12-24"}, "On which day did they say it?"),
        ({"achievement": "../issuer"}, "What do they endorse?"),
    ],
)
def test_an_endorsement_with_a_wrong_answer_is_refused_at_its_question(folder, changes, label):
    before = tree(folder)
    with pytest.raises(RecordsError) as error:
        send(folder, "endorsement", **changes)
    assert [problem.field for problem in error.value.problems] == [label]
    assert tree(folder) == before
