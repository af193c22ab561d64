"""Keys that are rotated or compromised, and a registry that closes: the commands, one after the other."""

import datetime
import subprocess

import pytest

from issuing import NOW
from registries import FIRST, PASSPHRASE, PUBLIC_KEY, SECOND, make_registry, run, secret
from repositories import git
from testamur.terminal import clock

TOMORROW = NOW + datetime.timedelta(days=1)


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    assert run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret()).code == 0
    return tmp_path


def issuer(folder):
    return (folder / "credentials" / "issuer.yml").read_text()


def rotated(folder, *arguments):
    return run(*arguments, "--out", "new.pem", "--yes", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)


def test_rotating_retires_the_old_key_and_lists_a_new_one_with_comments_kept(folder):
    (folder / "credentials/issuer.yml").write_text("# ours\n" + issuer(folder))
    done = rotated(folder, "rotate-key", "--custodian", "Ada Okafor")
    assert done.code == 0, done.err
    assert issuer(folder).startswith("# ours\n")
    assert f"{{publicKeyMultibase: {PUBLIC_KEY}, from: 2026-01-01, to: 2026-11-01, retired: true}}" in issuer(folder)
    assert done.out.strip() in issuer(folder)
    assert (folder / "new.pem").stat().st_mode & 0o777 == 0o600
    assert "Ada Okafor" in (folder / "key-sheet-2026-11-01.html").read_text()
    assert "testamur keygen --key new.pem --ci" in done.err


def test_after_a_rotation_old_awards_stay_valid_and_new_ones_use_the_new_key(folder, monkeypatch):  # K-13
    rotated(folder, "rotate-key")
    run("new", "award", "--achievement", "visit", "--learner", "l-1", "--date", "2026-10-30", folder=folder)
    monkeypatch.setattr(clock, "_read", lambda: TOMORROW)
    done = run("issue", "--key", "new.pem", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 0, done.err
    assert "1 issued, 0 re-issued" in done.err
    built = run("build", folder=folder)
    assert built.code == 0, built.err
    for award in (FIRST, SECOND):
        assert run("verify", award, "--site", "output", folder=folder).code == 0


def test_after_a_compromise_every_award_is_reissued_and_the_old_key_is_refused(folder, monkeypatch):  # K-10
    old = (folder / "ledger" / "credentials" / f"{FIRST}.json").read_bytes()
    done = rotated(folder, "key", "compromised", "current")
    assert done.code == 0, done.err
    assert "retired: true" not in issuer(folder)
    assert "compromised: true" in issuer(folder)
    monkeypatch.setattr(clock, "_read", lambda: TOMORROW)
    assert run("build", folder=folder).code == 1
    again = run("issue", "--reissue-key", PUBLIC_KEY, "--key", "new.pem", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert "0 issued, 2 re-issued" in again.err, again.err
    assert run("build", folder=folder).code == 0
    assert run("verify", FIRST, "--site", "output", folder=folder).code == 0
    (folder / "old.json").write_bytes(old)
    assert run("verify", "old.json", "--site", "output", folder=folder).code == 1


def keep(folder):
    """Commit the records: only what is in a commit is signed."""
    git(folder, "add", "credentials")
    git(folder, "commit", "--quiet", "-m", "Records")


def test_the_workflow_reissues_awards_of_a_compromised_key_automatically(folder):
    remote = folder / "remote.git"
    for command in (["init", "--quiet", "--bare", str(remote)], ["init", "--quiet"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    subprocess.run(["git", "remote", "add", "origin", str(remote)], cwd=folder, check=True)
    (folder / "ledger").rename(folder / "old")
    make_registry(folder)  # one that names no ledger yet
    keep(folder)
    run("ci", "issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())
    (folder / ".gitignore").write_text("*.pem\n")
    assert rotated(folder, "key", "compromised", PUBLIC_KEY).code == 0
    new = run("keygen", "--key", "new.pem", "--ci", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE).out.strip()
    keep(folder)
    done = run("ci", "issue", folder=folder, TESTAMUR_SIGNING_KEY=new)
    assert done.out.startswith("0 issued, 2 re-issued"), done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("key", "compromised", "z6Mkx"), "is no key of this registry"),
        (("rotate-key", "--out", "credentials/issuer.yml"), "exists already"),
    ],
)
def test_an_impossible_key_command_is_refused_and_changes_nothing(folder, arguments, said):
    before = issuer(folder)
    done = run(*arguments, "--yes", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 2
    assert said in done.err
    assert issuer(folder) == before


def test_an_issuer_yml_that_cannot_be_edited_safely_is_refused_before_a_key_is_made(folder):
    text = issuer(folder).replace("verificationMethod:\n  - {", "verificationMethod: [{").rstrip() + "]\n"
    (folder / "credentials/issuer.yml").write_text(text)
    done = rotated(folder, "rotate-key")
    assert done.code == 2
    assert "put verificationMethod at the end" in done.err
    assert not (folder / "new.pem").exists()
    assert issuer(folder) == text


def test_a_closed_registry_says_so_on_every_page_and_accepts_no_awards(folder, monkeypatch):
    done = run("close", "--on", "2026-10-31", "--yes", folder=folder)
    assert done.code == 0, done.err
    assert "HAND-OVER of the registry of Harbour Institute" in done.out
    assert "about 2027-12-05" in " ".join(done.out.split())
    assert "closed: 2026-10-31" in issuer(folder)
    assert run("build", folder=folder).code == 0
    for page in (folder / "output").rglob("index.html"):
        assert "closed this registry on" in page.read_text(), page
    assert run("verify", FIRST, "--site", "output", folder=folder).code == 0
    later = run("new", "award", "--achievement", "visit", "--learner", "l-1", "--date", "2026-11-01", folder=folder)
    assert later.code == 1
    assert "the registry was closed on 2026-10-31" in later.err
    assert run("close", "--on", "2026-10-31", "--yes", folder=folder).code == 2


def test_a_registry_cannot_close_before_its_last_award(folder):
    done = run("close", "--on", "2026-05-14", "--yes", folder=folder)
    assert done.code == 2
    assert "1 award is dated later" in done.err
    assert "closed" not in issuer(folder)
