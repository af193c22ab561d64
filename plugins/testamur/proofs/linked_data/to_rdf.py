"""Makes RDF of a document that states contexts of the table, and the one canonical form of it that is signed.

Follows JSON-LD 1.1 API, "Expansion" and "Deserialize JSON-LD to RDF", without the steps between: values go straight
into quads. Of JSON-LD's many ways to say something, those are read that Verifiable Credentials and Open Badges use.
Whatever a processor would drop, and so not sign, is named: a member that no context defines by `signed_part`, all else
by a DocumentError. Null and an empty array say nothing, and are passed over as a processor does. Depth and lists are
bounded, and `rdfc` bounds the rest.

Our own documents have a vocabulary of their own (`rdf`), which is faster; tests hold both to the same bytes.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from testamur.errors import DocumentError
from testamur.proofs import nquads, rdfc
from testamur.proofs.linked_data import literals
from testamur.proofs.linked_data.active_context import ActiveContext, nothing_defined
from testamur.proofs.linked_data.vocabulary import NO_SCOPE, Definition, vocabulary
from testamur.proofs.nquads import OutsideError
from testamur.proofs.rdfc import NamedQuad, Quad
from testamur.proofs.terms import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE

_MAX_LEVELS = 32
_MAX_LIST_ITEMS = 100  # Canonicalization takes the third power of a list of equal items.
_DEFAULT = ""  # the name of the default graph
_UNDEFINED = "not a term of its contexts here, so that nothing signs it"
_OF_CREDENTIALS = "<https://www.w3.org/2018/credentials#"


def canonical(document: Mapping[str, Any], digest: str = "sha256") -> bytes:
    """Return the RDFC-1.0 canonical N-Quads of a document, with the hash `digest`, as `hashlib` calls it.

    The document has no proof of its own, or is a proof with the contexts of its document. DocumentError names what
    is outside the vocabulary.
    """
    form, unsigned = signed_part(document, digest)
    if unsigned:
        raise DocumentError(_UNDEFINED, path=unsigned)
    return form


def signed_part(document: Mapping[str, Any], digest: str = "sha256") -> tuple[bytes, str]:
    """Return the same of what a processor signs of a document, and where it has the first member that nothing signs.

    That is "" where there is none. DocumentError as `canonical`, but for such members.
    """
    reader = _read(document)
    return rdfc.canonicalize_foreign(reader.quads, reader.named, digest), reader.unsigned


def doubt(document: Mapping[str, Any]) -> str:
    """Return what in a document not all processors sign alike, "" for nothing.

    Where a signature does not fit such a document, that proves nothing. DocumentError as `canonical`.
    """
    return next(iter(_read(document).doubts), "")


def _read(document: Mapping[str, Any]) -> _Reader:
    reader = _Reader()
    if "@context" not in document:
        raise DocumentError("a document needs one", path="@context")
    try:
        reader.add_node(nothing_defined(), NO_SCOPE, document, _DEFAULT, 1)
    except OutsideError as outside:
        raise DocumentError(outside.reason, path=outside.printable_path()) from None
    return reader


class _Reader:
    """Collects the quads of one document."""

    def __init__(self) -> None:
        self.quads: set[Quad] = set()
        self.named: set[NamedQuad] = set()
        self.doubts: list[str] = []
        self.disputed: frozenset[str] = frozenset()
        self.path: list[str] = []  # the members that lead to the one that is read
        self.unsigned = ""  # where the first member is that no context defines
        self.root = ""  # the name of the document itself
        self.numbers = itertools.count(1)

    def add(self, subject: str, predicate: str, object_: str, graph: str) -> None:
        if graph == _DEFAULT:
            self.quads.add((subject, predicate, object_))
        else:
            self.named.add((subject, predicate, object_, graph))

    def new_blank(self) -> str:
        return f"_:b{next(self.numbers)}"

    def add_node(self, active: ActiveContext, scope: int, node: Mapping[str, Any], graph: str, depth: int) -> str:
        """Add the quads of an object; return its name. `scope` is the context of the member that holds it."""
        if depth > _MAX_LEVELS:
            raise OutsideError(f"nested more than {_MAX_LEVELS} levels deep")
        # "Expansion", 7 to 11: what the type of the object around defines ends here, unless this is but an id. Then the
        # contexts of the member, of the object itself, and of its types; each may define more.
        outer = active if node.keys() == {"id"} else active.previous or active
        outer = outer if scope == NO_SCOPE else outer.extend(scope, overrides=True)
        if "@context" in node:
            outer = self.with_contexts(outer, node["@context"])
        names = _types(outer, node)
        active = outer
        for name in sorted(set(names)):
            definition = outer.terms.get(name)
            if definition is not None and definition.scope != NO_SCOPE:
                active = active.extend(definition.scope, propagates=False)
        subject = self.new_blank()
        if "id" in node and _means(active, "id", "@id"):
            subject = active.expand(node["id"], is_term=False) if isinstance(node["id"], str) else _no_address()
        self.root = self.root or subject
        for name in names:
            self.add(subject, RDF_TYPE, _at("type", outer, name), graph)
        for name, value in node.items():
            if name == "@context" or (name in {"id", "type"} and _means(active, name, f"@{name}")):
                continue
            self.path.append(name)
            try:
                self.add_member(active, subject, name, value, graph, depth)
            except OutsideError as outside:
                outside.path.insert(0, name)
                raise
            self.path.pop()
        return subject

    def with_contexts(self, active: ActiveContext, stated: object) -> ActiveContext:
        listed = stated if isinstance(stated, list) else [stated]
        for url in listed:
            if isinstance(url, str):
                self.disputed |= vocabulary().disputed.get(url, frozenset())
        return active.with_contexts(stated)

    def add_member(self, active: ActiveContext, subject: str, name: str, value: Any, graph: str, depth: int) -> None:
        """Add the quads of one member."""
        definition = active.terms.get(name)
        if definition is None or definition.iri.startswith("@"):
            if name.startswith("@"):  # a word of JSON-LD, which may say anything
                raise OutsideError(_UNDEFINED)
            self.unsigned = self.unsigned or OutsideError("", *self.path).printable_path()
            return
        if name in self.disputed:
            self.doubts.append(name)
        predicate = nquads.write_iri(definition.iri)
        # RDF does not tell where in a document a thing is said of it. Somebody could move its end, or its status, from
        # the top, where it is looked for, into an object inside that has the same id, and the signature would fit.
        if depth > 1 and subject == self.root and predicate.startswith(_OF_CREDENTIALS):
            raise OutsideError("said of the whole document inside it, where nobody looks for it")
        if definition.type == "@json":
            self.add(subject, predicate, literals.write_json(value), graph)
        elif definition.container == "@list":
            if value is not None:
                self.add(subject, predicate, self.add_list(active, definition, value, graph, depth), graph)
        else:
            for item in value if isinstance(value, list) else [value]:
                if item is not None:
                    self.add(subject, predicate, self.object_of(active, definition, item, graph, depth), graph)

    def object_of(self, active: ActiveContext, definition: Definition, value: Any, graph: str, depth: int) -> str:
        """Return one value as N-Quads writes it, and add the quads of an object."""
        if isinstance(value, list):
            raise OutsideError("an array in an array")
        if definition.container == "@graph":
            return self.add_graph(active, definition, value, depth)
        if not isinstance(value, dict):
            return literals.write(active, definition, value)
        if "@value" not in value:
            return self.add_node(active, definition.scope, value, graph, depth + 1)
        written, tag = literals.write_value_object(active, definition, value)
        if tag:
            self.doubts.append(f"@language {tag}")
        return written

    def add_graph(self, active: ActiveContext, definition: Definition, node: Any, depth: int) -> str:
        """Add an object as a graph of its own, as a proof or a credential in a presentation is; return its name."""
        if not isinstance(node, dict) or "@value" in node:
            raise OutsideError("an object belongs here")
        graph, before = self.new_blank(), len(self.named)
        self.add_node(active, definition.scope, node, graph, depth + 1)
        if len(self.named) == before:
            raise OutsideError("an object of which nothing is signed")
        return graph

    def add_list(self, active: ActiveContext, definition: Definition, value: Any, graph: str, depth: int) -> str:
        """Add a list, whose order is signed; return the name of its first link (RDF 1.1 Schema, 5.2)."""
        items = [item for item in (value if isinstance(value, list) else [value]) if item is not None]
        if len(items) > _MAX_LIST_ITEMS:
            raise OutsideError(f"a list has at most {_MAX_LIST_ITEMS} items")
        rest = RDF_NIL
        for item in reversed(items):
            link = self.new_blank()
            self.add(link, RDF_FIRST, self.object_of(active, definition, item, graph, depth), graph)
            self.add(link, RDF_REST, rest, graph)
            rest = link
        return rest


def _types(active: ActiveContext, node: Mapping[str, Any]) -> list[str]:
    """Return the names in the type of an object."""
    if "type" not in node or not _means(active, "type", "@type"):
        return []
    value = node["type"]
    names = value if isinstance(value, list) else [value]
    if not all(isinstance(name, str) for name in names):
        raise OutsideError("a name, or a list of some, belongs here", "type")
    return names


def _means(active: ActiveContext, name: str, keyword: str) -> bool:
    definition = active.terms.get(name)
    return definition is not None and definition.iri == keyword


def _at(member: str, active: ActiveContext, name: str) -> str:
    try:
        return active.expand(name, is_term=True)
    except OutsideError as outside:
        raise OutsideError(
            f"{name[:60]!a} is not a term of its contexts, so that nothing signs it", member
        ) from outside


def _no_address() -> str:
    raise OutsideError("an absolute address (IRI) belongs here", "id")
