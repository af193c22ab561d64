"""A credential whose shape was checked: what it says that the checks need, beside the document as it was read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from testamur.verification.instants import read_instant

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A credential whose shape was checked, and what it says that later checks need."""

    document: Document
    digest: str  # of its RFC 8785 form, proofs included: sha256:<64 hex digits>
    address: str  # its id
    issuer: str  # a did:web
    valid_from: datetime.datetime
    valid_until: datetime.datetime | None
    awarded: str
    statuses: tuple[Document, ...]
    jcs_proof: Document | None
    rdfc_proof: Document | None
    methods: tuple[str, ...]  # the verification methods of all its proofs
    not_evaluated: tuple[str, ...]  # members that would ask for more than these checks

    @property
    def proof(self) -> Document:
        """The proof that the verdict rests on: the JCS one, else (with `--all-proofs`) the other."""
        return self.jcs_proof or self.rdfc_proof or {}

    @property
    def method(self) -> str:
        """The verification method of that proof."""
        return str(self.proof.get("verificationMethod", ""))

    @property
    def created(self) -> datetime.datetime | None:
        """When that proof says it was made, if it does; VerificationError if it says no instant."""
        created = self.proof.get("created")
        return read_instant(created) if isinstance(created, str) else None
