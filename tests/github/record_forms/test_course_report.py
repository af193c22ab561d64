"""What the report of a course writes: a new run, or the figures of one that was announced."""

import datetime

import pytest

from form_answers import FORM, body
from registries import VISIT, make_registry, value
from testamur.errors import RecordsError, TestamurError
from testamur.github import form_acts
from testamur.records import registry

TODAY = datetime.date(2026, 11, 1)
FILE = "credentials/offerings/visit-spring-2026.yml"
RESULT = "resultDescription:\n  - {id: project, name: Project, resultType: Percent, valueMax: 100}\n"
ANNOUNCED = """\
# from the calendar
achievement: visit
name: {en: Spring 2026}  # on the poster
period: {from: 2026-02-02, to: 2026-05-08}
places: 30
survey: https://www.harbour.example/survey
"""


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path, {"achievements/visit.yml": VISIT + RESULT})
    return tmp_path


def send(folder, **changes):
    """Fill in the form and do what it asks; return the title."""
    found = registry.load(folder / "credentials", today=TODAY)
    made = form_acts.apply(FORM["course"], body("course", **changes), found, today=TODAY, random=bytes)
    made.make()
    return made.title


def test_a_run_is_written_with_its_figures(folder):
    send(folder, spread="0–59: 3\n60–100: 17")
    assert value(folder, FILE) == {
        "achievement": "visit", "name": "Spring 2026", "period": {"from": "2026-02-02", "to": "2026-05-08"},
        "language": "en", "mode": "in-person", "places": 24, "enrolled": 22, "completed": 20, "passed": 17,
        "results": {"of": "project", "counts": [{"value": "0–59", "count": 3}, {"value": "60–100", "count": 17}]},
        "asOf": "2026-05-12", "source": "Mark sheets",
        "feedback": [{
            "by": "learners", "date": "2026-05-12", "responses": 16, "score": 4.3, "scale": {"worst": 1, "best": 5},
            "changed": "One more hour at sea.",
        }],
    }  # fmt: skip


def test_the_figures_of_a_run_that_is_there_join_it_and_the_rest_stays(folder):
    path = folder / "credentials/offerings/spring.yml"
    path.parent.mkdir()
    path.write_text(ANNOUNCED)
    send(folder, places="", language="", mode="", responses="", score="", asked_on="", changed="")
    after = path.read_text()
    assert [line for line in ANNOUNCED.splitlines() if line not in after.splitlines()] == []
    found = value(folder, "credentials/offerings/spring.yml")
    assert (found["places"], found["enrolled"], found["passed"]) == (30, 22, 17)
    assert not (folder / FILE).exists()


def test_a_later_report_adds_what_was_said_and_keeps_what_was_said_before(folder):
    send(folder)
    send(folder, asked_on="2026-09-01", responses="9", score="4,8 of 1-5")
    said = value(folder, FILE)["feedback"]
    assert [one["responses"] for one in said] == [16, 9]


def test_of_two_runs_with_the_same_days_the_name_says_which(folder):
    path = folder / "credentials/offerings"
    path.mkdir()
    for number, name in enumerate(("Morning", "Evening")):
        (path / f"run-{number}.yml").write_text(ANNOUNCED.replace("Spring 2026", name))
    with pytest.raises(TestamurError, match="say what this one is called"):
        send(folder, run="")
    send(folder, run="Evening")
    assert value(folder, "credentials/offerings/run-1.yml")["enrolled"] == 22
    assert "enrolled" not in value(folder, "credentials/offerings/run-0.yml")


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"enrolled": "twenty"}, "How many began?"),
        ({"enrolled": "-3"}, "How many began?"),
        ({"passed": "23"}, "How many of those passed?"),
        ({"first": "2026-02-30"}, "On which day did it begin?"),
        ({"last": "2026-01-01"}, "On which day did it end?"),
        ({"score": "very good"}, "What did they give it, on average?"),
        ({"score": "9 of 1-5"}, "What did they give it, on average?"),
        ({"responses": ""}, "How many learners said what they think of it?"),
        ({"spread": "all good"}, "How many reached what?"),
        ({"spread": "60–100: 170"}, "How many reached what?"),
    ],
)
def test_a_figure_that_cannot_be_is_told_at_its_question_and_nothing_is_written(folder, changes, label):
    with pytest.raises(RecordsError) as error:
        send(folder, **changes)
    assert {problem.field for problem in error.value.problems} == {label}
    assert not (folder / "credentials/offerings").exists()


def test_figures_that_contradict_a_run_that_is_there_leave_it_as_it_was(folder):
    send(folder)
    before = (folder / FILE).read_bytes()
    with pytest.raises(RecordsError):
        send(folder, passed="99")
    assert (folder / FILE).read_bytes() == before


def test_how_results_are_spread_needs_a_result_that_is_described(tmp_path):
    make_registry(tmp_path)
    with pytest.raises(TestamurError, match="the achievement describes no results"):
        send(tmp_path, spread="60–100: 17")
