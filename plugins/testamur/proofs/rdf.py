"""Turns a document into canonical N-Quads, straight from the closed vocabulary in `terms`, without JSON-LD.

Follows JSON-LD 1.1 API, "Deserialize JSON-LD to RDF", for the documents that `terms` allows, and RDFC-1.0.
A credential inside another is read by its own contexts, and each of its proofs is a graph of its own, as the
contexts of Verifiable Credentials 2.0 say (`"proof": {"@container": "@graph"}`).
The promise: byte for byte what a JSON-LD processor with the official contexts signs, and nothing left out in
silence. Members that such a processor would drop, or that two of them would write differently, are refused
with a DocumentError that names the member (`credentialSubject.achievement.honours: …`).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from testamur.errors import DocumentError
from testamur.proofs import nquads, rdfc
from testamur.proofs.content_memo import Memo, key_of
from testamur.proofs.nquads import OutsideError
from testamur.proofs.rdfc import NamedQuad, Part, Quad
from testamur.proofs.terms import (
    EMBEDDED,
    EMBEDDED_CONTEXTS,
    PROOF,
    RDF_FIRST,
    RDF_NIL,
    RDF_REST,
    RDF_TYPE,
    RECURRING,
    VOCABULARIES,
    Term,
    Vocabulary,
)

_MAX_LEVELS = 32  # of nodes; a credential of ours has six
_MAX_PROOFS = 8  # of one credential inside another
_MAX_LIST_ITEMS = 100  # Canonicalization takes the third power of a list of equal items.
# A node's name and its part of the dataset, None where blank nodes in it are alike; room for a thousand achievements.
_PARTS: Memo[tuple[str, Part | None]] = Memo(16_000_000)


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the RDFC-1.0 canonical N-Quads of a document without its proof, or of a proof's configuration.

    Its `@context` says which vocabulary holds; the list must be exactly one of those in `terms.VOCABULARIES`.
    """
    reader = _read(document, in_parts=True)
    if (joined := rdfc.join(reader.parts, reader.lines, reader.quads, reader.named)) is not None:
        return joined
    whole = _read(document, in_parts=False)
    return rdfc.canonicalize(whole.quads, whole.named)


def _read(document: Mapping[str, Any], *, in_parts: bool) -> _Reader:
    context = document.get("@context")
    names = context if isinstance(context, list) and all(isinstance(name, str) for name in context) else []
    vocabulary = VOCABULARIES.get(tuple(names))
    if vocabulary is None:
        raise DocumentError("not one of the exact lists of contexts that are signed", path="@context")
    reader = _Reader(vocabulary, in_parts=in_parts)
    if "type" not in document:
        raise DocumentError("a document needs one", path="type")
    try:
        reader.add_node({name: value for name, value in document.items() if name != "@context"}, 1)
    except OutsideError as outside:
        raise DocumentError(outside.reason, path=outside.printable_path()) from None
    return reader


class _Reader:
    """Collects the quads of one document: those of the default graph, and those of the graphs of embedded proofs.

    `in_parts`: `parts` has what recurs in many documents, and `lines` the written quads without blank nodes.
    """

    def __init__(self, vocabulary: Vocabulary, *, in_parts: bool) -> None:
        self.vocabulary = vocabulary
        self.quads: set[Quad] = set()
        self.named: set[NamedQuad] = set()
        self.parts: list[Part] = []
        self.lines: list[str] = []
        self.in_parts = in_parts
        self.numbers = itertools.count(1)

    def add(self, subject: str, predicate: str, object_: str) -> None:
        """Add a quad of the default graph."""
        if self.in_parts and subject[0] != "_" and object_[0] != "_":
            self.lines.append(f"{subject} {predicate} {object_} .\n")
        else:
            self.quads.add((subject, predicate, object_))

    def another(self, vocabulary: Vocabulary, *, in_parts: bool) -> _Reader:
        """Return a reader by a vocabulary for what is collected apart; both give no name twice."""
        other = _Reader(vocabulary, in_parts=in_parts)
        other.numbers = self.numbers
        return other

    def add_node(self, node: Mapping[str, Any], depth: int) -> str:
        """Add the quads of a node; return its name."""
        if depth > _MAX_LEVELS:
            raise OutsideError(f"nested more than {_MAX_LEVELS} levels deep")
        if not node:
            # Shown in the document, and signed by nothing: a processor makes no quad of it.
            raise OutsideError("an empty object says nothing")
        subject = nquads.write_iri(node["id"], "id") if "id" in node else self.new_blank()
        members = self.add_types(subject, node["type"]) if "type" in node else self.vocabulary.members
        for name, value in node.items():
            if name in {"id", "type"}:
                continue
            term = members.get(name) if isinstance(name, str) else None
            if term is None:
                raise OutsideError(_undefined(node), str(name))
            try:
                self.add_member(subject, term, value, depth)
            except OutsideError as outside:
                outside.path.insert(0, name)
                raise
        return subject

    def new_blank(self) -> str:
        """Return a new name for a node without an id."""
        return f"_:b{next(self.numbers)}"

    def add_types(self, subject: str, names: Any) -> Mapping[str, Term]:
        """Add a node's types; return the members they give it."""
        members: Mapping[str, Term] = self.vocabulary.members
        owner = ""  # the type whose own members these are
        for name in names if isinstance(names, list) and names else [names]:
            type_ = self.vocabulary.types.get(name) if isinstance(name, str) else None
            if type_ is None:
                raise OutsideError("not a type of the vocabulary", "type")
            if len(type_.members) > len(self.vocabulary.members):
                # Two types with members of their own could mean two things by one member.
                if owner and members is not type_.members:
                    together = self.vocabulary.pairs.get(frozenset((owner, name)))
                    if together is None:
                        raise OutsideError("these types do not go together", "type")
                    members = together
                else:
                    members = type_.members
                owner = name
            self.add(subject, RDF_TYPE, type_.iri)
        return members

    def add_member(self, subject: str, term: Term, value: object, depth: int) -> None:
        """Add the quads of one member."""
        if term.kind == "list":
            self.add(subject, term.predicate, self.add_list(value))
        elif isinstance(value, list):
            if not value:
                raise OutsideError("an empty array says nothing")
            for item in value:
                self.add(subject, term.predicate, self.term_of(term, item, depth))
        else:
            self.add(subject, term.predicate, self.term_of(term, value, depth))

    def term_of(self, term: Term, value: object, depth: int) -> str:
        """Return one value as N-Quads writes it, and add the quads of a node."""
        if isinstance(value, dict) and self.in_parts and term.predicate in RECURRING:
            return self.add_part(term, value, depth + 1)
        if isinstance(value, dict) and term.kind in {"link", "node"}:
            return self.add_node(value, depth + 1)
        if term.kind == "credential":
            return self.add_credential(term, value, depth + 1)
        return nquads.write(value, term)

    def add_part(self, term: Term, node: dict[str, Any], depth: int) -> str:
        """Add a node or a credential that many documents have, with what was worked out when it was first read."""
        # A node without an id is a blank one, of which the quads around it name more than its own part does.
        key = key_of(node) if "id" in node else None
        if key is None:
            return self.add_whole(term, node, depth)
        # Read by another vocabulary, or so deep that the levels below are too many, the same text is another node.
        place = (term.predicate, id(self.vocabulary), depth)
        if (kept := _PARTS.get(key, place)) is None:
            apart = _Reader(self.vocabulary, in_parts=False)
            subject = apart.add_whole(term, node, depth)
            part = rdfc.part_of(apart.quads, apart.named)
            kept = _PARTS.keep(key, (subject, part), part.size if part else 0, place)
        subject, part = kept
        if part is None:
            return self.add_whole(term, node, depth)
        self.parts.append(part)
        return subject

    def add_whole(self, term: Term, node: dict[str, Any], depth: int) -> str:
        """Add a node or a credential."""
        return self.add_credential(term, node, depth) if term.kind == "credential" else self.add_node(node, depth)

    def add_credential(self, term: Term, credential: object, depth: int) -> str:
        """Add a credential inside the document, read by its own contexts, with its proofs; return its name."""
        if not isinstance(credential, dict) or not {"id", "type"} <= credential.keys():
            raise OutsideError("a whole credential, with an id and a type, belongs here")
        # A context inside can change what signed words mean, so that exactly one list of them is read (decision 12).
        if credential.get("@context") != list(EMBEDDED_CONTEXTS):
            raise OutsideError("not exactly the contexts that an embedded credential states", "@context")
        inside = self.another(EMBEDDED[term.predicate], in_parts=self.in_parts)
        members = {name: value for name, value in credential.items() if name not in {"@context", "proof"}}
        subject = inside.add_node(members, depth)
        proofs = credential.get("proof", ())
        listed = [proofs] if isinstance(proofs, dict) else proofs
        if not isinstance(listed, (list, tuple)) or ("proof" in credential and not 0 < len(listed) <= _MAX_PROOFS):
            raise OutsideError(f"1 to {_MAX_PROOFS} proofs belong here", "proof")
        for proof in listed:
            try:
                inside.add_proof(subject, proof, depth + 1)
            except OutsideError as outside:
                outside.path.insert(0, "proof")
                raise
        self.quads |= inside.quads
        self.named |= inside.named
        self.parts += inside.parts
        self.lines += inside.lines
        return subject

    def add_proof(self, subject: str, proof: object, depth: int) -> None:
        """Add a proof of an embedded credential: one node, alone in a graph with a blank name."""
        if not isinstance(proof, dict) or proof.get("type") != "DataIntegrityProof":
            raise OutsideError("a DataIntegrityProof belongs here")
        if proof.get("@context", list(EMBEDDED_CONTEXTS)) != list(EMBEDDED_CONTEXTS):
            raise OutsideError("not the contexts of the credential that it is of", "@context")
        # Contexts make no quads; the proof is read with those of its credential, which it repeats or leaves out.
        members = {name: value for name, value in proof.items() if name != "@context"}
        # More than one node in a graph would be more than the bounds of `rdfc` were thought out for.
        if not all(isinstance(value, str) for value in members.values()):
            raise OutsideError("only text belongs in an embedded proof")
        graph = self.new_blank()
        self.add(subject, PROOF, graph)
        inside = self.another(self.vocabulary, in_parts=False)
        inside.add_node(members, depth)
        self.named.update((*quad, graph) for quad in inside.quads)

    def add_list(self, value: object) -> str:
        """Add a list, whose order is signed; return the name of its first link (RDF 1.1 Schema, 5.2)."""
        items = value if isinstance(value, list) else [value]
        if not 0 < len(items) <= _MAX_LIST_ITEMS:
            raise OutsideError(f"a list has 1 to {_MAX_LIST_ITEMS} items")
        rest = RDF_NIL
        for item in reversed(items):
            link = self.new_blank()
            self.add(link, RDF_FIRST, nquads.write_literal(item))
            self.add(link, RDF_REST, rest)
            rest = link
        return rest


def _undefined(node: Mapping[str, Any]) -> str:
    """Say why a member means nothing, which is most often a missing type."""
    return "not in the vocabulary that is signed" + ("" if "type" in node else ", for an object without a type")
