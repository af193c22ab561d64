import datetime

import pytest

from issuing import line, make_award, make_registry
from testamur.authoring.acts import act_preview
from testamur.authoring.acts.erasing import Erasure
from testamur.authoring.acts.history_acts import Change
from testamur.records.model.models import Learner


def told(done, settings=None, **changes):
    award = make_award(1, **changes)
    return act_preview.sentence(make_registry(award, make_award(2)), award, done, settings or {})


@pytest.mark.parametrize(
    ("done", "begins", "goes_on"),
    [
        (
            line("revoked", reason="other"),
            "Withdraw the award of Ada Okafor, Harbour Visit, of 2026-05-14",
            "cannot come back",
        ),
        (line("suspended", reason="under-review"), "Put on hold", "testamur reinstate ends the hold"),
        (line("reinstated"), "End the hold on", "before the hold"),
        (line("corrected"), "Correct", "tell the learner to download the new one"),
        (
            line("superseded", by=make_award(2).id),
            "Replace",
            f"by the one of Ada Okafor, Harbour Visit, of 2026-05-14 ({make_award(2).id})",
        ),
    ],
)
def test_the_preview_names_the_award_and_what_others_will_see(done, begins, goes_on):
    sentence = told(done)
    assert sentence.startswith(begins)
    assert goes_on in sentence
    assert f"({make_award(1).id}), as of 2026-10-01" in sentence


def test_the_preview_of_a_correction_lists_each_changed_detail():
    sentence = told(line("corrected"), {"validUntil": "2029-05-14", "language": ""})
    assert "; language is removed; validUntil becomes 2029-05-14." in sentence


def test_the_preview_of_a_withdrawal_mentions_that_the_award_is_on_hold():
    assert "It is on hold now." in told(line("revoked", reason="other"), history=(line("suspended", reason="other"),))


def test_the_preview_of_an_erasure_lists_each_award_with_its_state():
    awards = (make_award(1), make_award(2, history=(line("revoked", reason="other"),)))
    learner = Learner(id="l-1", name="Ada Okafor")
    what = Erasure(learner=learner, awards=awards, change=Change(before={}, after={}), leftovers=())
    sentence = act_preview.erasure(make_registry(*awards), what)
    assert sentence.startswith(
        "Erase Ada Okafor (l-1): remove their file, and name, results and evidence from 2 awards:\n"
    )
    assert f"{awards[1].id}  {datetime.date(2026, 5, 14)}  Ada Okafor, Harbour Visit (withdrawn)" in sentence
    assert "Nothing is withdrawn" in sentence


def test_the_preview_of_erasing_a_learner_without_awards_counts_none():
    what = Erasure(learner=Learner(id="l-1", name="Bo"), awards=(), change=Change(before={}, after={}), leftovers=())
    assert act_preview.erasure(make_registry(), what).endswith("from 0 awards.")
