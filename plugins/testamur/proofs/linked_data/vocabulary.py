"""The table of terms: what the published JSON-LD contexts define, as `tests/make_vocabulary.py` has it from them.

The file is one for both languages: a JavaScript module whose value is JSON. docs/architecture.md, "The table of terms",
says what its lists hold.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.installed import shipped_folder

NO_SCOPE, CLEARING = -1, 0
"""Numbers that stand for no context, and for the one that takes all terms away (JSON-LD 1.1, 4.1.1)."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a term means: its IRI, or `@id` or `@type`; what its values are; the number of the context in them."""

    iri: str
    type: str = ""  # "@id", "@vocab", "@json", or the IRI of a datatype
    container: str = ""  # "@list", "@graph", or "@set", of which no quad is made
    scope: int = NO_SCOPE
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """One context: those that have an address, and those inside definitions."""

    is_protected: bool
    definitions: Mapping[str, Definition]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The whole table. `disputed` has the terms that were published in two ways under one address."""

    contexts: Mapping[str, int]  # an address: the number of its context
    scopes: tuple[Scope | None, ...]
    disputed: Mapping[str, frozenset[str]]


@functools.cache
def vocabulary() -> Vocabulary:
    """Return the table, read once."""
    text = (shipped_folder("theme") / "static" / "verifier" / "vocabulary.js").read_text(encoding="utf-8")
    return _read(json.loads(text.partition("=")[2].strip().removesuffix(";")))


def _read(table: Mapping[str, Any]) -> Vocabulary:
    namespaces = table["namespaces"]

    def whole(text: str) -> str:
        number, _, rest = text.partition(":")
        return namespaces[int(number)] + rest if number.isdecimal() else text

    def definition(iri: str, kind: str = "", container: str = "", scope: int = NO_SCOPE, prefix: int = 0) -> Definition:
        return Definition(whole(iri), whole(kind), container, scope, bool(prefix))

    terms = [definition(*row) for row in table["terms"]]
    scopes = (
        row and Scope(bool(row[0]), {name: terms[number] for name, number in row[1].items()}) for row in table["scopes"]
    )
    disputed = {url: frozenset(names) for url, names in table["disputed"].items()}
    return Vocabulary(table["contexts"], tuple(scopes), disputed)
