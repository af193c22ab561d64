import pytest

from registries import make_registry, run, value


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


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


def test_a_name_that_is_there_in_another_spelling_is_told_with_the_way_to_join_the_two(folder):
    done = run("new", "learner", "--name", "ZOE O BRIAIN", "--id", "l-3", folder=folder)
    assert (done.code, done.out) == (0, "credentials/learners/l-3.yml\n")
    assert "l-2 (Zoë Ó Briain) has this name, perhaps written otherwise." in done.err
    assert "testamur merge-learners l-2 l-3" in done.err


@pytest.mark.parametrize(("answer", "number"), [("n", 2), ("y", 3)])
def test_on_a_terminal_it_is_asked_whether_a_namesake_is_somebody_else(folder, somebody_there, answer, number):
    run("new", "learner", "--name", "Ada Okafor", "--email", "a@mail.example", folder=folder, answers=f"{answer}\n")
    assert len(list((folder / "credentials/learners").iterdir())) == number
