"""How an award stood on a day that somebody asks about: what lists of later say of it, and no word of a wrong clock."""

import dataclasses
import datetime

import pytest

import verifying
from testamur.verification.verdict import Verdict

PAST = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)  # signed in June; the lists are of October


def asked(name, now=PAST, **more):
    data, expected = verifying.case(name)
    expected = {**expected, "now": now.isoformat(), **more}
    return verifying.examine(data, expected, asked=True)


def test_the_sentence_names_the_instant_that_was_asked_about():
    assert asked("valid").sentence.startswith("Asked about 2026-07-01 00:00 UTC: ")


def test_a_list_of_later_is_no_sign_of_a_wrong_clock():
    examined = asked("valid")
    assert "clock" not in examined.sentence
    assert not [check for check in examined.checks if check.code == "clock"]


def test_without_being_asked_it_still_is():
    data, expected = verifying.case("valid")
    examined = verifying.examine(data, {**expected, "now": PAST.isoformat()})
    assert "the clock seems wrong" in examined.sentence


def test_what_is_not_withdrawn_later_was_not_before_and_a_hold_is_not_known():
    examined = asked("valid")
    assert examined.verdict is Verdict.INDETERMINATE
    assert "not withdrawn by then, and so not before" in examined.sentence
    assert "whether it was on hold at 2026-07-01 00:00 UTC is not known" in examined.sentence
    assert examined.sentence.endswith("Ask the issuer how it stood then.")
    others = [check.outcome for check in examined.checks if check.name != "status"]
    assert others == ["passed"] * 5


def test_a_list_of_that_day_answers_for_it():
    day = datetime.datetime(2026, 10, 30, 8, tzinfo=datetime.UTC)
    examined = asked("valid", day)
    assert examined.verdict is Verdict.VALID
    assert examined.sentence.startswith("Asked about 2026-10-30 08:00 UTC: Genuine and current.")


def test_of_another_issuer_a_later_list_says_nothing_of_before():
    examined = asked("trusted-university")
    assert verifying.check_named(examined, "status").code == "list-later"
    assert "does not say how it stood at 2026-07-01 00:00 UTC" in examined.sentence


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("revoked", Verdict.REVOKED),
        ("suspended", Verdict.SUSPENDED),
        ("superseded-by-another-award", Verdict.SUPERSEDED),
    ],
)
def test_a_bit_that_is_set_later_is_never_green_and_may_be_set_since(name, verdict):
    examined = asked(name)
    assert examined.verdict is verdict
    assert "it was signed after 2026-07-01 00:00 UTC, so that may be since" in examined.sentence


def test_what_was_signed_later_was_not_yet_in_force_and_is_not_forged():
    examined = asked("valid-signed-before-its-start", datetime.datetime(2026, 5, 20, tzinfo=datetime.UTC))
    assert examined.verdict is Verdict.NOT_YET_VALID
    assert "signed only at 2026-06-01 09:30 UTC" in examined.sentence


def test_what_ended_later_had_not_ended_then():
    examined = asked("expired")
    assert verifying.check_named(examined, "validity").outcome == "passed"


def test_what_was_altered_was_altered_on_any_day():
    assert asked("altered-name").verdict is Verdict.INVALID


def test_a_day_to_come_is_answered_by_no_list_of_today():
    examined = asked("valid-without-an-end", datetime.datetime(2029, 1, 1, tzinfo=datetime.UTC))
    assert examined.verdict is Verdict.INDETERMINATE
    assert verifying.check_named(examined, "status").code == "list-stale"


def test_nothing_else_of_an_examination_changes_by_being_asked():
    data, expected = verifying.case("valid")
    plain, told = verifying.examine(data, expected), verifying.examine(data, expected, asked=True)
    assert dataclasses.replace(told, sentence="") == dataclasses.replace(plain, sentence="")


@pytest.mark.parametrize("name", ["status-1edtech", "status-1edtech-revoked"])
def test_a_list_without_a_day_does_not_say_how_it_stood(name):
    examined = asked(name)
    detail = verifying.check_named(examined, "status").detail
    assert "has no day" in detail
    assert verifying.check_named(examined, "status").outcome == ("failed" if "revoked" in name else "could-not-run")
