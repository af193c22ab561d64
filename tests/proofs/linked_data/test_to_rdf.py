"""What a processor would leave out of what is signed is refused, by its name, and so is what would take too long."""

import time

import pytest

from testamur.errors import DocumentError
from testamur.proofs.linked_data import to_rdf

V2 = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def made(subject, **more):
    return {"@context": [V2, BADGES], "id": "x:1", "type": "VerifiableCredential", "credentialSubject": subject, **more}


def refusal(document):
    with pytest.raises(DocumentError) as caught:
        to_rdf.canonical(document)
    return str(caught.value)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (made({"honours": "x"}), "credentialSubject.honours: not a term"),
        (made({"type": "Achievement", "phone": "1"}), "credentialSubject.phone: not a term"),
        (made({"type": "Diploma"}), "credentialSubject.type: 'Diploma' is not a term"),
        (made({"type": "name:x y"}), "credentialSubject.type: 'name:x y' is not a term"),
        (made({"type": 5}), "credentialSubject.type: a name, or a list of some"),
        (made({"type": "type"}), "credentialSubject.type: 'type' is not a term"),
        (made({"id": "relative"}), "credentialSubject: an absolute address"),
        (made({"id": None}), "credentialSubject.id: an absolute address"),
        (made({"id": "_:b0"}), "credentialSubject: an absolute address"),
        (made({"@id": "x:y"}), "credentialSubject.@id: not a term"),
        (made({"@graph": [{"name": "x"}]}), "credentialSubject.@graph: not a term"),
        (made({"name": [["x"]]}), "credentialSubject.name: an array in an array"),
        (made({"name": {"@value": "x", "@direction": "rtl"}}), "@direction: nothing signs"),
        (made({"name": {"@value": "x", "@language": "e n"}}), "@language: a language tag"),
        (made({"name": {"@value": "x", "@language": "en", "@type": "x:y"}}), "@type: nothing signs"),
        (made({"name": {"@value": None}}), "credentialSubject.name: a number belongs here"),
        (made({"name": {"@value": 2**53}}), "credentialSubject.name: an integer beyond"),
        (made({"name": "\ud800"}), "credentialSubject.name: text with a character"),
        (made({"name": float("nan")}), "credentialSubject.name: a number belongs here"),
        (made({"type": "Achievement", "image": "image.png"}), "credentialSubject.image: an absolute address"),
        (made({}, proof="x:y"), "proof: an object belongs here"),
        (made({"type": "DataIntegrityProof", "proofPurpose": "x"}), "credentialSubject.proofPurpose: an absolute"),
        ({"id": "x:1"}, "@context: a document needs one"),
        ({"@context": [V2, "https://e.org/"]}, "@context: a context that is not known here: 'https://e.org/'"),
        ({"@context": [V2, {"name": "x:y"}]}, "@context: a context that is not known here: one of the document's own"),
        ({"@context": [V2, None]}, "@context: a context that is not known here: one of the document's own"),
        (made({"name": "x", "@context": {"name": "x:y"}}), "a context that is not known here: one of the document's"),
    ],
)  # fmt: skip
def test_what_nothing_signs_is_named(document, said):
    assert said in refusal(document)


def test_terms_of_a_type_do_not_reach_the_objects_inside():
    # `achievement` is a term of an AchievementSubject, and of none inside it.
    said = refusal(made({"type": "AchievementSubject", "achievement": {"achievement": {"name": "x"}}}))
    assert "credentialSubject.achievement.achievement: not a term" in said


def test_what_is_said_of_a_document_stands_at_its_top():
    # With the end moved into the evidence the quads are the same, and a verifier would not find it.
    inside = {"id": "x:1", "type": "VerifiableCredential", "validUntil": "2020-01-01T00:00:00Z"}
    assert "evidence.validUntil: said of the whole document" in refusal(made({"name": "x"}, evidence=[inside]))


def test_a_document_may_be_spoken_of_inside_it():
    comment = {"id": "x:1", "type": "EndorsementSubject", "endorsementComment": "ok"}
    assert b"<x:1> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementComment>" in to_rdf.canonical(
        made({"name": "x"}, evidence=comment)
    )


def test_an_object_is_nested_only_so_deep():
    subject = {"name": "x"}
    for _ in range(40):
        subject = {"type": "Profile", "parentOrg": subject}
    assert "nested more than 32 levels deep" in refusal(made(subject))


def test_a_list_has_only_so_many_items():
    assert "at most 100 items" in refusal(made({"type": "ResultDescription", "allowedValue": ["a"] * 101}))


def poisons():
    """Datasets of blank nodes that are alike, of which canonicalization would compare very many orders."""
    alike = [{"type": "Alignment"}] * 9
    yield "siblings of siblings", made([{"alignment": alike}, {"alignment": alike}])
    proofs = [{"type": "DataIntegrityProof"}] * 12
    yield "graphs", made({}, proof=proofs)
    deep = {"name": "x"}
    for _ in range(28):
        deep = {"type": "Profile", "parentOrg": [deep, deep] if _ < 9 else deep}
    yield "trees", made([deep, deep])
    lists = {"type": "ResultDescription", "allowedValue": ["a"] * 100}
    yield "lists", made([lists] * 20)
    chain = "a"
    for _ in range(20):
        chain = {"type": "ResultDescription", "allowedValue": [chain] * 40 if _ == 0 else [*["a"] * 39, chain]}
    yield "lists in lists", made([chain, chain])
    yield "many", made([{"name": "x"}] * 2_000)
    yield "many graphs", made({}, proof=[{"type": "DataIntegrityProof", "created": "x"}] * 2_000)


@pytest.mark.parametrize(
    ("name", "document"), list(poisons()), ids=lambda value: value if isinstance(value, str) else ""
)
@pytest.mark.parametrize("digest", ["sha256", "sha384"])
def test_a_poisonous_document_is_canonicalized_or_refused_within_a_second(name, document, digest):
    began = time.process_time()
    try:
        to_rdf.canonical(document, digest)
    except DocumentError as refused:
        assert "alike" in str(refused)  # noqa: PT017
    assert time.process_time() - began < 1


def test_with_another_hash_blank_nodes_get_other_names():
    document = made([{"name": str(number)} for number in range(9)])
    one, other = to_rdf.canonical(document), to_rdf.canonical(document, "sha384")
    assert one != other
    assert len(one.splitlines()) == len(other.splitlines())


@pytest.mark.parametrize(
    ("document", "doubted"),
    [
        (made({"name": "x"}), ""),
        (made({"name": {"@value": "x", "@language": "en"}}), ""),
        (made({"name": {"@value": "x", "@language": "en-US"}}), "@language en-US"),
        (made({"type": "Achievement", "endorsementJwt": ["x"]}), "endorsementJwt"),
    ],
)
def test_what_not_all_processors_sign_alike_is_named(document, doubted):
    assert to_rdf.doubt(document) == doubted
