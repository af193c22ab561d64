import pytest

from registries import VISIT, make_registry, run, value

RESULT = "resultDescription:\n  - {id: project, name: Project, resultType: Percent, valueMax: 100}\n"
FILE = "credentials/offerings/visit-spring-2026.yml"
DAYS = ("--achievement", "Harbour Visit", "--name", "Spring 2026", "--from", "2026-02-02", "--to", "2026-05-08")
FIGURES = ("--places", "24", "--enrolled", "22", "--completed", "20", "--passed", "17", "--as-of", "2026-05-12",
           "--source", "Mark sheets")  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path, {"achievements/visit.yml": VISIT + RESULT})
    return tmp_path


def add(folder, *arguments, **more):
    return run("new", "offering", *arguments, folder=folder, **more)


def test_a_run_of_a_course_is_written_with_its_figures(folder):
    done = add(
        folder, *DAYS, *FIGURES, "--mode", "online", "--language", "en", "--result", "0–59: 3",
        "--result", "60–100: 17", "--responses", "16", "--score", "4.3", "--scale", "1-5", "--asked-on", "2026-05-12",
    )  # fmt: skip
    assert (done.code, done.out, done.err) == (0, f"{FILE}\n", "")
    assert value(folder, FILE) == {
        "achievement": "visit", "name": "Spring 2026", "period": {"from": "2026-02-02", "to": "2026-05-08"},
        "language": "en", "mode": "online", "places": 24, "enrolled": 22, "completed": 20, "passed": 17,
        "results": {"of": "project", "counts": [{"value": "0–59", "count": 3}, {"value": "60–100", "count": 17}]},
        "asOf": "2026-05-12", "source": "Mark sheets",
        "feedback": [
            {"by": "learners", "date": "2026-05-12", "responses": 16, "score": 4.3, "scale": {"worst": 1, "best": 5}}
        ],
    }  # fmt: skip


def test_a_run_without_a_name_is_called_by_the_month_in_which_it_begins(folder):
    done = add(folder, *DAYS[:2], *DAYS[4:])
    assert done.out == "credentials/offerings/visit-2026-02.yml\n"


def test_none_is_a_number_and_not_the_same_as_not_counted(folder):
    add(folder, *DAYS, "--enrolled", "0")
    assert value(folder, FILE)["enrolled"] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--enrolled", "22", "--passed", "23"), "that is more than enrolled (22)"),
        (("--result", "many"), "write what was reached, a colon, and how many reached it"),
        (("--responses", "16"), "--score, --scale, --asked-on is missing"),
        (("--responses", "16", "--score", "good", "--scale", "1-5", "--asked-on", "2026-05-12"), "4.3"),
        (("--to", "2026-01-01"), "period"),
        (("--as", "../x"), "is not a name for a file"),
    ],
)
def test_figures_that_cannot_be_are_refused_and_nothing_is_written(folder, arguments, message):
    done = add(folder, *DAYS, *arguments)
    assert done.code != 0
    assert message in done.err
    assert not (folder / "credentials/offerings").exists()


@pytest.mark.usefixtures("somebody_there")
def test_on_a_terminal_it_is_asked_one_by_one_and_again_with_the_reason(folder):
    answers = [
        "visits", "visit", "Spring 2026", "2026-02-02", "2026-02-30", "2026-02-01", "2026-05-08",
        "online", "24", "twenty", "22", "23", "20", "17", "60–100: 17", "",
        "16", "1-5", "9", "4.3", "2026-05-12", "One more hour.", "2026-05-12", "Mark sheets",
    ]  # fmt: skip
    done = add(folder, answers="".join(f"{answer}\n" for answer in answers))
    assert done.code == 0
    assert "Write a number of people, in digits: 22." in done.err
    assert "Did you mean visit?" in done.err
    assert "That is before its first day, 2026-02-02." in done.err
    assert "That is more than enrolled (22)." in done.err
    assert "Write a number of that scale." in done.err
    found = value(folder, FILE)
    assert (found["enrolled"], found["results"]["counts"]) == (22, [{"value": "60–100", "count": 17}])
    (said,) = found["feedback"]
    assert (said["score"], said["changed"]) == (4.3, "One more hour.")
