"""`testamur doctor` finds each problem in a repository that has no other."""

import json
import subprocess

import pytest

from fake_repository_settings import REPOSITORY, TOKEN, Settings
from registries import FIRST, make_registry, run
from repositories import commit, git
from testamur.authoring.repository import repository_doctor
from testamur.cli.commands.registry import doctor as command
from testamur.github.setting_up import token_source
from testamur.verification.resolving.resolver import Unavailable

ISSUER, CHECK = "credentials/issuer.yml", ".github/workflows/check.yml"
BASE = "base: https://badges.harbour-institute.ie"
FROM = "from: 2026-01-01"
PINNED = "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0"
ENV = "TESTAMUR_BASE: ${{ github.event.pull_request.base.sha }}"
KEY = "  - {publicKeyMultibase: z6MkrRYWT3DM1QsxLgHdDAeJTB7EcTcfVL8e2pKRqMXfwr5d, from: 2026-01-01}\n"
GIVEN = ("--name", "Harbour Institute", "--base", "https://badges.harbour-institute.ie", "--country", "IE")


@pytest.fixture
def place(tmp_path):
    """A new repository, committed and live, whose files have no finding."""
    run("init", "here", *GIVEN, "--contact", "a@harbour-institute.ie", "--live", folder=tmp_path)
    home = tmp_path / "here"
    issuer = home / "credentials/issuer.yml"
    key = f"verificationMethod:\n{KEY}"
    issuer.write_text(f"{issuer.read_text()}confirmedBy: https://www.harbour-institute.ie/badges\n{key}")
    example = home / "credentials/achievements/working-with-spreadsheets.yml"
    example.write_text(example.read_text().replace("An example to change or delete. ", ""))
    (home / "content/pages/about.md").write_text("Title: About\nSlug: about\n\nWe teach.\n")
    git(home, "init", "--quiet", "--initial-branch=main")
    commit(home)
    return home


def found(place, *arguments):
    done = run("doctor", "--json", *arguments, folder=place)
    return {one["code"]: one for one in json.loads(done.out)}, done.code


def edit(place, name, old, new):
    path = place / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    commit(place)


def test_a_healthy_repository_has_only_advice(place):  # G-03
    codes, exit_code = found(place)
    assert exit_code == 0
    assert {one["level"] for one in codes.values()} <= {"advice", "not looked at"}
    assert {"approval", "environment", "administrators"} <= set(codes)


def test_findings_are_listed_worst_first_with_remedies(place):
    (place / "seal.pem").write_text("-----BEGIN PRIVATE KEY-----")
    git(place, "add", "--force", "seal.pem")
    done = run("doctor", folder=place)
    assert done.code == 1
    assert done.out.startswith("DANGER:\n  The file seal.pem is in the repository and holds a private key")
    assert "testamur key compromised current" in done.out
    assert done.err == "1 danger found.\n"


OUR_WORDS = "Say here in a few lines who you are, how you assess, and where people can ask."


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "level"),
    [
        (ISSUER, BASE, "base: https://b.harbour.example", "address", "danger"),
        (ISSUER, BASE, "base: https://h.github.io/b", "address-shared", "advice"),  # D-09
        (ISSUER, "country: IE", "country: IE\npractice: true", "practice", "advice"),
        (ISSUER, "country: IE", "country: IE\napproval: single", "single", "advice"),
        (ISSUER, FROM, "from: 2024-01-01", "key-old", "advice"),
        (ISSUER, FROM, f"{FROM}, to: 2026-02-01, retired: true", "key", "missing"),
        (ISSUER, "contact: a@harbour-institute.ie\n", "", "contact", "missing"),
        (ISSUER, "timeZone: Europe/Dublin\n", "", "time-zone", "advice"),
        ("content/pages/about.md", "We teach.", OUR_WORDS, "about", "missing"),
        (CHECK, "  pull_request:", "  pull_request_target:", "trigger", "danger"),
        (CHECK, PINNED, "actions/setup-python@v6", "unpinned", "danger"),
        (CHECK, "run: testamur ci check", "run: testamur ci check ${{ github.head_ref }}", "expression", "danger"),
        (CHECK, ENV, "X: ${{ secrets.TESTAMUR_SIGNING_KEY }}", "secret", "danger"),
        (CHECK, "jobs:", "jobs: [", "workflow", "not looked at"),
    ],
    ids=lambda value: value if value in {"danger", "missing", "advice"} else None,
)  # fmt: skip
def test_each_problem_of_a_repository_is_found(place, name, old, new, code, level):
    edit(place, name, old, new)
    codes, exit_code = found(place)
    assert codes[code]["level"] == level
    assert codes[code]["remedy"]
    assert exit_code == (1 if level == "danger" else 0)


def test_a_repository_left_as_made_gets_all_its_advice(tmp_path):
    run("init", "here", *GIVEN, "--contact", "a@harbour-institute.ie", folder=tmp_path)
    codes, _ = found(tmp_path / "here")
    assert {"example", "about", "practice", "git"} <= set(codes)


def test_a_link_in_the_repository_is_a_danger(place):
    (place / "notes.txt").symlink_to("/etc/passwd")
    commit(place)
    assert found(place)[0]["link"]["level"] == "danger"


def test_a_file_that_contains_a_key_is_a_danger_under_any_name(place):
    (place / "notes.md").write_text("our key: testamur-ed25519-AAAAAAAAAAAA")
    commit(place)
    codes, exit_code = found(place)
    assert (codes["key-tracked"]["level"], exit_code) == ("danger", 1)
    assert "AAAA" not in json.dumps(codes)


def test_a_key_is_found_behind_any_number_of_other_files(place):
    (place / "zz-notes.md").write_text("our key: testamur-ed25519-AAAAAAAAAAAA")
    commit(place)
    empty = git(place, "hash-object", "-w", "/dev/null")
    entries = "".join(f"100644 {empty}\tmany/{number}\n" for number in range(50_000))
    subprocess.run(["git", "update-index", "--index-info"], cwd=place, input=entries, text=True, check=True)
    assert found(place)[0]["key-tracked"]["level"] == "danger"


def test_a_did_document_with_a_private_key_in_it_is_a_danger(place):
    method = {"id": "did:web:a.example#1", "type": "Multikey", "secretKeyMultibase": "z3u2"}
    (place / "did.json").write_text(json.dumps({"verificationMethod": [method]}))
    commit(place)
    codes, exit_code = found(place)
    assert (codes["key-tracked"]["level"], exit_code) == ("danger", 1)


def test_a_tool_that_is_not_pinned_is_a_danger(place):
    (place / "requirements.txt").write_text("testamur>=0.1\n")
    codes, exit_code = found(place)
    assert (codes["tool"]["level"], exit_code) == ("danger", 1)
    assert "requirements.txt, line 1" in codes["tool"]["says"]


def test_another_archive_than_the_pinned_one_is_a_danger(place):
    (archive,) = (place / "tool").iterdir()
    archive.write_bytes(b"another")
    assert found(place)[0]["tool"]["level"] == "danger"


@pytest.mark.parametrize("text", ["testamur>=0.1\n", "--index-url https://a.example\n"])
def test_the_remedy_for_an_unpinned_tool_pins_it(place, text):
    (place / "requirements.txt").write_text(text)
    remedy = found(place)[0]["tool"]["remedy"].partition("run testamur ")[2]
    assert run(*remedy.split(), "--yes", folder=place).code == 0
    assert "tool" not in found(place)[0]


def test_a_ledger_kept_beside_the_records_is_found(place):
    (place / "ledger").mkdir()
    (place / "ledger/format").write_text("x")
    (place / ".gitignore").unlink()  # as somebody may have who wants everything kept
    commit(place)
    assert found(place)[0]["built"]["level"] == "missing"


def test_the_privacy_of_a_closed_repository_is_left_for_a_person_to_check(place):
    git(place, "remote", "add", "origin", "https://user:hunter2@github.com/harbour/registry.git")
    codes, _ = found(place)
    assert codes["private"]["level"] == "not looked at"
    assert "hunter2" not in json.dumps(codes)


@pytest.mark.parametrize(
    ("page", "level"),
    [
        (b'<a href="https://badges.harbour-institute.ie/">our badges</a>', None),
        (b"<a href=https://badges.harbour-institute.ie>our badges</a>", None),
        (b"https://badges.harbour-institute.ie is a fraud", "missing"),
        (b'<a href="https://badges.harbour-institute.ie.evil.example/">x</a>', "missing"),
        (None, "not looked at"),
    ],
)
def test_online_doctor_checks_that_the_institutions_site_links_back(place, monkeypatch, page, level):
    class Web:
        def fetch(self, url, *, limit):
            if page is None:
                raise Unavailable("no answer")
            return page

    monkeypatch.setattr(command, "WebResolver", Web)
    one = found(place, "--online")[0].get("links-back")
    assert (one["level"] if one else None) == level


@pytest.mark.parametrize(
    ("answer", "level"), [(b"<html>", "danger"), (404, None), (503, "not looked at"), (None, "not looked at")]
)
@pytest.mark.parametrize("remote", ["https://github.com/harbour/registry.git", "git@github.com:harbour/registry.git"])
def test_online_doctor_checks_whether_names_are_public(place, monkeypatch, remote, answer, level):
    class Web:
        def fetch(self, url, *, limit):
            if url == "https://github.com/harbour/registry" and isinstance(answer, bytes):
                return answer
            raise Unavailable("it is not to be had", status=answer)

    git(place, "remote", "add", "origin", remote)
    monkeypatch.setattr(command, "WebResolver", Web)
    one = found(place, "--online")[0].get("private")
    assert (one["level"] if one else None) == level


@pytest.mark.parametrize("visibility", ["sealed", "unlisted"])
def test_online_doctor_says_what_else_was_public_where_awards_are_sealed(place, monkeypatch, visibility):
    class Web:
        def fetch(self, url, *, limit):
            return b"<html>"

    record = f"achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: {visibility}\n"
    make_registry(place, {f"awards/2026/{FIRST}.yml": record})
    git(place, "remote", "add", "origin", "https://github.com/harbour/registry.git")
    monkeypatch.setattr(command, "WebResolver", Web)
    remedy = found(place, "--online")[0]["private"]["remedy"]
    assert ("--new-link" in remedy) is (visibility == "sealed")


def test_problems_in_the_records_are_reported_first(tmp_path):
    make_registry(tmp_path, country="Ireland")
    done = run("doctor", folder=tmp_path)
    assert done.code == 1
    assert "credentials/issuer.yml" in done.err


def test_every_level_has_a_heading():
    assert set(command._HEADS) == set(repository_doctor.LEVELS)


# The host that was chosen


PUBLISH = ".github/workflows/publish.yml"


def moved(place, host, tool="rsync"):
    """The repository, for another host, with its deploy.sh filled in."""
    assert run("init", ".", "--upgrade", "--host", host, "--deploy", tool, "--yes", folder=place).code == 0
    name = ".github/deploy.sh" if host == "other" else "deploy.sh"
    edit(place, name, 'folder=""', 'folder="/srv/badges"')
    return name


def test_the_job_that_sends_the_site_to_its_host_has_a_secret_of_its_own(place):
    moved(place, "other")
    codes, exit_code = found(place)
    assert exit_code == 0, codes
    assert "secret" not in codes
    assert codes["deployment"]["level"] == "not looked at"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("secrets.TESTAMUR_DEPLOY_SECRET", "secrets.TESTAMUR_SIGNING_KEY"),
        ("secrets.TESTAMUR_DEPLOY_SECRET", "secrets['testamur_signing_key']"),
        ("secrets.TESTAMUR_DEPLOY_SECRET", "secrets.TESTAMUR_LOG_KEY"),
        ("secrets.TESTAMUR_DEPLOY_SECRET", "toJSON(secrets)"),
        ("secrets.TESTAMUR_DEPLOY_SECRET", "secrets[vars.NAME]"),
        ("environment: deployment", "environment: signing"),
        ("environment: deployment", "env: {X: y}"),
    ],
    ids=str,
)
def test_it_has_neither_the_key_nor_all_secrets_nor_any_without_its_environment(place, old, new):
    moved(place, "other")
    edit(place, PUBLISH, old, new)
    codes, exit_code = found(place)
    assert (exit_code, codes["secret"]["level"]) == (1, "danger")


MONITOR = ".github/workflows/monitor.yml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("secrets.TESTAMUR_COSIGN_KEY", "secrets.TESTAMUR_SIGNING_KEY"),
        ("secrets.TESTAMUR_COSIGN_KEY", "toJSON(secrets)"),
        ("environment: witness", "environment: signing"),
        ("  monitor:", "  another:"),
    ],
    ids=str,
)
def test_who_watches_others_has_the_key_of_a_witness_and_no_other(place, old, new):
    assert "secret" not in found(place)[0]
    edit(place, MONITOR, old, new)
    codes, exit_code = found(place)
    assert (exit_code, codes["secret"]["level"]) == (1, "danger")


def test_another_job_has_no_secret_on_any_host(place):
    moved(place, "other")
    step = "        run: testamur ci build\n        env:\n"
    edit(place, PUBLISH, step, f"{step}          X: ${{{{ secrets.TESTAMUR_DEPLOY_SECRET }}}}\n")
    assert found(place)[0]["secret"]["level"] == "danger"


def test_where_pages_serves_the_site_no_deployment_has_a_secret(place):
    edit(place, PUBLISH, "id: deployment", "env: {X: '${{ secrets.X }}'}\n        id: deployment")
    assert found(place)[0]["secret"]["level"] == "danger"


@pytest.mark.parametrize("host", ["other", "by-hand"])
def test_a_file_that_does_not_say_where_the_site_goes_is_missing_that(place, host):
    name = moved(place, host)
    edit(place, name, 'folder="/srv/badges"', 'folder=""')
    assert found(place)[0]["deploy"]["level"] == "missing"


@pytest.mark.parametrize("line", ["ssh -o StrictHostKeyChecking=no", "ssh-keyscan web.example.org >> known_hosts"])
def test_a_file_that_takes_whoever_answers_for_the_host_is_a_danger(place, line):
    name = moved(place, "other")
    edit(place, name, "set -eu\n", f"set -eu\n{line}\n")
    assert found(place)[0]["deploy-anybody"]["level"] == "danger"


def test_without_the_file_that_sends_the_site_the_scaffold_is_incomplete(place):
    name = moved(place, "other")
    (place / name).unlink()
    commit(place)
    assert found(place)[0]["scaffold"]["says"] == f"there is no {name}"


def test_by_hand_nothing_of_github_is_asked_for_and_what_people_have_to_do_is(tmp_path):
    run("init", "here", *GIVEN, "--contact", "a@harbour-institute.ie", "--host", "by-hand", folder=tmp_path)
    git(tmp_path / "here", "init", "--quiet", "--initial-branch=main")
    commit(tmp_path / "here")
    codes, exit_code = found(tmp_path / "here")
    assert exit_code == 0
    assert {"approval", "backup", "renewal"} <= set(codes)
    assert not {"environment", "administrators", "scaffold"} & set(codes)
    assert "GitHub" not in str(codes)


@pytest.fixture
def on_github(place, monkeypatch):
    """The repository's settings on a simulated GitHub, with `gh` logged in, and pages that nobody can read."""
    settings = Settings()
    monkeypatch.setattr(token_source, "from_gh", lambda: TOKEN)
    monkeypatch.setattr(token_source, "connect", settings.client)
    monkeypatch.setattr(command.WebResolver, "fetch", refuse)
    git(place, "remote", "add", "origin", f"https://github.com/{REPOSITORY}.git")
    return settings


def refuse(*_, **__):
    raise Unavailable("not found", status=404)


def test_online_the_settings_on_github_are_read_back(place, on_github):
    codes, exit_code = found(place, "--online")
    assert exit_code == 1
    assert codes["environment"]["level"] == codes["rules-main"]["level"] == "danger"
    assert codes["pages"]["remedy"] == "run testamur setup-github"
    assert on_github.writes == []


def test_without_gh_it_is_said_that_the_settings_were_not_seen(place, on_github, monkeypatch):
    monkeypatch.setattr(token_source, "from_gh", lambda: "")
    codes, _ = found(place, "--online")
    assert "could not be seen" in codes["unseen"]["says"]
    assert {"approval", "environment", "administrators"} <= set(codes)


def test_github_is_not_asked_unless_online(place, on_github):
    found(place)
    assert on_github.requests == []
