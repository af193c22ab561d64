"""`testamur verify` of copies: an award on a mirror, and an archive that is trusted where the registry is gone."""

import json
import shutil
from dataclasses import replace

import pytest

import archives
from archives import BASE, LISTED, NAME
from built_once import built_once
from issuing import NOW
from registries import run
from testamur.terminal import clock
from testamur.verification.bundle import container

AT, KEEPER = "https://archive.example/harbour", "National Library"
PAGE = f"{AT}/awards/{LISTED}/"
TRUST = ("--trust", "did:web:badges.harbour.example:issuer")


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    monkeypatch.setattr(clock, "_read", lambda: NOW)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A registry with a log, its archive, and a mirror of it."""

    def build(folder):
        with archives.clock_standing():
            archives.make_published(folder)
            archives.succeed(folder, "archive")
            given = ("--at", AT, "--keeper", KEEPER, "--output", "mirror")
            archives.succeed(folder, "mirror", f"{NAME}.zip", *given)

    return built_once(tmp_path_factory, "mirrored", build)


@pytest.fixture
def verify(made, tmp_path, monkeypatch):
    """A function that verifies on a machine without records, where the web has the mirror, and what else is given."""
    monkeypatch.setenv("TESTAMUR_CACHE", "off")

    def run_verify(*given, mirror=made / "mirror"):
        return run("verify", *given, "--resolve", f"{AT}={mirror}", folder=tmp_path)

    return run_verify


def test_a_mirror_is_called_a_copy_of_whom_and_kept_by_whom(verify, made):
    done = verify(PAGE, *TRUST, "--resolve", f"{BASE}={made / 'output'}")
    assert done.code == 0, done.out
    assert f"VALID: A copy kept by {KEEPER} since 2026-11-01, of {BASE}. Of the award itself: Genuine" in done.out


def test_a_mirror_alone_makes_nothing_valid(verify):
    done = verify(PAGE, *TRUST)
    assert done.code == 3
    assert "the issuer's keys could not be read" in done.out
    assert "testamur verify --archive FILE" in done.out


def test_with_the_archive_that_is_trusted_an_award_of_a_registry_that_is_gone_is_valid(verify, made):
    done = verify(PAGE, "--archive", made / f"{NAME}.zip")
    assert done.code == 0, done.out
    assert "passed          registered" in done.out


def test_an_award_is_named_by_its_own_address_where_an_archive_stands_for_the_registry(verify, made):
    assert verify(f"{BASE}/awards/{LISTED}/", "--archive", made / f"{NAME}.zip").code == 0


def test_the_lists_of_an_archive_grow_old(verify, made):
    done = verify(PAGE, "--archive", made / f"{NAME}.zip", "--now", "2028-01-01")
    assert done.code == 3
    assert "too old to answer" in done.out


def test_json_has_the_note(verify, made):
    done = verify(PAGE, "--archive", made / f"{NAME}.zip", "--json")
    [result] = json.loads(done.out)["results"]
    assert (result["copy"]["keeper"], result["copy"]["of"]) == (KEEPER, BASE)
    assert result["sentence"].startswith("A copy kept by")


@pytest.mark.parametrize(
    "changes",
    [
        {"at": "https://other.example"},
        {"of": "https://badges.newport.example"},
        {"of": AT},
        {"keeper": ""},
        {"keeper": 7},
        {"keeper": "a" * 201},
        {"since": "2026-02-30"},
        {"asOf": "today"},
        {"mirror": "testamur-mirror/2"},
        {"of": "https://badges.harbour.example/"},
    ],
    ids=str,
)
def test_a_note_that_does_not_fit_the_place_is_none(verify, made, tmp_path, changes):
    """Then the page is one that shows another registry's award as its own."""
    mirror = shutil.copytree(made / "mirror", tmp_path / "mirror")
    file = mirror / "mirror.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))
    done = verify(PAGE, "--archive", made / f"{NAME}.zip", mirror=mirror)
    assert done.code == 1
    assert "this is the credential of" in done.out


def test_a_mirror_that_shows_another_award_is_found_out(verify, made, tmp_path):
    mirror = shutil.copytree(made / "mirror", tmp_path / "mirror")
    other = mirror / f"awards/{archives.UNLISTED}"
    shutil.copytree(mirror / f"awards/{LISTED}", other)
    done = verify(f"{AT}/awards/{archives.UNLISTED}/", "--archive", made / f"{NAME}.zip", mirror=mirror)
    assert done.code == 1


def test_a_mirror_cannot_change_an_award(verify, made, tmp_path):
    mirror = shutil.copytree(made / "mirror", tmp_path / "mirror")
    file = mirror / f"awards/{LISTED}/credential.json"
    file.write_bytes(file.read_bytes().replace(b"Ada", b"Eve"))
    assert verify(PAGE, "--archive", made / f"{NAME}.zip", mirror=mirror).code == 1


def test_a_file_that_is_no_archive_is_refused(verify, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"none")
    done = verify(PAGE, "--archive", tmp_path / "a.zip")
    assert (done.code, "is not an archive" in done.err) == (1, True)


def test_nothing_is_remembered_of_the_log_in_an_archive(verify, made, tmp_path, monkeypatch):
    """A forged one would stand against the registry itself from then on."""
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "cache"))
    assert verify(PAGE, "--archive", made / f"{NAME}.zip").code == 0
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file() and "logs" in path.parts]


def test_a_bundle_brings_its_own_proof_where_the_archive_leaves_its_award_out(verify, made, tmp_path):
    archives.succeed(made, "export", archives.UNLISTED, "--to", str(tmp_path / "kept"))
    done = verify(tmp_path / "kept/bundle.html", "--archive", made / f"{NAME}.zip")
    assert done.code == 0, done.out
    assert "passed          registered" in done.out


def test_a_bundle_with_anothers_proof_is_found_out_by_an_archive_without_its_award(verify, made, tmp_path):
    archives.succeed(made, "export", archives.UNLISTED, "--to", str(tmp_path / "kept"))
    file = tmp_path / "kept/bundle.html"
    bundle = container.find(file.read_bytes())
    other = (made / f"output/awards/{LISTED}/award.tlog-proof").read_bytes()
    changed = replace(bundle, parts={**bundle.parts, container.proof_name(bundle.award): other})
    file.write_bytes(file.read_bytes().replace(container.write(bundle), container.write(changed)))
    done = verify(file, "--archive", made / f"{NAME}.zip")
    assert done.code == 1
    assert "the proof beside it is of another copy" in done.out
