import pytest

from testamur.github import approval

HEAD = "f" * 40


def pull(author="asker", branch="thirty-awards"):
    return {"number": 7, "user": {"login": author}, "head": {"ref": branch, "sha": HEAD}}


def review(login, state="APPROVED", *, commit=HEAD, association="MEMBER"):
    return {"user": {"login": login}, "state": state, "commit_id": commit, "author_association": association}


def commit(author="asker", message="Award"):
    return {"author": {"login": author}, "committer": {"login": "web-flow"}, "commit": {"message": message}}


def verdict(*reviews, made=None, commits=(), form=None, policy="second-person"):
    found = approval.change(made or pull(), list(reviews), list(commits or [commit()]), form)
    return approval.judge([found], policy)


def test_an_approval_by_a_second_person_is_enough():
    assert verdict(review("Second")) == approval.Verdict(approved_by=("second",))


@pytest.mark.parametrize(
    "reviews",
    [
        [],
        [review("second", "COMMENTED")],
        [review("second", commit="0" * 40)],
        [review("second", association="NONE")],
        [review("second"), review("second", "CHANGES_REQUESTED")],
        [review("second"), review("second", "DISMISSED")],
        [review("helper[bot]")],
    ],
    ids=["nobody", "a comment", "an older version", "a stranger", "taken back", "dismissed", "a machine"],
)
def test_a_missing_outdated_withdrawn_or_outside_review_is_no_approval(reviews):
    assert verdict(*reviews).reason == "nobody has approved change #7 as it is now"


def test_a_comment_after_an_approval_does_not_revoke_it():
    assert verdict(review("second"), review("second", "COMMENTED")).approved_by == ("second",)


@pytest.mark.parametrize(
    "who",
    [
        {"made": pull(author="Alone")},
        {"made": pull(author="github-actions[bot]", branch="award-form-12"), "form": {"user": {"login": "alone"}}},
        {"commits": [commit(), commit("alone")]},
        {"commits": [commit("github-actions[bot]", "Award\n\nAsked-for-by: @Alone")]},
    ],
    ids=["who proposed it", "who filled in the form", "who changed it too", "who edited the form"],
)
def test_the_author_of_a_change_cannot_be_its_only_approver(who):
    found = verdict(review("alone"), **who)
    assert found.reason == "change #7 was approved by alone only, who also asked for it"
    assert "approval: single" in found.remedy


def test_the_author_of_a_change_may_approve_beside_a_second_person():
    assert verdict(review("asker"), review("second")).approved_by == ("asker", "second")


def test_a_change_that_was_never_proposed_is_not_approved():
    assert "without being proposed" in approval.judge([], "second-person").reason


def test_every_change_needs_its_own_approval():
    first = approval.change(pull(), [review("second")], [commit()], None)
    other = approval.change(pull() | {"number": 8}, [], [commit()], None)
    assert approval.judge([first, other], "second-person").reason == "nobody has approved change #8 as it is now"


def test_with_single_approval_none_is_required_and_any_is_recorded():
    assert approval.judge([], "single") == approval.Verdict()
    assert verdict(review("second"), policy="single").approved_by == ("second",)


def test_a_deleted_account_is_not_counted():
    found = approval.change(pull() | {"user": None}, [review("second")], [{"author": None, "commit": {}}], None)
    assert (found.asked, found.approved) == (frozenset(), ("second",))


@pytest.mark.parametrize(
    ("branch", "number"), [("award-form-12", 12), ("award-form-", None), ("award-form-12x", None), ("main", None)]
)
def test_a_form_is_recognised_by_its_branch(branch, number):
    assert approval.form_of(pull(branch=branch)) == number
