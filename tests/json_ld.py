"""A JSON-LD processor to compare with: PyLD, with the official contexts from packages only."""

from typing import Any

from pyld import jsonld

import official_contexts


def _context(url: str, _options: object) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": official_contexts.load(url)}


def canonical(document: dict[str, Any]) -> str:
    """Return the canonical N-Quads that a JSON-LD processor makes of a document."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _context}
    return jsonld.normalize(document, options)
