"""Whom an achievement's page names: the newest public awards in force, and no more than it has room for."""

import datetime
from dataclasses import replace

import pytest

from issuing import NOW, line, make_award, make_registry, run
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.views import holders
from testamur.publishing.views.holders import Holder, newest_holders

DAY = datetime.timedelta(days=1)


def named(folder, *awards):
    registry = make_registry(*awards)
    run(registry, folder)
    return newest_holders(publication.read(registry, Ledger(folder), now=NOW))


def test_a_holder_is_named_as_it_was_signed(tmp_path):
    award = make_award(1)
    assert named(tmp_path / "ledger", award) == {
        "visit": (Holder(id=award.id, learner="Ada Okafor", awarded=datetime.date(2026, 5, 14)),)
    }


def test_the_newest_come_first_and_there_is_an_end(tmp_path):
    first = datetime.date(2026, 5, 1)
    awards = [replace(make_award(number), awarded_date=first + number * DAY) for number in range(holders.MOST + 5)]
    found = named(tmp_path / "ledger", *awards)["visit"]
    assert [holder.id for holder in found] == [award.id for award in awards[: -holders.MOST - 1 : -1]]


@pytest.mark.parametrize(
    "changes",
    [
        {"visibility": "unlisted"},
        {"visibility": "private"},
        {"history": (line("suspended", reason="under-review"),)},
        {"history": (line("revoked", reason="other"),)},
    ],
    ids=["unlisted", "private", "on hold", "withdrawn"],
)
def test_nobody_else_is_named(tmp_path, changes):
    assert named(tmp_path / "ledger", make_award(1, **changes)) == {}
