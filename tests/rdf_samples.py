"""Documents in every published vocabulary, one thing at a time, generated and poisonous ones: to make RDF of."""

from hypothesis import assume
from hypothesis import strategies as st

from testamur.proofs.linked_data.active_context import nothing_defined
from testamur.proofs.linked_data.vocabulary import CLEARING, NO_SCOPE
from testamur.proofs.nquads import OutsideError

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


def credential(context, subject, **more):
    made = {"@context": list(context), "id": "https://example.org/1", "type": ["VerifiableCredential"]}
    return {**made, "credentialSubject": subject, **more}


def values_of(active, definition, model):
    """A value of each sort that a member may have; of an object, one with every member of its own context."""
    if definition.type == "@json":
        return {"b": [1, 2.5, None, "é\n"], "a": {}}
    if definition.container == "@graph":
        context = {"@context": [model]} if definition.scope == CLEARING else {}
        return [
            {"type": ["VerifiableCredential"], **context},
            {"type": ["VerifiableCredential"], "id": "x:q", "@context": model},
        ]
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
    "a number that says it is text": {"name": {"@value": 5, "@type": "http://www.w3.org/2001/XMLSchema#string"}},
    "a truth value that says it is text": {"name": {"@value": True, "@type": "http://www.w3.org/2001/XMLSchema#string"}},
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


def made(subject, **more):
    return {
        "@context": [V2, BADGES_3],
        "id": "x:1",
        "type": "VerifiableCredential",
        "credentialSubject": subject,
        **more,
    }


REFUSED = [
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
    (made({}, proof={"id": "x:y"}), "proof: an object of which nothing is signed"),
    (made({"type": "DataIntegrityProof", "proofPurpose": "x"}), "credentialSubject.proofPurpose: an absolute"),
    ({"id": "x:1"}, "@context: a document needs one"),
    ({"@context": [V2, "https://e.org/"]}, "@context: a context that is not known here: 'https://e.org/'"),
    ({"@context": [V2, {"name": "x:y"}]}, "@context: a context that is not known here: one of the document's own"),
    ({"@context": [V2, None]}, "@context: a context that is not known here: one of the document's own"),
    (made({"name": "x", "@context": {"name": "x:y"}}), "a context that is not known here: one of the document's"),
]  # fmt: skip


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
    context = [f"{BADGES}context-3.0.1.json"]  # in which no term is protected, so that all types go together
    types = sorted(name for name, one in nothing_defined().with_contexts(context).terms.items() if one.scope > 0)
    combined = [{"type": types[first : first + length]} for first in range(30) for length in range(2, 30)]
    yield "types in many combinations", {"@context": context, "alignment": combined}
    yield "many", made([{"name": "x"}] * 2_000)
    yield "many graphs", made({}, proof=[{"type": "DataIntegrityProof", "created": "x"}] * 2_000)
