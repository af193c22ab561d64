import datetime

import pytest

from page_samples import HISTORIES, NOW, OTHER, award, line
from testamur.publishing.views.standing import erased_standing, standing_of

FROM = datetime.datetime(2026, 6, 1, 9, 30, tzinfo=datetime.UTC)
UNTIL = datetime.datetime(2029, 5, 14, 22, 59, 59, tzinfo=datetime.UTC)


def stand(record=None, *, valid_from=FROM, valid_until=UNTIL, now=NOW, replacement=None):
    return standing_of(
        record or award(),
        valid_from=valid_from,
        valid_until=valid_until,
        now=now,
        time_zone="Europe/Dublin",
        replacement=replacement,
    )


@pytest.mark.parametrize(
    ("history", "state", "on"),
    [
        ("current", "current", "2026-06-01"),
        ("corrected", "current", "2026-06-01"),
        ("on-hold", "on-hold", "2026-10-02"),
        ("withdrawn", "withdrawn", "2026-09-01"),
        ("replaced", "replaced", "2026-09-01"),
    ],
)
def test_the_standing_follows_from_the_history_and_has_its_day(history, state, on):
    found = stand(award(history=HISTORIES[history]))
    assert (found.state, str(found.on), str(found.as_of)) == (state, on, "2026-11-23")


def test_the_last_valid_day_is_in_the_institutions_time_zone():
    assert stand().until == datetime.date(2029, 5, 14)
    honolulu = datetime.datetime(2029, 5, 15, 9, 59, 59, tzinfo=datetime.UTC)
    found = standing_of(award(), valid_from=FROM, valid_until=honolulu, now=NOW, time_zone="Pacific/Honolulu")
    assert found.until == datetime.date(2029, 5, 14)


@pytest.mark.parametrize(("seconds", "state"), [(0, "current"), (1, "expired")])
def test_an_award_is_in_force_through_the_last_second_of_its_last_day(seconds, state):
    found = stand(now=UNTIL + datetime.timedelta(seconds=seconds))
    assert found.state == state


def test_an_award_signed_later_on_the_day_of_the_build_is_in_force():
    assert stand(valid_from=NOW + datetime.timedelta(hours=20)).state == "current"
    assert stand(valid_from=NOW + datetime.timedelta(hours=24)).state == "not-yet"


def test_a_withdrawal_outranks_the_end_of_validity():
    found = stand(award(history=HISTORIES["withdrawn"]), valid_until=FROM)
    assert (found.state, found.reason) == ("withdrawn", "awarded-in-error")


def test_a_reinstated_award_is_current_without_the_old_reason():
    history = (*HISTORIES["on-hold"], line("2026-10-20", "reinstated", "under-review"))
    found = stand(award(history=history))
    assert (found.state, found.reason) == ("current", "")


def test_the_day_of_the_last_correction_is_kept_in_every_state():
    history = (line("2026-06-02", "corrected"), line("2026-07-03", "corrected"), *HISTORIES["withdrawn"])
    assert stand(award(history=history)).corrected == datetime.date(2026, 7, 3)


@pytest.mark.parametrize(
    ("own", "others", "named"),
    [
        ("public", "public", True),
        ("unlisted", "public", True),
        ("unlisted", "unlisted", True),
        ("public", "unlisted", False),
        ("unlisted", "private", False),
    ],
)
def test_a_replacement_is_named_only_if_that_reveals_no_unlisted_page(own, others, named):
    record = award(history=HISTORIES["replaced"], visibility=own)
    found = stand(record, replacement=award(id=OTHER, visibility=others))
    assert found.replacement == (OTHER if named else "")


def test_an_erased_or_missing_replacement_is_not_named():
    record = award(history=HISTORIES["replaced"])
    gone = award(id=OTHER, history=(line("2026-10-01", "erased"),))
    assert (stand(record, replacement=gone).replacement, stand(record).replacement) == ("", "")


def test_an_erased_award_keeps_its_days_but_neither_reason_nor_link():
    history = (*HISTORIES["replaced"], line("2026-10-10", "erased", "learner-request"))
    found = erased_standing(award(history=history), now=NOW)
    assert (found.state, str(found.on), found.recorded_state, str(found.recorded_since)) == (
        "erased",
        "2026-10-10",
        "replaced",
        "2026-09-01",
    )
    assert (found.reason, found.replacement) == ("", "")


@pytest.mark.parametrize(("history", "withholds"), [("withdrawn", True), ("on-hold", False), ("replaced", False)])
def test_only_a_withdrawn_award_withholds_results_and_pictures(history, withholds):
    assert stand(award(history=HISTORIES[history])).withholds is withholds
