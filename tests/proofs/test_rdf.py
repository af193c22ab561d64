"""Documents that the mapping to RDF refuses: parts would be dropped silently, or signed differently elsewhere."""

import time

import pytest

from testamur.errors import DocumentError
from testamur.proofs import rdf
from testamur.proofs.terms import CREDENTIALS_CONTEXT, LEARNER_RECORD_CONTEXT, OPEN_BADGES_CONTEXT


def document(**members):
    return {
        "@context": [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT],
        "id": "https://example.org/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        **members,
    }


def refusal(tampered):
    with pytest.raises(DocumentError) as refused:
        rdf.canonical(tampered)
    return str(refused.value)


def test_the_example_document_is_accepted():
    assert rdf.canonical(document()).count(b"\n") == 2


@pytest.mark.parametrize(
    ("members", "path"),
    [
        ({"honours": "cum laude"}, "honours"),
        ({"proof": {"type": "DataIntegrityProof"}}, "proof"),
        ({"credentialSubject": {"type": "AchievementSubject", "honours": "x"}}, "credentialSubject.honours"),
        (
            {"credentialSubject": {"type": "AchievementSubject", "achievement": {"type": "Achievement", "honours": 1}}},
            "credentialSubject.achievement.honours",
        ),
        ({"evidence": [{"type": "Evidence"}, {"type": "Evidence", "honours": "x"}]}, "evidence.honours"),
        ({"issuer": {"id": "did:web:a", "address": {"type": "Address"}}}, "issuer.address"),
        ({"credentialSubject": {"@context": {"@vocab": "https://evil.example/"}}}, "credentialSubject.@context"),
        ({"credentialSubject": {"@id": "https://example.org/"}}, "credentialSubject.@id"),
        ({"credentialSubject": {"id": "_:b0"}}, "credentialSubject.id"),
        ({"__proto__": {"validUntil": "2099-01-01T00:00:00Z"}}, "'__proto__'"),
        ({"::error::\x1b[2J": "x"}, "'::error::\\x1b[2J'"),
    ],
)
def test_a_member_without_a_meaning_is_refused_by_its_path(members, path):
    assert refusal(document(**members)).startswith(f"{path}: ")


@pytest.mark.parametrize(
    "members",
    [
        {"name": None},
        {"description": None},
        {"name": []},
        {"name": [["nested"]]},
        {"issuer": {}},
        {"image": {"id": "images/logo.svg", "type": "Image"}},
        {"credentialSubject": {"type": "Unheard"}},
        {"credentialSubject": {"type": []}},
        {"credentialSubject": {"type": None}},
        {"credentialSubject": {"type": [["Achievement"]]}},
        {"credentialSubject": {"type": ["Achievement", "Profile"]}},
        {"credentialSubject": {"type": "ResultDescription", "allowedValue": []}},
        {"credentialSubject": {"type": "ResultDescription", "allowedValue": ["a"] * 101}},
    ],
)
def test_a_value_that_would_be_dropped_or_misread_is_refused(members):
    assert refusal(document(**members))


@pytest.mark.parametrize(
    "context",
    [
        None,
        [],
        CREDENTIALS_CONTEXT,
        [OPEN_BADGES_CONTEXT],
        [OPEN_BADGES_CONTEXT, CREDENTIALS_CONTEXT],
        [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT, "https://example.org/more"],
        [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT + "/"],
        [CREDENTIALS_CONTEXT, {"name": "https://schema.org/description"}],
    ],
)
def test_only_the_exact_contexts_have_a_vocabulary(context):
    assert refusal({**document(), "@context": context}).startswith("@context: ")


def test_a_member_of_another_context_is_refused():
    assert refusal({**document(awardedDate="2026-05-14T12:00:00Z"), "@context": [CREDENTIALS_CONTEXT]})


def test_a_document_without_a_type_is_refused():
    assert refusal({"@context": [CREDENTIALS_CONTEXT], "id": "https://example.org/1"}).startswith("type: ")


def test_deep_nesting_is_refused():
    profile = {"id": "did:web:a"}
    for _ in range(5000):
        profile = {"type": "Profile", "parentOrg": profile}
    assert "levels deep" in refusal(document(issuer=profile))


def endorsement(**changes):
    return {
        "@context": [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT],
        "id": "https://qa.example/endorsements/1/",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": "did:web:qa.example:issuer",
        "credentialSubject": {"id": "https://example.org/a", "type": "EndorsementSubject"},
        "proof": {"type": "DataIntegrityProof", "created": "2026-06-01T09:30:00Z", "proofValue": "z1"},
        **changes,
    }


def without(name):
    return {member: held for member, held in endorsement().items() if member != name}


def endorsed(held):
    return document(issuer={"id": "did:web:a", "type": "Profile", "endorsement": held})


def test_the_example_endorsement_is_accepted():
    assert rdf.canonical(endorsed(endorsement()))


@pytest.mark.parametrize(
    ("held", "path"),
    [
        (without("@context"), "issuer.endorsement.@context"),
        (without("id"), "issuer.endorsement"),
        (without("type"), "issuer.endorsement"),
        ("https://qa.example/endorsements/1/", "issuer.endorsement"),
        (endorsement(**{"@context": CREDENTIALS_CONTEXT}), "issuer.endorsement.@context"),
        (endorsement(**{"@context": [CREDENTIALS_CONTEXT]}), "issuer.endorsement.@context"),
        (endorsement(**{"@context": [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT, {}]}), "issuer.endorsement.@context"),
        (endorsement(type="ClrCredential"), "issuer.endorsement.type"),
        (endorsement(honours="x"), "issuer.endorsement.honours"),
        (endorsement(proof=[]), "issuer.endorsement.proof"),
        (endorsement(proof=None), "issuer.endorsement.proof"),
        (endorsement(proof="z1"), "issuer.endorsement.proof"),
        (endorsement(proof=[{"type": "DataIntegrityProof"}] * 9), "issuer.endorsement.proof"),
        (endorsement(proof=[{}]), "issuer.endorsement.proof"),
        (endorsement(proof={"type": "Ed25519Signature2020"}), "issuer.endorsement.proof"),
        (endorsement(proof={"type": "DataIntegrityProof", "nonce": "x"}), "issuer.endorsement.proof.nonce"),
        (
            endorsement(proof={"type": "DataIntegrityProof", "verificationMethod": {"id": "did:web:a#b"}}),
            "issuer.endorsement.proof",
        ),
        (
            endorsement(proof={"type": "DataIntegrityProof", "@context": [CREDENTIALS_CONTEXT]}),
            "issuer.endorsement.proof.@context",
        ),
        (
            endorsement(issuer={"id": "did:web:qa.example", "type": "Profile", "endorsement": endorsement()}),
            "issuer.endorsement.issuer.endorsement",
        ),
    ],
)
def test_only_whole_credentials_with_the_exact_contexts_can_be_embedded(held, path):
    assert refusal(endorsed(held)).startswith(f"{path}: ")


@pytest.mark.parametrize("place", ["credentialSubject", "evidence", "issuer"])
def test_a_credential_cannot_be_embedded_elsewhere(place):
    assert refusal(document(**{place: endorsement()})).startswith(f"{place}.@context: ")


def test_a_learner_record_is_not_embedded():
    held = endorsement(**{"@context": [CREDENTIALS_CONTEXT, LEARNER_RECORD_CONTEXT, OPEN_BADGES_CONTEXT]})
    assert refusal(endorsed(held)).startswith("issuer.endorsement.@context: ")


def twins(children, depth=0):
    below = twins(children, depth - 1) if depth else {"type": "RubricCriterionLevel", "name": "A"}
    return {"type": "ResultDescription", "rubricCriterionLevel": [below] * children}


@pytest.mark.parametrize(
    "subject",
    [
        {"type": "Achievement", "resultDescription": [twins(8)] * 2},
        {"type": "Achievement", "resultDescription": [twins(2, 6)] * 2},
        {"type": "Achievement", "resultDescription": [{"type": "ResultDescription", "allowedValue": ["A"] * 99}] * 20},
        {"type": "Achievement", "alignment": [{"type": "Alignment", "targetName": "same"}] * 5000},
    ],
    ids=["siblings", "tree", "lists", "many"],
)
def test_a_document_that_canonicalizes_in_exponential_time_is_refused_quickly(subject):
    start = time.process_time()
    assert "alike" in refusal(document(credentialSubject=subject))
    assert time.process_time() - start < 1


@pytest.mark.parametrize("depth", [(8, 0), (2, 6), (3, 3)], ids=["siblings", "tree", "both"])
def test_an_exponential_document_is_refused_quickly_inside_credentials_too(depth):
    results = {"type": "Achievement", "resultDescription": [twins(*depth)] * 2}
    start = time.process_time()
    assert "alike" in refusal(endorsed([endorsement(credentialSubject=results), endorsement(id="x:y")]))
    assert time.process_time() - start < 3


def test_two_hundred_credentials_with_the_same_endorsement_are_written_quickly():
    profile = {"id": "did:web:a", "type": "Profile", "endorsement": [endorsement(), endorsement(id="x:y")]}
    awards = [endorsement(id=f"https://e.org/{n}", issuer=profile) for n in range(200)]
    record = {
        "@context": [CREDENTIALS_CONTEXT, LEARNER_RECORD_CONTEXT, OPEN_BADGES_CONTEXT],
        "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": {"type": "ClrSubject", "verifiableCredential": awards},
    }
    start = time.process_time()
    assert rdf.canonical(record)
    assert time.process_time() - start < 3


def test_a_clique_of_blank_nodes_is_refused():
    clique = [{"id": f"_:{a}", "source": [f"_:{b}" for b in range(8) if a != b]} for a in range(8)]
    assert refusal(document(credentialSubject=clique)).startswith("credentialSubject.id: ")


# What recurs is read once --------------------------------------------------------------------------------------------

PROFILE = {
    "id": "did:web:a.example",
    "type": ["Profile"],
    "name": "A",
    "address": {"type": ["Address"], "addressCountry": "IE"},
}


def awarded(**achievement):
    made = {"id": "https://example.org/a", "type": ["Achievement"], "name": "A", "tag": ["x", "y"], **achievement}
    return document(issuer=PROFILE, credentialSubject={"type": ["AchievementSubject"], "achievement": made})


def as_a_whole(made):
    reader = rdf._read(made, in_parts=False)
    return rdf.rdfc.canonicalize(reader.quads, reader.named)


@pytest.mark.parametrize(
    "made",
    [
        awarded(),
        awarded(alignment=[{"type": ["Alignment"], "targetName": "a"}, {"type": ["Alignment"], "targetName": "b"}]),
        awarded(alignment=[{"type": ["Alignment"], "targetName": "a"}] * 2),
        awarded(alignment=[{"type": ["Alignment"], "targetName": "a"}], id="https://example.org/1"),
        awarded(id="did:web:a.example", name=["A", "B"]),
        {**awarded(), "issuer": [PROFILE, PROFILE]},
        {**awarded(), "issuer": [PROFILE, {**PROFILE, "name": "B"}]},
        {**awarded(), "issuer": {"type": ["Profile"], "name": "without an id"}},
    ],
)
def test_a_document_read_in_parts_is_written_as_the_whole(made):
    assert [rdf.canonical(made), rdf.canonical(made)] == [as_a_whole(made)] * 2


def test_an_altered_achievement_is_another_one():
    made = awarded()
    before = rdf.canonical(made)
    made["credentialSubject"]["achievement"]["tag"].append("z")
    assert rdf.canonical(made) == as_a_whole(made) != before


def test_what_one_vocabulary_allows_another_still_refuses():
    made = awarded()
    rdf.canonical(made)
    assert refusal({**made, "@context": [CREDENTIALS_CONTEXT]}).startswith("type: ")
    plain = {"@context": [CREDENTIALS_CONTEXT], "id": "https://example.org/1", "type": "VerifiableCredential"}
    assert refusal({**plain, "issuer": PROFILE}).startswith("issuer.type: ")


def test_what_was_read_near_the_top_is_refused_too_deep():
    rdf.canonical(awarded())
    deep = awarded()["credentialSubject"]
    for _ in range(29):
        deep = {"type": ["Profile"], "parentOrg": deep}
    assert rdf.canonical(document(credentialSubject=deep))
    assert "levels" in refusal(document(credentialSubject={"type": ["Profile"], "parentOrg": deep}))


def test_a_refusal_inside_names_its_path_every_time():
    made = awarded(honours="x")
    assert [refusal(made), refusal(made)] == [refusal(made)] * 2
    assert refusal(made).startswith("credentialSubject.achievement.honours: ")
