"""Independent judges on documents signed by the project: endorsements, learner records, endorsed awards."""

import json

import pytest

import judges
import reference
import signing
from judges import JCS, RDFC
from samples import BASE
from testamur.credentials import addresses, did, status_list
from testamur.credentials.learner_record import Association
from testamur.proofs import jcs, multikey

ENDORSED = signing.an_award(endorsements=signing.ENDORSEMENTS)
DOCUMENTS = {
    "endorsement": (signing.an_endorsement(), "endorsementcredential"),
    "endorsed-award": (ENDORSED, "achievementcredential"),
    "record": (
        signing.a_record(
            signing.an_award(),
            associations=[Association("isPartOf", signing.ENDORSED, f"{BASE}/achievements/data-diploma/")],
        ),
        "clrcredential",
    ),
    # The same endorsements stand in it several times: then blank nodes are alike, in graphs of their own.
    "record-of-endorsed-awards": (
        signing.a_record(
            ENDORSED,
            signing.an_award(
                endorsements=signing.ENDORSEMENTS, subject="urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a02"
            ),
            ENDORSED,
        ),
        "clrcredential",
    ),
}


def openvc_core(credentials, web):
    """Ask openvc-core about each proof that it reads.

    It reads no RDFC proof of a document with contexts inside, nor of any learner record: it asks that a document be
    what compacting its RDF gives, and the official context of learner records alone does not do that.
    """
    opinions = judges.openvc_core(credentials, web)
    for at, (data, opinion) in enumerate(zip(credentials, opinions, strict=True)):
        if "not in compacted form" in opinion.refused.get(RDFC, ""):
            document = json.loads(data)
            [opinions[at]] = judges.openvc_core([{**document, "proof": document["proof"][1:]}], web)
    return opinions


def openbadgeslib(credentials, web):
    """Ask openbadgeslib; of an award with endorsements inside, about the proof alone.

    It lets an endorsement have an `@context` there, but none of its proofs; and those of `eddsa-jcs-2022` have one,
    as Data Integrity EdDSA Cryptosuites 1.0 asks ("Create Proof", 3.3.1).
    """
    opinions = judges.openbadgeslib(credentials, web)
    for at, opinion in enumerate(opinions):
        if "/proof/1/@context" in opinion.refused.get(RDFC, ""):
            [opinions[at]] = judges.openbadgeslib([credentials[at]], web, as_badges=False)
    return opinions


CHECKS = {
    judges.digital_bazaar: {RDFC, JCS, "status"},
    judges.dcc: {RDFC, "validity", "status"},
    openvc_core: {JCS, "status"},
    openbadgeslib: {RDFC, "status"},
    judges.awr: {JCS, "validity"},
    judges.fedify: {JCS},
}
# awr reads no number with a fraction, and the award has 2.5 credits.
UNREADABLE = {(judges.awr, name) for name in DOCUMENTS if name != "endorsement"}
READABLE = [(judge, name) for judge in CHECKS for name in DOCUMENTS if (judge, name) not in UNREADABLE]


def asked(*asked_judges):
    return pytest.mark.parametrize("judge", asked_judges, ids=lambda judge: judge.__name__)


every_judge = asked(*CHECKS)
who_reads_status_lists = asked(*(judge for judge, checks in CHECKS.items() if "status" in checks))
every_document = pytest.mark.parametrize("name", DOCUMENTS)


def did_document(base, key):
    name, encoded = did.from_base(base), multikey.encode(key.public_key)
    method = {"id": f"{name}#{encoded}", "type": "Multikey", "controller": name, "publicKeyMultibase": encoded}
    return {"@context": did.CONTEXT, "id": name, "verificationMethod": [method], "assertionMethod": [method["id"]]}


def web(*revoked):
    pages = {}
    for base, key in ((BASE, signing.KEY), (signing.AGENCY_BASE, signing.AGENCY_KEY)):
        listed = status_list.document(
            base, "revocation", 1, status_list.with_bits(set(revoked)), valid_from=signing.CREATED
        )
        pages[addresses.did_document(base)] = jcs.canonicalize(did_document(base, key))
        pages[addresses.status_list(base, "revocation", 1)] = jcs.canonicalize(signing.sign(listed, base, key))
    return pages


def ask(judge, data, pages):
    [opinion] = judge([data], pages)
    return opinion


@pytest.mark.parametrize(("judge", "name"), READABLE, ids=lambda one: getattr(one, "__name__", one))
def test_each_judge_accepts_our_signed_documents(judge, name):
    document, _ = DOCUMENTS[name]
    opinion = ask(judge, jcs.canonicalize(document), web())
    assert opinion.accepted, opinion.refused
    assert opinion.passed >= CHECKS[judge]


@pytest.mark.reference(reference.SCHEMAS)
@every_document
def test_the_official_schema_accepts_our_signed_documents(name):
    document, kind = DOCUMENTS[name]
    assert judges.official_schema(document, kind) == []


# One letter of each part: of the wrapper, of what is in it, and of a proof that is in it.
CHANGES = {
    "endorsement": [(b"would hire who passed", b"would fire who passed"), (b"Agency of Quality", b"Agency of Qualitx")],
    "endorsed-award": [
        (b'"creditsAvailable":2.5', b'"creditsAvailable":3.5'),
        (b"would hire who passed", b"would fire who passed"),
        *((f'"proofValue":"z{old}'.encode(), b'"proofValue":"z1') for old in "2345"),
    ],
    "record": [
        (b'"partial":true', b'"partial":false'),
        (b"isPartOf", b"precedes"),
        (b'"creditsAvailable":2.5', b'"creditsAvailable":3.5'),
    ],
    "record-of-endorsed-awards": [(b"would hire who passed", b"would fire who passed")],
}


def changed(name):
    document, _ = DOCUMENTS[name]
    text = jcs.canonicalize({member: held for member, held in document.items() if member != "proof"})
    for old, new in CHANGES[name]:
        if old in text:
            yield jcs.canonicalize({**json.loads(text.replace(old, new, 1)), "proof": document["proof"]})


@every_judge
@every_document
def test_no_judge_accepts_an_altered_document(judge, name):
    for text in changed(name):
        opinion = ask(judge, text, web())
        assert opinion.refused
        assert not opinion.passed & {RDFC, JCS}


@pytest.mark.parametrize("name", CHANGES)
def test_every_document_has_alterations_to_judge(name):
    made = list(changed(name))
    assert made
    assert all(json.loads(text) != DOCUMENTS[name][0] for text in made)


def test_embedded_proofs_are_among_the_alterations():
    assert any(b'"proofValue":"z1' in text for text in changed("endorsed-award"))


@who_reads_status_lists
@pytest.mark.parametrize(("name", "index"), [("endorsement", 7), ("endorsed-award", 4821), ("record", 4822)])
def test_no_judge_accepts_a_document_with_its_status_bit_set(judge, name, index):
    opinion = ask(judge, jcs.canonicalize(DOCUMENTS[name][0]), web(index))
    assert set(opinion.refused) == {"status"}
