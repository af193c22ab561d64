"""The closed vocabulary says, byte for byte, what a JSON-LD processor reads in the official contexts."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import json_ld
from paths import REFERENCE, VECTORS
from testamur.errors import DocumentError
from testamur.proofs import jcs, rdf
from testamur.proofs.terms import CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT, VOCABULARIES

OPEN_BADGES = (CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT)
SAMPLES = {
    "text": 'Zoë “Ó Briain”\n\t"\\ 李 🎓 \u2028\u0085',
    "address": "https://example.org/ünïcode?a=%20&b#c",
    "number": 2.5,
    "boolean": False,
    "link": "did:web:example.org:issuer",
    "node": {"id": "urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01"},
    "list": ["C", "A", "A"],
    "word": "assertionMethod",
}


def credential(context, subject):
    return {
        "@context": list(context),
        "id": "https://example.org/1",
        "type": ["VerifiableCredential"],
        "credentialSubject": subject,
    }


def same(document):
    """Ours, after checking that it is the processor's; published numbers are JCS, so that is what it reads."""
    ours = rdf.canonical(document).decode()
    assert ours == json_ld.canonical(json.loads(jcs.canonicalize(document)))
    return ours


ROWS = [
    pytest.param(context, name, member, term, id=f"{len(context)}-{name}-{member}")
    for context, vocabulary in VOCABULARIES.items()
    for name, type_ in vocabulary.types.items()
    for member, term in type_.members.items()
]


@pytest.mark.parametrize(("context", "name", "member", "term"), ROWS)
def test_a_member_alone_says_what_the_contexts_say(context, name, member, term):
    said = same(credential(context, {"type": name, member: SAMPLES[term.kind]}))
    assert term.predicate in said


@pytest.mark.parametrize("member", VOCABULARIES[OPEN_BADGES].members)
def test_a_member_of_an_object_without_type_says_what_the_contexts_say(member):
    term = VOCABULARIES[OPEN_BADGES].members[member]
    assert term.predicate in same(credential(OPEN_BADGES, {member: SAMPLES[term.kind]}))


@pytest.mark.parametrize("name", VOCABULARIES[OPEN_BADGES].types)
def test_all_members_of_a_type_together_say_what_the_contexts_say(name):
    members = VOCABULARIES[OPEN_BADGES].types[name].members
    same(credential(OPEN_BADGES, {"type": [name]} | {member: SAMPLES[term.kind] for member, term in members.items()}))


@pytest.mark.parametrize(
    "file",
    [
        REFERENCE / "worked-example/credential.json",
        REFERENCE / "worked-example/revocation-1.json",
        VECTORS / "1edtech-ob-clr/obv3p0/signed.json",
    ],
    ids=lambda file: file.stem,
)
def test_a_published_document_and_its_proofs_say_what_the_contexts_say(file):
    document = json.loads(file.read_text())
    proofs = document.pop("proof")
    same(document)
    for proof in proofs if isinstance(proofs, list) else [proofs]:
        same({name: held for name, held in proof.items() if name != "proofValue"} | {"@context": document["@context"]})


@pytest.mark.parametrize(
    "number", [0, -0.0, 1, 2.0, 2.5, -7, 0.1, 1 / 3, 1e-7, 1.5e-300, 2**53 - 1, 1e21, 1.2345678901234567e25, 1e300]
)
@pytest.mark.parametrize(("name", "member"), [("Achievement", "creditsAvailable"), ("GeoCoordinates", "latitude")])
def test_a_number_is_written_as_a_json_ld_processor_writes_it(number, name, member):
    same(credential(OPEN_BADGES, {"type": name, member: number}))


@pytest.mark.parametrize("address", ["tag:example.org,2026:x", "name:x", "id:x", "url:x", "xsd:date", "x:/../a/./b"])
def test_an_address_that_looks_like_a_prefixed_name_stays_as_it_is(address):
    assert f"<{address}>" in same(credential(OPEN_BADGES, {"id": address, "name": "x"}))


def test_text_is_escaped_alike_on_both_ways_to_the_canonical_form():
    text = "".join(
        map(chr, [9, 10, 13, *range(32, 127), *range(128, 0xD800), *range(0xE000, 0xFFFE), 0x1FFFE, 0x1F393])
    )
    for copies in (1, 2):  # Two that are alike go through pyoxigraph.
        same(credential(OPEN_BADGES, {"alignment": [{"type": "Alignment", "targetName": text}] * copies}))


@pytest.mark.parametrize("alike", [2, 3, 4])
def test_anonymous_siblings_that_are_alike_are_named_as_a_json_ld_processor_names_them(alike):
    levels = [{"type": "RubricCriterionLevel", "name": "A"}] * alike
    same(credential(OPEN_BADGES, {"type": "ResultDescription", "rubricCriterionLevel": levels}))


def test_equal_scales_of_two_results_are_told_apart():
    results = [
        {"id": f"https://example.org/#{number}", "type": "ResultDescription", "allowedValue": ["A", "B", "C", "D"]}
        for number in range(4)
    ]
    same(credential(OPEN_BADGES, {"type": "Achievement", "resultDescription": results}))


def test_a_node_that_is_described_twice_is_one_node():
    profile = {"id": "did:web:example.org", "type": "Profile", "address": {"type": "Address", "addressCountry": "IE"}}
    document = credential(OPEN_BADGES, {"type": "Achievement", "creator": {**profile, "name": "b"}})
    same({**document, "issuer": {**profile, "name": "a"}})


# Generated documents -------------------------------------------------------------------------------------------

TEXT = st.text(st.sampled_from('ab"\\\n\r\t<>_:{}^@. é李🎓\u0085\u2028\ufeff'), max_size=6)
ADDRESS = st.sampled_from(["https://e.org/1", "https://e.org/é#a", "did:web:e.org", "urn:uuid:1", "name:a", "x:y%20z"])
NUMBER = st.one_of(st.integers(-(2**53) + 1, 2**53 - 1), st.floats(-1e15, 1e15), st.floats(1e21, 1e30), st.just(0.5))
SIMPLE = {
    "text": TEXT,
    "address": ADDRESS,
    "number": NUMBER,
    "boolean": st.booleans(),
    "link": ADDRESS,
    "word": st.just("assertionMethod"),
}


def values(draw, term, depth):
    if term.kind == "list":
        return draw(st.lists(TEXT, min_size=1, max_size=3))
    nested = depth < 3 and term.kind in ("node", "link")
    many = [
        node(draw, depth + 1) if term.kind == "node" or (nested and draw(st.booleans())) else draw(SIMPLE[term.kind])
        for _ in range(draw(st.integers(1, 2)))
    ]
    # The same thing twice makes blank nodes that are alike.
    many *= draw(st.sampled_from([1, 1, 2]))
    return many if len(many) > 1 or draw(st.booleans()) else many[0]


def node(draw, depth):
    """Any node of the vocabulary: of a type or none, with an id or none, with a few members."""
    vocabulary = VOCABULARIES[OPEN_BADGES]
    name = draw(st.sampled_from([None, *vocabulary.types]))
    members = vocabulary.types[name].members if name else vocabulary.members
    allowed = sorted(member for member, term in members.items() if depth < 4 or term.kind != "node")
    chosen = draw(st.lists(st.sampled_from(allowed), unique=True, max_size=4))
    result = {"type": draw(st.sampled_from([name, [name]]))} if name else {}
    if not chosen or draw(st.booleans()):
        result["id"] = draw(ADDRESS)
    return result | {member: values(draw, members[member], depth) for member in chosen}


@st.composite
def documents(draw):
    return credential(OPEN_BADGES, node(draw, 1)) | {
        "issuer": draw(ADDRESS),
        "evidence": [node(draw, 3) for _ in range(draw(st.integers(1, 2)))],
    }


@settings(max_examples=1000, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_a_generated_document_says_what_the_contexts_say(document):
    try:
        rdf.canonical(document)
    except DocumentError as refusal:
        assert "alike" in str(refusal)  # noqa: PT017 - every other refusal is a fault of the generator or of ours
        return
    same(document)
