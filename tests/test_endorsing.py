"""Two registries: one endorses the other's achievement; the other verifies it, embeds it in awards, and shows it."""

import json
import shutil

import pytest

from registries import FIRST, SECOND, make_registry, run, secret
from testamur.proofs import keys, multikey

HARBOUR = "https://badges.harbour.example"
QUAY = "https://badges.northquay.example"
QUAY_KEY = keys.from_seed(b"\2" * 32)
ISSUER = f"""\
base: {QUAY}
name: North Quay Port Authority
country: IE
contact: registrar@northquay.example
verificationMethod:
  - {{publicKeyMultibase: {multikey.encode(QUAY_KEY.public_key)}, from: 2026-01-01}}
"""
PAGE = f"{HARBOUR}/achievements/visit/"
SIGNED = "output/endorsements/harbour-visit-badges-harbour-example/credential.json"


def build(folder, key=None):
    done = run("issue", folder=folder, TESTAMUR_SIGNING_KEY=secret(key) if key else secret())
    assert done.code == 0, done.err
    built = run("build", folder=folder)
    assert built.code == 0, built.err


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The folders of both: the port has endorsed the institute's achievement, which has not accepted it yet."""
    folder = tmp_path_factory.mktemp("world")
    harbour, quay = folder / "harbour", folder / "quay"
    for place in (harbour, quay):
        place.mkdir()
        (place / "content").mkdir()
        (place / "pelicanconf.py").write_text('PATH = "content"\nPLUGINS = ["testamur"]\n')
    records = make_registry(harbour, {f"awards/2026/{SECOND}.yml": None})
    assert records.is_dir()
    build(harbour)
    make_registry(
        quay, {"issuer.yml": ISSUER, **dict.fromkeys((f"awards/2026/{FIRST}.yml", f"awards/2026/{SECOND}.yml"))}
    )
    given = run(
        "endorse", PAGE, "--comment", "Whoever did this may come *aboard*.", "--date", "2026-05-01",
        "--resolve", f"{HARBOUR}={harbour / 'output'}", folder=quay,
    )  # fmt: skip
    assert given.code == 0, given.err
    build(quay, QUAY_KEY)
    return folder


@pytest.fixture
def harbour(world, tmp_path):
    """The institute's own folder, fresh for one test."""
    shutil.copytree(world / "harbour", tmp_path / "harbour")
    return tmp_path / "harbour"


@pytest.fixture
def quay(world):
    return world / "quay"


def take(harbour, quay, file=None):
    return run(
        "new", "endorsement", "--signed", file or quay / SIGNED,
        "--resolve", f"{QUAY}={quay / 'output'}", "--yes", folder=harbour,
    )  # fmt: skip


def test_an_endorsement_given_has_a_page_that_names_its_issuer(quay):
    page = (quay / SIGNED).with_name("index.html").read_text()
    assert "Harbour Visit" in page
    assert "<em>aboard</em>" in page
    assert PAGE in page


def test_an_endorsement_is_accepted_if_its_endorser_lists_the_key(harbour, quay):
    done = take(harbour, quay)
    assert done.code == 0, done.err
    assert "holds today at badges.northquay.example" in done.err
    record = (harbour / "credentials/endorsements/north-quay-port-authority-visit.yml").read_text()
    assert multikey.encode(QUAY_KEY.public_key) in record


def award_after(harbour, quay):
    take(harbour, quay)
    award = f"credentials/awards/2026/{SECOND}.yml"
    (harbour / award).write_text("achievement: visit\nlearner: l-2\nawardedDate: 2026-05-15\nvisibility: public\n")
    build(harbour)
    return harbour / "output/awards" / SECOND


def test_awards_issued_afterwards_embed_the_endorsement_as_signed(harbour, quay):
    signed = json.loads((award_after(harbour, quay) / "credential.json").read_bytes())
    assert signed["credentialSubject"]["achievement"]["endorsement"] == [json.loads((quay / SIGNED).read_bytes())]


def test_awards_issued_before_are_unchanged(harbour, quay):
    before = (harbour / "output/awards" / FIRST / "credential.json").read_bytes()
    award_after(harbour, quay)
    assert (harbour / "output/awards" / FIRST / "credential.json").read_bytes() == before


def test_an_award_with_an_endorsement_inside_verifies(harbour, quay):
    award = award_after(harbour, quay)
    done = run("verify", award / "badge.png", "--site", "output", "--all-proofs", folder=harbour)
    assert (done.code, done.out.splitlines()[-1].partition(":")[0]) == (0, "VALID")


def test_pages_show_an_endorsement_under_its_endorsers_identity(harbour, quay):
    award_after(harbour, quay)
    for page in ("achievements/visit", f"awards/{SECOND}"):
        html = (harbour / "output" / page / "index.html").read_text()
        assert "North Quay Port Authority" in html
        assert "badges.northquay.example" in html
    assert "<em>aboard</em>" in (harbour / "output/achievements/visit/index.html").read_text()


def test_a_correction_keeps_the_endorsements_of_the_time_of_award(harbour, quay):
    award_after(harbour, quay)
    for path in (harbour / "credentials/endorsements").rglob("*.*"):
        path.unlink()
    award = harbour / f"credentials/awards/2026/{SECOND}.yml"
    award.write_text(
        award.read_text() + "history:\n  - {date: 2026-10-01, act: corrected, reason: details-corrected}\n"
    )
    build(harbour)
    signed = json.loads((harbour / "output/awards" / SECOND / "credential.json").read_bytes())
    assert len(signed["credentialSubject"]["achievement"]["endorsement"]) == 1


def test_an_altered_endorsement_is_not_accepted(harbour, quay, tmp_path):
    forged = tmp_path / "forged.json"
    forged.write_bytes((quay / SIGNED).read_bytes().replace(b"aboard", b"ashore"))
    done = take(harbour, quay, forged)
    assert done.code == 2
    assert "badges.northquay.example does not confirm it: " in done.err
    assert not (harbour / "credentials/endorsements").exists()


def test_an_endorsement_altered_later_stops_check_issue_and_build(harbour, quay):
    take(harbour, quay)
    (path,) = (harbour / "credentials/endorsements/signed").glob("*.json")
    path.write_bytes(path.read_bytes().replace(b"aboard", b"ashore"))
    for command in (("check",), ("issue",), ("build",)):
        done = run(*command, folder=harbour, TESTAMUR_SIGNING_KEY=secret())
        assert done.code == 1
        assert "the signature does not fit" in done.out + done.err


def test_an_endorsement_of_something_else_is_not_accepted(harbour, quay):
    base = harbour / "credentials/issuer.yml"
    base.write_text(base.read_text().replace(HARBOUR, "https://other.example"))
    shutil.rmtree(harbour / "ledger")
    done = take(harbour, quay)
    assert "neither an achievement here nor you" in done.err


def test_a_withdrawn_endorsement_is_not_accepted(harbour, quay, tmp_path):
    away = tmp_path / "quay"
    shutil.copytree(quay, away)
    (record,) = (away / "credentials/endorsing").glob("*.yml")
    record.write_text(record.read_text() + "withdrawn: 2026-10-01\n")
    build(away, QUAY_KEY)
    assert "withdrew this endorsement" in (away / SIGNED).with_name("index.html").read_text()
    done = take(harbour, away)
    assert "does not confirm it" in done.err


def test_a_page_shows_the_signed_endorsement_and_not_later_changes_of_the_record(quay, tmp_path):
    away = tmp_path / "quay"
    shutil.copytree(quay, away)
    (record,) = (away / "credentials/endorsing").glob("*.yml")
    record.write_text(record.read_text().replace("aboard", "UNSIGNED"))
    assert run("build", folder=away).code == 0
    page = (away / SIGNED).with_name("index.html").read_text()
    assert "UNSIGNED" not in page
    assert "<em>aboard</em>" in page


def test_an_unsigned_endorsement_is_marked_as_such(harbour):
    said = ("--by", "Fishers’ Co-op", "--comment", "We hire them.", "--date", "2026-04-01")
    done = run("new", "endorsement", *said, folder=harbour)
    assert done.code == 0, done.err
    build(harbour)
    html = (harbour / "output/issuer/index.html").read_text()
    assert "not signed by its author" in html
    assert "We hire them." in html


def test_an_achievement_that_is_not_published_cannot_be_endorsed(quay):
    done = run(
        "endorse", f"{HARBOUR}/achievements/nothing/", "--comment", "x", "--resolve", f"{HARBOUR}={quay}", folder=quay
    )
    assert done.code == 2
    assert "could not be read" in done.err
