"""The keys of one log, one after the other: each opens the checkpoints of its own sizes, and no others."""

import pytest

from log_samples import LOG, LOG_SIGNER, ORIGIN, WITNESS, checkpoint_of
from testamur.errors import LogError
from testamur.log import checkpoint
from testamur.log.checkpoint import Checkpoint
from testamur.log.key_succession import KeySuccession, Replacement
from testamur.proofs import keys

SECOND_SIGNER, THIRD_SIGNER = (keys.from_seed(bytes([number] * 32)) for number in (51, 52))
SECOND, THIRD = (LOG._replace(public=one.public_key) for one in (SECOND_SIGNER, THIRD_SIGNER))
FIRST_STEP = Replacement(4, str(LOG), str(SECOND))
SECOND_STEP = Replacement(9, str(SECOND), str(THIRD))
STEPS = [FIRST_STEP, SECOND_STEP]


def signed(size, key, signer):
    return checkpoint.sign(Checkpoint(ORIGIN, size, bytes(32)), key, signer.sign)


@pytest.mark.parametrize("steps", [STEPS, STEPS[::-1]])
def test_each_key_signs_the_trees_from_its_entry_on(steps):
    keys = KeySuccession(THIRD, steps)
    assert [keys.key_at(size) for size in (0, 4, 5, 9, 10, 2**40)] == [LOG, LOG, SECOND, SECOND, THIRD, THIRD]


def test_a_log_whose_key_was_never_replaced_has_one():
    assert KeySuccession(LOG).open(checkpoint_of(13)).checkpoint.size == 13


@pytest.mark.parametrize(
    ("size", "key", "signer"), [(4, LOG, LOG_SIGNER), (5, SECOND, SECOND_SIGNER), (10, THIRD, THIRD_SIGNER)]
)
def test_a_checkpoint_by_the_key_of_its_size_is_opened(size, key, signer):
    assert KeySuccession(THIRD, STEPS).open(signed(size, key, signer)).checkpoint.size == size


@pytest.mark.parametrize(
    ("size", "key", "signer"),
    [(5, LOG, LOG_SIGNER), (9, LOG, LOG_SIGNER), (4, SECOND, SECOND_SIGNER), (10, SECOND, SECOND_SIGNER)],
)
def test_a_checkpoint_by_another_key_of_the_log_is_none(size, key, signer):
    with pytest.raises(LogError, match="did not sign it") as caught:
        KeySuccession(THIRD, STEPS).open(signed(size, key, signer))
    assert caught.value.code == "log-signature"


@pytest.mark.parametrize(
    ("newest", "steps"),
    [
        (LOG, [FIRST_STEP]),
        (THIRD, [FIRST_STEP]),
        (THIRD, [SECOND_STEP, FIRST_STEP._replace(at=12)]),
        (THIRD, [FIRST_STEP, SECOND_STEP._replace(old=str(LOG))]),
        (SECOND, [FIRST_STEP._replace(old="x")]),
        (SECOND, [FIRST_STEP._replace(old=str(WITNESS))]),
        (SECOND, [FIRST_STEP._replace(old=str(LOG._replace(name="other.example/log")))]),
    ],
)
def test_keys_that_do_not_follow_each_other_are_refused(newest, steps):
    with pytest.raises(LogError) as caught:
        KeySuccession(newest, steps)
    assert caught.value.code == "log-key"
