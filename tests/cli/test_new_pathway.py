import pytest

from registries import make_registry, run, value

FILE = "credentials/pathways/on-the-quay.yml"
CHARTS = "name: Charts, old and new\nachievementType: Badge\ndescription: A.\ncriteria: B.\n"
KNOTS = "name: Knots\nachievementType: Badge\ndescription: A.\ncriteria: B.\n"
FIRST_STEPS = "name: First steps\nsteps:\n  - achievement: knots\n"


@pytest.fixture
def folder(tmp_path):
    files = {
        "achievements/charts.yml": CHARTS,
        "achievements/knots.yml": KNOTS,
        "pathways/first-steps.yml": FIRST_STEPS,
    }
    make_registry(tmp_path, files)
    return tmp_path


def add(folder, *arguments, **more):
    return run("new", "pathway", *arguments, folder=folder, **more)


def test_a_pathway_is_written_from_options(folder):
    done = add(
        folder, "--name", "On the quay", "--description", "For deckhands.", "--step", "Harbour Visit",
        "--step", "charts", "--ordered", "--milestone", "knots", "--leads-to", "BSc", "--institution", "University",
        "--credits", "10",
    )  # fmt: skip
    assert (done.code, done.out) == (0, f"{FILE}\n")
    assert value(folder, FILE) == {
        "name": "On the quay",
        "description": "For deckhands.",
        "steps": [{"achievement": "visit"}, {"achievement": "charts"}],
        "ordered": True,
        "milestone": "knots",
        "leadsTo": {"name": "BSc", "institution": "University", "credits": 10},
    }


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("visit", {"achievement": "visit"}),
        ("charts, old and new", {"achievement": "charts"}),
        ("pathway: first-steps", {"pathway": "first-steps"}),
        ("First Steps", {"pathway": "first-steps"}),
        ("1 of: visit, knots", {"choose": 1, "of": [{"achievement": "visit"}, {"achievement": "knots"}]}),
        ("1 of Charts, old and new; Knots", {"choose": 1, "of": [{"achievement": "charts"}, {"achievement": "knots"}]}),
        (
            "1 of: pathway: first-steps, visit",
            {"choose": 1, "of": [{"pathway": "first-steps"}, {"achievement": "visit"}]},
        ),
    ],
)
def test_a_step_is_read_as_people_write_it(folder, text, step):
    add(folder, "--name", "On the quay", "--step", text)
    assert value(folder, FILE)["steps"] == [step]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("visits", "Did you mean visit?"),
        ("pathway: second-steps", "there is no pathway of this name. There are: first-steps"),
        ("3 of: visit, knots", "choose"),
        ("../issuer", "there is no achievement of this name"),
    ],
)
def test_a_step_that_cannot_be_is_refused(folder, text, message):
    done = add(folder, "--name", "On the quay", "--step", text)
    assert done.code != 0
    assert message in done.err
    assert not (folder / FILE).exists()


@pytest.mark.usefixtures("somebody_there")
def test_on_a_terminal_it_is_asked_one_by_one_and_again_with_the_reason(folder):
    answers = ["", "On the quay", "", "visits", "visit", "1 of: knots, charts", "", "", "", "y"]
    done = add(folder, answers="".join(f"{answer}\n" for answer in answers))
    assert done.code == 0
    assert "This one is needed" in done.err
    assert "Did you mean visit?" in done.err
    assert len(value(folder, FILE)["steps"]) == 2


@pytest.mark.parametrize("missing", ["--name", "--step"])
def test_in_a_script_what_is_missing_is_named(folder, missing):
    given = [
        word for pair in {"--name": "On the quay", "--step": "visit"}.items() if pair[0] != missing for word in pair
    ]
    done = add(folder, *given)
    assert (done.code, f"{missing} is missing" in done.err) == (2, True)


def test_details_of_a_programme_need_its_name(folder):
    done = add(folder, "--name", "On the quay", "--step", "visit", "--credits", "10")
    assert (done.code, "give its name, --leads-to" in done.err) == (2, True)


def test_a_name_that_is_taken_leads_to_the_option_for_another(folder):
    done = add(folder, "--name", "First steps", "--step", "visit")
    assert (done.code, "Choose another name with --slug" in done.err) == (2, True)
