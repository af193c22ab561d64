"""Nobody signs alone: what `ci approved` and `ci issue` take for approved, each attack as one person would try it."""

import datetime
import json

import pytest

from fake_github import Hub
from issuing import NOW, an_id
from registries import FIRST, ISSUER, REVOKED, SECOND, VISIT, make_registry, run, secret
from repositories import commit, git, head, write
from terminal_fixtures import copied
from testamur.github import client
from testamur.ledger import published_from
from testamur.ledger.store import Ledger
from testamur.proofs import keys, multikey
from testamur.records import registry as registries
from testamur.terminal import clock

THIRD = an_id(3)
WORKFLOW = "github-actions[bot]"
VISIT_OF_ADA = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-16\n"


def approved(place):
    return run("ci", "approved", folder=place)


def issue(place, key=None):
    secret_line = secret(key) if key else secret()
    return run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret_line, GITHUB_ACTIONS="true")


def said(done):
    return " ".join(done.err.split())


def approved_by(place, award=FIRST):
    return Ledger(place / "ledger").state(award).approved_by


@pytest.fixture(scope="module")
def published_once(begun, tmp_path_factory):
    """What `published` is a copy of."""
    folder = tmp_path_factory.mktemp("published")
    place, hub = copied(begun, folder) / "here", Hub()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "from_environment", hub.client)
        patch.setattr(clock, "_read", lambda: NOW)
        hub.merged(head(place), approved_by=["second"])
        assert approved(place).code == 0
        assert issue(place).code == 0
    return folder


@pytest.fixture
def published(published_once, tmp_path, hub):
    """A registry whose two awards were approved by a second person, and published."""
    place = copied(published_once, tmp_path) / "here"
    hub.merged(head(place), approved_by=["second"])
    return place


def change(place, files, message="Change"):
    for name, text in files.items():
        write(place / "credentials", name, text)
    return commit(place, message)


# What is approved


def test_awards_approved_by_a_second_person_are_signed_and_the_ledger_records_who(place, hub):
    hub.merged(head(place), approved_by=["second"])
    assert approved(place).out == "2 awards to sign, approved.\n"
    done = issue(place)
    assert done.code == 0, done.err
    assert [approved_by(place, one) for one in (FIRST, SECOND)] == [("second",), ("second",)]
    assert "Approved by second." in run("history", FIRST, folder=place).err


def test_the_ledger_names_the_commit_that_was_published_and_its_key_signed_that(published):
    data = Ledger(published / "ledger").published_from()
    assert published_from.claimed_commit(data) == head(published)
    assert published_from.signed_commit(data, keys.from_seed(bytes(32)).public_key) == head(published)


def test_after_a_publish_only_what_came_since_has_to_be_approved(published, hub):
    hub.reviews[7] = []  # nobody asks about that change again
    hub.merged(change(published, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA}), approved_by=["third"], number=8)
    assert approved(published).out == "1 award to sign, approved.\n"
    assert issue(published).code == 0
    assert approved_by(published, THIRD) == ("third",)


def test_a_merge_counts_as_the_pull_request_it_merged(published, hub):
    git(published, "checkout", "--quiet", "-b", "more")
    reviewed = change(published, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA}, "One step of a change")
    git(published, "checkout", "--quiet", "main")
    git(published, "merge", "--quiet", "--no-ff", "-m", "Merge", "more")
    hub.merged(head(published), approved_by=["second"], number=9, reviewed=reviewed)
    assert approved(published).out == "1 award to sign, approved.\n"


def test_a_change_that_was_squashed_or_rebased_is_known_by_its_last_version(published, hub):
    git(published, "checkout", "--quiet", "-b", "more")
    change(published, {"learners/l-3.yml": "name: Alan Turing\n"}, "One")
    reviewed = change(published, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA}, "Two")
    git(published, "push", "--quiet", "origin", f"{reviewed}:refs/pull/9/head")
    git(published, "checkout", "--quiet", "main")
    git(published, "branch", "--quiet", "-D", "more")
    first = change(published, {"learners/l-3.yml": "name: Alan Turing\n"}, "One, rebased")
    hub.merged(change(published, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA}, "Two, rebased"), approved_by=["second"],
               number=9, reviewed=reviewed)  # fmt: skip
    hub.of_commit[first] = [9]
    assert approved(published).out == "1 award to sign, approved.\n"


def test_prose_needs_nobody(published):
    write(published, "content/pages/about.md", "title: About\n\nUs.\n")
    write(published, "README.md", "# Harbour\n")
    commit(published, "Words")
    assert approved(published).code == 0


def test_what_was_taken_back_needs_nobody_and_may_be_brought_again(published, hub):
    brought = {"achievements/visit.yml": "name: Doctor of Medicine\n"}
    before = (published / "credentials/achievements/visit.yml").read_text()
    change(published, brought)
    change(published, {"achievements/visit.yml": before}, "Take it back")
    assert approved(published).code == 0
    hub.merged(change(published, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA}), approved_by=["second"], number=8)
    assert approved(published).code == 0


# What is not


@pytest.mark.parametrize(
    ("names", "why"),
    [([], "nobody has approved change #7"), (["asker"], "change #7 was approved by asker only, who also asked for it")],
)
def test_awards_not_approved_by_a_second_person_are_not_signed(place, hub, names, why):  # G-03
    hub.merged(head(place), approved_by=names)
    done = approved(place)
    assert (done.code, done.out) == (1, "")
    assert "nothing was signed: .gitignore, credentials/achievements/visit.yml" in said(done)
    assert why in said(done)
    assert not (place / "approvals.json").exists()


def test_awards_pushed_without_a_pull_request_are_not_signed(place, hub):
    done = approved(place)
    assert done.code == 1
    assert "without being proposed" in done.err


PUSHED = {
    "an achievement's name": {"achievements/visit.yml": "name: Doctor of Medicine\n"},
    "the issuer's name": {"issuer.yml": ISSUER.replace("Harbour Institute", "Another University")},
    "the policy": {"issuer.yml": f"approval: single\n{ISSUER}"},
    "a key": {"issuer.yml": ISSUER.replace("from: 2026-01-01", "from: 2026-01-02")},
    "a learner": {"learners/l-1.yml": "name: Mallory\n"},
    "an award": {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA},
    "a picture": {"achievements/visit.png": b"\x89PNG"},
    "a pathway": {"pathways/harbour.yml": "name: Harbour\n"},
    "what is endorsed": {"endorsing/other.yml": "name: Other\n"},
    "an endorsement of another": {"endorsements/other.json": "{}"},
    "a course": {"offerings/visit.yml": "name: Visit\n"},
    "the tool's version": {"../requirements.txt": "testamur==0.0.1\n"},
    "a workflow": {"../.github/workflows/publish.yml": "on: push\n"},
    "git's settings": {"../.gitattributes": "*.yml text\n"},
    "the site's settings": {"../pelicanconf.py": "SITENAME = 'x'\n"},
    "a file beside the prose": {"../content/images/issuer/did.json": "{}"},
    "a page that stays as it is": {"../content/pages/about.html": "<p>Us.</p>"},
    "a removal": {"learners/l-2.yml": None},
}


@pytest.mark.parametrize("files", PUSHED.values(), ids=PUSHED)
def test_nothing_that_can_reach_a_signature_is_pushed_past_approval(published, hub, monkeypatch, files):
    change(published, files)
    # Records that do not hold stop the job before; what approval says of them is asked by itself.
    registry = _registry_of(published)
    monkeypatch.setattr(registries, "load", lambda *_, **__: registry)
    done = approved(published)
    assert done.code == 1
    name = next(iter(files)).removeprefix("../").rpartition("/")[2]
    assert f"{name}: it came to main without being proposed" in said(done)


def _registry_of(place):
    """The registry as it was published."""
    git(place, "stash", "--quiet", "--include-untracked") if git(place, "status", "--porcelain") else None
    now = head(place)
    git(place, "checkout", "--quiet", "HEAD^")
    found = registries.load(place / "credentials", today=datetime.date(2026, 11, 1))
    git(place, "checkout", "--quiet", "main")
    assert head(place) == now
    return found


def test_a_policy_that_nobody_approved_approves_nothing(published, hub):
    change(published, {"issuer.yml": f"approval: single\n{ISSUER}"})
    change(published, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA})
    done = approved(published)
    assert f"credentials/awards/{THIRD}.yml, credentials/issuer.yml: it came to main without" in said(done)


def test_a_policy_counts_from_the_publish_after_the_one_that_approved_it(published, hub):
    hub.merged(change(published, {"issuer.yml": f"approval: single\n{ISSUER}"}), approved_by=["second"], number=8)
    assert approved(published).code == 0
    assert issue(published).code == 0
    change(published, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA})
    assert approved(published).out == "1 award to sign, approved.\n"


def test_a_stricter_policy_binds_what_comes_after_it(place, hub):
    _begin_alone(place)
    assert (approved(place).code, issue(place).code) == (0, 0)
    change(place, {"issuer.yml": ISSUER})
    assert approved(place).code == 0
    change(place, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA})
    assert f"credentials/awards/{THIRD}.yml: it came to main without" in said(approved(place))


@pytest.mark.parametrize("broken", [None, "approval: [\n"], ids=["gone", "not readable"])
def test_an_issuer_that_cannot_be_read_for_a_while_is_no_policy(place, hub, broken):
    _begin_alone(place)
    assert (approved(place).code, issue(place).code) == (0, 0)
    change(place, {"issuer.yml": broken})
    change(place, {"issuer.yml": f"approval: single\n{ISSUER}", f"awards/2026/{THIRD}.yml": VISIT_OF_ADA})
    assert approved(place).code == 0


@pytest.mark.parametrize("again", [ISSUER, f"approval: single\n{ISSUER}"], ids=["kept", "loosened"])
def test_an_old_ledger_does_not_bring_back_the_policy_of_its_day(place, hub, again):
    _begin_alone(place)
    assert (approved(place).code, issue(place).code) == (0, 0)
    git(place, "fetch", "--quiet", "origin", "ledger")
    old = git(place, "rev-parse", "FETCH_HEAD")
    change(place, {"issuer.yml": ISSUER})
    assert (approved(place).code, issue(place).code) == (0, 0)
    git(place, "push", "--quiet", "--force", "origin", f"{old}:refs/heads/ledger")
    change(place, {"issuer.yml": again, f"awards/2026/{THIRD}.yml": VISIT_OF_ADA})
    assert f"credentials/awards/{THIRD}.yml: it came to main without" in said(approved(place))


def _begin_alone(place):
    make_registry(place, approval="single")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--amend", "--no-edit")


def test_no_date_of_a_commit_decides_anything(published, hub, monkeypatch):  # G-04
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2020-01-01T00:00:00Z")
    write(published / "credentials", "learners/l-1.yml", "name: Mallory\n")
    git(published, "add", "--all")
    git(published, "-c", "user.useConfigOnly=false", "commit", "--quiet", "-m", "Old", "--date=2020-01-01T00:00:00Z")
    correction = (
        "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: public\n"
        "history:\n  - {date: 2026-06-01, act: corrected, reason: details-corrected}\n"
    )
    hub.merged(change(published, {f"awards/2026/{FIRST}.yml": correction}), approved_by=["second"], number=8)
    assert "credentials/learners/l-1.yml: it came to main without being proposed" in said(approved(published))


def test_a_submodule_that_git_is_asked_to_ignore_is_not_overlooked(published, hub):
    write(published, ".gitmodules", '[submodule "x"]\n\tpath = x\n\turl = https://x.example\n\tignore = all\n')
    git(published, "add", "--all")
    git(published, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},x")
    git(published, "commit", "--quiet", "-m", "Another repository")
    hub.merged(head(published), approved_by=["second"], number=8)
    assert approved(published).code == 0
    git(published, "update-index", "--cacheinfo", f"160000,{'2' * 40},x")
    git(published, "commit", "--quiet", "-m", "Another of its commits")
    assert "x: it came to main without being proposed" in said(approved(published))


def test_moving_a_file_does_not_hide_who_added_it(published, hub):
    change(published, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA})
    write(published / "credentials", f"awards/2026/{THIRD}.yml", None)
    hub.merged(change(published, {f"awards/moved/{THIRD}.yml": VISIT_OF_ADA}), approved_by=["second"], number=8)
    assert f"credentials/awards/{THIRD}.yml: it came to main without" in said(approved(published))


def test_renaming_a_file_does_not_hide_who_brought_it(published, hub):
    text = VISIT.replace("Harbour Visit", "Doctor of Medicine")
    change(published, {"achievements/doctor.yml": text})
    write(published / "credentials", "achievements/doctor.yml", None)
    hub.merged(
        change(published, {"achievements/physician.yml": text + 'color: "#0b6e4f"\n'}), approved_by=["second"], number=8
    )
    assert "credentials/achievements/physician.yml: it came to main without" in said(approved(published))


def test_a_merge_that_brings_more_than_was_approved_is_not_signed(published, hub):
    git(published, "checkout", "--quiet", "-b", "more")
    reviewed = change(published, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA})
    git(published, "checkout", "--quiet", "main")
    git(published, "merge", "--quiet", "--no-ff", "--no-commit", "more")
    hub.merged(change(published, {"learners/l-3.yml": "name: Mallory\n"}, "Merge"), approved_by=["second"], number=9,
               reviewed=reviewed)  # fmt: skip
    assert "what came to main as change #9 is not what was proposed in it" in said(approved(published))


def test_a_change_that_was_merged_into_another_branch_is_not_merged_into_main(published, hub):
    hub.merged(change(published, {"learners/l-3.yml": "name: Mallory\n"}), approved_by=["second"], number=8)
    hub.pulls[8]["base"]["ref"] = "somewhere"
    assert "without being proposed" in said(approved(published))


def test_an_older_publish_that_is_run_again_stops_with_a_sentence(published, hub):
    old = head(published)
    hub.merged(change(published, {"issuer.yml": ISSUER + "# a note\n"}), approved_by=["second"], number=8)
    assert approved(published).code == 0
    assert issue(published).code == 0
    git(published, "checkout", "--quiet", old)
    done = approved(published)
    assert done.code == 1
    assert "a newer publish was made already" in said(done)


def test_a_history_that_was_replaced_stops_with_a_sentence(published, hub):  # G-05
    git(published, "checkout", "--quiet", "--orphan", "anew")
    hub.merged(commit(published, "Everything, anew"), approved_by=["second"], number=8)
    git(published, "branch", "--quiet", "-M", "main")
    done = approved(published)
    assert done.code == 1
    assert "main does not descend from it: its history was replaced" in said(done)


# The record of the last publish is believed when the key signed it


OTHER_KEY = keys.from_seed(bytes([7]) * 32)
MORE = f"  - {{publicKeyMultibase: {multikey.encode(OTHER_KEY.public_key)}, from: 2026-01-01}}\n"


def put(place, act):
    """Change the copy of the ledger, and push it as somebody who may push there would."""
    ledger = place / "ledger"
    git(ledger, "checkout", "--quiet", "-B", "ledger")
    act(ledger)
    commit(ledger, "Trust me")
    git(ledger, "push", "--quiet", "--force", "origin", "HEAD:refs/heads/ledger")


def sign(ledger, place, key=OTHER_KEY):
    data = published_from.write(head(place), Ledger(ledger).seal(), key)
    (ledger / published_from.NAME).write_bytes(data)


def test_a_commit_that_somebody_else_calls_published_is_not_believed(published, hub):
    change(published, {"learners/l-3.yml": "name: Mallory\n"})
    put(published, lambda ledger: sign(ledger, published))
    assert approved(published).code == 0  # without a key, nobody can tell
    done = issue(published)
    assert done.code == 1
    assert "the ledger is not as a key of this registry left it" in said(done)


def test_a_key_that_somebody_lists_for_themselves_is_not_believed(published, hub):
    change(published, {"issuer.yml": ISSUER + MORE})
    put(published, lambda ledger: sign(ledger, published))
    assert approved(published).code == 0
    assert "credentials/issuer.yml: it came to main without being proposed" in said(issue(published))


def move(ledger):
    """Give an award another place in the status list: its own bit stays clear, whatever happens to it."""
    file = ledger / "awards" / f"{FIRST}.json"
    kept = json.loads(file.read_text())
    kept["editions"][-1]["index"] ^= 1
    file.write_text(json.dumps(kept))


def forget(ledger):
    """Take an award out, so that it is issued anew and the bit of the copy that its learner has stays clear."""
    (ledger / "awards" / f"{FIRST}.json").unlink()
    (ledger / "credentials" / f"{FIRST}.json").unlink()


CHANGES = {
    "an award's place": move,
    "an award less": forget,
    "no record of the last publish": lambda ledger: (ledger / published_from.NAME).unlink(),
    "a file more": lambda ledger: (ledger / "awards" / "more.json").write_text("{}"),
    "entries": lambda ledger: (ledger / "entries.jsonl").write_bytes(b""),
}


@pytest.mark.parametrize("act", CHANGES.values(), ids=CHANGES)
def test_a_ledger_that_somebody_changed_is_not_signed_on(published, hub, act):
    hub.merged(change(published, {f"awards/2026/{FIRST}.yml": REVOKED}), approved_by=["second"], number=8)
    found = approved(published)
    put(published, act)
    done = issue(published) if found.code == 0 else found
    assert "the ledger is not as a key of this registry left it" in said(done)


def test_an_older_ledger_is_not_signed_on(published, hub):
    ledger = published / "ledger"
    old, who = head(ledger), {"login": "mallory", "type": "User"}
    hub.merged(change(published, {f"awards/2026/{FIRST}.yml": REVOKED}), approved_by=["second"], number=8)
    assert (approved(published).code, issue(published).code) == (0, 0)
    new = git(published, "ls-remote", "origin", "refs/heads/ledger").split()[0]
    git(published, "fetch", "--quiet", "origin", "ledger")
    hub.activity["ledger"] = [{"after": new, "before": old, "activity_type": "push", "actor": {"login": WORKFLOW}}]
    assert (approved(published).code, issue(published).code) == (0, 0)
    for state, before, after in (("older", new, old), ("gone", old, None), ("back", "0" * 40, new)):
        git(published, "push", "--quiet", "--force", "origin", f"{after or ''}:refs/heads/ledger")
        kind = "force_push" if after else "branch_deletion"
        hub.activity["ledger"].insert(0, {"after": after, "before": before, "activity_type": kind, "actor": who})
        hub.merged(head(published), approved_by=["second"])
        assert approved(published).code == 0, state
        done = issue(published)
        assert (state == "back") is (done.code == 0), state
        assert state == "back" or f"Put back its commit {new[:12]}" in said(done)


def test_what_was_approved_is_of_the_commit_that_is_checked_out(published, hub):
    assert approved(published).code == 0
    change(published, {"learners/l-3.yml": "name: Mallory\n"})
    done = issue(published)
    assert done.code == 2
    assert "is of another commit than the one that is checked out" in said(done)


# What is built without the key


def build(place):
    return run("ci", "build", "--now", "2026-11-02", folder=place, GITHUB_ACTIONS="true")


def pushed_by(place, hub, *names):
    """Pushes to the ledger's branch, the oldest first: what lay there before each is what lies there now."""
    now = git(place, "ls-remote", "origin", "refs/heads/ledger").split()[0]
    hub.activity["ledger"] = [
        {"after": now, "before": now, "activity_type": "push", "actor": {"login": name}} for name in reversed(names)
    ]


def test_what_was_published_is_built_again(published, hub):
    pushed_by(published, hub, WORKFLOW)
    done = build(published)
    assert done.code == 0, done.err


@pytest.mark.parametrize(
    "files", [{"issuer.yml": ISSUER + MORE}, {"../content/images/x.json": "{}"}], ids=["key", "file"]
)
def test_what_was_not_published_is_not_built(published, hub, files):
    pushed_by(published, hub, WORKFLOW)
    change(published, files)
    assert f"commit {head(published)[:12]} was not published" in said(build(published))


def test_a_key_that_somebody_lists_for_themselves_publishes_nothing(published, hub):
    pushed_by(published, hub, WORKFLOW, "mallory")
    change(published, {"issuer.yml": ISSUER + MORE})
    put(published, lambda ledger: sign(ledger, published))
    assert f"commit {head(published)[:12]} was not published" in said(build(published))


def test_a_ledger_that_whoever_holds_the_key_pushed_is_built(published, hub):
    pushed_by(published, hub, WORKFLOW, "ann")
    change(published, {"issuer.yml": ISSUER + MORE})
    put(published, lambda ledger: sign(ledger, published, keys.from_seed(bytes(32))))
    done = build(published)
    assert done.code == 0, done.err


@pytest.mark.parametrize("has_ledger", [True, False])
@pytest.mark.parametrize("command", [approved, build])
def test_what_was_published_does_not_become_practice_again(published, hub, command, has_ledger):
    pushed_by(published, hub, WORKFLOW)
    change(published, {"issuer.yml": f"practice: true\n{ISSUER}"})
    if not has_ledger:
        git(published, "push", "--quiet", "origin", ":refs/heads/ledger")
    assert "what was published does not become practice again" in said(command(published))


@pytest.mark.parametrize("act", CHANGES.values(), ids=CHANGES)
def test_a_ledger_that_somebody_changed_is_not_built(published, hub, act):
    pushed_by(published, hub, WORKFLOW)
    put(published, act)
    assert build(published).code == 1


# Before the first publish


def test_whoever_approves_going_live_approves_the_registry_as_it_is(place, hub):
    make_registry(place, practice="true")
    commit(place, "Practice")
    hub.merged(change(place, {"issuer.yml": ISSUER}, "Go live"), approved_by=["second"], number=8)
    assert approved(place).out == "2 awards to sign, approved.\n"


def test_going_live_needs_a_second_person(place, hub):
    make_registry(place, practice="true")
    commit(place, "Practice")
    change(place, {"issuer.yml": ISSUER}, "Go live")
    done = approved(place)
    assert "the end of practice mode (issuer.yml): it came to main without being proposed" in said(done)


def test_going_live_does_not_bring_its_own_policy(place, hub):
    make_registry(place, practice="true")
    commit(place, "Practice")
    change(place, {"issuer.yml": f"approval: single\n{ISSUER}"}, "Go live alone")
    assert "the end of practice mode (issuer.yml): it came to main without" in said(approved(place))


def test_an_issuer_that_is_removed_and_brought_again_does_not_bring_its_own_policy(place, hub):
    change(place, {"issuer.yml": None})
    change(place, {"issuer.yml": f"approval: single\n{ISSUER}"})
    assert "it came to main without being proposed" in said(approved(place))


def test_what_comes_after_going_live_needs_a_second_person_too(place, hub):
    make_registry(place, practice="true")
    commit(place, "Practice")
    hub.merged(change(place, {"issuer.yml": ISSUER}, "Go live"), approved_by=["second"], number=8)
    change(place, {f"awards/2026/{THIRD}.yml": VISIT_OF_ADA})
    assert f"credentials/awards/{THIRD}.yml: it came to main without" in said(approved(place))


def test_an_institution_of_one_person_says_so_from_the_beginning_and_signs(tmp_path, place, hub):
    _begin_alone(place)
    assert approved(place).code == 0


def test_an_institution_that_begins_with_two_people_is_not_made_one_of_one_by_a_push(place, hub):
    make_registry(place, approval="single")
    commit(place, "Alone")
    assert approved(place).code == 1


# In the same job


def test_in_a_workflow_nothing_is_signed_before_approval_is_checked(place):
    done = issue(place)
    assert done.code == 2
    assert "run testamur ci approved before this" in done.err


def test_an_award_that_is_not_approved_stops_the_run(place, hub):
    found = {"commit": head(place), "base": "", "approvedBy": {FIRST: ["second"]}}
    (place / "approvals.json").write_text(json.dumps(found))
    done = run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret())
    assert done.code == 1
    assert f"award {SECOND} became pending after approval was looked up" in done.err


@pytest.mark.parametrize("command", [("issue",), ("ci", "issue")])
def test_an_award_that_is_in_no_commit_is_not_signed(published, tmp_path, command):  # G-06
    write(published / "credentials", f"awards/2026/{THIRD}.yml", VISIT_OF_ADA)
    done = run(*command, folder=published, TESTAMUR_SIGNING_KEY=secret())
    assert done.code == 2
    assert f"credentials/awards/2026/{THIRD}.yml: in no commit" in said(done)


def test_a_workflow_without_a_repository_signs_nothing(tmp_path):
    make_registry(tmp_path)
    done = run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret(), GITHUB_ACTIONS="true")
    assert done.code == 2
    assert "the records are in no git repository here" in said(done)
