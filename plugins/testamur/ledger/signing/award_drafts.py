"""Turns drafts into signed credentials. A draft has all that is drawn at random, and so decides every byte.

Whoever holds the transaction draws; signing needs nothing else, and any process that has the key can do it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from testamur.credentials import open_badge
from testamur.credentials.document_parts import Document
from testamur.credentials.open_badge import IssueDetails
from testamur.credentials.shared_parts import SharedParts
from testamur.errors import DocumentError, Problem, RecordsError
from testamur.ledger import state
from testamur.ledger.safeguards import signed_text
from testamur.ledger.statement_codes import code_signing, kept_codes
from testamur.ledger.store import Ledger
from testamur.proofs import data_integrity, jcs
from testamur.proofs.data_integrity import Signer
from testamur.records.model.models import Achievement, Award
from testamur.records.parsing import model_readers
from testamur.records.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDraft:
    """What an award's next credential is made of, beside the records."""

    award_id: str
    text_digest: str  # of the achievement's text
    details: IssueDetails
    record_salt: str
    endorsements: tuple[Document, ...] | None = None  # None: those that are embedded in a first edition


@dataclass(frozen=True, slots=True)
class SignedDraft:
    """A credential with its proofs, as published, and what is signed with it."""

    data: bytes
    text_signature: str  # of the text that the award was issued with
    statement: bytes = b""  # of its statement code; b"" where it has none


class DraftSigner:
    """Signs drafts of one run. Every signature is verified before it is returned (`data_integrity.add_proofs`).

    `endorsements` are embedded in first editions. `verification_method` is that of the signer's key.
    """

    def __init__(
        self,
        registry: Registry,
        ledger: Ledger,
        signer: Signer,
        *,
        verification_method: str,
        endorsements: Sequence[Document],
    ) -> None:
        self._registry, self._ledger, self._signer = registry, ledger, signer
        self._verification_method, self._endorsements = verification_method, endorsements
        self._parts = SharedParts(registry.issuer)
        self._texts: dict[tuple[str, str], Achievement] = {}

    def know_text(self, slug: str, digest: str, record: Mapping[str, Any]) -> None:
        """Take the text of an achievement that is not in the ledger yet."""
        self._texts[slug, digest] = model_readers.read_achievement(slug, record)

    def sign(self, draft: AwardDraft) -> SignedDraft:
        """Compose and sign one; RecordsError when the award has something that cannot be signed."""
        award = self._registry.awards[draft.award_id]
        endorsements = self._endorsements if draft.endorsements is None else draft.endorsements
        try:
            document = open_badge.compose(
                award,
                self._text(award.achievement, draft.text_digest),
                self._registry.learners[award.learner],
                self._registry.issuer,
                draft.details,
                endorsements=endorsements,
                parts=self._parts,
            )
            signed = data_integrity.add_proofs(
                document,
                self._signer,
                created=draft.details.valid_from,
                verification_method=self._verification_method,
            )
        except DocumentError as error:
            raise RecordsError([_cannot_be_signed(award, error)]) from error
        text_signature = signed_text.sign(award.id, award.achievement, draft.text_digest, self._signer)
        data = jcs.canonicalize(signed)
        return SignedDraft(data, text_signature, self._statement(award, signed, data, draft.details.valid_from))

    def _statement(self, award: Award, document: Document, data: bytes, signed_at: str) -> bytes:
        issuer = self._registry.issuer
        if not issuer.certificate.statement_code or not kept_codes.has_one(award):
            return b""
        return code_signing.sign(document, state.digest(data), award, issuer, self._signer, signed_at=signed_at)

    def _text(self, slug: str, digest: str) -> Achievement:
        if (slug, digest) not in self._texts:
            record: Mapping[str, Any] = json.loads(self._ledger.achievement_text(slug, digest))
            self.know_text(slug, digest, record)
        return self._texts[slug, digest]


def _cannot_be_signed(award: Award, error: DocumentError) -> Problem:
    return Problem(
        code="cannot-be-signed",
        file=award.file,
        reason=f"the credential has a member that cannot be signed: {error}",
        remedy="Look at the field it names, in the award or its achievement",
    )
