"""A JSON-LD processor to compare with: PyLD, with the official contexts read from the reference data only."""

import functools
import json
from typing import Any

from pyld import jsonld

from paths import CONTEXTS

_FILES = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.jsonld",
    "https://www.w3.org/ns/credentials/examples/v2": "credentials-examples-v2.jsonld",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-3.0.3.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "clr-2.0.1.json",
}


@functools.cache
def _context(url: str) -> dict[str, Any]:
    if url not in _FILES:
        raise LookupError(f"a test asked for {url}, which is not stored, and is not fetched")
    document = json.loads((CONTEXTS / _FILES[url]).read_text())
    return {"contextUrl": None, "documentUrl": url, "document": document}


def canonical(document: dict[str, Any]) -> str:
    """Return the canonical N-Quads that a JSON-LD processor makes of a document."""
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": lambda url, _options: _context(url),
    }
    return jsonld.normalize(document, options)
