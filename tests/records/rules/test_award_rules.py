"""One call asks every rule of an award, wherever an award is written."""

import datetime

from issuing import line, make_award, make_registry
from record_problems import TODAY
from testamur.records.parsing.parsed import Parsed
from testamur.records.rules import award_rules


def codes(award, *others, unread=()):
    registry = make_registry(award, *others)
    found = award_rules.check(
        Parsed(award.file),
        award,
        issuer=registry.issuer,
        achievements=registry.achievements,
        awards=registry.awards,
        is_unread=unread.__contains__,
        today=TODAY,
    )
    return [(one.code, one.field) for one in found]


EARLIER = make_award(2, awarded_date=datetime.date(2026, 1, 1))


def test_an_award_that_keeps_every_rule_has_no_problem():
    assert codes(make_award(1, renews=EARLIER.id), EARLIER) == []


def test_the_rules_of_the_record_its_history_and_its_renewal_are_all_asked():
    award = make_award(1, awarded_date=datetime.date(2027, 1, 1), history=(line("corrected"),), renews=make_award(3).id)
    assert codes(award) == [
        ("date-future", "awardedDate"),
        ("date-order", "history.0.date"),
        ("unknown-reference", "renews"),
    ]


def test_an_award_that_could_not_be_read_is_not_reported_as_missing():
    assert codes(make_award(1, renews=EARLIER.id), unread=[EARLIER.id]) == []
