"""The browser's verifier says what ours says: every vector, in Node and in Chromium, word for word."""

import json
import re

import pytest

import node_scripts
import other_browsers
import tools
import verifying
from node_scripts import PLACE, VERIFIER
from testamur.verification import wrapper
from testamur.verification.verdict import ASSERTS_GENUINE, GRAVEST_FIRST, WORDS

# Where readers of JSON and of gzip say in their own words what is wrong with it.
OWN_WORDS = {"not-json", "list-encoding", "list-too-large"}
CASES = [
    (path.parent.name, path.name)
    for path in (*verifying.CASES, *verifying.WRAPPERS)
    if not verifying.case(path.name, path.parent.name)[1].get("allProofs")
]
CREDENTIALS, WRAPPERS = ([name for part, name in CASES if part == one] for one in ("verification", "wrappers"))


pytestmark = pytest.mark.usefixtures("one_cryptosuite_of_registries")


@pytest.fixture(scope="module")
def given():
    cases = []
    for part, name in CASES:
        data, expected = verifying.case(name, part)
        documents = node_scripts.encoded_web(verifying.Web(expected["web"]).documents)
        cases.append({"data": node_scripts.encoded(data), "expected": expected, "documents": documents})
    return cases


# What the web answers is nearly the same in most cases: 46 MB in all, which takes a browser a minute to be handed.
WITH_DOCUMENTS = """({ texts, cases }) => cases.map((one) => ({ ...one, documents:
  Object.fromEntries(Object.entries(one.documents).map(([url, at]) => [url, texts[at]])) }))"""


def apart(cases):
    """The cases with each text of theirs once, and its place instead of it."""
    texts = dict.fromkeys(text for one in cases for text in one["documents"].values())
    places = {text: at for at, text in enumerate(texts)}
    placed = [{**one, "documents": {url: places[text] for url, text in one["documents"].items()}} for one in cases]
    return {"texts": list(texts), "cases": placed}


@pytest.fixture(scope="module")
def in_node(given):
    return dict(zip(CASES, node_scripts.examine(given), strict=True))


@pytest.fixture(scope="module")
def in_chromium(browser, given):
    page = node_scripts.open_verifier(browser)
    page.evaluate(f"(given) => {{ window.cases = ({WITH_DOCUMENTS})(JSON.parse(given)); }}", json.dumps(apart(given)))
    script = f"async () => (await import('{PLACE}/vectors.mjs')).run('{PLACE}', {{ cases: window.cases }})"
    return dict(zip(CASES, json.loads(page.evaluate(f"async () => JSON.stringify(await ({script})())")), strict=True))


def ours_in_words(sentence):
    """Ours as the browser says it, which does not know the command line nor the lines of a text."""
    shorter = re.sub(r" \(--all-proofs[^)]*\)| \(line [^)]*\)", "", sentence)
    return shorter.replace(
        f"proof, {verifying.BY_RDF}, was not checked", "proof (eddsa-rdfc-2022) is not checked in a browser"
    )


def core(answer):
    checks = [(check["name"], check["outcome"], check["code"]) for check in answer["checks"]]
    return answer["verdict"], checks, answer["preview"], answer["digest"], answer["facts"]


def test_there_are_as_many_vectors_as_were_asked_for():
    assert len(CASES) >= 150


def test_the_browser_has_the_same_verdicts_with_the_same_words():
    script = (
        f"const {{ GRAVEST_FIRST, ASSERTS_GENUINE }} = await import('{(VERIFIER / 'verdict.js').as_uri()}');"
        f"const {{ WORDS }} = await import('{(VERIFIER / 'headings.js').as_uri()}');"
        "const words = Object.fromEntries(Object.entries(WORDS).map(([verdict, said]) => [verdict, String(said)]));"
        "console.log(JSON.stringify([GRAVEST_FIRST, words, ASSERTS_GENUINE]));"
    )
    order, words, genuine = node_scripts.evaluate(script)
    assert (order, words, sorted(genuine)) == (list(GRAVEST_FIRST), WORDS, sorted(ASSERTS_GENUINE))


def test_every_verdict_has_a_heading_in_the_browser():
    script = (
        f"console.log(JSON.stringify(Object.keys((await import('{(VERIFIER / 'headings.js').as_uri()}')).HEADINGS)));"
    )
    assert sorted(node_scripts.evaluate(script)) == sorted(GRAVEST_FIRST)


@pytest.mark.parametrize("name", CREDENTIALS)
def test_node_reaches_the_same(in_node, name):
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"], expected.get("gone", ()))
    ours, theirs = verifying.examine(data, expected, web).as_json(), in_node["verification", name]
    assert core(theirs) == core(ours)
    # Nobody is asked whom the command line would not ask; a log's list of keys at once with its newest entries.
    at_once = {url for url in theirs["asked"] if url.endswith("/log/keys.json")}
    assert set(theirs["asked"]) - at_once == set(web.asked) - at_once
    if not OWN_WORDS & {check["code"] for check in ours["checks"]}:
        assert theirs["sentence"] == ours_in_words(ours["sentence"])
        assert theirs["checks"][2]["detail"] == ours_in_words(ours["checks"][2]["detail"])


def test_node_takes_the_same_for_wrappers(in_node):
    theirs = {name: in_node["verification", name]["wrapper"] is not None for name in CREDENTIALS}
    assert theirs == {name: wrapper.unwrap(verifying.case(name)[0]) is not None for name in CREDENTIALS}


@pytest.mark.parametrize("name", WRAPPERS)
def test_node_reaches_the_same_of_a_wrapper_and_of_all_that_is_in_it(in_node, name):
    data, expected = verifying.case(name, "wrappers")
    web = verifying.Web(expected["web"])
    wrapped, inner = verifying.examine_wrapper(data, expected, web)
    ours, theirs = wrapped.as_json(), in_node["wrappers", name]["wrapper"]
    assert theirs["kind"] == ours["wrapper"]
    assert (theirs["verdict"], theirs["sentence"], theirs["facts"]) == (
        ours["verdict"],
        ours_in_words(ours["sentence"]),
        ours["facts"],
    )
    assert theirs["checks"] == [{**check, "detail": ours_in_words(check["detail"])} for check in ours["checks"]]
    assert [core(one) for one in theirs["inner"]] == [core(one.as_json()) for one in inner]
    assert set(in_node["wrappers", name]["asked"]) == set(web.asked)


PAGE = """<!doctype html><meta charset="utf-8"><title>Vectors</title><script type="module">
let answer;
try {
  const { run } = await import("/vectors.mjs");
  answer = await run(location.origin, await (await fetch("/given.json")).json());
} catch (error) {
  answer = `${error}\\n${error.stack}`;
}
await fetch("/answer", { method: "POST", body: JSON.stringify(answer) });
</script>"""


@pytest.mark.long
@pytest.mark.parametrize("name", ["firefox", "webkit"])
def test_another_browser_reaches_the_same(in_node, given, name):
    command = getattr(other_browsers, name)()
    if command is None:
        tools.missing(name.capitalize(), by="make test-all")
    files = {path.name: path.read_bytes() for path in (*VERIFIER.iterdir(), node_scripts.VECTORS)}
    files |= {"": PAGE.encode(), "given.json": json.dumps({"cases": given}).encode()}
    answers = json.loads(other_browsers.answer(command, files, seconds=240))
    assert isinstance(answers, list), answers
    theirs = dict(zip(CASES, answers, strict=True))
    assert {case: theirs[case] for case in CASES if theirs[case] != in_node[case]} == {}


def test_chromium_reaches_the_same(in_node, in_chromium):
    assert {case: in_chromium[case] for case in CASES if in_chromium[case] != in_node[case]} == {}
