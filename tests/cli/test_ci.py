"""The jobs of `publish.yml`, run as commands against a bare repository on this machine that stands for GitHub."""

import itertools
import json
import subprocess

import httpx
import pytest

from issuing import an_id, tree
from registries import FIRST, REVOKED, make_registry, run, secret
from repositories import git
from terminal_fixtures import copied
from testamur.github.jobs import smoke
from testamur.proofs import data_integrity
from testamur.publishing import published_proofs
from testamur.publishing.site import self_check
from testamur.verification.resolving.web import WebResolver
from thoroughness import either

BASE = "https://badges.harbour.example"


@pytest.fixture
def place(kept_records, tmp_path):
    """A checkout of the records, with a remote."""
    return copied(kept_records, tmp_path)


@pytest.fixture(scope="module")
def kept_records(tmp_path_factory):
    """What `place` is a copy of."""
    folder = tmp_path_factory.mktemp("kept-records")
    records = make_registry(folder)
    remote = folder / "remote.git"
    for command in (
        ["init", "--quiet", "--bare", str(remote)],
        ["init", "--quiet"],
        ["remote", "add", "origin", str(remote)],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    keep(records)
    return folder


def keep(records):
    """Commit the records: only what is in a commit is signed."""
    git(records.parent, "add", "credentials")
    git(records.parent, "commit", "--quiet", "--allow-empty", "-m", "Records")


def keep_all(place):
    git(place, "add", "--all", "credentials")
    git(place, "commit", "--quiet", "-m", "Everything")


def publish(place):
    """Run the jobs `issue` and `build`."""
    issued = run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret())
    built = run("ci", "build", folder=place)
    return issued, built


@pytest.fixture
def live(place, monkeypatch):
    """The host: answers from the folder `live`, and no other host is contacted."""

    def answer(request):
        path = place / "live" / request.url.path.lstrip("/")
        return httpx.Response(200, content=path.read_bytes()) if path.is_file() else httpx.Response(404)

    resolver = WebResolver(transport=httpx.MockTransport(answer), addresses=lambda host, port: ["93.184.215.14"])
    monkeypatch.setattr(smoke, "WebResolver", lambda: resolver)
    return place / "live"


def test_what_is_published_is_verified_whole_whatever_is_remembered(place, monkeypatch):
    proofs, verify = [], data_integrity.verify_proof
    monkeypatch.setattr(
        published_proofs.data_integrity, "verify_proof", lambda *given: (proofs.append(given), verify(*given))
    )
    monkeypatch.setattr(self_check, "check", lambda published: None)
    monkeypatch.setenv("TESTAMUR_CACHE", str(place / "cache"))
    publish(place)
    first = len(proofs)
    run("ci", "build", folder=place)
    assert (first > 0, len(proofs)) == (True, 2 * first)


def test_the_issue_and_build_jobs_make_a_site(place):
    issued, built = publish(place)
    assert (issued.code, built.code) == (0, 0), issued.err + built.err
    assert issued.out.startswith("2 issued, 0 re-issued")
    assert (place / "output" / "awards" / FIRST / "credential.json").is_file()


def test_an_old_run_that_is_started_again_publishes_nothing_older(place):
    before = git(place, "rev-parse", "HEAD")
    later = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-16\n"
    (place / "credentials" / "awards" / f"{an_id(3)}.yml").write_text(later)
    keep(place / "credentials")
    assert [done.code for done in publish(place)] == [0, 0]
    site = tree(place / "output")
    git(place, "checkout", "--quiet", before)
    git(place, "push", "--quiet", "origin", "@{-1}:refs/heads/main")
    issued, built = publish(place)
    assert (issued.code, built.code) == (1, 0)
    assert "a newer publish is online" in issued.err
    assert "A newer publish is online" in built.out
    assert tree(place / "output") == site


def test_a_second_publish_issues_nothing(place):
    publish(place)
    assert run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret()).out.startswith("0 issued, 0 re-issued")


def test_issuing_without_the_secret_names_the_missing_secret(place):
    issued = run("ci", "issue", folder=place)
    assert issued.code == 1
    assert "TESTAMUR_SIGNING_KEY" in issued.err
    assert "Traceback" not in issued.err


def test_building_needs_no_secret_and_counts_awards_not_issued_yet(place):
    built = run("ci", "build", folder=place)
    assert built.code == 0, built.err
    assert "2 awards not issued yet" in built.err


def test_a_problem_in_the_records_stops_the_job_before_anything_is_pushed(place):
    (place / "credentials" / "learners" / "l-1.yml").write_text("nam: Ada\n")
    issued = run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret())
    assert issued.code == 1
    assert "credentials/learners/l-1.yml" in issued.err
    heads = subprocess.run(["git", "ls-remote", "remote.git"], cwd=place, capture_output=True, text=True, check=True)
    assert heads.stdout == ""


def test_the_smoke_test_verifies_the_published_site(place, live):
    publish(place)
    (place / "output").rename(live)
    smoke = run("ci", "smoke", "--wait", "0", folder=place)
    assert smoke.code == 0, smoke.err
    assert smoke.out.splitlines()[-1].endswith("It does not show who runs that address.")


@pytest.mark.parametrize("name", ["issuer/did.json", "status/revocation-1.json"])
def test_the_smoke_test_fails_if_the_host_serves_another_site(place, live, name):
    publish(place)
    (place / "output").rename(live)
    (live / name).unlink()
    smoke = run("ci", "smoke", "--wait", "0", folder=place)
    assert smoke.code == 1
    assert f"{BASE}/{name} cannot be read" in smoke.err


def test_the_smoke_test_names_a_private_key_that_the_did_document_publishes(place, live):
    publish(place)
    (place / "output").rename(live)
    document = json.loads((live / "issuer/did.json").read_bytes())
    document["verificationMethod"][0]["secretKeyMultibase"] = "z3u2"
    (live / "issuer/did.json").write_text(json.dumps(document))
    smoke = run("ci", "smoke", "--wait", "0", folder=place)
    assert smoke.code == 1
    assert "publishes a private key (secretKeyMultibase)" in smoke.err
    assert "testamur key compromised current" in smoke.err


NEWER = {
    "an award": {f"awards/2026/{an_id(3)}.yml": "achievement: visit\nlearner: l-2\nawardedDate: 2026-06-01\n"},
    "an award withdrawn": {f"awards/2026/{FIRST}.yml": REVOKED},
}


def older(place, files, depth):
    """Publish twice, and return a checkout of the first publish, as a run that is done again has it."""
    publish(place)
    old = git(place, "rev-parse", "HEAD")
    records = make_registry(place, files)
    keep(records)
    publish(place)
    git(place, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    again = place / "again"
    git(place, "init", "--quiet", str(again))
    git(again, "remote", "add", "origin", f"file://{place / 'remote.git'}")
    git(again, "fetch", "--quiet", *depth, "origin", old)
    git(again, "checkout", "--quiet", old)
    return again


# By day every job, every depth and both of what is newer, though not each with each.
AGAIN = list(itertools.product(["smoke", "build", "approved"], [(), ("--depth=1",)], NEWER))


@pytest.mark.parametrize(("job", "depth", "newer"), either(AGAIN[::3] + AGAIN[-1:], AGAIN))
def test_an_older_publish_that_is_run_again_says_that_a_newer_one_is_online_and_ends_well(
    place, live, newer, job, depth
):
    again = older(place, NEWER[newer], depth)
    (place / "output").rename(live)
    told = {"GITHUB_OUTPUT": str(place / "told"), "GITHUB_STEP_SUMMARY": str(place / "summary")}
    done = run("ci", job, *(["--wait", "0"] if job == "smoke" else []), folder=again, **told)
    assert (done.code, done.err) == (0, "")
    assert "A newer publish is online: from commit" in done.out
    assert "Nothing is wrong" in (place / "summary").read_text()
    assert (place / "told").read_text() == "superseded=true\n"
    assert not (again / "output").exists()


@pytest.mark.parametrize("files", NEWER.values(), ids=NEWER)
def test_the_key_signs_nothing_of_an_older_publish(place, files):
    done = run("ci", "issue", folder=older(place, files, ()), TESTAMUR_SIGNING_KEY=secret())
    assert done.code == 1
    assert "a newer publish is online" in done.err


def test_a_publish_that_is_not_on_main_supersedes_nothing(place):
    """Whoever may push to the ledger's branch alone must not end the runs of main."""
    again = older(place, NEWER["an award"], ())
    git(place, "push", "--quiet", "--force", "origin", f"{git(again, 'rev-parse', 'HEAD')}:refs/heads/main")
    assert run("ci", "build", folder=again).code == 1


def test_a_record_that_is_gone_from_the_newest_records_is_still_named(place):
    publish(place)
    (place / f"credentials/awards/2026/{FIRST}.yml").unlink()
    keep_all(place)
    done = run("ci", "build", folder=place)
    assert "issued-record-missing" in done.err
    assert "a newer publish" not in done.err


def practise(place):
    """A registry in practice mode: it has no key yet."""
    make_registry(place, practice="true")
    issuer = place / "credentials" / "issuer.yml"
    issuer.write_text(issuer.read_text().partition("verificationMethod")[0])


def test_a_practice_site_is_published_without_a_key_and_marked_as_practice(place):
    practise(place)
    issued, built = run("ci", "issue", folder=place), run("ci", "build", folder=place)
    assert (issued.code, issued.out) == (0, "Practice mode: nothing is signed with a real key.\n"), issued.err
    assert built.code == 0, built.err
    assert "a PRACTICE site signed with a throwaway key" in built.out
    page = (place / "output" / "awards" / FIRST / "index.html").read_text()
    assert "PRACTICE" in page
    assert 'name="robots" content="noindex"' in page


def test_the_qr_code_on_a_practice_page_leads_to_that_page(place):
    practise(place)
    run("ci", "build", folder=place)
    assert f"{BASE}/awards/{FIRST}/" in (place / "output" / "awards" / FIRST / "qr.svg").read_text()


def test_documents_signed_in_practice_do_not_name_the_real_issuer(place):
    practise(place)
    run("ci", "build", folder=place)
    signed = (place / "output" / "awards" / FIRST / "credential.json").read_text()
    assert "badges.harbour.example" not in signed


def test_the_smoke_test_of_a_practice_site_checks_that_it_is_online(place, live):
    practise(place)
    run("ci", "build", folder=place)
    assert run("ci", "smoke", "--wait", "0", folder=place).code != 0
    (place / "output").rename(live)
    assert run("ci", "smoke", "--wait", "0", folder=place).out == f"{BASE}/ shows the practice site.\n"


@pytest.mark.parametrize(("attempt", "is_built"), [("1", True), ("2", False)])
def test_an_older_practice_that_is_run_again_does_not_bring_old_records_back(place, attempt, is_built):
    practise(place)
    keep(place / "credentials")
    old = git(place, "rev-parse", "HEAD")
    keep(place / "credentials")
    git(place, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    git(place, "checkout", "--quiet", old)
    built = run("ci", "build", folder=place, GITHUB_RUN_ATTEMPT=attempt)
    assert (built.code, (place / "output").exists()) == (0, is_built), built.err
    assert ("There are newer records on main" in built.out) is not is_built


def test_practice_mode_signs_nothing_with_a_real_key(place):
    make_registry(place, practice="true")
    done = run("issue", folder=place, TESTAMUR_SIGNING_KEY=secret())
    assert done.code == 1
    assert "run testamur go-live" in done.err + done.out


def test_the_site_can_be_deployed_to_its_own_repository_without_history(place, tmp_path):
    publish(place)
    site = tmp_path / "site.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(site)], check=True)
    for _ in range(2):
        done = run("ci", "deploy", "--to", str(site), folder=place)
        assert (done.code, done.out) == (0, "The site is on main.\n"), done.err
    listed = git(site, "ls-tree", "-r", "--name-only", "main")
    assert f"awards/{FIRST}/credential.json" in listed.splitlines()
    commits = git(site, "rev-list", "--count", "main")
    assert commits == "1"


def test_deploying_without_a_built_site_is_refused(place):
    done = run("ci", "deploy", "--to", str(place / "nowhere.git"), folder=place)
    assert done.code == 2
    assert "run testamur ci build first" in done.err


def test_the_build_job_makes_parts_that_are_joined_into_the_site(place):
    publish(place)
    parts = []
    for number in (1, 2):
        parts.append(f"part-{number}")
        built = run("ci", "build", "--shard", f"{number}/2", "--output", parts[-1], folder=place)
        assert built.code == 0, built.err
        assert built.out.startswith(f"Built part-{number}/, part {number}/2 of the site as of ")
    assert run("join", *parts, "--output", "joined", folder=place).code == 0
    assert tree(place / "joined") == tree(place / "output")
