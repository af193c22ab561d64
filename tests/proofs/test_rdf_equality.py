"""The closed vocabulary gives the same bytes as a JSON-LD processor with the official contexts, and as the table."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import foreign_award
import json_ld
import reference
from testamur.errors import DocumentError
from testamur.proofs import jcs, rdf, rdfc
from testamur.proofs.linked_data import to_rdf
from testamur.proofs.terms import CREDENTIALS_CONTEXT, LEARNER_RECORD_CONTEXT, OPEN_BADGES_CONTEXT, VOCABULARIES
from thoroughness import examples

OPEN_BADGES = (CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT)
LEARNER_RECORD = (CREDENTIALS_CONTEXT, LEARNER_RECORD_CONTEXT, OPEN_BADGES_CONTEXT)


def proof(number=1, **changes):
    """A proof in a document; it is never verified here."""
    return {
        "type": "DataIntegrityProof",
        "created": "2026-06-01T09:30:00Z",
        "verificationMethod": "did:web:qa.example:issuer#z6Mk",
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
        "proofValue": f"z{number}",
        **changes,
    }


def both_proofs(number=1):
    ours = proof(number, cryptosuite="eddsa-jcs-2022", proofValue=f"z{number}j")
    return [proof(number), {**ours, "@context": list(OPEN_BADGES)}]


def endorsement(number=1, **changes):
    return {
        "@context": list(OPEN_BADGES),
        "id": f"https://qa.example/endorsements/{number}/",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": {"id": "did:web:qa.example:issuer", "type": ["Profile"], "address": {"type": ["Address"]} | PLACE},
        "validFrom": "2026-06-01T09:30:00Z",
        "credentialSubject": {
            "id": "https://example.org/a",
            "type": ["EndorsementSubject"],
            "endorsementComment": "ok",
        },
        "proof": both_proofs(number),
        **changes,
    }


PLACE = {"addressCountry": "IE", "addressCountryCode": "IE"}
SAMPLES = {
    "text": 'Zoë “Ó Briain”\n\t"\\ 李 🎓 \u2028\u0085',
    "address": "https://example.org/ünïcode?a=%20&b#c",
    "number": 2.5,
    "boolean": False,
    "link": "did:web:example.org:issuer",
    "node": {"id": "urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01"},
    "list": ["C", "A", "A"],
    "word": "assertionMethod",
    "credential": endorsement(),
}


def credential(context, subject):
    return {
        "@context": list(context),
        "id": "https://example.org/1",
        "type": ["VerifiableCredential"],
        "credentialSubject": subject,
    }


def same(document):
    """Our canonical form, after checking that it equals the processor's, which reads the document in JCS form."""
    ours = rdf.canonical(document).decode()
    try:
        assert ours == to_rdf.canonical(document).decode()
    except DocumentError as refusal:
        assert "alike" in str(refusal)  # noqa: PT017 - of what others made, fewer parts may be alike
    assert ours == json_ld.canonical(json.loads(jcs.canonicalize(document)))
    return ours


def test_an_embedded_sample_credential_keeps_its_proof():
    assert same(credential(OPEN_BADGES, {"type": "Profile", "endorsement": endorsement()})).count("#proofValue> ") == 2


TYPES = [
    pytest.param(context, name, id=f"{len(context)}-{name}")
    for context, vocabulary in VOCABULARIES.items()
    for name in vocabulary.types
]


@pytest.mark.parametrize(("context", "name"), TYPES)
def test_each_member_alone_means_what_the_contexts_define(context, name):
    for member, term in VOCABULARIES[context].types[name].members.items():
        said = same(credential(context, {"type": name, member: SAMPLES[term.kind]}))
        assert term.predicate in said, member


@pytest.mark.parametrize("member", VOCABULARIES[OPEN_BADGES].members)
def test_a_member_of_an_object_without_type_means_what_the_contexts_define(member):
    term = VOCABULARIES[OPEN_BADGES].members[member]
    assert term.predicate in same(credential(OPEN_BADGES, {member: SAMPLES[term.kind]}))


@pytest.mark.parametrize("name", VOCABULARIES[LEARNER_RECORD].types)
def test_all_members_of_a_type_together_mean_what_the_contexts_define(name):
    members = VOCABULARIES[LEARNER_RECORD].types[name].members
    same(
        credential(LEARNER_RECORD, {"type": [name]} | {member: SAMPLES[term.kind] for member, term in members.items()})
    )


def same_with_proofs(document):
    """Compare the document without its proofs, and each of its proofs."""
    document = dict(document)
    proofs = document.pop("proof")
    same(document)
    for one in proofs if isinstance(proofs, list) else [proofs]:
        same({name: held for name, held in one.items() if name != "proofValue"} | {"@context": document["@context"]})


@pytest.mark.parametrize("made", [foreign_award.credential(), foreign_award.status_list()], ids=["award", "list"])
def test_a_document_made_by_others_and_its_proofs_mean_what_the_contexts_define(made):
    same_with_proofs(foreign_award.signed(made))


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(reference.EXAMPLE / "credential.json", marks=pytest.mark.reference(reference.WORKED_EXAMPLE)),
        pytest.param(reference.EXAMPLE / "revocation-1.json", marks=pytest.mark.reference(reference.WORKED_EXAMPLE)),
        pytest.param(
            reference.ONE_EDTECH / "obv3p0/signed.json", marks=pytest.mark.reference(reference.ONE_EDTECH_VECTORS)
        ),
    ],
    ids=["example", "example's list", "1edtech"],
)
def test_a_published_document_and_its_proofs_mean_what_the_contexts_define(file):
    same_with_proofs(json.loads(file.read_text()))


@pytest.mark.parametrize(
    "number", [0, -0.0, 1, 2.0, 2.5, -7, 0.1, 1 / 3, 1e-7, 1.5e-300, 2**53 - 1, 1e21, 1.2345678901234567e25, 1e300]
)
@pytest.mark.parametrize(("name", "member"), [("Achievement", "creditsAvailable"), ("GeoCoordinates", "latitude")])
def test_a_number_is_written_as_a_json_ld_processor_writes_it(number, name, member):
    same(credential(OPEN_BADGES, {"type": name, member: number}))


@pytest.mark.parametrize("address", ["tag:example.org,2026:x", "name:x", "id:x", "url:x", "xsd:date", "x:/../a/./b"])
def test_an_address_that_looks_like_a_prefixed_name_is_unchanged(address):
    assert f"<{address}>" in same(credential(OPEN_BADGES, {"id": address, "name": "x"}))


def test_text_is_escaped_alike_on_both_ways_to_the_canonical_form():
    text = "".join(
        map(chr, [9, 10, 13, *range(32, 127), *range(128, 0xD800), *range(0xE000, 0xFFFE), 0x1FFFE, 0x1F393])
    )
    for copies in (1, 2):  # Two indistinguishable nodes are labelled by pyoxigraph.
        same(credential(OPEN_BADGES, {"alignment": [{"type": "Alignment", "targetName": text}] * copies}))


@pytest.mark.parametrize("alike", [2, 3, 4])
def test_anonymous_siblings_that_are_alike_are_named_as_a_json_ld_processor_names_them(alike):
    levels = [{"type": "RubricCriterionLevel", "name": "A"}] * alike
    same(credential(OPEN_BADGES, {"type": "ResultDescription", "rubricCriterionLevel": levels}))


def test_equal_scales_of_two_results_stay_distinct():
    results = [
        {"id": f"https://example.org/#{number}", "type": "ResultDescription", "allowedValue": ["A", "B", "C", "D"]}
        for number in range(4)
    ]
    same(credential(OPEN_BADGES, {"type": "Achievement", "resultDescription": results}))


def test_a_node_described_twice_is_one_node():
    profile = {"id": "did:web:example.org", "type": "Profile", "address": {"type": "Address", "addressCountry": "IE"}}
    document = credential(OPEN_BADGES, {"type": "Achievement", "creator": {**profile, "name": "b"}})
    same({**document, "issuer": {**profile, "name": "a"}})


# A credential inside another -----------------------------------------------------------------------------------

CLR = reference.ONE_EDTECH / "clrv2p0"


def endorsed(*endorsements, **issuer):
    achievement = {"id": "https://example.org/a", "type": ["Achievement"], "endorsement": list(endorsements)}
    profile = {"id": "did:web:example.org", "type": ["Profile"], "address": {"type": ["Address"], **PLACE}, **issuer}
    subject = {"type": ["AchievementSubject"], "achievement": achievement}
    return credential(OPEN_BADGES, subject) | {"issuer": profile}


def learner_record(*credentials, **changes):
    made = credential(
        LEARNER_RECORD,
        {
            "id": "urn:uuid:1",
            "type": ["ClrSubject"],
            "identifier": [{"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": "Zoë"}],
            "verifiableCredential": list(credentials),
            "association": [
                {"type": "Association", "associationType": "isPartOf", "sourceId": "https://e.org/a", "targetId": "x:b"}
            ],
        },
    )
    types = ["VerifiableCredential", "ClrCredential"]
    return {**made, "id": "https://example.org/record", "type": types, "partial": True, **changes}


def award(number, *endorsements):
    made = endorsed(*endorsements)
    made["credentialSubject"]["id"] = f"urn:uuid:{number}"
    if not endorsements:
        del made["credentialSubject"]["achievement"]["endorsement"]
    return made | {"id": f"https://example.org/{number}", "proof": both_proofs(number)}


@pytest.mark.parametrize(
    "document",
    [
        endorsed(endorsement(1), endorsement(2)),
        endorsed(endorsement(1), endorsement=[endorsement(1), endorsement(3)]),
        endorsed(endorsement(1, proof=proof())),
        endorsed(endorsement(1, proof=[proof(id="urn:uuid:7"), proof(2, id="urn:uuid:7")])),
        endorsed(endorsement(1, proof=[proof(), proof()])),
        endorsed(endorsement(1), endorsement(1)),
        learner_record(award(1), award(2), award(3)),
        learner_record(award(1, endorsement(1)), award(2, endorsement(1), endorsement(2))),
        learner_record(endorsement(1), award(1, endorsement(1))),
        learner_record(award(1), award(1)),
        learner_record(award(1), type=["ClrCredential", "VerifiableCredential"], partial=False),
    ],
    ids=[
        "two", "on the issuer too", "one proof", "named proofs", "equal proofs", "twice",
        "awards", "endorsed awards", "an endorsement of its own", "award twice", "types in another order",
    ],
)  # fmt: skip
def test_an_embedded_credential_means_what_the_contexts_define(document):
    same(document)


def test_an_embedded_credential_without_a_proof_means_what_the_contexts_define():
    bare = {name: held for name, held in endorsement().items() if name != "proof"}
    same(endorsed(bare))


@pytest.mark.reference(reference.ONE_EDTECH_VECTORS)
def test_the_learner_record_of_1edtech_without_extensions_gives_the_published_quads():
    document = json.loads((CLR / "signed.json").read_text())
    del document["proof"], document["credentialSchema"]
    [inner] = document["credentialSubject"]["verifiableCredential"]
    del inner["credentialSchema"]
    document["@context"], inner["@context"] = list(LEARNER_RECORD), list(OPEN_BADGES)
    published = (CLR / "document-canon.txt").read_text().splitlines()
    assert same(document).splitlines() == [
        line for line in published if "SchemaValidator" not in line and "#credentialSchema>" not in line
    ]


@pytest.mark.reference(reference.ONE_EDTECH_VECTORS)
def test_the_learner_record_of_1edtech_is_refused_for_its_extensions():
    document = json.loads((CLR / "signed.json").read_text())
    with pytest.raises(DocumentError, match=r"^@context: "):
        rdf.canonical(document)


@pytest.mark.reference(reference.ONE_EDTECH_VECTORS)
def test_renaming_blank_nodes_of_a_published_record_gives_the_same_canonical_quads():
    published = (CLR / "document-canon.txt").read_text().strip()
    quads, named = set(), set()
    for line in published.replace("_:c14n", "_:other").splitlines():
        subject, predicate, rest = line.removesuffix(" .").split(" ", 2)
        object_, _, graph = rest.rpartition(" _:other") if rest[0] != "_" and " _:other" in rest else (rest, "", "")
        if graph:
            named.add((subject, predicate, object_, f"_:other{graph}"))
        else:
            quads.add((subject, predicate, rest))
    assert len(named) == 6
    assert rdfc.canonicalize(quads, named).decode().strip() == published


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
        embedded(draw)
        if term.kind == "credential"
        else node(draw, depth + 1)
        if term.kind == "node" or (nested and draw(st.booleans()))
        else draw(SIMPLE[term.kind])
        for _ in range(draw(st.integers(1, 2)))
    ]
    # The same thing twice makes blank nodes that are alike.
    many *= draw(st.sampled_from([1, 1, 2]))
    return many if len(many) > 1 or draw(st.booleans()) else many[0]


def embedded(draw):
    """A credential of some kind with some members and one or both proofs, sometimes equal."""
    made = endorsement(draw(st.integers(1, 3)), issuer=draw(ADDRESS), id=draw(ADDRESS))
    made["credentialSubject"] = node(draw, 3)
    made["proof"] = draw(st.sampled_from([made["proof"], made["proof"][0], made["proof"][1:], made["proof"] * 2]))
    return made


def node(draw, depth, context=OPEN_BADGES):
    """Any node of the vocabulary: of a type or none, with an id or none, with a few members."""
    vocabulary = VOCABULARIES[context]
    name = draw(st.sampled_from([None, *vocabulary.types]))
    members = vocabulary.types[name].members if name else vocabulary.members
    deepest = {"node": 4, "credential": 3}
    allowed = sorted(member for member, term in members.items() if depth < deepest.get(term.kind, 9))
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


@examples(200, 2_000)
@given(documents())
def test_a_generated_document_means_what_the_contexts_define(document):
    try:
        rdf.canonical(document)
    except DocumentError as refusal:
        assert "alike" in str(refusal)  # noqa: PT017 - every other refusal is a fault of the generator or of ours
        return
    same(document)


@st.composite
def documents_with_credentials(draw):
    endorsements = [embedded(draw) for _ in range(draw(st.integers(1, 3)))]
    profile = {"id": draw(ADDRESS), "type": "Profile", "endorsement": endorsements}
    made = credential(OPEN_BADGES, node(draw, 2)) | {"issuer": profile}
    if draw(st.booleans()):
        return made
    awards = [{**made, "id": f"urn:uuid:{n}", "proof": both_proofs(n)} for n in range(draw(st.integers(1, 3)))]
    return learner_record(*awards, *endorsements, evidence=[node(draw, 4, LEARNER_RECORD)])


@examples(60, 600)
@given(documents_with_credentials())
def test_a_generated_document_with_embedded_credentials_means_what_the_contexts_define(document):
    try:
        rdf.canonical(document)
    except DocumentError as refusal:
        assert "alike" in str(refusal)  # noqa: PT017 - as above
        return
    same(document)
