"""The jobs on another forge than GitHub: what cannot be asked there is said in one sentence, and nothing is signed."""

import httpx
import pytest

from fake_github import REPOSITORY
from registries import run
from repositories import git
from testamur.github import client


@pytest.fixture
def forgejo(monkeypatch):
    """A forge with Forgejo's interface; whatever was asked of it."""
    asked = []

    def answer(request):
        asked.append(request.url.path)
        return httpx.Response(404, json={"message": "The target couldn't be found."})

    def made(transport=None):
        return client.GitHub(
            repository=REPOSITORY, token="job-token", api="https://git.port.example/api/v1", graphql="",
            server="https://git.port.example", transport=transport or httpx.MockTransport(answer),
        )  # fmt: skip

    monkeypatch.setattr(client, "from_environment", made)
    return asked


@pytest.mark.parametrize("job", ["approved", "build"])
def test_what_needs_to_know_who_pushed_stops_and_says_what_to_do(place, forgejo, job):
    done = run("ci", job, folder=place, GITHUB_ACTIONS="true")
    assert done.code == 1
    assert "does not tell who pushed what to a branch" in done.err
    assert git(place.parent / "remote.git", "branch", "--list", "ledger") == ""
    assert not (place / "output").exists()


def test_practice_is_published_from_any_forge(place, forgejo):
    issuer = place / "credentials" / "issuer.yml"
    issuer.write_text(f"{issuer.read_text()}practice: true\n")
    done = run("ci", "approved", folder=place)
    assert (done.code, forgejo) == (0, []), done.err


def test_practice_is_not_published_over_a_ledger_on_any_forge(place, forgejo):
    git(place, "push", "--quiet", "origin", "HEAD:refs/heads/ledger")
    issuer = place / "credentials" / "issuer.yml"
    issuer.write_text(f"{issuer.read_text()}practice: true\n")
    done = run("ci", "approved", folder=place)
    assert done.code != 0
    assert "does not become practice again" in done.err


def test_a_jobs_token_belongs_to_the_server_that_runs_it(place, forgejo, monkeypatch):
    from testamur.ledger import branch

    seen = []
    monkeypatch.setattr(branch, "exists", lambda *_: seen.append(branch._token_settings()) or False)
    issuer = place / "credentials" / "issuer.yml"
    issuer.write_text(f"{issuer.read_text()}practice: true\n")
    run(
        "ci", "approved", folder=place, GITHUB_SERVER_URL="https://git.port.example", TESTAMUR_GIT_TOKEN="job-token"
    )  # fmt: skip
    assert seen[0]["GIT_CONFIG_KEY_0"] == "http.https://git.port.example/.extraheader"
