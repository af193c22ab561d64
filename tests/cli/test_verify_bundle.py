"""`testamur verify` of a bundle, on a machine that has never seen the registry's site."""

import json

import pytest

import verifying
from registries import run
from testamur.cli.commands.site import verify_bundle
from testamur.terminal import verify_subjects
from testamur.verification.bundle import container
from testamur.verification.resolving.resolver import Unavailable

LATER = "2032-06-01T12:00:00Z"
SITE = "https://log.harbour.example"


class Silent:
    """A web on which nobody answers."""

    asked: list[str]

    def fetch(self, url, *, limit):
        self.asked.append(url)
        raise Unavailable(f"{url} does not answer")


@pytest.fixture(autouse=True)
def web(monkeypatch):
    """A web on which nobody answers, and what was asked of it."""
    monkeypatch.setattr(Silent, "asked", [], raising=False)
    monkeypatch.setattr(verify_subjects, "WebResolver", Silent)
    return Silent


@pytest.fixture
def home(tmp_path):
    """A folder with bundles, and with what pins the keys of their issuer."""
    for name in ("bundle-by-the-issuers-document", "bundle-altered", "bundle-revoked", "bundle-with-a-part-twice"):
        data, expected = verifying.bundle_case(name)
        (tmp_path / f"{name}.html").write_bytes(data)
    (tmp_path / "did.json").write_text(json.dumps(expected["anchor"]["document"]))
    (tmp_path / "vkey").write_text(verifying.bundle_case("bundle-by-the-key-of-its-log")[1]["anchor"]["logKey"] + "\n")
    return tmp_path


def check(home, name, *more):
    return run("verify", f"{name}.html", "--now", LATER, *more, folder=home)


@pytest.mark.parametrize("pin", ["did.json", "vkey"])
def test_a_bundle_is_genuine_by_a_file_that_pins_the_issuers_keys(home, web, pin):
    done = check(home, "bundle-by-the-issuers-document", "--trust", pin)
    assert done.code == 0, done.out + done.err
    assert "VALID: Asked about 2032-06-01 12:00 UTC: Genuine; in force on 2026-10-30 08:00 UTC." in done.out
    assert "Its status ends with the issuer's list of 2026-10-30 08:00 UTC" in done.out
    assert web.asked == []


def test_without_such_a_file_nothing_shows_whose_it_is(home):
    done = check(home, "bundle-by-the-issuers-document")
    assert done.code == 3
    assert "nothing here shows that" in done.out
    assert done.err == "log.harbour.example did not answer: the bundle is checked by itself\n"


@pytest.mark.parametrize(
    ("name", "code"), [("bundle-altered", 1), ("bundle-revoked", 1), ("bundle-with-a-part-twice", 3)]
)
def test_what_is_wrong_with_a_bundle_is_said_with_its_exit_code(home, name, code):
    assert check(home, name, "--trust", "did.json").code == code


def test_what_the_site_says_today_comes_before_what_a_bundle_says(home, monkeypatch):
    published = container.find((home / "bundle-revoked.html").read_bytes())
    monkeypatch.setattr(verify_subjects, "WebResolver", lambda: published)
    done = run(
        "verify",
        "bundle-revoked.html",
        "--now",
        "2026-12-01",
        "--trust",
        "did:web:log.harbour.example:issuer",
        folder=home,
    )
    assert done.code == 1
    assert "Its status ends" not in done.out


def test_a_log_that_was_seen_before_vouches_for_a_bundle(home, monkeypatch):
    seen = verifying.anchor(verifying.bundle_case("bundle-of-a-log-that-was-seen")[1]["anchor"]).seen
    monkeypatch.setattr(
        "testamur.cli.commands.site.verify.LogMemory.on_disk", lambda: {"log.harbour.example/log": seen}
    )
    done = check(home, "bundle-by-the-issuers-document")
    assert done.code == 0, done.out
    assert verify_bundle._SEEN in done.out


def test_a_file_that_pins_nothing_is_refused_with_what_it_may_be(home):
    (home / "other.json").write_text('{"id": "did:web:elsewhere.example"}')
    done = check(home, "bundle-by-the-issuers-document", "--trust", "other.json")
    assert done.code == 2
    assert "DID document" in done.err


def test_the_machine_readable_result_is_that_of_a_credential(home):
    done = check(home, "bundle-by-the-issuers-document", "--trust", "vkey", "--json")
    (found,) = json.loads(done.out)["results"]
    assert (found["verdict"], found["checks"][-1]["name"]) == ("VALID", "registered")


def test_two_files_that_pin_one_issuer_are_not_guessed_between(home):
    done = check(home, "bundle-by-the-issuers-document", "--trust", "vkey", "--trust", "did.json")
    assert done.code == 2
    assert "--trust did.json: vkey pins the keys of the same issuer. Give one of them" in done.err


def test_a_file_that_pins_an_issuer_may_be_given_twice(home):
    assert check(home, "bundle-by-the-issuers-document", "--trust", "did.json", "--trust", "did.json").code == 0
