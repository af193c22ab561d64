"""`testamur setup-github`: says what it will do, asks, does it, and does it again without harm."""

import httpx
import pytest

from fake_repository_settings import REPOSITORY, TOKEN, Settings
from issuing import KEY
from registries import PASSPHRASE, make_registry, run
from repositories import commit, git
from testamur.authoring.repository import manifest
from testamur.github.setting_up import pushing, token_source


@pytest.fixture
def settings(monkeypatch, tmp_path):
    """A simulated GitHub, and a `gh` that is logged in."""
    made = Settings(there=False)
    monkeypatch.setattr(token_source, "connect", made.client)
    monkeypatch.setattr(token_source, "from_gh", lambda: TOKEN)
    return made


@pytest.fixture
def home(monkeypatch, tmp_path, settings):
    """A practice registry, committed, and a bare repository that takes what is pushed to GitHub."""
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    folder = tmp_path / "here"
    make_registry(folder, practice="true")
    (folder / ".gitignore").write_text("/ledger/\n*.pem\n")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder)
    steps = pushing.steps
    monkeypatch.setattr(
        pushing, "steps", lambda top, _, token, *, is_there: steps(top, str(remote), token, is_there=is_there)
    )
    push = pushing.push
    monkeypatch.setattr(pushing, "push", lambda at, _, refspec, token: push(at, str(remote), refspec, token))
    settings.pushed = lambda branch: git(remote, "rev-parse", branch)
    return folder


def set_up(home, *arguments, **more):
    return run("setup-github", REPOSITORY, *arguments, folder=home, **more)


def made_for(home, host):
    (home / ".github").mkdir()
    (home / manifest.NAME).write_text(manifest.text({}, host))
    commit(home, "From testamur init")


def branches(home):
    return git(home.parent / "remote.git", "branch", "--format=%(refname:short)").split()


def go_live(home):
    make_registry(home)
    (home / "seal.pem").write_bytes(KEY.to_encrypted_pem(PASSPHRASE))
    (home / "seal.pem").chmod(0o600)
    commit(home, "Go live")


def test_a_new_repository_is_created_and_set_up_whole(settings, home):
    done = set_up(home, "--yes")
    assert (done.code, settings.there, branches(home)) == (0, True, ["main"])
    assert done.out.splitlines()[0] == f"done: create the repository {REPOSITORY}, private"
    assert set_up(home, "--yes").out == ""


def test_the_repository_of_an_organization_is_made_there(settings, home):
    set_up(home, "--yes")
    assert settings.writes[0] == "POST /orgs/harbour/repos"


def test_ones_own_repository_is_made_there(settings, home):
    settings.login = "Harbour"
    set_up(home, "--yes")
    assert settings.writes[0] == "POST /user/repos"


def test_main_is_pushed_after_the_variable_and_before_the_rules(settings, home):
    done = set_up(home, "--yes").out.splitlines()
    places = [
        next(n for n, line in enumerate(done) if words in line) for words in ("TESTAMUR_PUBLISH", "push", "rules")
    ]
    assert places == sorted(places)


def test_a_dry_run_says_everything_and_does_nothing(settings, home):
    done = set_up(home, "--dry-run")
    assert "  - push the branch main\n" in done.err
    assert (done.out, settings.writes, branches(home)) == ("", [], [])


def test_whoever_says_no_changes_nothing(settings, home, somebody_there):
    done = set_up(home, answers="n\n")
    assert (done.code, settings.writes) == (130, [])


def test_it_ends_in_what_only_a_person_can_do(settings, home):
    assert "Only a person can do this:\n  [ ] A second administrator" in set_up(home, "--yes").err


def test_the_repository_becomes_origin(settings, home):
    set_up(home, "--yes")
    assert git(home, "remote", "get-url", "origin") == f"https://github.com/{REPOSITORY}.git"


def test_what_was_pushed_is_what_git_pull_brings_up_to_date(settings, home):
    set_up(home, "--yes")
    git(home, "remote", "set-url", "origin", str(home.parent / "remote.git"))
    git(home, "pull", "--quiet", "--ff-only")
    assert git(home, "rev-parse", "--abbrev-ref", "main@{upstream}") == "origin/main"


def test_without_push_nothing_is_pushed(settings, home):
    set_up(home, "--yes", "--no-push")
    assert branches(home) == []


def test_the_ledger_of_this_computer_is_pushed(settings, home):
    (home / "ledger").mkdir()
    (home / "ledger/state.json").write_text("{}")
    git(home / "ledger", "init", "--quiet", "--initial-branch=ledger")
    commit(home / "ledger")
    set_up(home, "--yes")
    assert branches(home) == ["ledger", "main"]


def test_a_ledger_that_was_begun_on_this_computer_becomes_the_branch(settings, home):
    (home / "ledger").mkdir()
    (home / "ledger/entries.jsonl").write_text("{}\n")
    assert "done: push the branch ledger" in set_up(home, "--yes").out
    assert git(home.parent / "remote.git", "ls-tree", "--name-only", "ledger").split() == ["entries.jsonl"]


def test_a_dry_run_leaves_a_ledger_of_this_computer_as_it_is(settings, home):
    (home / "ledger").mkdir()
    (home / "ledger/entries.jsonl").write_text("{}\n")
    assert "push the branch ledger" in set_up(home, "--dry-run").err
    assert [path.name for path in (home / "ledger").iterdir()] == ["entries.jsonl"]


@pytest.mark.parametrize(("host", "served"), [("pages", True), ("other", False)])
def test_who_serves_the_site_is_what_the_repository_was_made_for(settings, home, host, served):
    made_for(home, host)
    set_up(home, "--yes")
    assert (settings.pages is not None) == served


def test_a_registry_without_github_is_not_set_up_there_by_mistake(settings, home):
    made_for(home, "by-hand")
    done = set_up(home, "--yes")
    assert (done.code, settings.there) == (2, False)
    assert "testamur init . --upgrade --host pages" in done.err


def test_what_is_on_github_is_not_replaced(settings, home):
    set_up(home, "--yes")
    (home / "README.md").write_text("Changed.\n")
    commit(home)
    assert "push" not in set_up(home, "--yes").out


@pytest.mark.parametrize("text", ["badges", "harbour/badges/x", "har bour/badges", "harbour/..", "-a/b"])
def test_a_name_that_is_none_is_refused(settings, home, text):
    done = run("setup-github", "--", text, folder=home)
    assert (done.code, settings.requests) == (2, [])
    assert "owner/name" in done.err


def test_what_is_not_committed_is_not_left_behind_in_silence(settings, home):
    (home / "README.md").write_text("New.\n")
    done = set_up(home, "--yes")
    assert (done.code, settings.requests) == (2, [])
    assert "something here is not committed" in done.err


def test_a_private_key_in_a_commit_is_not_pushed(settings, home):
    (home / "seal.pem").write_text("-----BEGIN PRIVATE KEY-----")
    git(home, "add", "--force", "seal.pem")
    commit(home)
    done = set_up(home, "--yes")
    assert (done.code, settings.requests) == (2, [])
    assert "holds a private key: nothing was pushed" in done.err


def test_names_are_not_put_where_everyone_reads_them(settings, home):
    settings.there, settings.repository["private"] = True, False
    done = set_up(home, "--yes")
    assert (done.code, settings.writes, branches(home)) == (1, [], [])
    assert "Make it private first" in done.err


def test_whoever_is_no_administrator_is_told_so(settings, home):
    settings.there, settings.repository["permissions"] = True, {"admin": False, "push": True}
    done = set_up(home, "--yes")
    assert (done.code, settings.writes) == (1, [])
    assert "ada is no administrator of the repository" in done.err


def test_scopes_that_a_token_lacks_are_named_before_anything_is_done(settings, home):
    settings.scopes = "gist, read:org, repo"
    done = set_up(home, "--yes")
    assert (done.code, settings.writes) == (1, [])
    assert "the token lacks workflow" in done.err


def test_a_refused_creation_ends_the_run_with_its_remedy(settings, home):
    settings.refused["POST orgs/harbour/repos"] = httpx.Response(403, json={"message": "Must have admin rights"})
    done = set_up(home, "--yes")
    assert (done.code, done.out, branches(home)) == (1, "", [])
    assert f"the repository {REPOSITORY}: this account or its token may not do that" in done.err


def test_a_live_registry_needs_its_key_before_anything_is_changed(settings, home):
    go_live(home)
    done = set_up(home, "--yes")
    assert (done.code, settings.writes) == (2, [])
    assert "add --key FILE" in done.err


def test_the_key_becomes_the_secret_and_is_shown_nowhere(settings, home):
    go_live(home)
    done = set_up(home, "--yes", "--key", "seal.pem", TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 0
    assert settings.opened("TESTAMUR_SIGNING_KEY") == KEY.to_secret()
    assert KEY.to_secret() not in done.out + done.err + repr(settings.requests)


def test_the_token_is_shown_nowhere(settings, home):
    settings.refused["POST pages"] = httpx.Response(403, json={"message": "Resource not accessible"})
    done = set_up(home, "--yes")
    assert TOKEN not in done.out + done.err
    assert TOKEN not in "".join(
        path.read_text("utf-8", "replace") for path in (home / ".git").rglob("*") if path.is_file()
    )


def test_a_practice_registry_takes_no_key(settings, home):
    done = set_up(home, "--yes", "--key", "seal.pem")
    assert (done.code, settings.requests) == (2, [])
    assert "needs no key" in done.err


# What is opened next


def propose(home):
    """The records of a registry that went live, on a branch of its own."""
    git(home, "switch", "--quiet", "--create", "go-live")
    go_live(home)


def set_up_live(home, *arguments):
    return set_up(home, "--yes", "--key", "seal.pem", *arguments, TESTAMUR_PASSPHRASE=PASSPHRASE)


def test_it_ends_in_the_form_of_an_award_with_what_can_be_earned_filled_in(settings, home):
    address = f"https://github.com/{REPOSITORY}/issues/new?template=award.yml&achievement=visit"
    assert set_up(home, "--yes").err.splitlines()[-1] == f"Award a badge: {address}"


def test_among_several_things_to_be_earned_somebody_has_to_choose(settings, home):
    other = home / "credentials/achievements/other.yml"
    other.write_text((home / "credentials/achievements/visit.yml").read_text().replace("Harbour Visit", "Other Visit"))
    commit(home)
    assert set_up(home, "--yes").err.splitlines()[-1].endswith("/issues/new?template=award.yml")


def test_where_nothing_was_created_no_page_is_named(settings, home):
    settings.refused["POST orgs/harbour/repos"] = httpx.Response(403, json={"message": "Must have admin rights"})
    assert "/issues/new" not in set_up(home, "--yes").err


def test_the_end_of_practice_is_pushed_and_proposed_after_the_rules(settings, home):
    set_up(home, "--yes")
    propose(home)
    done = set_up_live(home)
    assert (done.code, branches(home)) == (0, ["go-live", "main"]), done.err
    assert done.out.splitlines()[-1] == "done: push the branch go-live, and open its pull request"
    assert [(one["title"], one["base"]) for one in settings.pulls] == [("Go live", {"ref": "main"})]
    assert f"A second person approves it here: https://github.com/{REPOSITORY}/pull/1/files" in done.err


def test_what_was_proposed_is_not_proposed_again(settings, home):
    set_up(home, "--yes")
    propose(home)
    set_up_live(home)
    settings.pulls[0]["state"] = "closed"
    set_up_live(home)
    assert len(settings.pulls) == 1


def test_what_was_added_since_is_pushed_to_what_is_proposed(settings, home):
    set_up(home, "--yes")
    propose(home)
    set_up_live(home)
    (home / "README.md").write_text("New.\n")
    commit(home)
    assert set_up_live(home).out.splitlines()[-1] == "done: push the branch go-live"
    assert len(settings.pulls) == 1


def end_practice(home):
    """The records of a registry that went live, not committed, and somebody who can commit them."""
    make_registry(home)
    git(home, "config", "user.name", "Ada")
    git(home, "config", "user.email", "ada@harbour.example")
    (home / "seal.pem").write_bytes(KEY.to_encrypted_pem(PASSPHRASE))
    (home / "seal.pem").chmod(0o600)


COMMITTED = "done: commit what changed on a branch go-live, push it, and open its pull request"


def test_what_ends_practice_is_committed_on_a_branch_and_proposed_with_the_first_award(settings, home):
    set_up(home, "--yes")
    end_practice(home)
    (home / "credentials/learners/l-9.yml").write_text("name: Zoë Ó Briain\n")
    done = set_up_live(home)
    assert (done.code, done.out.splitlines()[-1], branches(home)) == (0, COMMITTED, ["go-live", "main"]), done.err
    assert git(home, "status", "--porcelain") == ""
    remote = home.parent / "remote.git"
    assert git(remote, "log", "--format=%s", "main..go-live") == "Go live"
    assert "credentials/learners/l-9.yml" in git(remote, "ls-tree", "-r", "--name-only", "go-live")
    assert f"A second person approves it here: https://github.com/{REPOSITORY}/pull/1/files" in done.err


def test_a_dry_run_commits_nothing(settings, home):
    set_up(home, "--yes")
    end_practice(home)
    assert "commit what changed on a branch go-live" in set_up_live(home, "--dry-run").err
    assert git(home, "branch", "--format=%(refname:short)") == "main"


def test_what_is_new_outside_the_records_is_not_committed_by_the_way(settings, home):
    set_up(home, "--yes")
    end_practice(home)
    (home / "notes.txt").write_text("Mine.\n")
    done = set_up_live(home)
    assert (done.code, settings.pulls) == (2, [])
    assert "something here is not committed" in done.err


def test_what_main_got_on_github_meanwhile_has_to_be_here_before_practice_ends(settings, home):
    set_up(home, "--yes")
    other = home.parent / "other"
    git(home.parent, "clone", "--quiet", "--branch", "main", str(home.parent / "remote.git"), str(other))
    (other / "README.md").write_text("Newer.\n")
    commit(other)
    git(other, "push", "--quiet", "origin", "main")
    end_practice(home)
    done = set_up_live(home)
    assert (done.code, settings.pulls, branches(home)) == (1, [], ["main"])
    assert "the branch go-live: main on GitHub has changes that are not here" in done.err


def test_a_branch_go_live_that_is_here_already_is_told_and_left_as_it_is(settings, home):
    set_up(home, "--yes")
    git(home, "branch", "go-live")
    end_practice(home)
    done = set_up_live(home)
    assert (done.code, settings.pulls) == (1, [])
    assert "the branch go-live: git switch failed: fatal: a branch named 'go-live' already exists" in done.err


def test_a_commit_that_failed_is_made_by_the_next_run(settings, home):
    set_up(home, "--yes")
    end_practice(home)
    git(home, "config", "user.name", "")
    assert "the branch go-live: git commit failed" in set_up_live(home).err
    git(home, "config", "user.name", "Ada")
    assert set_up_live(home).out.splitlines()[-1] == COMMITTED


def test_without_a_repository_to_propose_it_to_the_end_of_practice_has_to_be_committed(settings, home):
    end_practice(home)
    done = set_up_live(home)
    assert (done.code, settings.writes) == (2, [])
    assert "something here is not committed" in done.err


def test_a_branch_of_that_name_with_other_commits_is_not_replaced(settings, home):
    set_up(home, "--yes")
    git(home, "switch", "--quiet", "--create", "go-live")
    (home / "README.md").write_text("Of somebody else.\n")
    commit(home)
    git(home, "push", "--quiet", str(home.parent / "remote.git"), "go-live")
    git(home, "reset", "--quiet", "--hard", "main")
    go_live(home)
    done = set_up_live(home)
    assert (done.code, settings.pulls) == (1, [])
    assert "Refused:" in done.err


def test_a_branch_of_a_registry_that_is_live_already_is_left_alone(settings, home):
    go_live(home)
    set_up_live(home)
    git(home, "switch", "--quiet", "--create", "later")
    (home / "README.md").write_text("New.\n")
    commit(home)
    assert (set_up_live(home, "--yes").code, branches(home)) == (0, ["main"])
    assert settings.pulls == []


def test_what_ended_practice_on_main_itself_is_named_with_the_way_out(settings, home):
    set_up(home, "--yes")
    go_live(home)
    assert "Type: git switch -c go-live, and run this again" in set_up_live(home).err
    git(home, "switch", "--quiet", "--create", "go-live")
    assert "done: push the branch go-live, and open its pull request" in set_up_live(home).out
    assert git(home.parent / "remote.git", "rev-parse", "main") != git(home, "rev-parse", "main")


def test_in_practice_main_is_pushed_to_by_whoever_likes_and_nothing_is_said_of_branches(settings, home):
    set_up(home, "--yes")
    (home / "README.md").write_text("New.\n")
    commit(home)
    assert "git switch" not in set_up(home, "--yes").err


@pytest.mark.parametrize(
    "answer", [{"object": {"sha": "--upload-pack=x"}}, {"object": "x"}, {}, {"object": {"sha": "e" * 40}}]
)
def test_a_commit_that_is_not_here_leaves_it_to_main_as_it_is_here(settings, home, answer):
    set_up(home, "--yes")
    propose(home)
    settings.refused["GET git/ref/heads/main"] = httpx.Response(200, json=answer)
    assert "open its pull request" in set_up_live(home).out


def test_without_push_nothing_is_proposed(settings, home):
    set_up(home, "--yes")
    propose(home)
    set_up_live(home, "--no-push")
    assert (branches(home), settings.pulls) == (["main"], [])
