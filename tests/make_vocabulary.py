"""Makes theme/static/verifier/vocabulary.js: what the published JSON-LD contexts define, for both languages to read.

Run it where the reference data is (`reference.py`), which has contexts that no package carries. The contexts
themselves are not copied: `vocabulary_of` keeps what RDF is made of, in numbered lists without anything twice.
tests/proofs/linked_data/test_vocabulary.py compares the file with the contexts.
"""

import json
from typing import Any

import official_contexts
from paths import ROOT

FILE = ROOT / "theme" / "static" / "verifier" / "vocabulary.js"
URLS = [url for url in official_contexts.ALL_URLS if url != "https://www.w3.org/ns/did/v1"]
"""The contexts that the table covers, in an order that stays; of one that was published twice, the later edition."""
EARLIER = {"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-3.0.3.json"}
"""The earlier edition of a context that was published twice under one address."""

# What a context and a definition may have; with anything else the table would not say all.
_CONTEXT_KEYWORDS = {"@version", "@protected"}
_TERM_KEYWORDS = {"@id", "@type", "@container", "@context"}
_CONTAINERS = {"", "@set", "@list", "@graph"}
_GENERIC_DELIMITERS = ":/?#[]@"

HEADER = """\
/**
 * What the published JSON-LD contexts define: the table of terms that this verifier and the command share.
 * Made by tests/make_vocabulary.py; docs/architecture.md, "The table of terms", says what its lists hold.
 * After the first sign of equality stands JSON, which plugins/testamur/proofs/linked_data/vocabulary.py reads.
 */

export const VOCABULARY = """


def vocabulary_of(found: dict[str, Any], earlier: dict[str, Any]) -> dict[str, Any]:
    """Return the table of contexts, given by their addresses; `earlier` has other editions of some of them."""
    table = _Table()
    tops = {url: table.scope(document["@context"]) for url, document in found.items()}
    disputed = {url: sorted(_differing(found[url]["@context"], other["@context"])) for url, other in earlier.items()}
    return {
        "namespaces": table.namespaces,
        "contexts": tops,
        "disputed": {url: names for url, names in disputed.items() if names},
        "scopes": table.scopes,
        "terms": table.terms,
    }


class _Table:
    def __init__(self) -> None:
        self.namespaces: list[str] = []
        self.scopes: list[Any] = [None]  # the first one is the context that takes all others away
        self.terms: list[list[Any]] = []

    def scope(self, context: Any) -> int:
        """Return the number of a context: [1 if its terms are protected, {term: number}]."""
        if context is None:
            return 0
        unknown = {name for name in context if name.startswith("@")} - _CONTEXT_KEYWORDS
        assert not unknown, unknown
        terms = {
            name: self.term(name, value, context) for name, value in sorted(context.items()) if not name.startswith("@")
        }
        return self.number(self.scopes, [int(context.get("@protected", False)), terms])

    def term(self, name: str, value: Any, context: dict[str, Any]) -> int:
        """Return the number of a definition: [IRI, type, container, scope, 1 if it is a prefix], without empty ends."""
        definition = {"@id": value} if isinstance(value, str) else value
        unknown = set(definition) - _TERM_KEYWORDS
        assert not unknown, unknown
        assert name not in (definition.get("@context") or {}), "a scope that changes its own member"
        container = definition.get("@container", "")
        assert container in _CONTAINERS, container
        row = [
            self.iri(definition["@id"], context),
            self.iri(definition.get("@type", ""), context),
            container,  # of "@set" no quad is made, but with it a protected term is another one
            self.scope(definition["@context"]) if "@context" in definition else -1,
            int(_is_prefix(value)),
        ]
        for empty in (0, -1, "", ""):
            if row[-1] != empty or len(row) == 1:
                break
            row.pop()
        return self.number(self.terms, row)

    def iri(self, text: str, context: dict[str, Any]) -> str:
        """Return an IRI as `<number of its namespace>:<rest>`; as it stands where its prefix is not the context's own.

        Such a name is an IRI itself, unless another context that is read before gives the prefix a meaning.
        """
        if not text or text.startswith("@"):
            return text
        if ":" not in text:  # another term of the same context
            same = context[text]
            return self.iri(same if isinstance(same, str) else same["@id"], context)
        prefix, _, rest = text.partition(":")
        if _is_prefix(context.get(prefix)) and not rest.startswith("//"):
            text = context[prefix] + rest
        end = max(text.rfind("#"), text.rfind("/")) + 1
        if not end:
            return text
        return f"{self.number(self.namespaces, text[:end])}:{text[end:]}"

    @staticmethod
    def number(rows: list[Any], row: Any) -> int:
        if row not in rows:
            rows.append(row)
        return rows.index(row)


def _is_prefix(value: Any) -> bool:
    """Say whether a definition can stand before a colon: one that is text and ends so (JSON-LD 1.1, 4.1.4)."""
    return isinstance(value, str) and value[0] != "@" and value[-1] in _GENERIC_DELIMITERS


def _differing(later: Any, earlier: Any) -> set[str]:
    """Return the terms that two editions of one context, or a context in them, do not define alike."""
    if not (isinstance(later, dict) and isinstance(earlier, dict)):
        return set()
    found = set()
    for name in later.keys() | earlier.keys():
        one, other = later.get(name), earlier.get(name)
        if one == other:
            continue
        inner = [value.get("@context") if isinstance(value, dict) else None for value in (one, other)]
        rest = [
            {key: held for key, held in value.items() if key != "@context"} if isinstance(value, dict) else value
            for value in (one, other)
        ]
        found |= {name} if rest[0] != rest[1] or None in inner else _differing(*inner)
    return found


def write() -> str:
    """Return the text of the file."""
    table = vocabulary_of(
        {url: official_contexts.load(url) for url in URLS},
        {url: official_contexts.published(name) for url, name in EARLIER.items()},
    )
    parts = []
    for name, held in table.items():
        # A row a line, so that a change of one context changes few lines.
        if isinstance(held, list):
            rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in held)
            parts.append(f'"{name}": [\n{rows}\n]')
        else:
            parts.append(f'"{name}": {json.dumps(held, indent=1)}')
    return HEADER + "{\n" + ",\n".join(parts) + "\n};\n"


if __name__ == "__main__":
    FILE.write_text(write(), encoding="utf-8")
