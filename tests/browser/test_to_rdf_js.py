"""The browser makes the same canonical RDF as Python, byte for byte, and refuses the same in the same words."""

import base64
import json
import sys

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import node_scripts
import rdf_samples
from testamur.errors import DocumentError
from testamur.proofs import jcs
from testamur.proofs.linked_data import to_rdf
from testamur.verification.reading import strict_json
from thoroughness import either

SCRIPT = """
import { readFileSync } from "node:fs";
const { parse } = await import(process.argv[1] + "/strict_json.js");
const { canonical, doubt } = await import(process.argv[1] + "/to_rdf.js");
const answers = [];
let slowest = 0;
for (const [text, digest] of JSON.parse(readFileSync(0))) {
  const began = process.cpuUsage();
  try {
    const document = parse(Buffer.from(text, "base64"));
    answers.push([Buffer.from(await canonical(document, digest)).toString("base64"), doubt(document)]);
  } catch (error) {
    answers.push([null, String(error.said ?? error.stack)]);
  }
  const { user, system } = process.cpuUsage(began);
  slowest = Math.max(slowest, (user + system) / 1000);
}
process.stdout.write(JSON.stringify([answers, slowest]));
"""
DIGESTS = {"sha256": "SHA-256", "sha384": "SHA-384"}


def in_the_browser(documents, digest="sha256"):
    given = [(base64.b64encode(written(document)).decode(), DIGESTS[digest]) for document in documents]
    answers, slowest = node_scripts.evaluate(SCRIPT, node_scripts.VERIFIER.as_uri(), given=given, timeout=120)
    return [(None if form is None else base64.b64decode(form), said) for form, said in answers], slowest


def written(document):
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")


def here(document, digest="sha256"):
    try:
        read = strict_json.parse(written(document))
        return to_rdf.canonical(read, digest), to_rdf.doubt(read)
    except DocumentError as error:
        return None, str(error)


def compare(documents, digest="sha256"):
    theirs, _ = in_the_browser(documents, digest)
    ours = [here(document, digest) for document in documents]
    different = [case for case in zip(documents, ours, theirs, strict=True) if case[1] != case[2]]
    assert different == []


def every_term():
    lists = {**rdf_samples.LISTS, **rdf_samples.FIRST}.values()
    nodes = ((context, node) for context in lists for node in rdf_samples.nodes_of(context))
    return [{"@context": context, "id": "https://example.org/1", **node} for context, node in nodes]


def test_every_term_means_the_same():
    compare(every_term())


@pytest.mark.parametrize("digest", DIGESTS)
def test_each_way_to_say_something_means_the_same(digest):
    badges = [rdf_samples.V2, rdf_samples.BADGES_3]
    compare([rdf_samples.credential(badges, subject) for subject in rdf_samples.CASES.values()], digest)


def test_what_nothing_signs_is_named_in_the_same_words():
    documents = [document for document, _ in rdf_samples.REFUSED]
    readable = [document for document in documents if is_json(document)]
    assert len(readable) >= len(documents) - 3
    compare(readable)


def is_json(document):
    """Whether a strict reader takes it: lone surrogates and large numbers do not come so far."""
    try:
        strict_json.parse(written(document))
    except ValueError:
        return False
    except Exception:  # noqa: BLE001 - whatever else it says, it does not come so far
        return False
    return True


@pytest.mark.parametrize("digest", DIGESTS)
def test_poisonous_documents_end_alike_and_within_a_second(digest):
    documents = [document for _, document in rdf_samples.poisons()]
    theirs, slowest = in_the_browser(documents, digest)
    assert [said if form is None else form for form, said in theirs] == [
        said if form is None else form for form, said in (here(document, digest) for document in documents)
    ]
    assert slowest < 1000


NUMBERS = [0, -7, 0.1, 1 / 3, 1e-7, 1.5e-300, 2.0, 1e20, 1e21, 1.2345678901234567e25, 1e300, 5e-324, 4503599627370496.5]
NUMBERS += [sys.float_info.max, 2**53 - 1, 0.5, 9007199254740992.0, 1.0000000000000002, -0.0]


def test_numbers_are_written_alike():
    compare([rdf_samples.made({"type": "GeoCoordinates", "latitude": number}) for number in NUMBERS])


def test_text_and_names_are_written_alike():
    odd = "".join(map(chr, [9, 10, 13, *range(32, 127), *range(128, 0x250), 0x2028, 0xFEFF, 0xFFFD, 0x1F393, 0x10FFFF]))
    documents = [rdf_samples.made({"name": odd}), rdf_samples.made({"name": "\x07"})]
    documents += [rdf_samples.made({name: 1}) for name in ("a b", "\n", "'", "'\"", "é", "李🎓", "__proto__", "x" * 90)]
    documents += [rdf_samples.made({"id": f"x:{character}"}) for character in odd]
    documents += [rdf_samples.made({"type": name}) for name in ("constructor", "__proto__", "toString")]
    compare(documents)


def test_lines_are_in_the_order_of_code_points():
    compare([rdf_samples.made({"name": ["\uff5e", "🎓", "\ue000", "z", "zz", "\ud7ff"]})])


def test_generated_documents_mean_the_same():
    made = []

    @settings(
        max_examples=either(200, 2_000),
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(rdf_samples.documents())
    def collect(document):
        # As a browser would get it: what JSON cannot hold does not come so far.
        if is_json(json.loads(jcs.canonicalize(document))):
            made.append(document)

    collect()
    assert len(made) > 100
    compare(made)
