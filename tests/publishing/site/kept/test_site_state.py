"""The state of a site: what counts, and what is not relied on."""

import sqlite3

import pytest

from testamur.publishing.site.kept import site_state
from testamur.publishing.site.kept.site_state import KeptAward, KeptFile

KEPT = KeptAward(
    b"i" * 32,
    "s" * 64,
    [KeptFile("awards/a", 6, 0o040755, 0, 900), KeptFile("awards/a/index.html", 7, 0o100644, 12, 1000)],
)


@pytest.fixture
def output(tmp_path, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "output"


def enter(output, settled=2000):
    with site_state.state_of(output) as state:
        state.enter("a", KEPT)
        state.commit(settled)


def read(output):
    with site_state.state_of(output) as state:
        return state and state.award("a")


def in_short(output):
    with site_state.state_of(output) as state:
        return [tuple(kept) for kept in state.folders()]


def file(output):
    (found,) = (output.parent / "cache" / "sites").iterdir()
    return found


def test_what_was_entered_is_kept(output):
    enter(output)
    assert read(output) == KEPT


def test_it_is_kept_in_short_too(output):
    enter(output)
    assert in_short(output) == [("a", "s" * 64, 1000, [["awards", 6, 0o040755, 900]])]


def test_what_was_not_committed_does_not_count(output):
    with site_state.state_of(output) as state:
        state.enter("a", KEPT)
    assert read(output) is None


def test_nothing_counts_where_something_could_not_be_forgotten(output):
    with site_state.state_of(output) as state:
        state.seen(b"makers").put(b"key", "old")
        state.commit(2000)
    with site_state.state_of(output) as state:
        state.seen(b"makers")
        state._connection.execute("CREATE TEMP TRIGGER full BEFORE DELETE ON seen BEGIN SELECT RAISE(ABORT, ''); END")
        state.enter("a", KEPT)
        state.commit(2000)
    assert read(output) is None


def test_each_place_has_a_state_of_its_own(output):
    enter(output)
    assert read(output.with_name("other")) is None


def test_what_is_forgotten_is_not_kept(output):
    enter(output)
    with site_state.state_of(output) as state:
        state.forget("a")
        state.commit(2000)
    assert read(output) is None


@pytest.mark.parametrize(("settled", "relied_on"), [(999, False), (1000, False), (1001, True)])
def test_a_file_that_is_no_older_than_the_state_is_not_relied_on(output, settled, relied_on):
    enter(output, settled)
    assert (read(output) is not None) is relied_on
    assert bool(in_short(output)) is relied_on


@pytest.mark.parametrize(
    "change",
    ["inputs = x'00'", "files = '[]'", "seal = x'00'", "id = 'a', files = x'5b5d'", "spelt = x'5b5d'", "spelt = 'x'"],
)
def test_a_row_that_was_damaged_is_not_relied_on(output, change):
    enter(output)
    connection = sqlite3.connect(file(output))
    connection.execute(f"UPDATE award SET {change}")
    connection.commit()
    connection.close()
    assert read(output) is None


def test_a_row_of_another_award_is_not_relied_on(output):
    enter(output)
    connection = sqlite3.connect(file(output))
    connection.execute("UPDATE award SET id = 'b'")
    connection.commit()
    connection.close()
    with site_state.state_of(output) as state:
        assert state.award("b") is None


@pytest.mark.parametrize("change", ["last = 'a'", "spelt = x'5b5d'", "seal = 'x'", "spelt = '[]'"])
def test_a_run_that_was_damaged_is_not_relied_on(output, change):
    enter(output)
    connection = sqlite3.connect(file(output))
    connection.execute(f"UPDATE run SET {change}")
    connection.commit()
    connection.close()
    assert in_short(output) == []


@pytest.mark.parametrize(("later", "is_same"), [("one", True), ("two", False), (None, False)])
def test_it_is_known_whether_the_machine_has_run_since(output, monkeypatch, tmp_path, later, is_same):
    started = tmp_path / "boot_id"
    monkeypatch.setattr(site_state, "_START", started)
    started.write_text("one\n")
    enter(output)
    if later is None:
        started.unlink()
    else:
        started.write_text(f"{later}\n")
    with site_state.state_of(output) as state:
        assert state.is_of_this_start is is_same


def test_a_machine_that_does_not_say_when_it_was_started_may_have_been_at_any_time(output, monkeypatch, tmp_path):
    monkeypatch.setattr(site_state, "_START", tmp_path / "none")
    enter(output)
    with site_state.state_of(output) as state:
        assert not state.is_of_this_start


def test_a_state_that_others_can_write_is_not_used(output):
    enter(output)
    file(output).chmod(0o666)
    assert read(output) is None


def test_two_builds_do_not_share_a_state(output):
    enter(output)
    with site_state.state_of(output), site_state.state_of(output) as second:
        assert second is None


def test_no_more_states_are_kept_than_a_few(output, monkeypatch):
    monkeypatch.setattr(site_state, "_MOST", 2)
    for number in range(4):
        enter(output.with_name(f"output-{number}"))
    assert len(list((output.parent / "cache" / "sites").iterdir())) == 2
