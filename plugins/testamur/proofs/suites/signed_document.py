"""A document whose proofs are checked: its canonical forms, each worked out once for however many proofs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from testamur.errors import DocumentError
from testamur.proofs import jcs
from testamur.proofs.data_integrity import without
from testamur.proofs.linked_data import to_rdf


class SignedDocument:
    """A document and its canonical forms without its proofs, all of which raise DocumentError where it has none.

    `unsigned` is where it has the first member that no context of it defines, "" for none: as RDF, nothing signs it.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.contexts = document.get("@context")
        self._unsecured = without(document, "proof")
        self.unsigned = ""
        self._rdf: dict[str, bytes | DocumentError] = {}

    def as_rdf(self, digest: str) -> bytes:
        """Return its canonical N-Quads; `digest` is the hash that names blank nodes."""
        # Canonicalization may take half a second, and a hostile document could ask for it in every proof.
        if digest not in self._rdf:
            try:
                self._rdf[digest], self.unsigned = to_rdf.signed_part(self._unsecured, digest)
            except DocumentError as error:
                self._rdf[digest] = error
        found = self._rdf[digest]
        if isinstance(found, DocumentError):
            raise found
        return found

    def as_json(self, contexts: object) -> bytes:
        """Return its canonical JSON, as if `contexts` were what it states."""
        return jcs.canonicalize({**self._unsecured, "@context": contexts} if contexts is not None else self._unsecured)

    def doubt(self) -> str:
        """Return what in it not all software signs alike as RDF, "" for nothing."""
        return to_rdf.doubt(self._unsecured)
