"""Awards that other issuers made and others judged: none that is genuine is called altered, none defective valid.

The command and the browser say the same of each. Reference data; without it these tests are skipped.
"""

import datetime
import json

import pytest

import node_scripts
import reference
from testamur.verification import examination, wrapper
from testamur.verification.resolving.resolver import Unavailable

FOLDER = reference.FOLDER / "foreign"
EXPECTED = json.loads((FOLDER / "expected.json").read_bytes()) if FOLDER.is_dir() else {}
GENUINE = sorted(name for name, said in EXPECTED.items() if said["genuine"])
DEFECTIVE = sorted(set(EXPECTED) - set(GENUINE))
NOW = "2026-11-29T00:00:00Z"
# What says nothing of a file in particular.
VAGUE = ("it is not an Open Badges 3.0 credential", "is not known here, so its words", "is not well formed")

pytestmark = pytest.mark.reference(reference.FOREIGN)


class Web:
    """What the internet would answer: `web/<host>/<path>`."""

    def __init__(self):
        self.documents = {
            f"https://{path.relative_to(FOLDER / 'web').as_posix()}": path.read_bytes()
            for path in (FOLDER / "web").rglob("*")
            if path.is_file()
        }

    def fetch(self, url, *, limit):
        if url not in self.documents:
            raise Unavailable(f"{url} is not there")
        return self.documents[url]


@pytest.fixture(scope="module")
def ours():
    return {name: examine((FOLDER / name).read_bytes()) for name in EXPECTED}


def examine(data):
    now = datetime.datetime.fromisoformat(NOW)
    opened = wrapper.examine(data, resolver=Web(), now=now, trusted=frozenset())
    return opened or examination.examine(data, resolver=Web(), now=now, trusted=frozenset())


@pytest.mark.parametrize("name", GENUINE)
def test_a_genuine_award_is_not_called_altered(ours, name):
    assert ours[name].verdict != "INVALID"


@pytest.mark.parametrize("name", DEFECTIVE)
def test_a_defective_award_is_not_called_valid(ours, name):
    assert ours[name].verdict != "VALID"


def test_a_word_that_was_changed_after_signing_is_noticed(ours):
    assert ours["variants/tampered.json"].verdict == "INVALID"


@pytest.mark.parametrize("name", [name for name in GENUINE if name.startswith(("variants/", "dcc/"))])
def test_the_signature_fits_in_every_form_that_others_accept(ours, name):
    assert ours[name].verdict == "UNTRUSTED ISSUER"


def is_useful(examined):
    """Whether a reader learns who, what and when, or exactly why nobody can check it; and what to do."""
    advice = ("Ask the institution itself", "Ask for", "ask for", "Ask the issuer", "ask the issuer")
    if not any(one in examined.sentence for one in advice):
        return False
    if examined.verdict == "UNTRUSTED ISSUER":
        known = examined.facts.keys()
        named = "issuer" in known and {"achievement", "endorsed"} & known and {"awardedDate", "validFrom"} & known
        return bool(named) and examined.checks[2].outcome == "passed"
    return not any(vague in examined.sentence for vague in VAGUE)


def test_nearly_every_genuine_award_gets_a_useful_answer(ours):
    useful = [name for name in GENUINE if is_useful(ours[name])]
    assert len(GENUINE) >= 34
    assert len(useful) >= 0.97 * len(GENUINE), sorted(set(GENUINE) - set(useful))


@pytest.mark.parametrize("name", GENUINE)
def test_an_answer_of_a_sound_signature_names_what_was_signed(ours, name):
    if ours[name].verdict == "UNTRUSTED ISSUER":
        assert {"achievement", "endorsed"} & ours[name].facts.keys()


def test_nearly_every_genuine_award_of_version_3_is_said_to_be_signed_soundly(ours):
    found = [ours[name].verdict for name in GENUINE if "ob20" not in name]
    assert len(found) >= 30
    assert sum(verdict == "UNTRUSTED ISSUER" for verdict in found) >= 0.95 * len(found)


@pytest.mark.parametrize("name", ["simple-jwt.png", "simple-jwt.svg", "simple-json.svg", "simple-did-key-method.json"])
def test_a_key_that_nobody_publishes_is_said_to_be_nobodys(ours, name):
    assert "nothing says whose key that is" in ours[f"1edtech-ob30/{name}"].sentence


def test_the_browser_says_the_same(ours):
    names = [name for name, found in ours.items() if isinstance(found, examination.Examination)]
    web = node_scripts.encoded_web(Web().documents)
    expected = {"now": NOW, "trusted": []}
    cases = [
        {"data": node_scripts.encoded((FOLDER / name).read_bytes()), "expected": expected, "documents": web}
        for name in names
    ]
    found = node_scripts.examine(cases)
    theirs = {name: one["verdict"] for name, one in zip(names, found, strict=True)}
    assert theirs == {name: ours[name].verdict for name in names}
