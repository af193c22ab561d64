"""The browser's verifier says what ours says: every vector, in Node and in Chromium, word for word."""

import base64
import json
import re
import subprocess
from pathlib import Path

import pytest

import tools
import verifying
from paths import ROOT

VERIFIER = ROOT / "theme" / "static" / "verifier"
VECTORS = Path(__file__).with_name("vectors.mjs")
PLACE = "https://verifier.example"
# Where readers of JSON and of gzip say in their own words what is wrong with it.
OWN_WORDS = {"not-json", "list-encoding", "list-too-large"}
CASES = [path.name for path in verifying.CASES if not verifying.case(path.name)[1].get("allProofs")]


def given():
    cases = []
    for name in CASES:
        data, expected = verifying.case(name)
        documents = {url: encoded(found) for url, found in verifying.Web(expected["web"]).documents.items()}
        cases.append({"data": encoded(data), "expected": expected, "documents": documents})
    return json.dumps(cases)


def encoded(data):
    return base64.b64encode(data).decode()


@pytest.fixture(scope="module")
def in_node():
    command = [tools.node(), str(VECTORS), "--stdin", str(VERIFIER)]
    done = subprocess.run(command, input=given().encode(), capture_output=True, check=True, timeout=120)
    return dict(zip(CASES, json.loads(done.stdout), strict=True))


@pytest.fixture(scope="module")
def in_chromium(browser):
    page = browser.new_page()
    page.route("**/*", _serve)
    page.goto(f"{PLACE}/")
    script = f"async (cases) => (await import('{PLACE}/vectors.mjs')).run('{PLACE}', JSON.parse(cases))"
    return dict(zip(CASES, page.evaluate(script, given()), strict=True))


def _serve(route):
    name = route.request.url.rpartition("/")[2]
    path = VECTORS if name == VECTORS.name else VERIFIER / name
    if name and path.is_file():
        route.fulfill(body=path.read_bytes(), content_type="text/javascript")
    else:
        route.fulfill(body=b"<!doctype html>", content_type="text/html")


def core(answer):
    checks = [(check["name"], check["outcome"], check["code"]) for check in answer["checks"]]
    return answer["verdict"], checks, answer["preview"], answer["digest"], answer["facts"]


def test_there_are_as_many_vectors_as_were_asked_for():
    assert len(CASES) >= 150


@pytest.mark.parametrize("name", CASES)
def test_node_reaches_the_same(in_node, name):
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"])
    ours, theirs = verifying.examine(data, expected, web).as_json(), in_node[name]
    assert core(theirs) == core(ours)
    # Nobody is asked whom the command line would not ask.
    assert set(theirs["asked"]) == set(web.asked)
    if not OWN_WORDS & {check["code"] for check in ours["checks"]}:
        assert theirs["sentence"] == re.sub(r" \(--all-proofs[^)]*\)| \(line [^)]*\)", "", ours["sentence"])


@pytest.mark.parametrize("name", CASES)
def test_chromium_reaches_the_same(in_node, in_chromium, name):
    assert in_chromium[name] == in_node[name]
