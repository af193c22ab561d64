"""What the terms of a document mean at one place in it.

Follows JSON-LD 1.1 API, "Context Processing Algorithm" and "IRI Expansion", for contexts of the table alone: a
document cannot bring one of its own, so that nobody gives a signed word another meaning.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace

from testamur.proofs import nquads
from testamur.proofs.linked_data.vocabulary import Definition, Scope, vocabulary
from testamur.proofs.nquads import OutsideError

_PRINTED = 120
_MAX_CONTEXTS = 500  # of one document, each some twenty kilobytes: an award has some twenty combinations of types


class ActiveContext:
    """The definitions that hold at a place, which of them are protected, and what holds again in the objects inside."""

    def __init__(
        self,
        terms: Mapping[str, Definition],
        protected: frozenset[str] = frozenset(),
        made: Iterator[int] | None = None,
    ) -> None:
        self.terms = terms
        self.previous: ActiveContext | None = None
        self._protected = protected
        self._made = made or itertools.count(1)  # of one document together
        self._extended: dict[tuple[int, bool, bool], ActiveContext] = {}

    def with_contexts(self, stated: object) -> ActiveContext:
        """Return what holds after an `@context`: an address, or a list of some, all in the table."""
        active = self
        for url in stated if isinstance(stated, list) else [stated]:
            number = vocabulary().contexts.get(url) if isinstance(url, str) else None
            if number is None:
                found = ascii(url[:_PRINTED]) if isinstance(url, str) else "one of the document's own"
                raise OutsideError(f"a context that is not known here: {found}", "@context")
            active = active.extend(number)
        return active

    def extend(self, number: int, *, overrides: bool = False, propagates: bool = True) -> ActiveContext:
        """Return what holds after the context of a number.

        `overrides`: it is that of a member, and may change protected terms (4.1.11). Unless it `propagates`, it is that
        of a type, and holds in the object itself and in none inside.
        """
        key = (number, overrides, propagates)
        if key not in self._extended:
            if next(self._made) > _MAX_CONTEXTS:
                raise OutsideError("too many combinations of types and contexts")
            scope = vocabulary().scopes[number]
            made = self._cleared(overrides) if scope is None else self._with_scope(scope, overrides)
            made.previous = self.previous if propagates or self.previous else self
            self._extended[key] = made
        return self._extended[key]

    def _cleared(self, overrides: bool) -> ActiveContext:
        if self._protected and not overrides:
            raise OutsideError("a context that takes protected terms away", "@context")
        return ActiveContext({}, made=self._made)

    def _with_scope(self, scope: Scope, overrides: bool) -> ActiveContext:
        terms, protected = dict(self.terms), set(self._protected)
        for name, published in scope.definitions.items():
            definition = self._resolved(published)
            if name in protected and not overrides:
                if terms[name] != definition:
                    raise OutsideError(f"two of its contexts give '{name}' different meanings", "@context")
                continue
            terms[name] = definition
            if scope.is_protected:
                protected.add(name)
            else:
                protected.discard(name)
        return ActiveContext(terms, frozenset(protected), self._made)

    def _resolved(self, definition: Definition) -> Definition:
        """Give a definition the prefixes of contexts before its own: it may use one that its own does not define."""
        iri, kind = self._without_prefix(definition.iri), self._without_prefix(definition.type)
        if iri == definition.iri and kind == definition.type:
            return definition
        return replace(definition, iri=iri, type=kind)

    def expand(self, text: object, *, is_term: bool) -> str:
        """Return an absolute IRI, written as N-Quads writes it; OutsideError for anything else.

        `is_term`: the text may be a term, as in `type`, and not only an IRI or one with a prefix.
        """
        definition = self.terms.get(text) if is_term and isinstance(text, str) else None
        if definition is not None:
            return nquads.write_iri(definition.iri)
        return nquads.write_iri(self._without_prefix(text) if isinstance(text, str) else text)

    def _without_prefix(self, text: str) -> str:
        prefix, colon, rest = text.partition(":")
        if not colon or rest.startswith("//"):
            return text
        definition = self.terms.get(prefix)
        return definition.iri + rest if definition is not None and definition.is_prefix else text


def nothing_defined() -> ActiveContext:
    """Return what holds before the first context of a document."""
    return ActiveContext({})
