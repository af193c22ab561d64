"""What a run did, in one line, and whether the ledger's history is to forget something."""

import pytest

from issuing import make_award, run
from statement_samples import LATER, registry
from testamur.ledger.outcome import Outcome


@pytest.mark.parametrize(("act", "field"), [
    ("issue", "issued"), ("reissue", "reissued"), ("state", "restated"), ("erase", "erased"),
])  # fmt: skip
def test_each_act_has_its_list(act, field):
    outcome = Outcome()
    outcome.awards_for(act).append("an award")
    assert getattr(outcome, field) == ["an award"]


def test_the_summary_names_other_documents_only_where_there_are_some():
    outcome = Outcome(issued=["a", "b"], status_lists=["revocation-1"])
    assert outcome.summary == "2 issued, 0 re-issued, 0 with a new status, 0 erased; 1 status list signed."
    outcome.statements = [("signed", "endorsing/crane")]
    assert "0 erased; 1 other document; 1 status list signed." in outcome.summary


def test_what_is_erased_is_to_be_forgotten_by_the_ledgers_history_too():
    assert (Outcome(issued=["a"]).forgets, Outcome(erased=["a"]).forgets) == (False, True)


def test_removing_a_record_rewrites_the_history_of_the_ledger(folder):
    first = run(registry(make_award(1), consent=True, ways=()), folder)
    second = run(registry(make_award(1), ways=()), folder, now=LATER, seed=9)
    assert (first.forgets, second.forgets) == (False, True)
