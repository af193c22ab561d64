"""Signing in several processes: the ledger is that of one process, byte for byte, and nothing is half done."""

import datetime
import os
import signal

import pytest

from issuing import KEY, NOW, OTHER_KEY, line, make_award, make_registry, method, run, tree
from logged import LOG_SIGNER, with_log
from testamur.errors import LedgerError, RecordsError
from testamur.ledger.signing import side_by_side
from testamur.ledger.signing.award_drafts import DraftSigner
from testamur.ledger.store import Ledger
from testamur.proofs import multikey
from testamur.records.model.models import Evidence

LATER = NOW + datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(side_by_side, "BATCH", 2)


@pytest.fixture
def pids(monkeypatch, tmp_path):
    """The processes that signed."""
    sign = DraftSigner.sign

    def note(self, draft):
        (tmp_path / str(os.getpid())).touch()
        return sign(self, draft)

    monkeypatch.setattr(DraftSigner, "sign", note)
    return lambda: {int(path.name) for path in tmp_path.iterdir() if path.name.isdigit()}


def both(registry, tmp_path, **more):
    """Two ledgers of one registry, of one process and of three."""
    for name, jobs in (("one", 1), ("three", 3)):
        run(registry, tmp_path / name, jobs=jobs, **more)
    return tree(tmp_path / "one"), tree(tmp_path / "three")


def test_the_ledger_is_the_same(tmp_path, pids):
    one, three = both(make_registry(*map(make_award, range(20))), tmp_path)
    assert one == three
    assert pids() - {os.getpid()}


def test_what_is_entered_into_a_log_is_the_same(tmp_path):
    registry = with_log(make_registry(*map(make_award, range(20))))
    one, three = both(registry, tmp_path, log_signer=LOG_SIGNER)
    assert one == three
    assert len([name for name in three if name.startswith("checkpoints/")]) == 1


def test_corrections_withdrawals_and_erasures_keep_their_order(tmp_path):
    both(make_registry(*map(make_award, range(20))), tmp_path)
    acts = ("corrected", "suspended", "revoked", "erased", None)
    awards = [
        make_award(number, learner="" if act == "erased" else "l-1", history=(line(act),) if act else ())
        for number, act in ((number, acts[number % 5]) for number in range(25))
    ]
    one, three = both(make_registry(*awards), tmp_path, now=LATER, seed=5)
    assert one == three
    assert b'"erase"' in three["entries.jsonl"]


def test_what_a_compromised_key_signed_is_signed_anew_alike(tmp_path):
    both(make_registry(*map(make_award, range(9))), tmp_path)
    known = make_registry(*map(make_award, range(9)), methods=(method(state="compromised"), method(OTHER_KEY)))
    compromised = [multikey.encode(KEY.public_key)]
    one, three = both(known, tmp_path, now=LATER, signer=OTHER_KEY, reissue_keys=compromised)
    assert one == three


def test_few_awards_are_signed_in_this_process(tmp_path, pids):
    run(make_registry(*map(make_award, range(4))), tmp_path / "ledger", jobs=3)
    assert pids() == {os.getpid()}


def test_what_cannot_be_signed_is_told_as_in_one_process(tmp_path):
    wrong = make_award(7, evidence=(Evidence(name="\ud800"),))
    registry = make_registry(*(wrong if number == 7 else make_award(number) for number in range(20)))
    told = []
    for jobs in (1, 3):
        with pytest.raises(RecordsError) as raised:
            run(registry, tmp_path / str(jobs), jobs=jobs)
        told.append(raised.value.problems)
    assert told[0] == told[1]
    assert [(one.code, one.file) for one in told[0]] == [("cannot-be-signed", wrong.file)]


def test_a_process_that_is_ended_from_outside_leaves_the_ledger_as_it_was(tmp_path, monkeypatch):
    run(make_registry(make_award(50)), tmp_path / "ledger")
    before = tree(tmp_path / "ledger")
    mother, sign = os.getpid(), DraftSigner.sign

    def end(self, draft):
        if os.getpid() != mother:
            os.kill(os.getpid(), signal.SIGKILL)
        return sign(self, draft)

    monkeypatch.setattr(DraftSigner, "sign", end)
    registry = make_registry(make_award(50), *map(make_award, range(20)))
    with pytest.raises(LedgerError, match=r"nothing was issued.*--jobs 1"):
        run(registry, tmp_path / "ledger", jobs=2)
    assert tree(tmp_path / "ledger") == before
    monkeypatch.undo()
    run(registry, tmp_path / "ledger", jobs=2)


def test_an_award_that_nobody_approved_stops_the_run(tmp_path):
    awards = [make_award(number) for number in range(20)]
    approvals = {award.id: ["ada"] for award in awards[:-1]}
    with pytest.raises(LedgerError, match="became pending after approval was looked up"):
        run(make_registry(*awards), tmp_path / "ledger", jobs=3, approvals=approvals)
    assert not (tmp_path / "ledger" / "entries.jsonl").exists()


def test_no_place_is_drawn_twice(tmp_path):
    awards = [make_award(number) for number in range(40)]
    run(make_registry(*awards), tmp_path / "ledger", jobs=3)
    places = [state.current.status_list_index for state in Ledger(tmp_path / "ledger").states().values()]
    assert len(set(places)) == len(awards)
