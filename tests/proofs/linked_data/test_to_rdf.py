"""What a processor would leave out of what is signed is refused, by its name, and so is what would take too long."""

import time

import pytest

from rdf_samples import REFUSED, made, poisons
from testamur.errors import DocumentError
from testamur.proofs.linked_data import to_rdf


def refusal(document):
    with pytest.raises(DocumentError) as caught:
        to_rdf.canonical(document)
    return str(caught.value)


@pytest.mark.parametrize(
    ("document", "said"),
    REFUSED,
)
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


@pytest.mark.parametrize(
    ("name", "document"), list(poisons()), ids=lambda value: value if isinstance(value, str) else ""
)
@pytest.mark.parametrize("digest", ["sha256", "sha384"])
def test_a_poisonous_document_is_canonicalized_or_refused_within_a_second(name, document, digest):
    began = time.process_time()
    try:
        to_rdf.canonical(document, digest)
    except DocumentError as refused:
        assert "alike" in str(refused) or "too many combinations" in str(refused)  # noqa: PT017
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
