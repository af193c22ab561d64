"""Which keys were good at which place of a log, by what its root key signed."""

import pytest

from testamur.credentials import did
from testamur.errors import LogError
from testamur.verification.registration.key_history import KeyHistory
from vector_making.sample_credentials import KEY, LOST_KEY, method
from vector_making.sample_log import BASE, LOG, MOMENT, NEXT, ORIGIN, OTHER_SIGNER, ROOT, act, genesis, line

DID = did.from_base(BASE)
OURS, OTHERS = method(KEY, DID), method(LOST_KEY, DID)
GENESIS = genesis()
ADDED = act("key-add", key=OURS)
ADDED_AT, ENDED_AT = 10, 20  # where the key was added, and where something was said of it
CUT_OFF = 15


def history(*leaves):
    return KeyHistory([(0, GENESIS), *leaves], ROOT, ORIGIN)


def revoked(**more):
    return act("key-revoke", key=OURS, reason="compromised", **more)


# T-12: a key that is good, retired, or lost with a cut-off, before and after each of these places.
@pytest.mark.parametrize("place", [9, 11, 14, 15, 19, 21])
@pytest.mark.parametrize(
    ("said", "refusals"),
    [
        (None, {9: "key-not-added"}),
        (act("key-retire", key=OURS), {9: "key-not-added", 21: "key-retired"}),
        (revoked(trusted_below=CUT_OFF), {9: "key-not-added", **dict.fromkeys((15, 19, 21), "key-revoked")}),
    ],
    ids=["good", "retired", "lost"],
)
def test_a_key_is_good_where_the_root_key_said_so(said, refusals, place):
    leaves = [(ADDED_AT, ADDED), *([(ENDED_AT, said)] if said else [])]
    assert history(*leaves).refusal(OURS, place) == refusals.get(place, "")


@pytest.mark.parametrize("cut_off", [{}, {"trusted_below": -1}, {"trusted_below": "15"}, {"trusted_below": None}])
def test_a_lost_key_without_a_cut_off_was_never_good(cut_off):
    assert history((ADDED_AT, ADDED), (ENDED_AT, revoked(**cut_off))).refusal(OURS, 12) == "key-revoked"


@pytest.mark.parametrize(
    "leaf",
    [
        act("key-retire", signer=OTHER_SIGNER, key=OURS),
        act("key-retire", key=OTHERS),
        act("key-retire", key=[OURS]),
        act("key-retire", key=OURS, v=2),
        line({"key": OURS, "op": "key-retire", "t": MOMENT, "v": 1}),
    ],
    ids=["another signature", "another key", "a list", "a later version", "no signature"],
)
def test_what_the_root_key_did_not_say_of_it_changes_nothing(leaf):
    assert history((ADDED_AT, ADDED), (ENDED_AT, leaf)).refusal(OURS, 25) == ""


def test_nothing_that_was_entered_after_the_end_is_good():
    ended = history((ADDED_AT, ADDED), (ENDED_AT, act("end")))
    assert [ended.refusal(OURS, place) for place in (19, 21)] == ["", "log-ended"]


@pytest.mark.parametrize(("leaf", "end"), [(act("end"), (20, "")), (act("end", next="x/log"), (20, "x/log"))])
def test_the_end_names_the_log_that_goes_on(leaf, end):
    assert history((ENDED_AT, leaf), (30, act("end", next="y/log"))).end == end


def test_an_end_that_the_root_key_did_not_sign_is_none():
    assert history((ENDED_AT, act("end", signer=OTHER_SIGNER))).end is None


def test_every_entry_about_keys_is_counted_once():
    leaves = [(ADDED_AT, ADDED), (ADDED_AT, ADDED), (12, act("log-key", key="x", prev="y")), (13, act("end"))]
    assert history(*leaves, (14, line({"op": "erase", "at": 3, "t": MOMENT, "v": 1}))).size == 4


def test_the_keys_of_the_log_follow_from_its_entries():
    replaced = history((ENDED_AT, act("log-key", key=str(NEXT), prev=str(LOG))))
    assert [replaced.succession(NEXT).key_at(size) for size in (20, 21)] == [LOG, NEXT]
    with pytest.raises(LogError):
        replaced.succession(LOG)


def test_a_log_that_begins_under_another_root_key_is_none():
    with pytest.raises(LogError) as caught:
        KeyHistory([(0, GENESIS)], ROOT._replace(public=OTHER_SIGNER.public_key), ORIGIN)
    assert caught.value.code == "log-root"


@pytest.mark.parametrize(("begun", "size"), [(0, 1), (4, 5), (4, 9)])
def test_a_tree_that_has_the_leaf_that_began_the_log_may_have_been_seen(begun, size):
    KeyHistory([(begun, GENESIS)], ROOT, ORIGIN).check_began_in(size)


def test_a_log_that_began_again_since_it_was_seen_is_another_one():
    with pytest.raises(LogError) as caught:
        KeyHistory([(4, GENESIS)], ROOT, ORIGIN).check_began_in(4)
    assert caught.value.code == "log-root"


def test_only_the_root_key_adds_a_key():
    others = act("key-add", signer=OTHER_SIGNER, key=OTHERS)
    found = history((1, ADDED), (2, others))
    assert (found.was_added(OURS), found.was_added(OTHERS)) == (True, False)


def test_only_the_root_key_says_that_a_key_was_lost():
    others = act("key-revoke", signer=OTHER_SIGNER, key=OURS, reason="compromised")
    assert not history((1, ADDED), (2, others)).was_lost(OURS)
    assert history((1, ADDED), (2, revoked())).was_lost(OURS)


def test_what_the_root_key_signed_once_counts_where_it_was_entered_first():
    one, two = (act("witnesses", policy=f"sha256:{digit * 64}") for digit in "12")
    found = history((1, one), (2, two), (3, one))
    assert (found.policy, found.size) == (f"sha256:{'2' * 64}", 4)
