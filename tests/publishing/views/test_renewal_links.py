"""Links between an award and its renewal, and when there must be none."""

import datetime
from dataclasses import replace

import pytest

from issuing import NOW, make_award, make_registry, run
from page_samples import HISTORIES, ID, OTHER, award, award_page, render_award
from testamur.ledger.state import AwardState
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.publication import IssuedAward
from testamur.publishing.views.renewal_links import Renewal, Renewals, find_renewals
from testamur.records.rules import renewals

LATER = datetime.date(2026, 8, 1)
OLD = award(id=OTHER)
NEW = award(id=ID, awarded_date=LATER, renews=OTHER)


def renewals_of(*awards, until="2031-08-01T09:59:59Z", erased=""):
    known = AwardState(
        achievement="x", achievement_text="", editions=(), state="active", corrections=0, history_lines=0, erased=erased
    )
    issued = {one.id: IssuedAward(one, known, until) for one in awards}
    return Renewals(issued, renewals.renewed_by(awards), "Pacific/Honolulu")


def test_an_award_and_its_renewal_link_to_each_other_with_their_days():
    both = renewals_of(OLD, NEW)
    assert both.newer_of(OLD) == Renewal(id=ID, on=LATER, until=datetime.date(2031, 7, 31))
    assert both.earlier_of(NEW) == Renewal(id=OTHER, on=datetime.date(2026, 5, 14))
    assert (both.newer_of(NEW), both.earlier_of(OLD)) == (None, None)


def test_a_newer_award_without_an_end_is_shown_without_one():
    assert renewals_of(OLD, NEW, until="").newer_of(OLD).until is None


@pytest.mark.parametrize(
    ("own", "newer", "is_named"),
    [
        ("public", "public", True),
        ("unlisted", "public", True),
        ("unlisted", "unlisted", True),
        ("public", "unlisted", False),
        ("unlisted", "private", False),
        ("public", "private", False),
    ],
)
def test_a_newer_unlisted_award_is_not_revealed(own, newer, is_named):
    old, new = replace(OLD, visibility=own), replace(NEW, visibility=newer)
    assert bool(renewals_of(old, new).newer_of(old)) is is_named


@pytest.mark.parametrize(
    ("own", "earlier", "said"),
    [
        ("public", "public", OTHER),
        ("public", "unlisted", ""),
        ("unlisted", "public", OTHER),
        ("public", "private", None),
    ],
)
def test_the_earlier_award_is_linked_only_if_that_reveals_no_unlisted_page(own, earlier, said):
    old, new = replace(OLD, visibility=earlier), replace(NEW, visibility=own)
    found = renewals_of(old, new).earlier_of(new)
    assert (found.id if found else None) == said


@pytest.mark.parametrize("state", ["on-hold", "withdrawn", "replaced"])
def test_a_newer_award_that_is_not_in_force_is_not_linked(state):
    new = replace(NEW, history=HISTORIES[state])
    assert renewals_of(OLD, new).newer_of(OLD) is None


def test_an_award_not_yet_issued_is_not_linked():
    assert renewals_of(OLD).newer_of(OLD) is None
    assert renewals_of(NEW).earlier_of(NEW) is None


def test_an_erased_award_is_not_linked():
    assert renewals_of(OLD, NEW, erased="2026-10-01").newer_of(OLD) is None


@pytest.mark.parametrize(
    ("history", "is_said"), [("current", True), ("on-hold", False), ("withdrawn", False), ("replaced", False)]
)
def test_only_an_award_in_force_or_expired_mentions_its_renewal(history, is_said):
    page = replace(award_page(history), renewed=Renewal(id=OTHER, on=LATER))
    assert ("the newer award has no end date" in render_award(page)) is is_said


def test_an_expired_award_links_to_its_renewal():
    ended = award_page(valid_until=datetime.date(2026, 9, 30))
    html = render_award(replace(ended, renewed=Renewal(id=OTHER, on=LATER, until=datetime.date(2031, 7, 31))))
    assert "the newer award runs until" in html
    assert f'href="../../awards/{OTHER}/"' in html


def test_only_awards_that_renew_or_are_renewed_are_kept_at_hand(tmp_path):
    old, other = make_award(1), make_award(2)
    new = make_award(3, awarded_date=LATER, renews=old.id)
    registry = make_registry(old, other, new)
    run(registry, tmp_path / "ledger")
    found = find_renewals(publication.read(registry, Ledger(tmp_path / "ledger"), now=NOW))
    assert found.issued.keys() == {old.id, new.id}
    assert found.newer_of(old).id == new.id
