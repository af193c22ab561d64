"""The official JSON-LD contexts, from published packages: nearly every test that needs one runs in any clone.

openbadgeslib's wheel carries most; the packages of the Node judges carry the rest. Where the reference data is here,
test_official_contexts.py compares them with what their authors publish. Three are in no package that can be read from
Python; a test that needs one of those is marked `@pytest.mark.reference(reference.CONTEXTS)`.
"""

import functools
import importlib.util
import json
from pathlib import Path
from typing import Any

import reference
import tools
from paths import ROOT

_WHEEL = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "ob-v3p0-context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "ob-v3p0-context-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "clr_context_2.0.1.json",
    "https://w3id.org/security/data-integrity/v2": "security-data-integrity-v2.json",
    "https://w3id.org/security/multikey/v1": "security-multikey-v1.json",
}
_NODE = {
    "https://www.w3.org/2018/credentials/v1": "@digitalbazaar/credentials-context/contexts/v1.jsonld",
    "https://www.w3.org/ns/did/v1": "did-context/contexts/did-v1.jsonld",
    "https://w3id.org/security/data-integrity/v1": (
        "@digitalbazaar/data-integrity-context/contexts/data-integrity-v1.jsonld"
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        "ed25519-signature-2020-context/contexts/ed25519-signature-2020-v1.jsonld"
    ),
    "https://w3id.org/vc/status-list/2021/v1": (
        "@digitalbazaar/vc-status-list-context/contexts/vc-status-list-v1.jsonld"
    ),
    "https://www.w3.org/ns/credentials/status/v1": (
        "@digitalbazaar/vc-bitstring-status-list-context/contexts/vc-bitstring-status-list-v1.jsonld"
    ),
}
URLS = (*_WHEEL, *_NODE)
_REFERENCE = {
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": "ob-3.0.0.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context.json": "clr-2.0.0.json",
    "https://w3id.org/security/suites/jws-2020/v1": "jws-2020-v1.jsonld",
}
ALL_URLS = (*URLS, *_REFERENCE)


@functools.cache
def load(url: str) -> dict[str, Any]:
    """Return the context document at an address; LookupError for one that is not here."""
    if url in _WHEEL:
        return json.loads(_wheel_file(_WHEEL[url]).read_bytes())
    if url in _NODE:
        modules = ROOT / "tests" / "judges" / "node_modules"
        if not modules.is_dir():
            tools.missing("the npm packages that carry JSON-LD contexts (tests/judges/node_modules)")
        return json.loads((modules / _NODE[url]).read_bytes())
    if url in _REFERENCE and reference.is_here():
        return published(_REFERENCE[url])
    raise LookupError(f"a test asked for {url}, which no package here carries, and nothing is fetched")


def published(name: str) -> dict[str, Any]:
    """Return a context document of the reference data."""
    return json.loads((reference.FOLDER / "contexts" / name).read_text("utf-8"))


def _wheel_file(name: str) -> Path:
    # Found without importing openbadgeslib: its own loader answers other addresses with the nearest context.
    spec = importlib.util.find_spec("openbadgeslib")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "ob3" / "contexts" / name
