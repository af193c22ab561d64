"""`ci tell`: what is said of a publish at forms and changes, against a simulated GitHub and bare repositories."""

import json

import pytest

from fake_github import REPOSITORY
from registries import FIRST, SECOND, make_registry, run
from repositories import commit, git, head
from testamur.github import publish_comment

JOBS = ("issue", "build", "deploy", "smoke")
DAILY = ["skipped", "success", "success", "success"]


def tell(place, results, *, jobs=JOBS, event="push"):
    needs = {job: {"result": result} for job, result in zip(jobs, results, strict=True)}
    given = {"TESTAMUR_NEEDS": json.dumps(needs), "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_RUN_ID": "5"}
    given["GITHUB_EVENT_NAME"] = event
    return run("ci", "tell", folder=place, **given)


def merge(place, hub, award, *, form, number):
    """Merge a form that touches an award."""
    (place / f"credentials/awards/2026/{award}.yml").open("a").write(f"# looked at for {form}\n")
    sha = commit(place, "Merge")
    hub.merged(sha, author="github-actions[bot]", branch=f"award-form-{form}", approved_by=["second"], number=number)
    hub.issues[form] = {"number": form, "state": "open", "user": {"login": "asker"}, "body": "### x"}
    return sha


@pytest.fixture
def pushed(place, hub):
    """A merged form that adds a public award."""
    return merge(place, hub, FIRST, form=12, number=7)


def test_when_its_award_is_online_the_form_gets_links_and_is_closed(place, hub, pushed):
    done = tell(place, ["success"] * 4)
    assert done.code == 0, done.err
    assert f"https://badges.harbour.example/awards/{FIRST}/" in hub.comments[12][0]["body"]
    assert "**It is online.**" in hub.comments[7][0]["body"]
    assert hub.issues[12]["state"] == "closed"


def test_witnesses_that_did_not_sign_are_told(place, hub, pushed):
    results = ["success", "failure", "skipped", "skipped", "skipped"]
    jobs = ("issue", "witness", "build", "deploy", "smoke")
    assert tell(place, results, jobs=jobs).code == 0
    assert "the witnesses that have to have seen it did not answer" in hub.comments[12][0]["body"]


def test_a_part_that_could_not_be_built_is_told(place, hub, pushed):
    results = ["success", "failure", "skipped", "skipped", "skipped"]
    jobs = ("issue", "part", "build", "deploy", "smoke")
    assert tell(place, results, jobs=jobs).code == 0
    assert "A part of the site could not be built" in hub.comments[12][0]["body"]


@pytest.mark.parametrize(
    ("results", "said"),
    [
        (["failure", "skipped", "skipped", "skipped"], "Signing stopped"),
        (["success", "failure", "skipped", "skipped"], "could not be built"),
        (["success", "success", "failure", "skipped"], "did not take the new site"),
        (["success", "success", "success", "failure"], "does not show it yet"),
    ],
)
def test_an_award_that_did_not_go_online_gets_one_notice_with_cause_and_remedy(place, hub, pushed, results, said):
    for _ in range(2):
        assert tell(place, results).code == 0
    (notice,) = [one for number, one in hub.issues.items() if number != 12]
    assert notice["title"] == "Approved but not online: 1 award"
    assert said in notice["body"]
    assert f"https://github.com/{REPOSITORY}/actions/runs/5" in notice["body"]
    assert said in hub.comments[12][0]["body"]
    assert "*Re-run jobs → Re-run all jobs*" in notice["body"]  # the tool is not kept for long
    assert len(hub.comments[12]) == 1
    assert hub.issues[12]["state"] == "open"
    tell(place, ["success"] * 4)
    assert notice["state"] == "closed"


UNFETCHED = {"results": ["failure", *["skipped"] * 4], "jobs": ("tool", *JOBS)}


def test_a_publish_for_which_the_tool_could_not_be_fetched_is_told(place, hub, pushed):
    assert tell(place, **UNFETCHED).code == 0
    assert "**Approved, but not online.** The tool could not be fetched" in hub.comments[12][0]["body"]


def test_a_daily_run_for_which_the_tool_could_not_be_fetched_claims_nothing_of_an_award(place, hub, pushed):
    assert tell(place, **UNFETCHED, event="schedule").code == 0
    (notice,) = [one for number, one in hub.issues.items() if number != 12]
    assert notice["title"] == publish_comment.REBUILD_TITLE
    assert 12 not in hub.comments


@pytest.mark.parametrize(
    ("host", "remedy"), [("pages", "Settings → Pages"), ("other", "`.github/deploy.sh`"), ("", "Settings → Pages")]
)
def test_where_a_host_did_not_take_the_site_its_own_remedy_is_named(place, hub, pushed, host, remedy):
    if host:
        (place / ".github").mkdir()
        (place / ".github/testamur-scaffold.json").write_text(json.dumps({"host": host}))
    tell(place, ["success", "success", "failure", "skipped"])
    assert remedy in hub.comments[12][0]["body"]
    assert ("Settings → Pages" in hub.comments[12][0]["body"]) is (host != "other")


def test_while_its_award_is_being_published_the_form_says_so_and_stays_open(place, hub, pushed):
    done = tell(place, ["success"], jobs=["issue"])
    assert done.out == "Told: being published.\n", done.err
    assert "**Approved, publishing.**" in hub.comments[12][0]["body"]
    assert hub.issues[12]["state"] == "open"


def bodies(hub, *numbers):
    return ["".join(one["body"] for one in hub.comments.get(number, [])) for number in numbers]


def test_a_run_tells_the_forms_of_runs_that_were_cancelled_before_it(place, hub):
    merge(place, hub, FIRST, form=12, number=7)
    merge(place, hub, SECOND, form=13, number=8)
    make_registry(place)
    hub.merged(commit(place, "By hand"), number=9)
    assert tell(place, ["success"] * 4).code == 0
    for body in bodies(hub, 12, 7, 13, 8, 9):
        assert publish_comment.ONLINE in body
    assert [hub.issues[form]["state"] for form in (12, 13)] == ["closed", "closed"]


def test_each_form_gets_the_links_of_its_own_awards(place, hub):
    merge(place, hub, FIRST, form=12, number=7)
    merge(place, hub, SECOND, form=13, number=8)
    tell(place, ["success"] * 4)
    assert [(FIRST in body, SECOND in body) for body in bodies(hub, 12, 13)] == [(True, False), (False, True)]


def test_a_change_that_was_merged_by_a_merge_commit_has_all_of_its_awards(place, hub):
    git(place, "checkout", "--quiet", "-b", "more")
    for award_id in (FIRST, SECOND):
        (place / f"credentials/awards/2026/{award_id}.yml").open("a").write("# looked at\n")
        commit(place, "A step")
    git(place, "checkout", "--quiet", "main")
    commit(place, "Meanwhile")
    git(place, "merge", "--quiet", "--no-ff", "-m", "Merge", "more")
    hub.merged(head(place), number=8)
    tell(place, ["failure", "skipped", "skipped", "skipped"])
    (notice,) = hub.issues.values()
    assert notice["title"] == "Approved but not online: 2 awards"


def test_a_first_publish_tells_what_the_repository_began_with(place, hub):
    hub.merged(head(place), number=8)
    tell(place, ["success"] * 4)
    assert f"/awards/{FIRST}/" in bodies(hub, 8)[0]


def test_what_is_online_already_is_not_told_again(place, hub, pushed):
    tell(place, ["success"] * 4)
    old = bodies(hub, 12, 7)
    merge(place, hub, SECOND, form=13, number=8)
    hub.asked.clear()
    tell(place, ["success"] * 4)
    assert bodies(hub, 12, 7) == old
    assert not [asked for asked in hub.asked if asked.startswith("GET issues/12/")]


def test_a_run_that_was_broken_off_while_it_told_is_finished_by_the_next(place, hub, pushed):
    hub.comments[12] = [{"id": 1, "body": publish_comment.online([], 0), "user": {"type": "Bot"}}]
    tell(place, ["success"] * 4)
    assert publish_comment.ONLINE in bodies(hub, 7)[0]


def test_a_branch_of_another_repository_that_is_called_like_a_forms_closes_no_form(place, hub, pushed):
    hub.pulls[7]["head"]["repo"]["full_name"] = "mallory/registry"
    tell(place, ["success"] * 4)
    assert (hub.issues[12]["state"], 12 in hub.comments) == ("open", False)


def test_a_run_that_somebody_stopped_says_that_and_nothing_of_the_key(place, hub, pushed):
    tell(place, ["cancelled", "skipped", "skipped", "skipped"])
    assert "Somebody stopped the run" in bodies(hub, 12)[0]
    assert "Signing stopped" not in bodies(hub, 12)[0]


def test_a_run_that_fails_with_nothing_new_in_it_claims_no_award(place, hub):
    tell(place, ["failure", "skipped", "skipped", "skipped"])
    (notice,) = hub.issues.values()
    assert notice["title"] == "Publishing failed"


# The daily run


def test_a_daily_run_leaves_the_newest_form_and_its_link_as_they_are(place, hub, pushed):
    tell(place, ["success"] * 4)
    old = bodies(hub, 12, 7)
    assert tell(place, DAILY).code == 0
    assert bodies(hub, 12, 7) == old
    assert f"https://badges.harbour.example/awards/{FIRST}/" in old[0]


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_daily_run_that_fails_says_nothing_of_approval_and_counts_no_awards(place, hub, pushed, at):
    tell(place, ["success"] * 4)
    old = bodies(hub, 12, 7)
    results = [*DAILY[:at], "failure", *["skipped"] * (3 - at)]
    for _ in range(2):
        assert tell(place, results).code == 0
    (notice,) = [one for number, one in hub.issues.items() if number != 12]
    assert notice["title"] == publish_comment.REBUILD_TITLE
    assert "pproved" not in notice["title"] + notice["body"]
    assert bodies(hub, 12, 7) == old
    tell(place, DAILY)
    assert notice["state"] == "closed"


def test_while_a_publish_is_not_online_a_daily_run_that_fails_too_adds_no_second_notice(place, hub, pushed):
    tell(place, ["failure", "skipped", "skipped", "skipped"])
    tell(place, ["skipped", "failure", "skipped", "skipped"])
    assert [one["title"] for number, one in hub.issues.items() if number != 12] == ["Approved but not online: 1 award"]


def test_a_daily_run_that_works_tells_what_a_failed_publish_had_left(place, hub, pushed):
    tell(place, ["success", "success", "failure", "skipped"])
    tell(place, DAILY)
    assert publish_comment.ONLINE in bodies(hub, 12)[0]
    assert hub.issues[12]["state"] == "closed"


def test_after_a_publish_somebody_is_told_that_the_daily_runs_were_ended(place, hub, pushed):
    hub.workflows["weekly.yml"] = "disabled_inactivity"
    tell(place, ["success"] * 4)
    (notice,) = [one for number, one in hub.issues.items() if number != 12]
    assert notice["title"] == publish_comment.SCHEDULE_TITLE
    assert "*Actions* → **weekly** → *Enable workflow*" in notice["body"]
    assert "**publish**" not in notice["body"]
    hub.workflows["weekly.yml"] = "active"
    tell(place, ["success"] * 4)
    assert notice["state"] == "closed"


def test_a_schedule_that_somebody_switched_off_is_their_own_business(place, hub, pushed):
    hub.workflows["publish.yml"] = "disabled_manually"
    tell(place, ["success"] * 4)
    assert list(hub.issues) == [12]


def test_where_github_does_not_tell_of_schedules_the_log_says_so(place, hub, pushed):
    hub.is_denied = "actions/workflows"
    done = tell(place, ["success"] * 4)
    assert (done.code, hub.issues[12]["state"]) == (0, "closed")
    assert "could not be seen" in done.err


def test_a_daily_rebuild_that_published_nothing_posts_no_comment(place, hub):
    assert tell(place, ["skipped"] * 4).out == "Nothing was published: nothing to tell.\n"
    assert not hub.comments


def test_no_comment_in_an_open_registry_has_the_address_of_an_unlisted_award(place, hub):
    make_registry(place, repository="open", publicNames="true")
    (place / f"credentials/awards/2026/{SECOND}.yml").open("a").write("# looked at\n")
    after = commit(place, "Open")
    hub.merged(after)
    tell(place, ["success"] * 4)
    assert SECOND not in hub.comments[7][0]["body"]
    assert "1 award more without a link in public" in hub.comments[7][0]["body"]
