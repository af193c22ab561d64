"""Credentials of a few issuers, signed with keys from fixed seeds, and ways to alter them."""

import copy
import hashlib

from testamur.credentials import addresses, did, status_list
from testamur.errors import DocumentError
from testamur.proofs import data_integrity, jcs, keys, multibase, multikey
from testamur.text import award_id

BASE, STRANGE_BASE, SHARED_BASE, LOG_BASE = (
    "https://badges.harbour.example",
    "https://badges.harbour.example.evil.example",
    "https://harbour.pages.example/badges",
    "https://log.harbour.example",
)
DID, STRANGER, SHARED = did.from_base(BASE), did.from_base(STRANGE_BASE), did.from_base(SHARED_BASE)
# An issuer that does not use Testamur: another layout, no list of keys, no index.
UNIVERSITY, UNIVERSITY_BASE = "did:web:university.example:credentials", "https://university.example"
CREATED, SIGNED, NOW = "2026-06-01T09:30:00Z", "2026-10-30T08:00:00Z", "2026-11-01T12:00:00Z"
CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
KEY, OLD_KEY, LOST_KEY, EVIL_KEY = (
    keys.from_seed(hashlib.sha256(name).digest()) for name in (b"now", b"old", b"lost", b"evil")
)
# Positions in the list: the first, the last, and some in between.
FREE, FIRST, LAST, REVOKED, HELD, REPLACED = 4821, 0, 131_071, 77, 500, 600
SUSPENDED_WITHOUT_A_LIST = 700


def multibase_of(key):
    return multikey.encode(key.public_key)


def method(key=KEY, by=DID):
    return did.verification_method(by, multibase_of(key))


def document(name, *, base=BASE, index=FREE, **changes):
    """An award's credential, unsigned. Its id is drawn from the name of the case; a change to None removes a member."""
    made = {
        "@context": CONTEXT,
        "id": addresses.award(base, id_of(name)),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Data Analysis Foundations",
        "issuer": {"id": did.from_base(base), "type": ["Profile"], "name": "Harbour Institute", "url": f"{base}/"},
        "validFrom": CREATED,
        "validUntil": "2029-05-14T22:59:59Z",
        "awardedDate": "2026-05-14T12:00:00Z",
        "credentialSubject": {
            "id": "urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01",
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": "Zoë Ó Briain 李"}
            ],
            "achievement": {
                "id": addresses.achievement(base, "data-analysis-foundations"),
                "type": ["Achievement"],
                "achievementType": "MicroCredential",
                "name": "Data Analysis Foundations",
                "description": "Join data from two sources and say what it shows.",
                "creditsAvailable": 2,
                "criteria": {"narrative": "**Learning outcomes**\n\n- Clean data"},
            },
        },
        "credentialStatus": status_list.entry(base, list_number=1, list_index=index),
    }  # fmt: skip
    made.update(changes)
    return {member: value for member, value in made.items() if value is not None}


def id_of(name):
    seed = hashlib.sha256(name.encode()).digest()
    return award_id.generate(lambda size: seed[:size])


def sign(made, key=KEY, *, by=None, created=CREATED):
    """With both proofs, as issued."""
    return data_integrity.add_proofs(made, key, created=created, verification_method=by or method(key))


def an_award(name, *, signer=KEY, created=CREATED, **changes):
    return sign(document(name, **changes), signer, created=created)


def award_body(award):
    return {member: value for member, value in award.items() if member != "proof"}


def proof(made, key=KEY, *, by=None, created=CREATED, suite=data_integrity.JCS, **changes):
    """One proof, of anything: `changes` to its configuration are signed too."""
    config = {**data_integrity.proof_config(suite, made, created, by or method(key)), **changes}
    config = {member: value for member, value in config.items() if value is not None}
    return {**config, "proofValue": multibase.encode_base58btc(key.sign(data_integrity.hash_data(made, config)))}


def jcs_only(made, key=KEY, **changes):
    return {**made, "proof": [proof(made, key, **changes)]}


def with_both_proofs(made, key=KEY, *, created=CREATED, **changes):
    """With both proofs. What RDF has no form for gets a first proof of nothing, which cannot be checked."""
    try:
        first = proof(made, key, created=created, suite=data_integrity.RDFC)
    except DocumentError:
        first = proof({"@context": CONTEXT, "type": "VerifiableCredential"}, key, suite=data_integrity.RDFC)
    return {**made, "proof": [first, proof(made, key, created=created, **changes)]}


def altered(signed, *path, to):
    """A copy with one member changed, or added."""
    copied = copy.deepcopy(signed)
    inner = copied
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return copied


def digest_of(credential):
    return "sha256:" + hashlib.sha256(jcs.canonicalize(credential)).hexdigest()
