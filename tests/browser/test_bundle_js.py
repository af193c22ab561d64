"""The browser says of every bundle of the vectors what the command says, in Node and in Chromium, word for word."""

import json

import pytest

import node_scripts
import verifying
from node_scripts import PLACE
from testamur.errors import VerificationError
from testamur.verification.bundle import container

NAMES = [path.name for path in verifying.BUNDLES]
# Where readers of JSON say in their own words what is wrong with it.
OWN_WORDS = {"bundle-cut-off-inside-its-json", "bundle-that-is-nothing", "bundle-with-a-document-that-is-a-web-page"}

pytestmark = pytest.mark.usefixtures("one_cryptosuite_of_registries")


def given():
    cases = [verifying.bundle_case(name) for name in NAMES]
    return [
        {"data": node_scripts.encoded(data), "now": expected["now"], "anchor": expected["anchor"]}
        for data, expected in cases
    ]


@pytest.fixture(scope="module")
def in_node():
    return dict(zip(NAMES, node_scripts.examine_bundles(given()), strict=True))


def ours_of(name):
    ours = verifying.examine_bundle(*verifying.bundle_case(name)).as_json()
    shorter = json.dumps(ours).replace(
        f"proof, {verifying.BY_RDF}, was not checked", "proof (eddsa-rdfc-2022) is not checked in a browser"
    )
    return json.loads(shorter)


@pytest.mark.parametrize("name", NAMES)
def test_node_reaches_the_same_in_the_same_words(in_node, name):
    ours, theirs = ours_of(name), {key: value for key, value in in_node[name].items() if key != "written"}
    if name in OWN_WORDS:
        said = [check["detail"] for check in ours["checks"]]
        checks = [{**check, "detail": detail} for check, detail in zip(theirs["checks"], said, strict=True)]
        theirs = {**theirs, "sentence": ours["sentence"], "checks": checks}
    assert theirs == ours


@pytest.mark.parametrize("name", NAMES)
def test_both_write_the_same_container(in_node, name):
    try:
        bundle = container.find(verifying.bundle_case(name)[0])
    except VerificationError:
        assert in_node[name]["written"] == ""
    else:
        assert in_node[name]["written"].encode() == container.write(bundle)


def test_chromium_reaches_the_same(browser, in_node):
    page = node_scripts.open_verifier(browser)
    script = f"async (cases) => (await import('{PLACE}/bundle_vectors.mjs')).run('{PLACE}', JSON.parse(cases))"
    answers = dict(zip(NAMES, page.evaluate(script, json.dumps(given())), strict=True))
    assert {name: answers[name] for name in NAMES if answers[name] != in_node[name]} == {}
