"""The table has every term of the official contexts but those left out on purpose."""

import json

import pytest

import official_contexts
from testamur.proofs.terms import CREDENTIALS_CONTEXT, LEARNER_RECORD_CONTEXT, OPEN_BADGES_CONTEXT, VOCABULARIES

BADGES = VOCABULARIES[CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT]
# The vocabulary of learner records includes all others.
OURS = VOCABULARIES[CREDENTIALS_CONTEXT, LEARNER_RECORD_CONTEXT, OPEN_BADGES_CONTEXT]
# What is left out is nothing that a registry of awards says; what is no document of its own has no proof.
LEFT_OUT = {
    "": {"digestMultibase", "digestSRI", "endorsementJwt", "mediaType"},
    "VerifiableCredential": {
        "confidenceMethod",
        "credentialSchema",
        "proof",
        "refreshService",
        "relatedResource",
        "renderMethod",
        "termsOfUse",
    },
    "BitstringStatusList": {"ttl"},
    "BitstringStatusListEntry": {"statusMessage", "statusReference", "statusSize"},
    "DataIntegrityProof": {"challenge", "domain", "expires", "nonce", "previousProof"},
}
LEFT_OUT_TYPES = {
    "EnvelopedVerifiableCredential",
    "EnvelopedVerifiablePresentation",
    "JsonSchema",
    "JsonSchemaCredential",
    "VerifiablePresentation",
}
NOT_TERMS = {"@protected", "id", "type", "cred", "obi"}  # the last two are prefixes


def official():
    merged = {}
    for url in (CREDENTIALS_CONTEXT, LEARNER_RECORD_CONTEXT, OPEN_BADGES_CONTEXT):
        merged |= official_contexts.load(url)["@context"]
    # Members of JWTs (`aud`, `_sd` …), which a JSON-LD proof has no use for.
    return {
        name: held
        for name, held in merged.items()
        if name not in NOT_TERMS and "iana.org/assignments" not in json.dumps(held)
    }


def test_every_type_of_the_contexts_is_in_the_table_or_left_out_on_purpose():
    types = {name for name in official() if name[0].isupper()}
    assert types - set(OURS.types) == LEFT_OUT_TYPES


def test_every_member_that_any_node_has_is_in_the_table_or_left_out_on_purpose():
    members = {name for name in official() if name[0].islower()}
    assert members - set(OURS.members) == LEFT_OUT[""]


@pytest.mark.parametrize("name", OURS.types)
def test_every_member_of_a_type_is_in_the_table_or_left_out_on_purpose(name):
    scoped = official()[name]
    members = set(scoped.get("@context", {})) - NOT_TERMS if isinstance(scoped, dict) else set()
    assert members - set(OURS.types[name].members) == LEFT_OUT.get(name, set())


def test_a_status_list_has_no_open_badges_vocabulary():
    small = VOCABULARIES[(CREDENTIALS_CONTEXT,)]
    assert "Achievement" not in small.types
    assert set(small.members) == {"name", "description"}


def test_a_badge_has_no_vocabulary_of_learner_records():
    assert set(OURS.types) - set(BADGES.types) == {"Association", "ClrCredential", "ClrSubject"}
    assert BADGES.members == OURS.members
