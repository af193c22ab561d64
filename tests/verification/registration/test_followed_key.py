"""Another key of a log is followed where its own root key named it, and by nobody else's word."""

import pytest

from logged import Web
from testamur.credentials import addresses
from testamur.errors import LogError
from testamur.log import checkpoint
from testamur.log.note import VerifierKey
from testamur.proofs import keys
from testamur.verification.registration import followed_key
from testamur.verification.registration.published_log import LogKeys, PublishedLog
from vector_making.sample_log import (
    BASE,
    LOG,
    NEXT,
    NEXT_SIGNER,
    ORIGIN,
    OTHER_SIGNER,
    ROOT,
    SampleLog,
    act,
    genesis,
)

BY_NEXT = {"signer": NEXT_SIGNER, "key": NEXT}
SEEN = 20
THIEF = keys.from_seed(bytes([99] * 32))
THIEFS_ROOT = VerifierKey(f"{ORIGIN}/root", 1, THIEF.public_key)
REPLACED = {"key": str(NEXT), "prev": str(LOG)}


@pytest.fixture
def seen():
    """The log as it was when it was seen."""
    log = SampleLog([genesis()])
    log.fill(SEEN)
    return log


def follow(log, seen, **by):
    files = {addresses.log_file(BASE, name): data for name, data in log.files(**(by or BY_NEXT)).items()}
    published = PublishedLog(BASE, LogKeys(LOG, LOG, ()), Web(files))
    return followed_key.follow(published, by.get("key", NEXT), checkpoint.open_note(seen.checkpoint(SEEN), LOG))


def test_a_key_that_the_root_key_named_is_followed(seen):
    grown = SampleLog([*seen.leaves, act("log-key", **REPLACED)])
    assert follow(grown, seen).keys.log == NEXT


def test_two_keys_one_after_the_other_are_followed(seen):
    third = NEXT._replace(public=OTHER_SIGNER.public_key)
    grown = SampleLog(
        [*seen.leaves, act("log-key", **REPLACED), act("log-key", key=str(third), prev=str(NEXT)), *seen.leaves[5:9]]
    )
    assert follow(grown, seen, signer=OTHER_SIGNER, key=third).keys.log == third


@pytest.mark.parametrize(
    "leaves",
    [
        [],
        [act("log-key", signer=OTHER_SIGNER, **REPLACED)],
        [act("log-key", key=str(NEXT), prev=str(ROOT))],
        [act("log-key", key=str(LOG), prev=str(NEXT))],
        [genesis(THIEFS_ROOT), act("log-key", signer=THIEF, **REPLACED)],
    ],
    ids=["no entry", "another signature", "of another key", "the other way", "a root key that was not seen"],
)
def test_nobody_elses_word_is_enough(seen, leaves):
    grown = SampleLog([*seen.leaves, *leaves, *seen.leaves[5:9]])
    with pytest.raises(LogError) as caught:
        follow(grown, seen)
    assert caught.value.code == "log-key"


def test_a_log_that_did_not_grow_from_what_was_seen_is_not_followed(seen):
    rewritten = SampleLog([genesis(THIEFS_ROOT), *seen.leaves[1:], act("log-key", signer=THIEF, **REPLACED)])
    with pytest.raises(LogError, match="did not grow from what was seen"):
        follow(rewritten, seen)


def test_a_key_that_signed_what_was_seen_is_the_one_that_is_replaced(seen):
    """The entry stood there already when the old key signed: its checkpoint was none."""
    grown = SampleLog([*seen.leaves[: SEEN - 1], act("log-key", **REPLACED), *seen.leaves[5:9]])
    before = SampleLog(grown.leaves[:SEEN])
    with pytest.raises(LogError, match="did not replace the known one"):
        follow(grown, before)
