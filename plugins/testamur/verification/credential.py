"""A credential whose shape was checked: the document as it was read, and the values in it that later checks need."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from testamur.credentials import did as dids
from testamur.errors import DocumentError
from testamur.proofs.suites.suite import Suite
from testamur.verification.jwt.token import Token
from testamur.verification.kind import DocumentKind
from testamur.verification.reading.shapes import text_of

Document = dict[str, Any]


def is_registry(issuer: str, trusted: Collection[str]) -> bool:
    """Say whether an issuer is trusted and runs a registry like ours; issuers of other software may be trusted, too.

    Only such an issuer is held to what a registry always does (decision 6).
    """
    try:
        return issuer in trusted and bool(dids.base_of(issuer))
    except DocumentError:
        return False


@dataclass(frozen=True, slots=True)
class NamedProof:
    """One proof of a document, how its kind is called, and its suite, if it is one that is checked."""

    name: str
    suite: Suite | None
    document: Document

    @property
    def method(self) -> str:
        """The verification method that it names."""
        return text_of(self.document, "verificationMethod")

    def is_by(self, issuer: str) -> bool:
        """Say whether it names a key of the issuer as the one that made it."""
        return self.method.startswith(f"{issuer}#")

    def may_be_by(self, issuer: str) -> bool:
        """Say whether it may be the issuer's: it has the issuer's name alone, or an address at the issuer's host."""
        is_address = issuer.startswith("https://") and self.method.startswith("https://")
        return self.method == issuer or (is_address and self.method.split("/")[2] == issuer.split("/")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A credential whose shape was checked, with the values that later checks need, each read once."""

    kind: DocumentKind
    document: Document
    digest: str  # of its RFC 8785 form, proofs included: sha256:<64 hex digits>
    address: str  # its id
    issuer: str  # a DID, an https address, or another name that leads to no keys
    registry: bool  # the issuer is trusted, and a registry like ours (`is_registry`)
    valid_from: datetime.datetime
    valid_until: datetime.datetime | None
    awarded: str
    created: datetime.datetime | None  # when the proof that the verdict rests on says it was made
    statuses: tuple[Document, ...]
    proofs: tuple[NamedProof, ...]  # the first one is that on which the verdict rests; none of a token
    token: Token | None = None  # what the credential was read from, unless it is JSON with proofs
    not_evaluated: tuple[str, ...]  # members that would ask for more than these checks

    @property
    def endorsed(self) -> str:
        """The id of what an endorsement is about; "" of everything else."""
        return text_of(self.document["credentialSubject"], "id") if self.kind == "endorsement" else ""

    @property
    def proof(self) -> NamedProof:
        """The proof on which the verdict rests."""
        return self.proofs[0]

    @property
    def method(self) -> str:
        """The verification method of that proof, or of the token; "" where a token brings its key along."""
        return self.token.method(self.issuer) if self.token else self.proof.method

    @property
    def methods(self) -> tuple[str, ...]:
        """The verification methods of all its proofs."""
        return tuple(proof.method for proof in self.proofs)
