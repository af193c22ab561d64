"""Who had a hand in a change is what GitHub itself saw; what is written in commits and forms only adds to it."""

import httpx
import pytest

from fake_github import REPOSITORY, Hub
from testamur.github import client
from testamur.github.approvals import change_people

SHA = "f" * 40
BOT = "github-actions[bot]"


@pytest.fixture
def hub():
    """A change by `asker`, merged, approved by nobody."""
    made = Hub()
    made.merged(SHA)
    return made


@pytest.fixture
def form():
    """A change that a workflow made from form 12, which `asker` filled in."""
    made = Hub()
    made.merged(SHA, author=BOT, branch="award-form-12")
    made.issues[12] = {"number": 12, "user": {"login": "asker"}}
    return made


def found(hub):
    return change_people.change(hub.client(), hub.pulls[7])


def review(login, state="APPROVED", *, commit=SHA, association="CONTRIBUTOR", kind="User"):
    user = {"login": login, "type": kind}
    return {"user": user, "state": state, "commit_id": commit, "author_association": association}


def commit(author="asker", committer="web-flow", message="Award"):
    people = {"author": author and {"login": author}, "committer": committer and {"login": committer}}
    return {"sha": SHA, **people, "commit": {"message": message}}


# Who approved


def test_an_approval_of_the_last_version_counts(hub):
    hub.reviews[7] = [review("Second")]
    assert found(hub).approved == ("second",)


@pytest.mark.parametrize(
    "reviews",
    [
        [],
        [review("second", "COMMENTED")],
        [review("second", commit="0" * 40)],
        [review("reader", association="MEMBER")],
        [review("nobody", association="OWNER")],
        [review("second"), review("second", "CHANGES_REQUESTED")],
        [review("second"), review("second", "DISMISSED")],
        [review("helper[bot]")],
        [review("helper", kind="Bot")],
        [review("reader")],
        [{**review("gone"), "user": None}],
    ],
    ids=["nobody", "a comment", "an older version", "a member who may only read", "no account", "taken back",
         "dismissed", "a machine", "a machine by another name", "somebody who may only read", "an account gone"],
)  # fmt: skip
def test_what_is_no_approval_does_not_count(hub, reviews):
    hub.reviews[7], hub.permissions["reader"], hub.permissions["nobody"] = reviews, "read", None
    assert found(hub).approved == ()


def test_a_comment_after_an_approval_does_not_revoke_it(hub):
    hub.reviews[7] = [review("second"), review("second", "COMMENTED")]
    assert found(hub).approved == ("second",)


# Who asked


def test_whoever_opened_and_committed_and_pushed_has_asked(hub):
    hub.commits[7] = [commit("Second", "third")]
    hub.activity["change-7"] = []
    hub.push("change-7", "0" * 39 + "1", by="fourth")
    hub.push("change-7", SHA, by="fifth")
    assert found(hub).asked == {"asker", "second", "third", "fourth", "fifth"}
    assert found(hub).doubt == ""


def test_whoever_pushed_what_was_replaced_since_has_asked(hub):
    hub.activity["change-7"] = []
    for sha, who in (("1" * 40, "asker"), ("2" * 40, "mallory"), (SHA, "asker")):
        hub.push("change-7", sha, by=who)
    assert "mallory" in found(hub).asked


@pytest.mark.parametrize("is_later", [True, False], ids=["later", "earlier"])
def test_pushes_to_another_branch_of_the_same_name_are_of_another_change(hub, is_later):
    made = {"after": "3" * 40, "before": "0" * 40, "activity_type": "branch_creation", "actor": {"login": "other"}}
    gone = {"after": "0" * 40, "before": "3" * 40, "activity_type": "branch_deletion", "actor": {"login": "other"}}
    own = hub.activity["change-7"]
    hub.activity["change-7"] = [gone, made, *own] if is_later else [*own, gone, made]
    assert found(hub).asked == {"asker"}


@pytest.mark.parametrize(
    "trailer",
    [
        "Asked-for-by: @Mallory",
        "Asked-for-by: @a\nAsked-for-by: @Mallory\n",
        "Co-authored-by: M <5+mallory@users.noreply.github.com>",
        "co-authored-by: M <mallory@users.noreply.github.com>",
    ],
)
def test_whoever_a_commit_names_has_asked_too(hub, trailer):
    hub.commits[7] = [commit(message=f"Award\n\n{trailer}")]
    assert "mallory" in found(hub).asked


def test_whoever_filled_in_edited_or_labelled_a_form_at_any_time_has_asked(form):
    form.edits[12] = ["asker", "mallory", "carol"]
    form.events[12] = [{"event": "labeled", "actor": {"login": "dan"}}, {"event": "closed", "actor": {"login": "eve"}}]
    assert found(form).asked == {"asker", "mallory", "carol", "dan"}


def test_whoever_pushed_to_the_branch_of_a_form_has_asked(form):
    form.push("award-form-12", "e" * 40, by="mallory")
    form.pulls[7]["head"]["sha"] = "e" * 40
    assert found(form).asked == {"asker", "mallory"}


# Who cannot be named

PUSH_BY_NOBODY = {"after": SHA, "before": "0" * 40, "actor": None}
DOUBTS = {
    "an author whom GitHub does not know": ({"commits": {7: [commit(author=None)]}}, "is nobody whom GitHub knows"),
    "a committer whom GitHub does not know": ({"commits": {7: [commit(committer=None)]}}, "the committer of"),
    "more commits than are listed": ({"commits": {7: [commit()] * 250}}, "more than 249 commits"),
    "a push that is not listed": ({"activity": {}}, "does not say who pushed"),
    "a push by nobody": ({"activity": {"change-7": [PUSH_BY_NOBODY]}}, "account is gone"),
    "another base before": ({"events": {7: [{"event": "base_ref_changed"}]}}, "proposed for another branch first"),
    "a base that was merged": ({"events": {7: [{"event": "automatic_base_change_succeeded"}]}}, "another branch first"),
    "a base that was replaced": ({"events": {7: [{"event": "base_ref_force_pushed"}]}}, "or that was replaced"),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "doubt"), DOUBTS.values(), ids=DOUBTS)
def test_a_hand_that_cannot_be_named_is_a_doubt(hub, facts, doubt):
    for name, value in facts.items():
        setattr(hub, name, value)
    assert doubt in found(hub).doubt


@pytest.mark.parametrize(("when", "doubt"), [("2026-09-30", ""), ("2026-10-02", "main was replaced while it was open")])
def test_a_main_that_was_replaced_after_a_change_was_opened_is_a_doubt(hub, when, doubt):
    hub.pulls[7]["created_at"] = "2026-10-01T00:00:00Z"
    hub.push("main", "1" * 40, by="asker")
    hub.push("main", "2" * 40, by="asker")
    hub.activity["main"][0] |= {"activity_type": "force_push", "timestamp": f"{when}T00:00:00Z"}
    assert doubt in found(hub).doubt
    assert bool(found(hub).doubt) == bool(doubt)


def test_whoever_pushed_before_a_branch_was_deleted_and_restored_has_asked(hub):
    gone = {"after": "0" * 40, "before": SHA, "activity_type": "branch_deletion", "actor": {"login": "mallory"}}
    again = {"after": SHA, "before": "0" * 40, "activity_type": "branch_creation", "actor": {"login": "carol"}}
    hub.activity["change-7"][:0] = [again, gone]
    assert found(hub).asked == {"asker", "carol"}


@pytest.mark.parametrize("head", [{"repo": None}, {"repo": {"full_name": "mallory/registry"}}], ids=["gone", "a fork"])
def test_who_pushed_to_another_repository_is_not_known(hub, head):
    hub.pulls[7]["head"] |= head
    assert "it comes from another repository" in found(hub).doubt


@pytest.mark.parametrize("user", [None, {"login": "ghost", "type": "User"}])
def test_an_opener_whose_account_is_gone_is_a_doubt(hub, user):
    hub.pulls[7]["user"] = user
    assert "has no account any more" in found(hub).doubt


def test_a_machine_that_proposes_by_itself_asked_for_nobody(hub):
    hub.merged(SHA, author=BOT)
    assert "a machine opened it, and nobody can tell for whom" in found(hub).doubt


def test_a_machine_that_pushes_in_the_name_of_an_author_is_a_doubt(hub):
    hub.commits[7] = [commit("carol")]
    hub.push("change-7", "e" * 40, by=BOT)
    hub.pulls[7]["head"]["sha"] = "e" * 40
    assert "a machine pushed to it, and nobody can tell for whom" in found(hub).doubt


def test_a_form_that_nobody_filled_in_was_asked_for_by_nobody(form):
    form.issues[12]["user"] = {"login": BOT}
    assert "nobody is known who asked for it" in found(form).doubt


def test_a_form_that_a_machine_edited_is_a_doubt(form):
    form.edits[12] = ["asker", BOT]
    assert "a machine edited form #12" in found(form).doubt


def test_a_label_by_nobody_is_a_doubt(form):
    form.events[12] = [{"event": "labeled", "actor": None}]
    assert "somebody labelled form #12" in found(form).doubt


@pytest.mark.parametrize("edits", [[None], ["asker", None]], ids=["the only", "a later"])
def test_an_editor_of_a_form_whose_account_is_gone_is_a_doubt(form, edits):
    form.edits[12] = edits
    assert "somebody edited form #12" in found(form).doubt


def test_a_form_that_is_gone_is_a_doubt(form):
    del form.issues[12]
    assert "form #12 is gone" in found(form).doubt


@pytest.mark.parametrize(
    ("branch", "number"), [("award-form-12", 12), ("award-form-", None), ("award-form-12x", None), ("main", None)]
)
def test_a_form_is_recognised_by_its_branch(branch, number):
    assert change_people.form_of({"head": {"ref": branch}}) == number


# GitHub's pages


def test_a_list_that_is_paged_by_cursors_is_read_to_its_end():
    def answer(request):
        if "after" in request.url.params:
            return httpx.Response(200, json=[{"n": 2}])
        link = '<https://api.github.com/repositories/1/activity?ref=x&per_page=100&after=abc>; rel="next"'
        return httpx.Response(200, json=[{"n": 1}], headers={"Link": link})

    api, transport = "https://api.github.com", httpx.MockTransport(answer)
    hub = client.GitHub(repository=REPOSITORY, token="job-token", api=api, transport=transport)
    assert list(hub.every_by_cursor("activity?ref=x")) == [{"n": 1}, {"n": 2}]


def test_a_list_goes_on_after_a_page_that_hides_some_of_its_entries():
    def answer(request):
        more = {"Link": '<https://api.github.com/x?page=2>; rel="next"'} if request.url.params["page"] == "1" else {}
        return httpx.Response(200, json=[{"n": int(request.url.params["page"])}], headers=more)

    api, transport = "https://api.github.com", httpx.MockTransport(answer)
    hub = client.GitHub(repository=REPOSITORY, token="job-token", api=api, transport=transport)
    assert hub.every("issues/1/events") == [{"n": 1}, {"n": 2}]


@pytest.mark.parametrize("status", [301, 404, 410], ids=["transferred", "never there", "deleted"])
def test_what_is_not_there_any_more_is_nothing(status):
    api, transport = "https://api.github.com", httpx.MockTransport(lambda _: httpx.Response(status, json={}))
    hub = client.GitHub(repository=REPOSITORY, token="job-token", api=api, transport=transport)
    assert hub.get("issues/1") is None


def test_a_query_that_github_answers_with_errors_is_no_answer():
    api, transport = "https://api.github.com", httpx.MockTransport(lambda _: httpx.Response(200, json={"errors": [{}]}))
    hub = client.GitHub(repository=REPOSITORY, token="job-token", api=api, transport=transport)
    with pytest.raises(client.GitHubError, match="a query of who edited a form"):
        hub.query("{}", {})
