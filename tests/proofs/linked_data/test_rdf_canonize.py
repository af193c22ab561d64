"""Documents become the same quads as with jsonld.js and rdf-canonize in safe mode, which most issuers use."""

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import node_scripts
import official_contexts
import rdf_samples
import reference
import verifying
from testamur.errors import DocumentError
from testamur.proofs import jcs
from testamur.proofs.linked_data import to_rdf
from thoroughness import either

TOO_MUCH = "too much"  # their answer for more alike nodes than they compare


def theirs(documents):
    urls = official_contexts.ALL_URLS if reference.is_here() else official_contexts.URLS
    given = {"contexts": {url: official_contexts.load(url) for url in urls}, "documents": documents}
    return node_scripts.ask_judge("canonize", given, timeout=300)


def compare(documents, least=1):
    """What we write of a document is what they write; what we refuse, or what says nothing, is not compared."""
    written = [(document, form) for document in documents if (form := canonical(document))]
    assert len(written) >= least
    answers = theirs([document for document, _ in written])
    different = [
        (document, answer)
        for (document, form), answer in zip(written, answers, strict=True)
        if answer not in {form, TOO_MUCH} and once(answer) != form
    ]
    assert different == []


def once(answer):
    """Their lines, each once: what is JSON and said twice of one thing, jsonld.js writes twice, and no dataset has."""
    return answer and "".join(f"{line}\n" for line in dict.fromkeys(answer.removesuffix("\n").split("\n")))


def canonical(document):
    try:
        return to_rdf.canonical(document).decode()
    except DocumentError:
        return None


@pytest.mark.parametrize("name", rdf_samples.LISTS)
def test_every_term_means_the_same(name):
    context = rdf_samples.LISTS[name]
    compare(
        [{"@context": context, "id": "https://example.org/1", **node} for node in rdf_samples.nodes_of(context)], 25
    )


def test_each_way_to_say_something_means_the_same():
    badges = [rdf_samples.V2, rdf_samples.BADGES_3]
    compare([rdf_samples.credential(badges, subject) for subject in rdf_samples.CASES.values()], 20)


def parts_of(document):
    """A document without its proofs, and what each of them signs besides."""
    proofs = document.get("proof", [])
    yield {name: value for name, value in document.items() if name != "proof"}
    for proof in proofs if isinstance(proofs, list) else [proofs]:
        if isinstance(proof, dict):
            config = {name: value for name, value in proof.items() if name != "proofValue"}
            yield {**config, "@context": document.get("@context")}


def documents_in(files):
    for file in files:
        try:
            document = json.loads(file.read_bytes())
        except ValueError:
            continue
        if isinstance(document, dict) and "@context" in document:
            yield from parts_of(document)


def test_every_vector_means_the_same():
    compare(
        list(
            documents_in(path / "credential.json" for path in verifying.CASES if (path / "credential.json").is_file())
        ),
        300,
    )


@pytest.mark.reference(reference.FOREIGN)
def test_awards_of_others_mean_the_same():
    compare(list(documents_in(sorted((reference.FOLDER / "foreign").glob("*/*.json")))), 60)


def test_generated_documents_mean_the_same():
    made = []

    @settings(
        max_examples=either(100, 2_000),
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(rdf_samples.documents())
    def collect(document):
        made.append(json.loads(jcs.canonicalize(document)))

    collect()
    compare(made, 60)
