"""The closed vocabulary of our documents: for each type and member, its RDF predicate and what it may hold.

Written from the Verifiable Credentials Data Model 2.0, Bitstring Status List 1.0, Data Integrity 1.0,
Open Badges 3.0.3 and the Comprehensive Learner Record 2.0.1. It agrees with their JSON-LD contexts on the terms
listed here, and has no others: a JSON-LD processor drops members that it does not know, and then less is signed
than is shown.
`tests/proofs/test_rdf_equality.py` holds every row against a JSON-LD processor and the official contexts.

One table, longer than other modules since whoever compares it with the contexts needs all of it in one place.
To add a type: one entry in `_OPEN_BADGES_TYPES`, `_LEARNER_RECORD_TYPES` or `_CREDENTIALS_TYPES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

CREDENTIALS_CONTEXT = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
LEARNER_RECORD_CONTEXT = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"

_XSD = "http://www.w3.org/2001/XMLSchema#"
# NOTE: the Open Badges context writes the XML Schema types with https, and it and the learner record's write
# some as a name that they never define. They are what every other processor signs, so they are what we sign.
_XSD_OPEN_BADGES = "https://www.w3.org/2001/XMLSchema#"
_XSD_UNDEFINED = "xsd:"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_CREDENTIALS = "https://www.w3.org/2018/credentials#"
_STATUS = "https://www.w3.org/ns/credentials/status#"
_SECURITY = "https://w3id.org/security#"
_SCHEMA = "https://schema.org/"
_BADGES = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_RECORDS = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#"
_PURPOSES = {"assertionMethod": f"<{_SECURITY}assertionMethod>"}

RDF_TYPE = f"<{_RDF}type>"
RDF_FIRST = f"<{_RDF}first>"
RDF_REST = f"<{_RDF}rest>"
RDF_NIL = f"<{_RDF}nil>"
PROOF = f"<{_SECURITY}proof>"
RECURRING = frozenset({f"<{_CREDENTIALS}issuer>", f"<{_BADGES}achievement>", f"<{_BADGES}endorsement>"})
"""Predicates of what thousands of documents have in common (`rdf._Reader.add_part`)."""
INTEGER = f"^^<{_XSD}integer>"
DOUBLE = f"^^<{_XSD}double>"
BOOLEAN = f"^^<{_XSD}boolean>"

TermKind = Literal["text", "address", "number", "boolean", "link", "node", "list", "word", "credential"]
"""What a member's value may be, each alone or in an array:

text      a string;                              address   a string that is an absolute IRI;
number    a JSON number;                         boolean   true or false;
link      an absolute IRI, or a node;            node      a node: an object with members of its own;
list      strings whose order counts;            word      one of the words listed, which stand for IRIs;
credential   a whole credential with contexts and proofs of its own, each of which is a graph of its own.
"""


@dataclass(frozen=True, slots=True)
class Term:
    """One member: its predicate, and datatype if any, both as N-Quads writes them; and what it may hold."""

    predicate: str
    kind: TermKind
    datatype: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Type:
    """One type: its IRI as N-Quads writes it, and the members that only its nodes have."""

    iri: str
    members: Mapping[str, Term] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a list of contexts defines: members that any node may have, and types.

    `pairs` has the members of a node of two types that both have some of their own.
    """

    members: Mapping[str, Term]
    types: Mapping[str, Type]
    pairs: Mapping[frozenset[str], Mapping[str, Term]] = field(default_factory=dict)


def _terms(kind: TermKind, namespace: str, *names: str, datatype: str = "", **others: str) -> dict[str, Term]:
    """Return the members whose IRI ends in their own name, and `others`, whose IRI ends otherwise."""
    ends = dict(zip(names, names, strict=True)) | others
    return {name: Term(f"<{namespace}{end}>", kind, datatype and f"^^<{datatype}>") for name, end in ends.items()}


def _type(iri: str, *members: Mapping[str, Term]) -> Type:
    return Type(f"<{iri}>", {name: term for some in members for name, term in some.items()})


_CREDENTIALS_MEMBERS = _terms("text", _SCHEMA, "name", "description")

_CREDENTIALS_TYPES = {
    "VerifiableCredential": _type(
        _CREDENTIALS + "VerifiableCredential",
        _terms("link", _CREDENTIALS, "issuer", "credentialSubject", "credentialStatus", "evidence"),
        _terms("text", _CREDENTIALS, "validFrom", "validUntil", datatype=_XSD + "dateTime"),
    ),
    "BitstringStatusListCredential": _type(_STATUS + "BitstringStatusListCredential"),
    "BitstringStatusList": _type(
        _STATUS + "BitstringStatusList",
        _terms("text", _STATUS, "statusPurpose"),
        _terms("text", _STATUS, "encodedList", datatype=_SECURITY + "multibase"),
    ),
    "BitstringStatusListEntry": _type(
        _STATUS + "BitstringStatusListEntry",
        _terms("text", _STATUS, "statusPurpose", "statusListIndex"),
        _terms("link", _STATUS, "statusListCredential"),
    ),
    "DataIntegrityProof": _type(
        _SECURITY + "DataIntegrityProof",
        _terms("text", "http://purl.org/dc/terms/", "created", datatype=_XSD + "dateTime"),
        _terms("text", _SECURITY, "cryptosuite", datatype=_SECURITY + "cryptosuiteString"),
        _terms("text", _SECURITY, "proofValue", datatype=_SECURITY + "multibase"),
        _terms("link", _SECURITY, "verificationMethod"),
        {"proofPurpose": Term(f"<{_SECURITY}proofPurpose>", "word", words=_PURPOSES)},
    ),
}

_OPEN_BADGES_MEMBERS = {
    **_terms("text", _BADGES, "narrative"),
    **_terms("text", _BADGES, "awardedDate", datatype=_XSD_UNDEFINED + "dateTime"),
    **_terms("text", _SCHEMA, "inLanguage"),
    **_terms("address", _SCHEMA, "url", datatype=_XSD_OPEN_BADGES + "anyURI"),
    **_terms("link", _BADGES, "image"),
    **_terms("node", _BADGES, "alignment"),
    **_terms("credential", _BADGES, "endorsement"),
}

_OPEN_BADGES_TYPES = {
    # Two names of one type: the context gives both the same IRI.
    "OpenBadgeCredential": _type(_BADGES + "OpenBadgeCredential"),
    "AchievementCredential": _type(_BADGES + "OpenBadgeCredential"),
    "AchievementSubject": _type(
        _BADGES + "AchievementSubject",
        _terms("text", _BADGES, "licenseNumber", "role", "term"),
        _terms("text", _BADGES, "activityStartDate", "activityEndDate", datatype=_XSD_OPEN_BADGES + "date"),
        _terms("number", _BADGES, "creditsEarned", datatype=_XSD_OPEN_BADGES + "float"),
        _terms("node", _BADGES, "achievement", "identifier", "result"),
        _terms("link", _BADGES, "source"),
    ),
    "Achievement": _type(
        _BADGES + "Achievement",
        _terms("text", _BADGES, "achievementType", "fieldOfStudy", "humanCode", "specialization", "version"),
        _terms("text", _SCHEMA, tag="keywords"),
        _terms("number", _BADGES, "creditsAvailable", datatype=_XSD_OPEN_BADGES + "float"),
        _terms("node", _BADGES, "creator", "otherIdentifier", "related", "resultDescription"),
        # The member and the type share one IRI, capital letter and all.
        _terms("link", _BADGES, criteria="Criteria"),
    ),
    "Address": _type(
        _BADGES + "Address",
        _terms("text", _SCHEMA, "addressCountry", "addressLocality", "addressRegion"),
        _terms("text", _SCHEMA, "postOfficeBoxNumber", "postalCode", "streetAddress"),
        _terms("text", _BADGES, addressCountryCode="CountryCode"),
        _terms("node", _BADGES, geo="GeoCoordinates"),
    ),
    "Alignment": _type(
        _SCHEMA + "AlignmentObject",
        _terms("text", _SCHEMA, "targetDescription", "targetFramework", "targetName"),
        _terms("text", _BADGES, "targetCode", "targetType"),
        _terms("address", _SCHEMA, "targetUrl", datatype=_XSD_OPEN_BADGES + "anyURI"),
    ),
    "Criteria": _type(_BADGES + "Criteria"),
    "EndorsementCredential": _type(_BADGES + "EndorsementCredential"),
    "EndorsementSubject": _type(_BADGES + "EndorsementSubject", _terms("text", _BADGES, "endorsementComment")),
    "Evidence": _type(_BADGES + "Evidence", _terms("text", _SCHEMA, "audience", "genre")),
    "GeoCoordinates": _type(_BADGES + "GeoCoordinates", _terms("number", _SCHEMA, "latitude", "longitude")),
    "IdentifierEntry": _type(_BADGES + "IdentifierEntry", _terms("text", _BADGES, "identifier", "identifierType")),
    "IdentityObject": _type(
        _BADGES + "IdentityObject",
        _terms("text", _BADGES, "identityHash", "identityType", "salt"),
        _terms("boolean", _BADGES, "hashed", datatype=_XSD_OPEN_BADGES + "boolean"),
    ),
    "Image": _type(_BADGES + "Image", _terms("text", _SCHEMA, "caption")),
    "Profile": _type(
        _BADGES + "Profile",
        _terms("text", _SCHEMA, "additionalName", "email", "familyName", "givenName"),
        _terms("text", _SCHEMA, "honorificPrefix", "honorificSuffix"),
        _terms("text", _BADGES, "familyNamePrefix", "official", "patronymicName", "phone"),
        _terms("text", _BADGES, "dateOfBirth", datatype=_XSD_OPEN_BADGES + "date"),
        _terms("node", _BADGES, "otherIdentifier"),
        _terms("link", _BADGES, "address", "parentOrg"),
    ),
    "Related": _type(_BADGES + "Related", _terms("text", _BADGES, "version")),
    "Result": _type(
        _BADGES + "Result",
        _terms("text", _BADGES, "status"),
        _terms("text", _SCHEMA, "value"),
        _terms("address", _BADGES, "achievedLevel", "resultDescription", datatype=_XSD_OPEN_BADGES + "anyURI"),
    ),
    "ResultDescription": _type(
        _BADGES + "ResultDescription",
        _terms("text", _BADGES, "requiredValue", "resultType", "valueMax", "valueMin"),
        _terms("list", _BADGES, "allowedValue"),
        _terms("address", _BADGES, "requiredLevel", datatype=_XSD_OPEN_BADGES + "anyURI"),
        _terms("node", _BADGES, "rubricCriterionLevel"),
    ),
    "RubricCriterionLevel": _type(_BADGES + "RubricCriterionLevel", _terms("text", _BADGES, "level", "points")),
}


_LEARNER_RECORD_TYPES = {
    "ClrCredential": _type(
        _RECORDS + "ClrCredential", _terms("boolean", _RECORDS, "partial", datatype=_XSD_UNDEFINED + "boolean")
    ),
    "ClrSubject": _type(
        _RECORDS + "ClrSubject",
        # `identifier-1` is the context's own spelling, and so is the capital letter of `AssociationType` below.
        _terms("node", _RECORDS, "achievement", "association", identifier="identifier-1"),
        _terms("credential", _RECORDS, "verifiableCredential"),
    ),
    "Association": _type(
        _RECORDS + "Association",
        _terms("text", _RECORDS, associationType="AssociationType"),
        _terms("address", _RECORDS, "sourceId", "targetId", datatype=_XSD_UNDEFINED + "anyURI"),
    ),
}


def _vocabulary(members: Mapping[str, Term], types: Mapping[str, Type], *pairs: tuple[str, str]) -> Vocabulary:
    """Give every type the members that any node may have, so that one look-up finds a member."""
    whole = {name: Type(type_.iri, {**members, **type_.members}) for name, type_ in types.items()}
    joint = {frozenset(pair): {**whole[pair[0]].members, **whole[pair[1]].members} for pair in pairs}
    return Vocabulary(members, whole, joint)


def _embeds_none(members: Mapping[str, Term]) -> dict[str, Term]:
    return {name: term for name, term in members.items() if term.kind != "credential"}


_MEMBERS = {**_CREDENTIALS_MEMBERS, **_OPEN_BADGES_MEMBERS}
_TYPES = {**_CREDENTIALS_TYPES, **_OPEN_BADGES_TYPES}

EMBEDDED_CONTEXTS = (CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT)
"""The contexts that a credential inside another must state, and no others."""

VOCABULARIES: Mapping[tuple[str, ...], Vocabulary] = {
    (CREDENTIALS_CONTEXT,): _vocabulary(_CREDENTIALS_MEMBERS, _CREDENTIALS_TYPES),
    EMBEDDED_CONTEXTS: _vocabulary(_MEMBERS, _TYPES),
    (CREDENTIALS_CONTEXT, LEARNER_RECORD_CONTEXT, OPEN_BADGES_CONTEXT): _vocabulary(
        _MEMBERS, {**_TYPES, **_LEARNER_RECORD_TYPES}, ("VerifiableCredential", "ClrCredential")
    ),
}
"""The vocabulary of each exact list of contexts; a document with any other list is refused."""

EMBEDDED: Mapping[str, Vocabulary] = {
    # An endorsement holds no endorsements: whoever endorses is not endorsed in the same breath.
    f"<{_BADGES}endorsement>": _vocabulary(_embeds_none(_MEMBERS), _TYPES),
    f"<{_RECORDS}verifiableCredential>": VOCABULARIES[EMBEDDED_CONTEXTS],
}
"""The vocabulary of the credentials in each member that holds some, by its predicate."""
