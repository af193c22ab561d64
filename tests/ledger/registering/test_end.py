"""A log that ends: its last status lists, then its end, and nothing after it."""

import datetime
import json
from dataclasses import replace

import pytest

from issuing import NOW, OTHER_KEY, line, make_award, make_registry
from logged import act, end_act, issue, with_acts, with_log
from testamur.errors import LedgerError
from testamur.ledger.registering import acts, checkpoints
from testamur.ledger.store import Ledger

DAY = datetime.timedelta(days=1)
YEAR = datetime.timedelta(days=365)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ledger"


@pytest.fixture
def registry():
    return with_log(make_registry(make_award(1)))


@pytest.fixture
def ended(registry, folder):
    """The registry whose log has ended in its second run."""
    issue(registry, folder)
    after = with_acts(registry, end_act(now=NOW + DAY, next_base="https://badges.example.edu"))
    issue(after, folder, now=NOW + DAY, seed=1)
    return after


def operations(folder):
    return [json.loads(leaf)["op"] for leaf in checkpoints.leaves(folder)]


def test_the_end_is_the_last_entry_and_the_last_lists_stand_before_it(ended, folder):
    assert operations(folder)[-3:] == ["status", "status", "end"]


def test_the_end_names_the_log_that_goes_on(ended, folder):
    assert json.loads(checkpoints.leaves(folder)[-1])["next"] == "badges.example.edu/log"


def test_the_end_has_a_checkpoint_of_its_own(ended, folder):
    assert max(checkpoints.kept(folder)) == len(checkpoints.leaves(folder))


def test_an_end_in_the_first_run_comes_last_too(registry, folder):
    issue(with_acts(registry, end_act()), folder)
    assert operations(folder)[0] == "genesis"
    assert operations(folder)[-1] == "end"


@pytest.mark.parametrize("later", [DAY, 40 * DAY, YEAR], ids=["a day", "when lists are due", "a year"])
def test_a_run_after_the_end_that_has_nothing_to_do_does_nothing(ended, folder, later):
    before = Ledger(folder).entries()
    issue(ended, folder, now=NOW + DAY + later, seed=2)
    assert Ledger(folder).entries() == before


def test_nothing_is_issued_after_the_end(ended, folder):
    before = checkpoints.leaves(folder)
    more = make_registry(make_award(1), make_award(2))
    with pytest.raises(LedgerError, match="the log has ended: nothing can be entered any more"):
        issue(replace(more, issuer=ended.issuer), folder, now=NOW + 2 * DAY, seed=2)
    assert checkpoints.leaves(folder) == before


def test_nothing_is_withdrawn_after_the_end(ended, folder):
    withdrawn = make_registry(replace(make_award(1), history=(line("revoked"),)))
    with pytest.raises(LedgerError, match="the log has ended"):
        issue(replace(withdrawn, issuer=ended.issuer), folder, now=NOW + 2 * DAY, seed=2)


def test_no_key_is_added_after_the_end(ended):
    entered = [{"op": "genesis", **genesis(ended)}, *map(leaf_of(ended), ended.issuer.log.acts)]
    settings = ended.issuer.log
    more = replace(settings, acts=(*settings.acts[:-1], act("key-add", OTHER_KEY), settings.acts[-1]))
    with pytest.raises(LedgerError, match="the log has ended"):
        acts.missing(replace(ended.issuer, log=more), entered, "")


def genesis(registry):
    return {"origin": acts.origin_of(registry.issuer), "root": registry.issuer.log.root}


def leaf_of(registry):
    return lambda one: acts.signed_leaf(one, f"did:web:{registry.issuer.base.removeprefix('https://')}:issuer")


def test_no_act_follows_the_end_in_issuer_yml(registry, folder):
    with pytest.raises(LedgerError, match="act 2 ends the log, and others follow"):
        issue(with_acts(registry, end_act(), act("key-add", OTHER_KEY)), folder)


def test_an_end_that_the_root_key_did_not_sign_is_refused(registry, folder):
    with pytest.raises(LedgerError, match="not signed by the root key"):
        issue(with_acts(registry, end_act(root=OTHER_KEY)), folder)
