import json
import subprocess

import pytest

from issuing import KEY, OTHER_KEY, an_id, tree
from registries import FIRST, ISSUER, PASSPHRASE, PUBLIC_KEY, SECOND, make_registry, run, secret
from repositories import make_repository
from testamur.proofs import multibase

SECRET = secret()
THIRD = {f"awards/{an_id(3)}.yml": "achievement: visit\nlearner: l-2\nawardedDate: 2026-06-01\n"}


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


def issue(folder, *arguments, key=SECRET, **environment):
    return run("issue", *arguments, folder=folder, TESTAMUR_SIGNING_KEY=key, **environment)


def with_history(line, learner="learner: l-1\n"):
    return {
        f"awards/2026/{FIRST}.yml": f"achievement: visit\n{learner}awardedDate: 2026-05-14\nvisibility: public\n"
        f"history:\n  - {line}\n"
    }


def test_new_awards_are_signed_and_listed_without_names(folder):
    done = issue(folder)
    assert done.code == 0
    lines = done.out.splitlines()
    assert sorted(lines[:2]) == sorted([f"issued  {FIRST}  visit  l-1", f"issued  {SECOND}  visit  l-2"])
    assert "status list revocation-1 signed" in lines
    assert done.err.startswith("2 issued, 0 re-issued, 0 with a new status, 0 erased; 2 status lists signed.")
    assert "Ada" not in done.out + done.err


def test_issuing_again_changes_nothing(folder):
    issue(folder)
    before = tree(folder / "ledger")
    done = issue(folder)
    assert (done.code, done.out, done.err) == (0, "", "Nothing is pending.\n")
    assert tree(folder / "ledger") == before


@pytest.mark.parametrize(
    ("line", "learner", "told"),
    [
        ("{date: 2026-06-01, act: revoked, reason: awarded-in-error}", "learner: l-1\n", "withdrawn"),
        ("{date: 2026-06-01, act: suspended, reason: under-review}", "learner: l-1\n", "put on hold"),
        ("{date: 2026-06-01, act: corrected, reason: details-corrected}", "learner: l-1\n", "re-issued"),
        ("{date: 2026-06-01, act: erased}", "", "erased"),
    ],
)
def test_each_act_since_the_last_run_is_listed_in_words(folder, line, learner, told):
    issue(folder)
    make_registry(folder, with_history(line, learner))
    assert f"{told}  {FIRST}  visit" in issue(folder).out


def test_a_dry_run_needs_no_key_and_writes_nothing(folder):
    done = issue(folder, "--dry-run", key=None)
    assert done.code == 0
    assert f"would be issued  {FIRST}  visit  l-1" in done.out
    assert done.err == "2 awards to do\n"
    assert not (folder / "ledger").exists()


def test_the_result_of_issuing_is_available_as_json(folder):
    found = json.loads(issue(folder, "--json").out)
    assert sorted(found["issued"]) == sorted([FIRST, SECOND])
    assert found["statusLists"] == ["revocation-1", "suspension-1"]
    assert found["dryRun"] is False


def test_without_a_key_issue_says_where_it_looked_and_how_to_make_one(folder):  # K-01
    done = issue(folder, key=None)
    assert done.code == 1
    assert (
        "TESTAMUR_SIGNING_KEY is not set and no --key FILE was given. Name the file of the key: --key FILE" in done.err
    )
    assert not (folder / "ledger").exists()


def test_another_institutions_key_signs_nothing(folder):  # K-05
    done = issue(folder, key=secret(OTHER_KEY))
    assert done.code == 1
    assert OTHER_KEY.public_key_multibase in done.err
    assert PUBLIC_KEY in done.err
    assert not list((folder / "ledger").rglob("*.json"))


@pytest.fixture
def key_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("keys") / "key.pem"
    file.write_bytes(KEY.to_encrypted_pem(PASSPHRASE))
    file.chmod(0o600)
    return file


def test_a_key_file_signs_with_its_passphrase(folder, key_file):  # K-02
    done = run("issue", "--key", key_file, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 0
    assert PASSPHRASE not in done.out + done.err


def test_a_passphrase_is_asked_for_and_not_echoed(folder, key_file, monkeypatch):  # K-02
    monkeypatch.setattr("testamur.terminal.secrets.is_terminal", lambda: True)
    done = run("issue", "--key", key_file, folder=folder, answers=f"{PASSPHRASE}\n")
    assert done.code == 0
    assert f"Passphrase of {key_file}: " in done.err
    assert PASSPHRASE not in done.out + done.err


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        ("wrong wrong wrong", "wrong passphrase"),
        ("", "the passphrase is empty"),
        (None, "nobody is here to ask for its passphrase"),
    ],
)
def test_a_passphrase_that_does_not_open_the_key_signs_nothing(folder, key_file, passphrase, told):  # K-02
    done = run("issue", "--key", key_file, folder=folder, TESTAMUR_PASSPHRASE=passphrase)
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert not passphrase or passphrase not in done.err
    assert not (folder / "ledger").exists()


@pytest.mark.parametrize("where", ["credentials", "ledger", "output"])
def test_a_key_that_would_be_published_is_refused(folder, key_file, where):  # K-06
    (folder / where).mkdir(exist_ok=True)
    inside = folder / where / "README.md"
    inside.write_bytes(key_file.read_bytes())
    inside.chmod(0o600)
    done = run("issue", "--key", inside, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 1
    assert "from where it could be published. Move it elsewhere" in done.err


def test_a_key_that_git_tracks_is_refused(folder, key_file):  # K-06
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    (folder / "key.pem").write_bytes(key_file.read_bytes())
    (folder / "key.pem").chmod(0o600)
    subprocess.run(["git", "add", "key.pem"], cwd=folder, check=True)
    done = run("issue", "--key", "key.pem", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 1
    assert "is tracked by git" in done.err


def test_a_key_beside_the_repository_signs_when_it_is_named_from_inside(folder, key_file):
    make_repository(folder / "site")
    (folder / "key.pem").write_bytes(key_file.read_bytes())
    (folder / "key.pem").chmod(0o600)
    done = run("issue", "--key", "../key.pem", folder=folder / "site", TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert (done.code, done.err.split(",")[0]) == (0, "2 issued")


def test_a_key_that_git_only_would_take_along_is_said_to_stay_good(folder, key_file):
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    (folder / "loose.pem").write_bytes(key_file.read_bytes())
    (folder / "loose.pem").chmod(0o600)
    done = run("issue", "--key", "loose.pem", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 1
    assert "the key itself stays good" in done.err
    assert "new key" not in done.err


def test_awards_of_a_compromised_key_are_reported_and_reissued_with_one_command(folder):  # K-10
    issue(folder)
    both = ISSUER.replace("from: 2026-01-01}", "from: 2026-01-01, compromised: true}")
    both += f"  - {{publicKeyMultibase: {OTHER_KEY.public_key_multibase}, from: 2026-10-01}}\n"
    make_registry(folder, {"issuer.yml": both, **THIRD})
    told = issue(folder, key=secret(OTHER_KEY))
    assert "2 awards signed with a compromised key verify nowhere any more" in told.err
    done = issue(folder, "--reissue-key", PUBLIC_KEY, key=secret(OTHER_KEY))
    assert {f"re-issued  {FIRST}  visit  l-1", f"re-issued  {SECOND}  visit  l-2"} < set(done.out.splitlines())
    assert "compromised" not in done.err


def test_reissuing_an_unlisted_key_is_refused(folder):
    done = issue(folder, "--reissue-key", "z6MkNobody")
    assert done.code == 2
    assert f"It lists {PUBLIC_KEY}" in done.err


def test_no_part_of_the_key_appears_in_output_or_files(folder):  # K-07
    done = issue(folder, TESTAMUR_DEBUG="1")
    letters = SECRET.removeprefix("testamur-ed25519-")
    told = (done.out + done.err).encode() + b"".join(tree(folder).values())
    for part in (letters.encode(), letters[:40].encode(), bytes(32), bytes(32).hex().encode()):
        assert part not in told


def test_a_listed_key_under_which_anyone_can_sign_stops_issuing_and_building(folder):  # K-08
    issue(folder)
    weak = multibase.encode_base58btc(b"\xed\x01\x01" + bytes(31))
    make_registry(folder, {"issuer.yml": ISSUER + f"  - {{publicKeyMultibase: {weak}, from: 2026-01-01}}\n"})
    for done in (issue(folder), run("build", folder=folder)):
        assert done.code == 1
        assert "a point of low order, under which anyone can sign" in done.err
    assert not (folder / "output").exists()
