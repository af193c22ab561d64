"""The log's own key is replaced by the root key: what each of its keys signs, and what is refused."""

import datetime
import json
from dataclasses import replace

import pytest

from issuing import NOW, OTHER_KEY, make_award, make_registry
from logged import (
    BASE,
    LOG_SIGNER,
    NEXT_LOG_SIGNER,
    Web,
    issue,
    issue_and_publish,
    log_key_act,
    with_acts,
    with_log,
    with_log_key,
)
from published_files import publish
from testamur.errors import KeyRefusedError, LedgerError, LogError, PublishingError
from testamur.ledger.registering import checkpoints, live_log
from testamur.log import checkpoint, note
from testamur.log.checkpoint import Checkpoint
from testamur.log.merkle import Tree

DAY = datetime.timedelta(days=1)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ledger"


@pytest.fixture
def registry():
    return with_log(make_registry(make_award(1)))


@pytest.fixture
def rotated(registry, folder):
    """The registry whose log has its second key since its second run."""
    issue(registry, folder)
    after = with_log_key(registry, NEXT_LOG_SIGNER)
    issue(after, folder, now=NOW + DAY, seed=1, log_signer=NEXT_LOG_SIGNER)
    return after


def test_the_next_checkpoint_is_signed_by_the_new_key_alone(registry, rotated, folder):
    first, second = checkpoints.kept(folder).values()
    old, new = (note.read_key(one.issuer.log.key) for one in (registry, rotated))
    assert note.opened(note.read(first), [old, new])[0].key == old
    assert [signed.key for signed in note.opened(note.read(second), [old, new])] == [new]


def test_the_entry_names_both_keys(registry, rotated, folder):
    (leaf,) = [json.loads(one) for one in checkpoints.leaves(folder) if b'"log-key"' in one]
    assert (leaf["key"], leaf["prev"]) == (rotated.issuer.log.key, registry.issuer.log.key)


def test_what_the_old_key_signed_stays_as_it_is(registry, folder):
    first = issue_and_publish(registry, folder)
    after = with_log_key(registry, NEXT_LOG_SIGNER)
    second = issue_and_publish(after, folder, now=NOW + DAY, seed=1, log_signer=NEXT_LOG_SIGNER)
    kept = [name for name in first if name.endswith(".tlog-proof") or "/checkpoints/" in name]
    assert kept
    assert {name: second[name] for name in kept} == {name: first[name] for name in kept}


def test_strangers_are_given_the_newest_key(registry, folder):
    issue(registry, folder)
    after = with_log_key(registry, NEXT_LOG_SIGNER)
    files = issue_and_publish(after, folder, now=NOW + DAY, seed=1, log_signer=NEXT_LOG_SIGNER)
    assert files[f"{BASE}/log/vkey"] == f"{after.issuer.log.key}\n".encode()
    assert files[f"{BASE}/log/policy"].startswith(f"log {after.issuer.log.key}\n".encode())


def test_a_run_after_it_goes_on(rotated, folder):
    more = replace(with_log(make_registry(make_award(1), make_award(2))), issuer=rotated.issuer)
    issue(more, folder, now=NOW + 2 * DAY, seed=2, log_signer=NEXT_LOG_SIGNER)
    assert len(checkpoints.kept(folder)) == 3


def test_the_old_key_signs_nothing_any_more(rotated, folder):
    with pytest.raises(KeyRefusedError, match="the key of the log that was given is"):
        issue(rotated, folder, now=NOW + 2 * DAY, seed=2, log_signer=LOG_SIGNER)


def test_a_checkpoint_by_the_old_key_after_its_replacement_is_none(registry, rotated, folder):
    leaves = checkpoints.leaves(folder)
    old = note.read_key(registry.issuer.log.key)
    forged = checkpoint.sign(Checkpoint(old.name, len(leaves), Tree(leaves).root()), old, LOG_SIGNER.sign)
    (folder / "checkpoints" / str(len(leaves))).write_bytes(forged)
    with pytest.raises(LedgerError, match="did not sign it"):
        issue(rotated, folder, now=NOW + 2 * DAY, seed=2, log_signer=NEXT_LOG_SIGNER)


def test_a_new_key_that_has_signed_nothing_yet_is_not_published(registry, folder):
    issue(registry, folder)
    with pytest.raises(PublishingError, match="Run testamur issue"):
        publish(with_log_key(registry, NEXT_LOG_SIGNER), folder, NOW)


def test_a_replacement_that_the_root_key_did_not_sign_is_refused(registry, folder):
    forged = with_acts(registry, log_key_act(registry, NEXT_LOG_SIGNER, root=OTHER_KEY), key=NEXT_LOG_SIGNER)
    issue(registry, folder)
    with pytest.raises(LedgerError, match="not signed by the root key"):
        issue(forged, folder, now=NOW + DAY, seed=1, log_signer=NEXT_LOG_SIGNER)


def test_a_key_without_an_act_of_the_root_key_is_refused(registry, rotated, folder):
    without = replace(rotated.issuer.log, key=registry.issuer.log.key)
    with pytest.raises(LedgerError, match=r"the root key named .* last"):
        issue(replace(rotated, issuer=replace(rotated.issuer, log=without)), folder, now=NOW + 2 * DAY, seed=2)


def test_a_key_that_the_log_had_before_is_not_taken_again(registry, rotated, folder):
    back = with_log_key(rotated, LOG_SIGNER)
    with pytest.raises(LedgerError, match="is not taken again"):
        issue(back, folder, now=NOW + 2 * DAY, seed=2, log_signer=LOG_SIGNER)


def test_acts_that_do_not_follow_each_other_are_refused(registry, rotated, folder):
    other = with_acts(rotated, log_key_act(registry, OTHER_KEY), key=OTHER_KEY)
    with pytest.raises(LedgerError, match="the log's key until then was"):
        issue(other, folder, now=NOW + 2 * DAY, seed=2, log_signer=OTHER_KEY)


# The log that is published ------------------------------------------------------------------------------------------


def look(registry, folder, data):
    live_log.check(registry.issuer, folder, Web({f"{BASE}/log/checkpoint": data}))


def test_the_published_log_may_be_from_before_its_key_was_replaced(registry, rotated, folder):
    for data in checkpoints.kept(folder).values():
        look(rotated, folder, data)


def test_a_longer_log_by_the_new_key_says_that_this_ledger_is_old(registry, folder):
    issue(registry, folder)
    after = with_log_key(registry, NEXT_LOG_SIGNER)
    key = note.read_key(after.issuer.log.key)
    longer = checkpoint.sign(Checkpoint(key.name, 50, bytes(32)), key, NEXT_LOG_SIGNER.sign)
    with pytest.raises(LedgerError, match="older than what is published"):
        look(after, folder, longer)


def test_a_published_log_by_the_old_key_after_its_replacement_stops_the_run(registry, rotated, folder):
    leaves = checkpoints.leaves(folder)
    old = note.read_key(registry.issuer.log.key)
    forged = checkpoint.sign(Checkpoint(old.name, len(leaves), Tree(leaves).root()), old, LOG_SIGNER.sign)
    with pytest.raises(LedgerError, match="is not a checkpoint of this log") as caught:
        look(rotated, folder, forged)
    assert isinstance(caught.value.__cause__, LogError)
