import pytest

from testamur.github.approvals import approval
from testamur.github.approvals.approval import Change


def change(*approved, asked=("asker",), doubt=""):
    return Change(number=7, asked=frozenset(asked), approved=approved, doubt=doubt)


def test_an_approval_by_a_second_person_is_enough():
    assert approval.judge(change("second")).approved_by == ("second",)


def test_whoever_asked_may_approve_beside_a_second_person():
    assert approval.judge(change("asker", "second")).approved_by == ("asker", "second")


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (change(), "nobody has approved change #7 as it is now"),
        (change("asker"), "change #7 was approved by asker only, who also asked for it"),
        (change("second", doubt="somebody is unknown"), "of change #7, somebody is unknown"),
    ],
    ids=["nobody", "only who asked", "somebody who had a hand in it is unknown"],
)
def test_a_change_without_a_second_person_is_not_approved(found, reason):
    verdict = approval.judge(found)
    assert (verdict.reason, verdict.approved_by) == (reason, ())
    assert verdict.remedy


def test_what_was_never_proposed_was_approved_by_nobody():
    assert "without being proposed" in approval.UNPROPOSED.reason
    assert approval.UNPROPOSED.approved_by == ()
