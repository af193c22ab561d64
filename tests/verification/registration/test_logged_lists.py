"""A status list that is not the newest of the log is no answer, but what it withdraws for good stays withdrawn."""

import datetime

import pytest

from testamur.verification.check import could_not_run, failed, passed
from testamur.verification.reading.instants import read_instant
from testamur.verification.registration import logged_lists
from testamur.verification.registration.log_tail import LogTail
from testamur.verification.registration.logged_lists import SignedList
from testamur.verification.verdict import Verdict
from vector_making.sample_credentials import digest_of
from vector_making.sample_log import BASE, current_list
from vector_making.sample_web import a_list, list_address

NEWEST, OLDER = current_list(), a_list(base=BASE, signed="2026-09-20T12:00:00Z")
ENTRY = {"c": digest_of(NEWEST), "list": "revocation-1", "op": "status", "t": NEWEST["validFrom"], "v": 1}
CLEAR = passed("status", "not withdrawn and not on hold")
DAY = datetime.timedelta(days=1)


def held_to(status, document, entry=ENTRY, address=None):
    lists = {address or list_address(base=BASE): SignedList(document, read_instant(document["validFrom"], ""))}
    return logged_lists.check(status, lists, BASE, LogTail({"revocation-1": entry} if entry else {}, None))


def test_the_newest_list_is_an_answer():
    assert held_to(CLEAR, NEWEST) is CLEAR


def test_a_list_that_was_only_written_otherwise_is_the_same():
    assert held_to(CLEAR, dict(reversed(NEWEST.items()))) is CLEAR


@pytest.mark.parametrize(
    ("document", "entry", "code"),
    [
        (OLDER, ENTRY, "list-older"),
        (OLDER, {**ENTRY, "t": OLDER["validFrom"]}, "list-not-entered"),
        (OLDER, {**ENTRY, "t": "soon"}, "list-not-entered"),
        (NEWEST, None, "list-not-entered"),
        (NEWEST, {**ENTRY, "c": [ENTRY["c"]]}, "list-not-entered"),
    ],
)
def test_another_list_is_no_answer(document, entry, code):
    found = held_to(CLEAR, document, entry)
    assert (found.outcome, found.code) == ("could-not-run", code)


@pytest.mark.parametrize(
    "address", [f"{BASE}/lists/revocation-1.json", f"{BASE}/status/revocation-1", f"{BASE}/status/x.json"]
)
def test_a_list_in_another_place_is_none_of_the_log(address):
    assert held_to(CLEAR, NEWEST, address=address).code == "list-not-entered"


def test_a_list_in_another_place_is_not_that_of_an_entry_without_a_name():
    lists = {f"{BASE}/lists/x.json": SignedList(NEWEST, read_instant(NEWEST["validFrom"], ""))}
    assert logged_lists.check(CLEAR, lists, BASE, LogTail({"": ENTRY}, None)).code == "list-not-entered"


def test_a_hold_by_an_older_list_may_have_been_lifted():
    held = failed("status", "suspended", "on hold", Verdict.SUSPENDED)
    assert held_to(held, OLDER).code == "list-older"
    assert held_to(held, NEWEST) is held


@pytest.mark.parametrize(
    "status",
    [
        failed("status", "revoked", "withdrawn", Verdict.REVOKED),
        failed("status", "replaced", "replaced", Verdict.SUPERSEDED),
        failed("status", "status-entry", "the status entry is wrong"),
        could_not_run("status", "list-stale", "it is too old"),
    ],
    ids=lambda status: status.code,
)
def test_what_stays_so_is_not_asked_of_the_log(status):
    assert held_to(status, OLDER) is status
