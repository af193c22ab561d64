"""A registry of the Digital Credentials Consortium says to its own client what it says here."""

import json

import pytest

import node_scripts
import tools
from testamur.verification.known import issuer_lists

CLIENT = node_scripts.JUDGES / "node_modules" / "@digitalcredentials" / "issuer-registry-client"
ASK = """
const { RegistryClient } = await import(process.argv[1]);
const [, , registry, dids] = process.argv;
globalThis.fetch = async () => new Response(registry, { headers: { "Content-Type": "application/json" } });
const client = new RegistryClient();
client.use({ registries: [{ type: "dcc-legacy", name: "Ours", url: "https://registry.example/registry.json" }] });
const found = {};
for (const did of JSON.parse(dids)) {
  const { matchingIssuers } = await client.lookupIssuersFor(did);
  found[did] = matchingIssuers.map(({ issuer }) => issuer.federation_entity.organization_name);
}
console.log(JSON.stringify(found));
"""
REGISTRY = {
    "meta": {"created": "2022-10-27T17:57:31+00:00", "updated": "2022-10-27T17:57:31+00:00"},
    "registry": {
        "did:key:z6MkpLDL3RoAoMRTwTgo3rs39ZwssfaPKtGdZw7AGRN7CK4W": {
            "name": "San José City College",
            "location": "San Jose, CA, USA",
            "url": "https://www.sjcc.example",
        },
        "did:web:credentials.myschool.example": {"name": "My School", "url": "https://some.example"},
    },
}
ASKED = [
    *REGISTRY["registry"],
    "did:web:credentials.myschool.example:2",
    "did:web:credentials",
    "did:web:other.example",
]


@pytest.fixture(scope="module")
def theirs():
    if not CLIENT.is_dir():
        tools.missing("The Consortium's client (tests/judges/node_modules)")
    module = (CLIENT / "dist" / "index.js").as_uri()
    return node_scripts.evaluate(ASK, module, json.dumps(REGISTRY), json.dumps(ASKED))


@pytest.mark.parametrize("did", ASKED)
def test_their_client_knows_whom_we_know_by_the_same_name(theirs, did):
    known = issuer_lists.read(json.dumps(REGISTRY).encode(), "the list registry.json")
    assert ([known[did].name] if did in known else []) == theirs[did]
