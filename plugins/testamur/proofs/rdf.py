"""What a document says in RDF, straight from the closed vocabulary: `terms` in, canonical N-Quads out.

Follows JSON-LD 1.1 API, "Deserialize JSON-LD to RDF", for the documents that `terms` allows, and RDFC-1.0.
A credential inside another is read by its own contexts, and each of its proofs is a graph of its own, as the
contexts of Verifiable Credentials 2.0 say (`"proof": {"@container": "@graph"}`).
The promise: byte for byte what a JSON-LD processor with the official contexts signs; and nothing is left
out in silence. Whatever such a processor would drop, or two of them would write differently, is refused
with a DocumentError that names the member (`credentialSubject.achievement.honours: …`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from testamur.errors import DocumentError
from testamur.proofs import rdfc
from testamur.proofs.rdfc import NamedQuad, Quad
from testamur.proofs.terms import (
    DOUBLE,
    EMBEDDED,
    EMBEDDED_CONTEXTS,
    INTEGER,
    PROOF,
    RDF_FIRST,
    RDF_NIL,
    RDF_REST,
    RDF_TYPE,
    VOCABULARIES,
    Term,
    TermKind,
    Vocabulary,
)

_DEEPEST = 32  # levels of nodes; a credential of ours has six
_MOST_PROOFS = 8  # of one credential inside another
_LONGEST_LIST = 100  # Canonicalization takes the third power of a list of equal items.
_LARGEST_INTEGER = 2**53 - 1
_EXPONENT_FORM = 1e21  # from here on, numbers are doubles: JSON-LD 1.1 API, "Object to RDF Conversion"

# What N-Quads allows in an IRI, less the white space that JSON-LD processors take for a relative one.
_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\x9f\s<>"{}|^`\\\ud800-\udfff\ufffe\uffff]+""")
_SPECIAL = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff\ufffe\uffff]')
# Canonical N-Quads escapes these; the processors in use write some of them raw.
_DISPUTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PLAIN_NAME = re.compile(r"[A-Za-z@][A-Za-z0-9]{0,40}")


class _OutsideError(Exception):
    """Something outside the vocabulary; the names that lead to it are added on the way up."""

    def __init__(self, reason: str, *path: str) -> None:
        self.reason = reason
        self.path = list(path)


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the RDFC-1.0 canonical N-Quads of a document without its proof, or of a proof's configuration.

    Its `@context` says which vocabulary holds; the list must be exactly one of those in `terms.VOCABULARIES`.
    """
    reader = _read(document)
    return rdfc.canonicalize(reader.quads, reader.named)


def _read(document: Mapping[str, Any]) -> _Reader:
    context = document.get("@context")
    names = context if isinstance(context, list) and all(isinstance(one, str) for one in context) else []
    vocabulary = VOCABULARIES.get(tuple(names))
    if vocabulary is None:
        raise DocumentError("not one of the exact lists of contexts that are signed", code="@context")
    reader = _Reader(vocabulary)
    if "type" not in document:
        raise DocumentError("a document needs one", code="type")
    try:
        reader.node({name: held for name, held in document.items() if name != "@context"}, 1)
    except _OutsideError as outside:
        raise DocumentError(outside.reason, code=".".join(map(_shown, outside.path))) from None
    return reader


def _shown(name: str) -> str:
    """Return a member's name as it may be printed: names can be hostile text."""
    return name if _PLAIN_NAME.fullmatch(name) else ascii(name[:40])


class _Reader:
    """Collects the quads of one document: those of the default graph, and those of the graphs of embedded proofs."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.quads: set[Quad] = set()
        self.named: set[NamedQuad] = set()
        self.blanks = 0

    def node(self, node: Mapping[str, Any], depth: int) -> str:
        """Add what a node says; return its name."""
        if depth > _DEEPEST:
            raise _OutsideError(f"nested more than {_DEEPEST} levels deep")
        if not node:
            raise _OutsideError("an empty object says nothing")
        subject = _iri(node["id"], "id") if "id" in node else self.blank()
        members = self.types(subject, node["type"]) if "type" in node else self.vocabulary.members
        for name, held in node.items():
            if name in {"id", "type"}:
                continue
            term = members.get(name) if isinstance(name, str) else None
            if term is None:
                raise _OutsideError(_undefined(node), str(name))
            try:
                self.add(subject, term, held, depth)
            except _OutsideError as outside:
                outside.path.insert(0, name)
                raise
        return subject

    def blank(self) -> str:
        """Return a new name for a node without an id."""
        self.blanks += 1
        return f"_:b{self.blanks}"

    def types(self, subject: str, names: Any) -> Mapping[str, Term]:
        """Add a node's types; return the members they give it."""
        own: Mapping[str, Term] = self.vocabulary.members
        owner = ""
        for name in names if isinstance(names, list) and names else [names]:
            type_ = self.vocabulary.types.get(name) if isinstance(name, str) else None
            if type_ is None:
                raise _OutsideError("not a type of the vocabulary", "type")
            if len(type_.members) > len(self.vocabulary.members):
                # Two types with members of their own could mean two things by one member.
                if owner and own is not type_.members:
                    together = self.vocabulary.pairs.get(frozenset((owner, name)))
                    if together is None:
                        raise _OutsideError("these types do not go together", "type")
                    own = together
                else:
                    own = type_.members
                owner = name
            self.quads.add((subject, RDF_TYPE, type_.iri))
        return own

    def add(self, subject: str, term: Term, held: object, depth: int) -> None:
        """Add what one member says."""
        if term.kind == "list":
            self.quads.add((subject, term.predicate, self.list(held)))
        elif isinstance(held, list):
            if not held:
                raise _OutsideError("an empty array says nothing")
            for item in held:
                self.quads.add((subject, term.predicate, self.value(term, item, depth)))
        else:
            self.quads.add((subject, term.predicate, self.value(term, held, depth)))

    def value(self, term: Term, held: object, depth: int) -> str:
        """Return one value as N-Quads writes it."""
        if isinstance(held, dict) and term.kind in _NODES:
            return self.node(held, depth + 1)
        if term.kind == "credential":
            return self.credential(term, held, depth + 1)
        return _WRITERS[term.kind](held, term)

    def credential(self, term: Term, held: object, depth: int) -> str:
        """Add a credential inside the document, read by its own contexts, with its proofs; return its name."""
        if not isinstance(held, dict) or not {"id", "type"} <= held.keys():
            raise _OutsideError("a whole credential, with an id and a type, belongs here")
        if held.get("@context") != list(EMBEDDED_CONTEXTS):
            raise _OutsideError("not exactly the contexts that an embedded credential states", "@context")
        outer, self.vocabulary = self.vocabulary, EMBEDDED[term.predicate]
        subject = self.node({name: said for name, said in held.items() if name not in {"@context", "proof"}}, depth)
        proofs = held.get("proof", ())
        listed = [proofs] if isinstance(proofs, dict) else proofs
        if not isinstance(listed, (list, tuple)) or ("proof" in held and not 0 < len(listed) <= _MOST_PROOFS):
            raise _OutsideError(f"1 to {_MOST_PROOFS} proofs belong here", "proof")
        for proof in listed:
            try:
                self.proof(subject, proof, depth + 1)
            except _OutsideError as outside:
                outside.path.insert(0, "proof")
                raise
        self.vocabulary = outer
        return subject

    def proof(self, subject: str, proof: object, depth: int) -> None:
        """Add a proof of an embedded credential: one node, alone in a graph with a blank name."""
        if not isinstance(proof, dict) or proof.get("type") != "DataIntegrityProof":
            raise _OutsideError("a DataIntegrityProof belongs here")
        if proof.get("@context", list(EMBEDDED_CONTEXTS)) != list(EMBEDDED_CONTEXTS):
            raise _OutsideError("not the contexts of the credential that it is of", "@context")
        said = {name: value for name, value in proof.items() if name != "@context"}
        # More than one node in a graph would be more than the bounds of `rdfc` were thought out for.
        if not all(isinstance(value, str) for value in said.values()):
            raise _OutsideError("only text belongs in an embedded proof")
        graph = self.blank()
        self.quads.add((subject, PROOF, graph))
        default, self.quads = self.quads, set()
        self.node(said, depth)
        self.named.update((*quad, graph) for quad in self.quads)
        self.quads = default

    def list(self, held: object) -> str:
        """Add a list, whose order is signed; return the name of its first link (RDF 1.1 Schema, 5.2)."""
        items = held if isinstance(held, list) else [held]
        if not 0 < len(items) <= _LONGEST_LIST:
            raise _OutsideError(f"a list has 1 to {_LONGEST_LIST} items")
        rest = RDF_NIL
        for item in reversed(items):
            link = self.blank()
            self.quads.add((link, RDF_FIRST, _literal(item)))
            self.quads.add((link, RDF_REST, rest))
            rest = link
        return rest


def _undefined(node: Mapping[str, Any]) -> str:
    """Say why a member means nothing, which is most often a missing type."""
    return "not in the vocabulary that is signed" + ("" if "type" in node else ", for an object without a type")


def _iri(text: object, *path: str) -> str:
    if not isinstance(text, str) or not _IRI.fullmatch(text):
        raise _OutsideError("an absolute address (IRI) belongs here", *path)
    return f"<{text}>"


def _literal(text: object) -> str:
    if not isinstance(text, str):
        raise _OutsideError("text belongs here")
    if not _SPECIAL.search(text):
        return f'"{text}"'
    if _DISPUTED.search(text):
        raise _OutsideError("text with a character that not all would sign alike: a control, a lone surrogate, U+FFFE")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


def _number(value: object) -> tuple[str, str]:
    """Write a JSON number, with the type it has where the vocabulary gives none (as `_EXPONENT_FORM`'s clause)."""
    if type(value) is not int and not (isinstance(value, float) and math.isfinite(value)):
        raise _OutsideError("a number belongs here")
    # JSON knows no difference between 2 and 2.0.
    if value == int(value) and (abs(value) < _EXPONENT_FORM or isinstance(value, int)):
        if abs(value) > _LARGEST_INTEGER:
            raise _OutsideError(f"an integer beyond ±{_LARGEST_INTEGER}, which not all would sign alike")
        return f'"{int(value)}"', INTEGER
    mantissa, _, exponent = f"{value:.15E}".partition("E")
    whole, _, fraction = mantissa.partition(".")
    return f'"{whole}.{fraction.rstrip("0") or "0"}E{int(exponent)}"', DOUBLE


def _write_text(held: object, term: Term) -> str:
    return _literal(held) + term.datatype


def _write_address(held: object, term: Term) -> str:
    return f'"{_iri(held)[1:-1]}"{term.datatype}'


def _write_link(held: object, _term: Term) -> str:
    return _iri(held)


def _write_number(held: object, term: Term) -> str:
    digits, datatype = _number(held)
    return digits + (term.datatype or datatype)


def _write_boolean(held: object, term: Term) -> str:
    if not isinstance(held, bool):
        raise _OutsideError("true or false belongs here")
    return f'"{"true" if held else "false"}"{term.datatype}'


def _write_word(held: object, term: Term) -> str:
    if not isinstance(held, str) or held not in term.words:
        raise _OutsideError(f"one of the words {', '.join(term.words)} belongs here")
    return term.words[held]


def _write_node(_held: object, _term: Term) -> str:
    raise _OutsideError("an object belongs here")


_NODES = frozenset({"link", "node"})
_WRITERS: Mapping[TermKind, Callable[[object, Term], str]] = {
    "text": _write_text,
    "address": _write_address,
    "link": _write_link,
    "number": _write_number,
    "boolean": _write_boolean,
    "word": _write_word,
    "node": _write_node,
}
