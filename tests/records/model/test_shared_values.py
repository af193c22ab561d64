"""Equal parts of many records are one object, and no part becomes another."""

from testamur.records.model import shared_values
from testamur.records.model.models import Learner
from testamur.records.model.shared_values import SharedValues

ADA = Learner(id="".join(["l", "-1"]), name="Ada Okafor")


def award(**changes):
    return {"achievement": "".join(["vis", "it"]), "learner": "".join(["l-", "1"]), **changes}


def shared(*awards):
    values = SharedValues()
    for one in awards:
        values.share(one, learners={"l-1": ADA})
    return awards


def test_the_learner_of_an_award_is_the_very_text_of_the_learner():
    (one,) = shared(award())
    assert one["learner"] is ADA.id


def test_awards_of_one_achievement_share_its_name():
    one, other = shared(award(), award())
    assert one["achievement"] is other["achievement"]


def test_equal_results_are_one_mapping():
    one, other = shared(award(results={"final": "87"}), award(results={"final": "87"}))
    assert one["results"] is other["results"]


def test_results_in_another_order_stay_in_theirs():
    one, other = shared(award(results={"a": "1", "b": "2"}), award(results={"b": "2", "a": "1"}))
    assert (list(one["results"]), list(other["results"])) == (["a", "b"], ["b", "a"])


def test_what_is_shared_is_equal_to_what_was_read():
    (one,) = shared(award(learner="l-9", visibility="public", results={"a": "1"}))
    assert one == {"achievement": "visit", "learner": "l-9", "visibility": "public", "results": {"a": "1"}}


def test_beyond_the_limit_results_are_kept_apart_and_are_right(monkeypatch):
    monkeypatch.setattr(shared_values, "_MAX_RESULTS", 1)
    awards = shared(*(award(results={"a": str(number)}) for number in range(3)))
    assert [one["results"] for one in awards] == [{"a": "0"}, {"a": "1"}, {"a": "2"}]
