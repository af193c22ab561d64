"""The folder of the ledger is whole or untouched, whenever a run is killed."""

import random
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
            for name in ("write_bytes", "rename", "replace", "unlink"):
                patch.setattr(Path, name, killing(getattr(Path, name)))
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


@pytest.mark.parametrize("name", ["../mine.txt", "awards/../../mine.txt", "/mine.txt"])
def test_an_interrupted_run_that_somebody_made_up_removes_nothing_elsewhere(tmp_path, name):
    mine, ledger = tmp_path / "mine.txt", tmp_path / "ledger"
    mine.write_text("kept")
    (ledger / ".committed").mkdir(parents=True)
    (ledger / ".committed/removals").write_text(f"{mine}" if name.startswith("/") else name)
    with pytest.raises(LedgerError, match="is not what testamur issue writes"), store.transaction(ledger):
        pass
    assert mine.read_text() == "kept"
