"""Documents in any published vocabulary become the same quads as with a JSON-LD processor and the official contexts."""

import json

import pytest
from hypothesis import assume, given
from pyld import jsonld

import json_ld
import reference
from rdf_samples import BADGES_3, CASES, FIRST, LISTS, V2, credential, documents, nodes_of
from testamur.errors import DocumentError
from testamur.proofs import jcs
from testamur.proofs.linked_data import to_rdf
from thoroughness import examples

# What we refuse beyond what a processor does.
OURS_ALONE = ("alike", "said of the whole document", "an object of which nothing is signed")


def same(document):
    """Our canonical form, after checking that it equals the processor's, which reads the document in JCS form."""
    ours = to_rdf.canonical(document).decode()
    assert ours == json_ld.canonical(json.loads(jcs.canonicalize(document)))
    return ours


def every_term_is_the_same(context):
    for node in nodes_of(context):
        document = {"@context": context, "id": "https://example.org/1", **node}
        try:
            same(document)
        except DocumentError as refusal:
            assert "different meanings" in str(refusal)  # noqa: PT017
            with pytest.raises(jsonld.JsonLdError):
                json_ld.canonical(document)


@pytest.mark.parametrize("name", LISTS)
def test_every_type_and_member_means_what_the_contexts_define(name):
    every_term_is_the_same(LISTS[name])


@pytest.mark.reference(reference.CONTEXTS)
@pytest.mark.parametrize("name", FIRST)
def test_every_type_and_member_of_a_context_that_no_package_has_means_what_it_defines(name):
    every_term_is_the_same(FIRST[name])


# One thing at a time -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_a_document_means_what_a_processor_makes_of_it(name):
    same(credential([V2, BADGES_3], CASES[name]))


@pytest.mark.parametrize(
    "address", ["sec:x", "cred:x", "xsd:x", "obi:x", "name:x", "sec://x", "tag:example.org,2026:x"]
)
def test_an_address_with_a_prefix_of_the_contexts_is_the_whole_one(address):
    context = LISTS["model-1-records"]
    same(credential(context, {"id": address, "type": ["ClrSubject", address]}, id=address, issuer=address))


def test_an_id_alone_keeps_the_prefixes_of_the_type_around_it():
    # Ed25519Signature2018 brings the prefix `sec`; what stands in an object inside no longer has it.
    proof = {"type": "Ed25519Signature2018", "jws": [{"id": "sec:a"}, {"id": "sec:b", "type": "sec:c"}]}
    written = same({"@context": LISTS["model-1"], **proof})
    assert "<https://w3id.org/security#a>" in written
    assert "<sec:b>" in written


def test_a_protected_term_in_another_container_is_another_term():
    document = {"@context": LISTS["badges"], "IdentifierEntry": {"name": {"type": "AchievementSubject"}}}
    with pytest.raises(DocumentError, match="'identifier' different meanings"):
        to_rdf.canonical(document)
    with pytest.raises(jsonld.JsonLdError):
        json_ld.canonical(document)


def test_each_proof_and_each_credential_of_a_presentation_is_a_graph_of_its_own():
    inner = credential([V2, BADGES_3], {"type": "AchievementSubject"}, proof={"type": "DataIntegrityProof"})
    proofs = [{"type": "DataIntegrityProof", "created": str(number)} for number in range(2)]
    presented = {"@context": [V2], "type": "VerifiablePresentation", "verifiableCredential": [inner, inner]}
    assert same({**presented, "proof": proofs}).count("#proof> _:") == 4


# Generated documents -------------------------------------------------------------------------------------------


@examples(200, 3_000)
@given(documents())
def test_a_generated_document_means_what_the_contexts_define(document):
    try:
        to_rdf.canonical(document)
    except DocumentError as refusal:
        assume(not any(reason in str(refusal) for reason in OURS_ALONE))
        assert "different meanings" in str(refusal)  # noqa: PT017
        with pytest.raises(jsonld.JsonLdError):
            json_ld.canonical(document)
    else:
        same(document)
