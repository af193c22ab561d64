"""What a signed statement says is held against what the issuer publishes: whoever has the key cannot state at will."""

from dataclasses import replace

import pytest

import statements_held
from statements_held import CASES, LISTED, STATEMENT, TODAY, signed
from testamur.verification.statement_codes import published_award
from testamur.verification.statement_codes.outcome import could_not_check


def held(changes, entry, is_reached=True):
    today = TODAY if is_reached else None
    return published_award.hold_against(signed(**changes), today, resolver=statements_held.web(entry))


@pytest.mark.parametrize("name", CASES)
def test_each_gets_its_verdict_and_code(name):
    changes, entry, is_reached, verdict, code = CASES[name]
    found = held(changes, entry, is_reached)
    assert (found.verdict, found.code) == (verdict, code)


def test_nothing_is_repeated_of_what_the_issuer_did_not_publish():
    found = held({"name": "Eve Mallory"}, LISTED)
    assert (found.statement, dict(found.facts)) == (None, {})


def test_a_code_that_was_not_signed_stays_as_it_was():
    unread = could_not_check("unreadable", "it is none")
    assert published_award.hold_against(unread, TODAY, resolver=statements_held.web(LISTED)) is unread


def test_a_credential_that_is_not_the_issuers_accuses_no_code():
    forged = replace(TODAY, checks=(), facts={"learner": "Eve Mallory"})
    found = published_award.hold_against(signed(), forged, resolver=statements_held.web(LISTED))
    assert (found.verdict, found.statement) == ("SIGNED", STATEMENT)
