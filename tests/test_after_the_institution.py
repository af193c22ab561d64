"""2032: three keys later the institution is gone, and its address with it. What its archive and a mirror still show."""

import datetime
import re
from types import SimpleNamespace

import pytest

import archives
from archives import BASE, LISTED
from issuing import NOW
from registries import PASSPHRASE, run, value
from testamur.terminal import clock
from testamur.verification.check import passed
from testamur.verification.registration.log_memory import LogMemory
from testamur.verification.registration.registered import Registration

AT, KEEPER = "https://archive.example/harbour", "National Library"
LATER = datetime.datetime(2032, 6, 1, 9, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The registry from 2026 to its end in 2030, its archive, and a mirror; each year another key signs."""
    folder = tmp_path_factory.mktemp("institution")

    def act(*words, **given):
        done = run(*words, folder=folder, **{"TESTAMUR_PASSPHRASE": PASSPHRASE, **given})
        assert done.code == 0, f"{words}\n{done.out}{done.err}"
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TESTAMUR_CACHE", "off")
        patch.setattr(clock, "_read", lambda: NOW)
        archives.make_published(folder)
        for year in (2027, 2028, 2029):
            patch.setattr(clock, "_read", lambda year=year: NOW.replace(year=year))
            old = active_key(folder)
            act("rotate-key", "--yes", "--out", f"key-{year}.pem")
            act("log", "root", "key-add", active_key(folder), "--root-key", archives.ROOT_KEY)
            act("log", "root", "key-retire", old, "--root-key", archives.ROOT_KEY)
            act("issue", "--yes", "--key", f"key-{year}.pem", "--log-key", archives.LOG_KEY)
        act("close", "--yes", "--on", "2030-06-30")
        patch.setattr(clock, "_read", lambda: datetime.datetime(2030, 7, 1, 9, tzinfo=datetime.UTC))
        act("close", "--last", "--yes", "--root-key", archives.ROOT_KEY)
        act("issue", "--yes", "--key", "key-2029.pem", "--log-key", archives.LOG_KEY)
        act("build")
        act("archive", "--output", "whole.zip")
        act("mirror", "whole.zip", "--at", AT, "--keeper", KEEPER, "--output", "mirror")
    return SimpleNamespace(archive=folder / "whole.zip", mirror=folder / "mirror", folder=folder)


def active_key(folder):
    methods = value(folder, "credentials/issuer.yml")["verificationMethod"]
    return next(method["publicKeyMultibase"] for method in methods if "to" not in method)


@pytest.fixture
def verify(world, tmp_path, monkeypatch):
    """Verify in 2032, on a machine that has seen nothing, where only the mirror answers."""
    monkeypatch.setattr(clock, "_read", lambda: LATER)
    monkeypatch.setenv("TESTAMUR_CACHE", "off")
    return lambda *given: run("verify", *given, "--resolve", f"{AT}={world.mirror}", folder=tmp_path)


def test_an_award_of_2026_is_valid_as_registered_and_its_status_ends_with_the_last_list(verify, world):
    done = verify(f"{BASE}/awards/{LISTED}/", "--archive", world.archive)
    assert done.code == 0, done.out
    assert re.search(r"registered\s+entry \d of 24 in the issuer's log, of 2026-11-01", done.out)
    assert "Its status ends with the issuer's last list, of 2030-07-01 09:00 UTC" in done.out


def test_the_copy_on_the_mirror_is_valid_by_the_archive_and_not_by_itself(verify, world):
    page = f"{AT}/awards/{LISTED}/"
    assert verify(page, "--trust", BASE).code == 3
    done = verify(page, "--archive", world.archive)
    assert done.code == 0, done.out
    assert f"A copy kept by {KEEPER} since 2030-07-01, of {BASE}." in done.out


def test_the_archive_holds(verify, world):
    assert run("archive", "--check", world.archive).code == 0


def test_a_machine_that_had_seen_the_log_recognises_it(world, tmp_path, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "cache"))
    first = min((world.folder / "ledger/checkpoints").iterdir(), key=lambda path: int(path.name))
    LogMemory.on_disk().keep(Registration(passed("registered", ""), first.read_bytes()))
    done = run("archive", "--check", world.archive)
    assert "Its log is the one that this machine has seen before." in done.err
