"""The jobs of `publish.yml`, run as commands against a bare repository on this machine that stands for GitHub."""

import subprocess

import httpx
import pytest

from registries import FIRST, make_registry, run, secret
from testamur.cli import ci
from testamur.verification.web import WebResolver

BASE = "https://badges.harbour.example"


@pytest.fixture
def place(tmp_path):
    """A checkout of the records, with a remote."""
    make_registry(tmp_path)
    remote = tmp_path / "remote.git"
    for command in (
        ["init", "--quiet", "--bare", str(remote)],
        ["init", "--quiet"],
        ["remote", "add", "origin", str(remote)],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def publish(place):
    """What the jobs issue and build do."""
    issued = run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret())
    built = run("ci", "build", folder=place)
    return issued, built


@pytest.fixture
def live(place, monkeypatch):
    """The host: answers from the folder `live`, and nothing else is asked."""

    def answer(request):
        path = place / "live" / request.url.path.lstrip("/")
        return httpx.Response(200, content=path.read_bytes()) if path.is_file() else httpx.Response(404)

    resolver = WebResolver(transport=httpx.MockTransport(answer), addresses=lambda host, port: ["93.184.215.14"])
    monkeypatch.setattr(ci, "WebResolver", lambda: resolver)
    return place / "live"


def test_the_jobs_issue_and_build_make_a_site(place):
    issued, built = publish(place)
    assert (issued.code, built.code) == (0, 0), issued.err + built.err
    assert issued.out.startswith("2 issued, 0 re-issued")
    assert (place / "output" / "awards" / FIRST / "credential.json").is_file()


def test_a_second_publish_issues_nothing(place):
    publish(place)
    assert run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret()).out.startswith("0 issued, 0 re-issued")


def test_issuing_without_the_secret_says_which_one(place):
    issued = run("ci", "issue", folder=place)
    assert issued.code == 1
    assert "TESTAMUR_SIGNING_KEY" in issued.err
    assert "Traceback" not in issued.err


def test_building_needs_no_secret_and_says_what_is_not_issued_yet(place):
    built = run("ci", "build", folder=place)
    assert built.code == 0, built.err
    assert "2 awards not issued yet" in built.err


def test_a_record_that_is_wrong_stops_the_job_before_anything_is_pushed(place):
    (place / "credentials" / "learners" / "l-1.yml").write_text("nam: Ada\n")
    issued = run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret())
    assert issued.code == 1
    assert "credentials/learners/l-1.yml" in issued.err
    heads = subprocess.run(["git", "ls-remote", "remote.git"], cwd=place, capture_output=True, text=True, check=True)
    assert heads.stdout == ""


def test_the_smoke_test_verifies_what_is_online(place, live):
    publish(place)
    (place / "output").rename(live)
    smoke = run("ci", "smoke", "--wait", "0", folder=place)
    assert smoke.code == 0, smoke.err
    assert smoke.out.splitlines()[-1].endswith("It does not show who runs that address.")


@pytest.mark.parametrize("name", ["issuer/did.json", "status/revocation-1.json"])
def test_the_smoke_test_fails_loudly_for_a_host_that_shows_something_else(place, live, name):
    publish(place)
    (place / "output").rename(live)
    (live / name).unlink()
    smoke = run("ci", "smoke", "--wait", "0", folder=place)
    assert smoke.code == 1
    assert f"{BASE}/{name} cannot be read" in smoke.err
