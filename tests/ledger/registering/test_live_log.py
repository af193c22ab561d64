"""Before anything is signed, the log that is published is compared with the ledger at hand (catalogue, T-09)."""

import datetime

import pytest

from issuing import NOW, OTHER_KEY, make_award, make_registry
from logged import BASE, LOG_SIGNER, Web, issue, with_log
from testamur.errors import LedgerError
from testamur.ledger.registering import checkpoints, live_log
from testamur.log import checkpoint
from testamur.log.checkpoint import Checkpoint
from testamur.log.note import SIGNATURE, VerifierKey

DAY = datetime.timedelta(days=1)
KEY = VerifierKey("badges.harbour.example/log", SIGNATURE, LOG_SIGNER.public_key)


@pytest.fixture
def registry():
    return with_log(make_registry(make_award(1)))


@pytest.fixture
def folder(tmp_path, registry):
    """A ledger with two checkpoints."""
    issue(registry, tmp_path / "ledger")
    issue(with_log(make_registry(make_award(1), make_award(2))), tmp_path / "ledger", now=NOW + DAY, seed=1)
    return tmp_path / "ledger"


def look(registry, folder, data):
    live_log.check(registry.issuer, folder, Web({} if data is None else {f"{BASE}/log/checkpoint": data}))


def signed(size, root, signer=LOG_SIGNER):
    return checkpoint.sign(Checkpoint(KEY.name, size, root), KEY, signer.sign)


def test_nothing_is_published_yet(registry, folder):
    look(registry, folder, None)


def test_an_older_checkpoint_of_this_ledger_is_no_contradiction(registry, folder):
    for data in checkpoints.kept(folder).values():
        look(registry, folder, data)


def test_a_longer_log_says_that_this_ledger_is_old(registry, folder):
    with pytest.raises(LedgerError, match=r"older than what is published.*Fetch the ledger again"):
        look(registry, folder, signed(max(checkpoints.kept(folder)) + 1, bytes(32)))


def test_another_log_of_the_same_size_is_a_fork(registry, folder):
    with pytest.raises(LedgerError, match="as many entries have another root"):
        look(registry, folder, signed(max(checkpoints.kept(folder)), bytes(32)))


def test_a_shorter_log_with_another_history_is_a_fork(registry, folder):
    with pytest.raises(LedgerError, match="the first 3 entries have another root"):
        look(registry, folder, signed(3, bytes(32)))


def test_a_checkpoint_that_another_key_signed_stops_the_run(registry, folder):
    with pytest.raises(LedgerError, match="is not a checkpoint of this log"):
        look(registry, folder, signed(3, bytes(32), OTHER_KEY))


def test_a_page_instead_of_a_checkpoint_stops_the_run(registry, folder):
    with pytest.raises(LedgerError, match="is not a checkpoint of this log"):
        look(registry, folder, b"<!doctype html>\n")
