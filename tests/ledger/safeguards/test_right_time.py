"""Whether a clock can be right, by what else is known of the time."""

import datetime

import pytest

from issuing import NOW, make_award, make_registry, run
from testamur.errors import LedgerError
from testamur.ledger.safeguards import right_time
from testamur.ledger.safeguards.right_time import TimeEvidence, check_clock
from testamur.ledger.safeguards.start import Start
from testamur.ledger.store import Ledger

DAY, MINUTE = datetime.timedelta(days=1), datetime.timedelta(minutes=1)


@pytest.mark.parametrize("ahead", [-9 * MINUTE, 0 * MINUTE, 23 * 60 * MINUTE])
def test_a_clock_that_agrees_with_the_hosts_is_known_to_be_right(ahead):
    assert check_clock(NOW + ahead, TimeEvidence(host=NOW, entered=NOW + 90 * DAY, committed=NOW + 90 * DAY))


@pytest.mark.parametrize("ahead", [-11 * MINUTE, 25 * 60 * MINUTE, 400 * DAY])
def test_a_clock_that_differs_from_the_hosts_is_wrong(ahead):
    with pytest.raises(LedgerError, match="let the system set its clock by itself"):
        check_clock(NOW + ahead, TimeEvidence(host=NOW))


@pytest.mark.parametrize(
    "signs",
    [
        TimeEvidence(),
        TimeEvidence(entered=NOW),
        TimeEvidence(committed=NOW + 9 * MINUTE),
        TimeEvidence(entered=NOW - 399 * DAY),
    ],
)
def test_a_clock_that_nothing_contradicts_is_taken_and_not_known(signs):
    assert not check_clock(NOW, signs)


@pytest.mark.parametrize("signs", [TimeEvidence(entered=NOW + MINUTE), TimeEvidence(committed=NOW + 11 * MINUTE)])
def test_it_is_not_earlier_than_what_was_done(signs):
    with pytest.raises(LedgerError, match="which is later"):
        check_clock(NOW, signs)


def test_after_more_than_a_year_without_a_sign_the_clock_has_to_be_looked_at():
    with pytest.raises(LedgerError, match="testamur issue --today 2026-11-01"):
        check_clock(NOW, TimeEvidence(entered=NOW - 401 * DAY, committed=NOW - 500 * DAY))


@pytest.mark.parametrize("day", [NOW.date(), NOW.date() + DAY, NOW.date() - DAY])
def test_who_says_which_day_it_is_settles_it(day):
    assert check_clock(NOW, TimeEvidence(day=day, host=NOW + 90 * DAY, entered=NOW + 90 * DAY))


def test_who_says_another_day_than_the_clock_settles_nothing():
    with pytest.raises(LedgerError, match="and not 2026-11-03"):
        check_clock(NOW, TimeEvidence(day=NOW.date() + 2 * DAY))


def test_the_ledger_was_last_written_to_at_its_last_line_and_not_at_its_latest(folder):
    run(make_registry(make_award(1)), folder, now=NOW + 90 * DAY)
    run(make_registry(make_award(1)), folder, now=NOW, seed=1, start=Start(is_time_known=True))
    assert right_time.last_entry_instant(Ledger(folder).entries()) == NOW


def test_no_run_with_a_clock_that_is_behind_writes_to_the_ledger(folder):
    run(make_registry(make_award(1)), folder)
    with pytest.raises(LedgerError, match="which is later"):
        run(make_registry(make_award(1), make_award(2)), folder, now=NOW - MINUTE, seed=1)
