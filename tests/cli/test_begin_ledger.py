"""The ledger is begun once: where awards were published before, `testamur issue` asks for the ledger of then."""

import datetime
import json
import shutil

import httpx
import pytest

from issuing import NOW, an_id, tree
from live_host import OWN, at, ci_issue, folder, issue, job, live
from registries import FIRST, ISSUER, make_registry, run, secret, value
from repositories import commit, git
from testamur.authoring.issuing import ledger_line
from testamur.cli.commands.site import issue as issue_command
from testamur.ledger.safeguards import identity
from testamur.ledger.store import Ledger

__all__ = ["folder", "job", "live"]
OTHER_ID = "0000-0000-0000-0000"
BEFORE = "issued before"


def lose(folder):
    shutil.rmtree(folder / "ledger")


def without_id(folder):
    """Take the line out that `issue` wrote."""
    make_registry(folder)


def refused(done, folder, told):
    assert done.code == 1, done.err
    assert told in done.err
    assert "Get the ledger: from its branch with testamur ci build" in done.err
    assert "--begin-anew" in done.err
    assert not (folder / "ledger").exists()


def test_the_first_issue_writes_the_ledgers_id_into_issuer_yml_and_keeps_every_other_byte(folder):
    done = issue(folder)
    ledger_id = Ledger(folder / "ledger").identity().id
    assert value(folder / "credentials", "issuer.yml")["ledgerId"] == ledger_id
    text = (folder / "credentials/issuer.yml").read_text()
    assert text.replace(f"{ledger_line.ledger_id_line(ledger_id)}\n", "") == ISSUER
    assert f"credentials/issuer.yml now has the line {ledger_line.ledger_id_line(ledger_id)}." in done.err


def test_the_id_is_on_no_page_and_in_nothing_that_is_signed(folder):
    issue(folder)
    assert run("build", folder=folder).code == 0
    ledger_id = Ledger(folder / "ledger").identity().id.encode()
    found = {name for name, data in tree(folder).items() if ledger_id in data}
    assert found == {"credentials/issuer.yml", "ledger/identity.json"}


def test_a_ledger_from_before_there_were_ids_gets_one(folder):
    issue(folder)
    (folder / "ledger/identity.json").unlink()
    without_id(folder)
    assert issue(folder).err.startswith("Nothing is pending.\n")
    assert value(folder / "credentials", "issuer.yml")["ledgerId"] == Ledger(folder / "ledger").identity().id


def test_a_lost_line_is_written_again_with_the_same_id(folder):
    issue(folder)
    before = (folder / "credentials/issuer.yml").read_bytes()
    without_id(folder)
    issue(folder)
    assert (folder / "credentials/issuer.yml").read_bytes() == before


def test_in_a_repository_the_line_is_to_be_committed_and_does_not_stop_the_next_issue(folder):
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "credentials")
    git(folder, "commit", "--quiet", "-m", "Records")
    assert "Commit it: git commit -m 'The id of the ledger' credentials/issuer.yml" in issue(folder).err
    again = issue(folder)
    assert (again.code, again.err) == (0, "Nothing is pending.\n")


def test_another_line_that_is_in_no_commit_still_stops_the_next_issue(folder):
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "credentials")
    git(folder, "commit", "--quiet", "-m", "Records")
    issue(folder)
    issuer = folder / "credentials/issuer.yml"
    issuer.write_text(issuer.read_text().replace("Harbour Institute", "Harbour College"))
    done = issue(folder)
    assert (done.code, "in no commit" in done.err) == (2, True)


def test_without_its_ledger_a_registry_signs_nothing(folder):
    issue(folder)
    lose(folder)
    refused(issue(folder), folder, "this registry has a ledger already, and there is no ledger here")


def test_a_site_that_was_built_here_is_enough_to_know_that_there_was_a_ledger(folder):
    issue(folder)
    run("build", folder=folder)
    lose(folder)
    without_id(folder)
    refused(issue(folder), folder, f"The site in output/ shows awards that were {BEFORE}")


def test_the_site_of_a_preview_is_no_sign_of_a_ledger(folder):
    assert run("build", "--preview", folder=folder).code == 0
    assert issue(folder).code == 0


def test_an_older_copy_of_the_ledger_signs_nothing(folder):
    issue(folder)
    shutil.copytree(folder / "ledger", folder / "older")
    line = "  - {date: 2026-06-01, act: revoked, reason: awarded-in-error}\n"
    path = folder / f"credentials/awards/2026/{FIRST}.yml"
    path.write_text(f"{path.read_text()}history:\n{line}")
    issue(folder)
    run("build", folder=folder)
    before = tree(folder / "older")
    done = issue(folder, "--ledger", "older")
    assert (done.code, "this copy of the ledger is older" in done.err) == (1, True)
    assert tree(folder / "older") == before


def test_an_older_copy_of_the_ledger_is_not_built_over_a_newer_site(folder, monkeypatch):
    issue(folder)
    shutil.copytree(folder / "ledger", folder / "older")
    third = folder / f"credentials/awards/2026/{an_id(3)}.yml"
    third.write_text("achievement: visit\nlearner: l-2\nawardedDate: 2026-06-01\n")
    at(monkeypatch, NOW + datetime.timedelta(minutes=1))
    issue(folder)
    run("build", folder=folder)
    third.unlink()
    before = tree(folder / "output")
    done = run("build", "--ledger", "older", folder=folder)
    assert (done.code, "would go from the site" in done.err) == (1, True)
    assert tree(folder / "output") == before


def test_another_registrys_ledger_is_refused(folder):
    issue(folder)
    make_registry(folder, ledgerId=OTHER_ID)
    for command in ("issue", "build"):
        done = run(command, folder=folder, TESTAMUR_SIGNING_KEY=secret())
        assert (done.code, "is another registry's" in done.out + done.err) == (1, True)


def test_a_site_is_not_built_from_no_ledger_where_there_was_one(folder):
    issue(folder)
    lose(folder)
    (folder / "ledger").mkdir()
    done = run("build", folder=folder)
    assert (done.code, "there is no ledger here" in done.err) == (1, True)


def test_a_damaged_id_is_no_id(folder):
    issue(folder)
    (folder / "ledger/identity.json").write_text('{"id":"7","lost":[]}')
    done = issue(folder)
    assert (done.code, "ledger/identity.json is not what testamur issue writes" in done.err) == (1, True)


# Beginning, and beginning anew.


def test_on_a_terminal_beginning_is_asked_for(folder, somebody_there):
    done = issue(folder, answers="n\n")
    assert done.code == 130
    assert "This begins the ledger of Harbour Institute: 2 awards will be signed. Begin?" in done.err
    assert not (folder / "ledger").exists()
    assert issue(folder, answers="y\n").code == 0
    assert "Begin?" not in issue(folder).err


def test_a_lost_ledger_is_begun_anew_only_when_that_is_typed(folder, somebody_there):
    issue(folder, "--yes")
    run("build", folder=folder)
    lose(folder)
    done = issue(folder, "--begin-anew", answers="yes\n")
    assert (done.code, (folder / "ledger").exists()) == (130, False)
    assert "every file that a learner downloaded before reads “altered, or not theirs”" in done.err
    assert issue(folder, "--begin-anew", answers="begin anew\n").code == 0


def test_without_a_terminal_beginning_anew_needs_yes(folder):
    issue(folder)
    lose(folder)
    done = issue(folder, "--begin-anew")
    assert (done.code, "give --yes as well" in done.err) == (2, True)
    assert issue(folder, "--begin-anew", "--yes").code == 0


def test_a_ledger_that_was_begun_anew_has_the_same_id_and_goes_on_as_any_other(folder):
    issue(folder)
    run("build", folder=folder)
    ledger_id = Ledger(folder / "ledger").identity().id
    lose(folder)
    issue(folder, "--begin-anew", "--yes")
    found = Ledger(folder / "ledger").identity()
    assert (found.id, len(found.lost)) == (ledger_id, 1)
    assert issue(folder).err == "Nothing is pending.\n"
    assert run("build", folder=folder).code == 0


def test_nothing_is_begun_anew_where_nothing_is_lost(folder):
    assert issue(folder, "--begin-anew", "--yes").code == 2
    issue(folder)
    assert issue(folder, "--begin-anew", "--yes").code == 2


# The live site.


def deploy(folder):
    run("build", folder=folder)
    shutil.rmtree(folder / "live", ignore_errors=True)
    (folder / "output").rename(folder / "live")


def forget(folder):
    """Another computer: neither ledger nor site, and records from before the ledger had an id."""
    lose(folder)
    shutil.rmtree(folder / "output", ignore_errors=True)
    make_registry(folder, base=OWN)


def test_what_is_live_was_published_before(folder, live):
    issue(folder)
    deploy(folder)
    forget(folder)
    refused(issue(folder), folder, f"{OWN}/ shows awards that were {BEFORE}")
    assert live.asked[-2:] == ["/index.json", "/status/revocation-1.json"]


def test_a_live_site_without_awards_is_no_obstacle(folder, live):
    run("build", "--preview", folder=folder)
    (folder / "output").rename(folder / "live")
    assert issue(folder).code == 0


def test_the_page_of_another_site_at_the_address_is_no_obstacle(folder, live):
    (folder / "live").mkdir()
    (folder / "live/index.json").write_text(json.dumps({"did": "did:web:other.ie:issuer", "preview": False}))
    assert issue(folder).code == 0


@pytest.mark.parametrize("error", [httpx.ConnectError("no"), httpx.ReadTimeout("late")])
def test_a_host_that_cannot_be_reached_is_told_in_one_line_and_is_no_obstacle(folder, live, error):
    live.error = error
    done = issue(folder)
    assert done.code == 0
    assert done.err.startswith("Whether awards were published before could not be seen online: ")
    assert "online" not in issue(folder).err


def test_nobody_is_asked_at_an_address_that_nobody_can_own(folder, monkeypatch):
    def never(**more):
        raise AssertionError("a resolver was made")

    monkeypatch.setattr(issue_command, "WebResolver", never)
    assert issue(folder).code == 0


def test_the_job_says_which_line_to_propose_until_issuer_yml_has_it(folder, job):
    line = "Propose this line for issuer.yml, so that no other ledger is ever taken for this one: ledgerId: "
    done = ci_issue(folder)
    assert done.code == 0, done.err
    ledger_id = done.out.partition(line)[2].strip().strip('"')
    assert ledger_id == identity.read((folder / "ledger/identity.json").read_bytes()).id
    make_registry(folder, base=OWN, ledgerId=f'"{ledger_id}"')
    commit(folder, "Name the ledger")
    done = ci_issue(folder)
    assert (done.code, line in done.out) == (0, False)


def test_a_lost_branch_stops_the_job_where_awards_are_live(folder, job):
    ci_issue(folder)
    deploy(folder)
    git(folder / "remote.git", "update-ref", "-d", "refs/heads/ledger")
    done = ci_issue(folder)
    assert (done.code, f"{OWN}/ shows awards that were {BEFORE}" in done.err) == (1, True)
    assert git(folder / "remote.git", "for-each-ref", "refs/heads/ledger") == ""


def test_a_branch_that_was_set_back_stops_the_job(folder, job):
    ci_issue(folder)
    old = git(folder / "remote.git", "rev-parse", "refs/heads/ledger")
    path = folder / f"credentials/awards/2026/{FIRST}.yml"
    path.write_text(f"{path.read_text()}history: [{{date: 2026-06-01, act: revoked, reason: other}}]\n")
    commit(folder, "Withdraw")
    ci_issue(folder)
    deploy(folder)
    git(folder / "remote.git", "update-ref", "refs/heads/ledger", old)
    done = ci_issue(folder)
    assert (done.code, "this copy of the ledger is older" in done.err) == (1, True)


@pytest.mark.parametrize("status", [403, 500, 503])
def test_a_job_begins_no_ledger_while_the_host_does_not_answer(folder, job, status):
    job.status = status
    done = ci_issue(folder)
    assert done.code == 1
    assert "whether awards were published before cannot be seen" in done.err
    assert "begin on the computer of whoever holds the key" in done.err


def test_a_job_begins_the_ledger_where_the_host_has_nothing(folder, job):
    assert ci_issue(folder).code == 0


def test_a_job_goes_on_with_its_ledger_while_the_host_does_not_answer(folder, job):
    ci_issue(folder)
    job.status = 503
    assert ci_issue(folder).code == 0
