"""The folder of the ledger is whole or untouched, whenever a run is killed."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from issuing import killed_after, line, make_award, make_registry, run, tree
from testamur.errors import LedgerError
from testamur.ledger import store
from testamur.ledger.store import Ledger
from thoroughness import either

AWARDS = [make_award(number) for number in range(20)]
REGISTRY = make_registry(*AWARDS)


def edited():
    """The same registry after a correction, a revocation and a new award."""
    from dataclasses import replace

    first = replace(AWARDS[0], history=(line("corrected"),))
    second = replace(AWARDS[1], history=(line("revoked", reason="other"),))
    return make_registry(first, second, *AWARDS[2:], make_award(99))


def check_whole(folder):
    """Assert that every edition is entered once, every credential is the current edition, and every list exists."""
    ledger = Ledger(folder)
    entered = [entry["c"] for entry in ledger.entries() if entry["op"] in {"issue", "reissue"}]
    editions = [edition.digest for known in ledger.states().values() for edition in known.editions]
    assert sorted(entered) == sorted(set(entered)) == sorted(editions)
    from testamur.ledger.state import digest

    assert all(digest(ledger.credential(award)) == known.current.digest for award, known in ledger.states().items())


class KilledError(BaseException):
    """Simulates a kill at one step."""


def test_a_run_stopped_at_any_step_is_completed_or_undone_by_the_next(tmp_path, monkeypatch):
    step = 0
    while True:
        folder = tmp_path / str(step)
        run(REGISTRY, folder)
        remaining = [step]

        def killing(original, remaining=remaining):
            def act(*arguments, **named):
                if remaining[0] == 0:
                    raise KilledError
                remaining[0] -= 1
                return original(*arguments, **named)

            return act

        with monkeypatch.context() as patch:
            for place, name in ((os, "write"), (os, "replace"), (Path, "rename"), (Path, "unlink")):
                patch.setattr(place, name, killing(getattr(place, name)))
            try:
                run(edited(), folder, seed=1)
            except KilledError:
                pass
            else:
                break
        run(edited(), folder, seed=2)
        check_whole(folder)
        assert len(Ledger(folder).state(AWARDS[0].id).editions) == 2
        assert not list(folder.glob(".*"))
        step += 1
    assert step > 10


def test_a_run_killed_at_random_moments_loses_and_duplicates_nothing(tmp_path):
    chance = random.Random(7)
    begun = time.perf_counter()
    run(REGISTRY, tmp_path / "measure")
    whole = time.perf_counter() - begun
    folder = tmp_path / "ledger"
    for attempt in range(either(50, 200)):
        registry = REGISTRY if attempt < either(25, 100) else edited()
        killed_after(chance.uniform(0, whole * 1.2), lambda: run(registry, folder, seed=attempt))
    run(edited(), folder, seed=99)
    check_whole(folder)
    assert len(Ledger(folder).award_ids()) == 21


def test_readers_notice_an_interrupted_run(tmp_path):
    (tmp_path / ".committed").mkdir()
    with pytest.raises(LedgerError, match="interrupted"):
        Ledger(tmp_path)


def test_two_concurrent_runs_are_refused(tmp_path):
    with store.transaction(tmp_path), pytest.raises(LedgerError, match="another testamur issue"):
        run(REGISTRY, tmp_path)


def test_a_ledger_of_another_format_is_refused(tmp_path):
    (tmp_path / "format").write_text("testamur-ledger/2\n")
    with pytest.raises(LedgerError, match="format"):
        run(REGISTRY, tmp_path)


def test_a_ledger_that_does_not_exist_is_empty(tmp_path):
    ledger = Ledger(tmp_path / "none")
    assert (ledger.award_ids(), ledger.entries(), ledger.status_lists()) == ([], [], [])


def test_files_are_the_same_for_the_same_inputs(tmp_path):
    run(REGISTRY, tmp_path / "one")
    run(REGISTRY, tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def committed(folder, name, text):
    """Let the ledger look as after a run that was killed while it moved `name` into place."""
    path = folder / ".committed" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)


@pytest.mark.parametrize("there", [(), ("awards",), ("awards", "credentials")])
def test_an_interrupted_run_is_finished_whatever_folders_it_had_moved(tmp_path, there):
    run(REGISTRY, tmp_path / "whole")
    folder = tmp_path / "ledger"
    shutil.copytree(tmp_path / "whole", folder / ".committed")
    for name in there:  # half of it
        (folder / name).mkdir()
        moved = min((folder / ".committed" / name).iterdir())
        moved.rename(folder / name / moved.name)
    store.finish_interrupted(folder)
    assert tree(folder) == tree(tmp_path / "whole")


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "credentials/../../outside.txt", "entries.jsonl"])
def test_finishing_a_run_removes_nothing_that_no_run_removes(tmp_path, name):
    """Whoever may push to the ledger's branch can put an unfinished run there."""
    folder, outside = tmp_path / "ledger", tmp_path / "outside.txt"
    run(REGISTRY, folder)
    outside.write_text("kept")
    committed(folder, "removals", name)
    with pytest.raises(LedgerError, match="which no run removes"):
        store.finish_interrupted(folder)
    assert outside.exists()
    assert (folder / "entries.jsonl").exists()


@pytest.mark.parametrize("link", ["x", "awards/x", ".committed", ".staging", "entries.jsonl"])
def test_nothing_is_written_through_a_symbolic_link_in_the_ledger(tmp_path, link):
    folder, outside = tmp_path / "ledger", tmp_path / "outside"
    run(REGISTRY, folder)
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    (folder / link).unlink(missing_ok=True)
    (folder / link).symlink_to(outside)
    with pytest.raises(LedgerError, match=f"ledger/{link} is a symbolic link"):
        run(edited(), folder)
    assert [path.name for path in outside.iterdir()] == ["kept.txt"]


def test_files_that_are_no_status_lists_are_not_taken_for_ones(tmp_path):
    run(REGISTRY, tmp_path)
    known = Ledger(tmp_path).status_lists()
    for name in (".DS_Store", "x.json", "revocation-.json", "revocation-0.json", "suspension--1.json"):
        (tmp_path / "status" / name).write_bytes(b"\0")
    assert Ledger(tmp_path).status_lists() == known


def test_the_lock_ends_with_the_run_and_not_with_a_process_that_it_started(tmp_path):
    with store.transaction(tmp_path):
        child = os.fork()
        if child == 0:
            signal.pause()
    try:
        with store.transaction(tmp_path):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_an_id_that_somebody_has_already_is_that_very_text(tmp_path):
    run(REGISTRY, tmp_path / "ledger")
    award_id = AWARDS[0].id
    mine = f"{award_id[:4]}{award_id[4:]}"
    states = Ledger(tmp_path / "ledger").states(ids=[mine])
    assert next(name for name in states if name == mine) is mine


def test_of_a_state_that_is_read_stays_what_is_taken(tmp_path):
    run(REGISTRY, tmp_path / "ledger")
    ledger, known = Ledger(tmp_path / "ledger"), AWARDS[0].id
    states = ledger.states(lambda _, state: state.for_pages(), {known: ledger.state(known)})
    assert [name for name, state in states.items() if state.record_salt] == [known]
