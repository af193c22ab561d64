import pytest

from registries import VISIT, make_registry, run, value

QUAY = {
    "achievements/hand.yml": VISIT.replace("Harbour Visit", "Quay Hand"),
    "pathways/quay.yml": "name: Work on the quay\nsteps: [{achievement: visit}]\nmilestone: hand\n",
}


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


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
