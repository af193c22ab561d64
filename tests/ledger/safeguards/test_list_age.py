"""Status lists that grow old are told in time."""

import datetime

import pytest

from issuing import NOW, make_award, make_registry, run
from testamur.ledger.safeguards import list_age
from testamur.ledger.store import Ledger


@pytest.mark.parametrize(("days", "is_told"), [(0, False), (300, False), (301, True), (500, True)])
def test_lists_older_than_three_hundred_days_are_told_with_the_day_on_which_they_end(folder, days, is_told):
    run(make_registry(make_award(1)), folder)
    said = list_age.age_warning(list_age.signing_days(Ledger(folder)), NOW.date() + datetime.timedelta(days=days))
    assert ("On 2027-12-06 every award stops to verify" in said) is is_told
    assert bool(said) is is_told


def test_a_ledger_without_lists_has_no_age(folder):
    assert list_age.signing_days(Ledger(folder)) == {}
    assert list_age.age_warning({}, NOW.date()) == ""
