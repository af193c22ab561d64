"""The contexts in packages equal those that their authors publish."""

import json

import pytest

import official_contexts
import reference

# The wheel has 1EdTech's edition of 2026-06-29, in which `endorsementJwt` and `jti` were added; we use neither.
PUBLISHED = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.jsonld",
    "https://www.w3.org/2018/credentials/v1": "credentials-v1.jsonld",
    "https://www.w3.org/ns/did/v1": "did-v1.jsonld",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "ob-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "ob-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-3.0.3.validator-2026-06-29.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-extensions.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "clr-2.0.1.json",
    "https://w3id.org/security/data-integrity/v1": "data-integrity-v1.jsonld",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.jsonld",
    "https://w3id.org/security/multikey/v1": "multikey-v1.jsonld",
    "https://w3id.org/security/suites/ed25519-2020/v1": "ed25519-2020-v1.jsonld",
    "https://www.w3.org/ns/credentials/status/v1": "status-v1.jsonld",
}
# The W3C's Credentials Community Group has it in a repository alone.
NOT_PUBLISHED_HERE = {"https://w3id.org/vc/status-list/2021/v1"}


def test_every_context_is_compared():
    assert set(official_contexts.URLS) - NOT_PUBLISHED_HERE == set(PUBLISHED)


@pytest.mark.reference(reference.CONTEXTS)
@pytest.mark.parametrize("url", PUBLISHED)
def test_a_context_from_a_package_equals_the_published_one(url):
    published = json.loads((reference.FOLDER / "contexts" / PUBLISHED[url]).read_text("utf-8"))
    assert official_contexts.load(url) == published


def test_any_other_address_is_refused():
    with pytest.raises(LookupError, match="nothing is fetched"):
        official_contexts.load("https://w3id.org/openbadges/v2")
