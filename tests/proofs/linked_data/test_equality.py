"""Documents in any published vocabulary become the same quads as with a JSON-LD processor and the official contexts."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyld import jsonld

import json_ld
import reference
from testamur.errors import DocumentError
from testamur.proofs import jcs
from testamur.proofs.linked_data import to_rdf
from testamur.proofs.linked_data.active_context import nothing_defined
from testamur.proofs.linked_data.vocabulary import CLEARING, NO_SCOPE
from testamur.proofs.nquads import OutsideError
from thoroughness import examples

V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/"
BADGES_3 = f"{BADGES}context-3.0.3.json"
RECORDS = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
EXTENSIONS = f"{BADGES}extensions.json"
SUITE = "https://w3id.org/security/suites/ed25519-2020/v1"
INTEGRITY = "https://w3id.org/security/data-integrity/"
STATUS = "https://www.w3.org/ns/credentials/status/v1"
STATUS_2021 = "https://w3id.org/vc/status-list/2021/v1"
LISTS = {
    "credentials": [V2],
    "badges": [V2, BADGES_3],
    "badges-3.0.2": [V2, f"{BADGES}context-3.0.2.json", EXTENSIONS],
    "extensions": [V2, BADGES_3, EXTENSIONS, SUITE],
    "records": [V2, RECORDS, BADGES_3],
    "model-1": [V1, f"{BADGES}context-3.0.1.json", SUITE],
    "model-1-records": [V1, RECORDS, f"{BADGES}context-3.0.1.json", f"{INTEGRITY}v1"],
    "model-1-status": [V1, f"{BADGES}context-3.0.2.json", STATUS, f"{INTEGRITY}v2", STATUS_2021],
    "keys": [V2, "https://w3id.org/security/multikey/v1"],
}
FIRST = {
    "first-badges": [V1, f"{BADGES}context.json", EXTENSIONS],
    "first-records": [V2, "https://purl.imsglobal.org/spec/clr/v2p0/context.json"],
    "web-signatures": [V1, BADGES_3, "https://w3id.org/security/suites/jws-2020/v1"],
}


def same(document):
    """Our canonical form, after checking that it equals the processor's, which reads the document in JCS form."""
    ours = to_rdf.canonical(document).decode()
    assert ours == json_ld.canonical(json.loads(jcs.canonicalize(document)))
    return ours


def credential(context, subject, **more):
    made = {"@context": list(context), "id": "https://example.org/1", "type": ["VerifiableCredential"]}
    return {**made, "credentialSubject": subject, **more}


def values_of(active, definition, model):
    """A value of each sort that a member may have; of an object, one with every member of its own context."""
    if definition.type == "@json":
        return {"b": [1, 2.5, None, "é\n"], "a": {}}
    if definition.container == "@graph":
        context = {"@context": [model]} if definition.scope == CLEARING else {}
        return [{"id": "x:p", **context}, {"type": ["VerifiableCredential"], "id": "x:q", "@context": model}]
    inside = active.extend(definition.scope, overrides=True) if definition.scope != NO_SCOPE else active
    own = set(inside.terms) - set(active.terms)
    node = {} if definition.scope == NO_SCOPE else members_of(inside, sorted(own), model)
    texts = ["https://example.org/a"] if definition.type.startswith("@") else ['a "b"\n', "c"]
    return [*texts, 2, 2.5, True, {"id": "urn:uuid:1"}, {**node, "id": "x:n"}, {"@value": "d", "@language": "en"}]


def members_of(active, names, model):
    return {name: values_of(active, active.terms[name], model) for name in names}


def nodes_of(context):
    """An object without a type with every member that it may have, and one of every type with those of its own."""
    active = nothing_defined().with_contexts(context)
    plain = [name for name, definition in active.terms.items() if not definition.iri.startswith("@")]
    yield members_of(active, plain, context[0])
    for name in plain:
        try:
            typed = (
                active.extend(active.terms[name].scope, propagates=False) if active.terms[name].scope > 0 else active
            )
        except OutsideError:
            yield {"type": [name]}
        else:
            own = [one for one in typed.terms if typed.terms[one] != active.terms.get(one)]
            yield {"type": [name], **members_of(typed, own, context[0])}


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

CASES = {
    "an empty object": {"type": "Achievement", "criteria": {}},
    "null": {"type": "Achievement", "criteria": None, "name": "x"},
    "an empty array": {"type": "Achievement", "criteria": [], "name": "x"},
    "null in an array": {"name": ["x", None]},
    "an empty list": {"type": "ResultDescription", "allowedValue": []},
    "null in a list": {"type": "ResultDescription", "allowedValue": ["a", None, "b"]},
    "null for a list": {"type": "ResultDescription", "allowedValue": None, "name": "x"},
    "all sorts in a list": {"type": "ResultDescription", "allowedValue": [{"name": "x"}, "b", 3, True, 2.5]},
    "a list that is one text": {"type": "ResultDescription", "allowedValue": "b"},
    "a language": {"name": {"@value": "x", "@language": "en-US"}},
    "a datatype of the document's": {"name": {"@value": "x", "@type": "http://www.w3.org/2001/XMLSchema#date"}},
    "a whole double": {"name": {"@value": 5, "@type": "http://www.w3.org/2001/XMLSchema#double"}},
    "text that says so": {"name": {"@value": "x", "@type": "http://www.w3.org/2001/XMLSchema#string"}},
    "a number for an address": {"type": "Achievement", "image": 5},
    "a word": {"type": "DataIntegrityProof", "proofPurpose": "assertionMethod"},
    "an address for a word": {"type": "DataIntegrityProof", "proofPurpose": "x:y"},
    "an object for a word": {"type": "DataIntegrityProof", "proofPurpose": {"id": "x:y", "assertionMethod": "x:z"}},
    "an object of an id alone": {"type": "Achievement", "image": {"id": "x:y"}},
    "whatever JSON": {"type": "JsonSchema", "jsonSchema": {"b": [1, 2.5, None], "a": "é\n", "c": {"@id": "x"}}},
    "a type that is an address": {"id": "x:y", "type": ["Achievement", "https://example.org/T"], "name": "x"},
    "no types": {"id": "x:y", "type": [], "name": "x"},
    "two types": {"type": ["Profile", "Achievement"], "phone": "1", "achievementType": "Course"},
    "two lists of one object": [{"id": "x:y", "type": "ResultDescription", "allowedValue": ["a"]}] * 2,
    "two objects that are alike": [{"type": "Alignment", "targetName": "x"}] * 2,
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_document_means_what_a_processor_makes_of_it(name):
    same(credential([V2, BADGES_3], CASES[name]))


@pytest.mark.parametrize(
    "address", ["sec:x", "cred:x", "xsd:x", "obi:x", "name:x", "sec://x", "tag:example.org,2026:x"]
)
def test_an_address_with_a_prefix_of_the_contexts_is_the_whole_one(address):
    context = LISTS["model-1-records"]
    same(credential(context, {"id": address, "type": ["ClrSubject", address]}, id=address, issuer=address))


def test_each_proof_and_each_credential_of_a_presentation_is_a_graph_of_its_own():
    inner = credential([V2, BADGES_3], {"type": "AchievementSubject"}, proof={"type": "DataIntegrityProof"})
    proofs = [{"type": "DataIntegrityProof", "created": str(number)} for number in range(2)]
    presented = {"@context": [V2], "type": "VerifiablePresentation", "verifiableCredential": [inner, inner]}
    assert same({**presented, "proof": proofs}).count("#proof> _:") == 4


# Generated documents -------------------------------------------------------------------------------------------

TEXT = st.text(st.sampled_from('ab"\\\n\r\t<>_:{}^@. é李🎓\u0085\u2028\ufeff'), max_size=6)
ADDRESS = st.sampled_from(
    ["https://e.org/1", "https://e.org/é#a", "did:web:e.org", "urn:uuid:1", "name:a", "sec:y%20z"]
)
NUMBER = st.one_of(st.integers(-(2**53) + 1, 2**53 - 1), st.floats(-1e15, 1e15), st.floats(1e21, 1e30), st.just(0.5))
LANGUAGE = st.builds(lambda text, tag: {"@value": text, "@language": tag}, TEXT, st.sampled_from(["en", "de-CH"]))


def value(draw, active, definition, depth):
    if definition.type == "@json":
        return draw(st.recursive(st.none() | TEXT | NUMBER, lambda inner: st.lists(inner, max_size=3), max_leaves=5))
    nested = depth < 4 and draw(st.booleans())
    if definition.container == "@graph":
        assume(nested and definition.scope == NO_SCOPE)
    if nested:
        assume(definition.scope != CLEARING)
        outer = active.previous or active
        inside = outer.extend(definition.scope, overrides=True) if definition.scope != NO_SCOPE else outer
        return node(draw, inside, depth + 1)
    if definition.type.startswith("@"):
        return draw(ADDRESS)
    return draw(st.one_of(TEXT, NUMBER, st.booleans(), LANGUAGE, st.none()))


def node(draw, active, depth):
    """An object of no, one or two types, with a few members, some of them twice, with an id or without."""
    plain = sorted(name for name, definition in active.terms.items() if not definition.iri.startswith("@"))
    types = draw(st.lists(st.sampled_from([name for name in plain if name[0].isupper()]), unique=True, max_size=2))
    for name in sorted(types):
        if active.terms[name].scope != NO_SCOPE:
            try:
                active = active.extend(active.terms[name].scope, propagates=False)
            except OutsideError:
                assume(False)
    made = {"type": types} if types else {}
    if draw(st.booleans()):
        made["id"] = draw(ADDRESS)
    names = sorted(name for name, definition in active.terms.items() if not definition.iri.startswith("@"))
    for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=3)):
        definition = active.terms[name]
        found = [value(draw, active, definition, depth) for _ in range(draw(st.integers(1, 2)))]
        # The same thing twice makes blank nodes that are alike.
        found *= draw(st.sampled_from([1, 1, 2]))
        made[name] = found if len(found) > 1 or draw(st.booleans()) else found[0]
    return made


@st.composite
def documents(draw):
    context = draw(st.sampled_from(list(LISTS.values())))
    return {"@context": context, **node(draw, nothing_defined().with_contexts(context), 1)}


@examples(200, 3_000)
@given(documents())
def test_a_generated_document_means_what_the_contexts_define(document):
    try:
        to_rdf.canonical(document)
    except DocumentError as refusal:
        assume("alike" not in str(refusal) and "said of the whole document" not in str(refusal))
        assert "different meanings" in str(refusal)  # noqa: PT017
        with pytest.raises(jsonld.JsonLdError):
            json_ld.canonical(document)
    else:
        same(document)
