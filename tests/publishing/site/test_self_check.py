"""A site is not written when a stranger would not be told that its awards in force are genuine."""

import datetime
from dataclasses import replace

import pytest

from issuing import NOW, line, make_award, make_registry, method, run
from testamur.errors import PublishingError
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.site import index, self_check
from testamur.verification import examination

DAY = datetime.timedelta(days=1)
MIDNIGHT = NOW.replace(hour=0)
ONE, TWO = make_award(1), make_award(2)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ledger"


def check(registry, folder, now=MIDNIGHT):
    self_check.check(publication.read(registry, Ledger(folder), now=now))


def refused(registry, folder, told, now=MIDNIGHT):
    with pytest.raises(PublishingError, match=told):
        check(registry, folder, now)


def test_what_was_signed_later_on_the_day_of_the_build_is_published(folder):
    registry = make_registry(ONE, TWO)
    run(registry, folder)
    check(registry, folder)


def test_what_was_signed_for_a_day_to_come_is_not_published(folder):
    registry = make_registry(ONE)
    run(registry, folder, now=NOW + DAY)
    refused(registry, folder, f"on 2026-11-01 award {ONE.id}, and those signed with it, would not be called genuine")


def test_one_award_of_a_day_to_come_among_others_is_noticed(folder):
    run(make_registry(ONE), folder)
    registry = make_registry(ONE, TWO)
    run(registry, folder, now=NOW + DAY, seed=1)
    refused(registry, folder, "Run testamur issue, with a clock that is right")


def test_status_lists_from_before_an_award_are_not_published(folder):
    run(make_registry(ONE), folder)
    old = {path: path.read_bytes() for path in (folder / "status").iterdir()}
    registry = make_registry(ONE, TWO)
    run(registry, folder, now=NOW + DAY, seed=1)
    for path, data in old.items():
        path.write_bytes(data)
    refused(registry, folder, TWO.id, MIDNIGHT + DAY)


@pytest.mark.parametrize(("days", "is_published"), [(301, True), (399, True), (401, False)])
def test_status_lists_are_published_until_every_award_would_fail_for_their_age(folder, days, is_published):
    registry = make_registry(ONE)
    run(registry, folder)
    if is_published:
        check(registry, folder, MIDNIGHT + days * DAY)
    else:
        refused(registry, folder, "status list", MIDNIGHT + days * DAY)


@pytest.mark.parametrize(
    "award",
    [
        replace(ONE, valid_until=datetime.date(2027, 1, 1)),
        replace(ONE, history=(line("revoked", reason="other"),)),
        replace(ONE, history=(line("suspended", reason="under-review"),)),
        replace(ONE, history=(line("erased"),), learner=""),
    ],
    ids=["ended", "withdrawn", "on hold", "erased"],
)
def test_awards_that_are_not_in_force_stop_no_build(folder, award):
    if award.erased:
        run(make_registry(ONE), folder)
    registry = make_registry(award)
    run(registry, folder, seed=1)
    check(registry, folder, MIDNIGHT + 500 * DAY)


def test_a_key_outside_its_days_is_noticed(folder):
    run(make_registry(ONE), folder)
    late = make_registry(ONE, methods=(replace(method(), from_=datetime.date(2026, 11, 2)),))
    refused(late, folder, ONE.id)


def test_two_awards_of_each_key_and_list_stand_for_all(folder, monkeypatch):
    awards = [make_award(number) for number in range(6)]
    for number in range(1, 7):
        run(make_registry(*awards[:number]), folder, now=NOW + number * datetime.timedelta(minutes=1), seed=number)
    asked = []
    examine = examination.examine
    monkeypatch.setattr(
        examination, "examine", lambda data, **more: asked.append(more["address"]) or examine(data, **more)
    )
    check(make_registry(*awards), folder)
    assert [address.split("/")[-2] for address in asked] == [awards[0].id, awards[5].id]


def test_only_the_shards_of_the_samples_are_made(folder, monkeypatch):
    registry = make_registry(ONE, TWO, *(make_award(number) for number in range(3, 20)))
    run(registry, folder)
    made = []
    shard = index.shard
    monkeypatch.setattr(index, "shard", lambda name, entries: made.append(name) or shard(name, entries))
    check(registry, folder)
    assert 1 <= len(made) <= 2
