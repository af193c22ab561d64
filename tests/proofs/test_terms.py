"""What the table leaves out of the official contexts is left out on purpose."""

import json

import pytest

from paths import CONTEXTS
from testamur.proofs.terms import CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT, VOCABULARIES

OURS = VOCABULARIES[CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT]
# Endorsements have no vocabulary yet; the rest is nothing that a registry of awards says.
LEFT_OUT = {
    "": {"endorsement", "digestMultibase", "digestSRI", "mediaType"},
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
    "DataIntegrityProof": {"challenge", "domain", "expires", "nonce", "previousProof", "proofValue"},
}
LEFT_OUT_TYPES = {
    "EndorsementCredential",
    "EndorsementSubject",
    "EnvelopedVerifiableCredential",
    "EnvelopedVerifiablePresentation",
    "JsonSchema",
    "JsonSchemaCredential",
    "VerifiablePresentation",
}
NOT_TERMS = {"@protected", "id", "type"}


def official():
    files = ["credentials-v2.jsonld", "ob-3.0.3.json"]
    merged = {}
    for file in files:
        merged |= json.loads((CONTEXTS / file).read_text())["@context"]
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
