"""Signs the statement of one credential, as its statement code holds it (`credentials/statement_codes/`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from testamur.credentials.statement_codes import statement_code
from testamur.errors import DocumentError, LedgerError
from testamur.ledger.statement_codes import kept_codes
from testamur.proofs.cose import sign1
from testamur.proofs.data_integrity import Signer
from testamur.records.model.models import Award, Issuer
from testamur.text import dates


def sign(
    document: Mapping[str, Any], digest: str, award: Award, issuer: Issuer, signer: Signer, *, signed_at: str
) -> bytes:
    """Return the signed statement of an award's credential: `document`, of whose bytes `digest` is.

    `signed_at` is the instant of the run. LedgerError where the registry's address is too long for a code.
    """
    statement = statement_code.of_credential(
        document,
        digest,
        award=award.id,
        signed_at=dates.read_instant(signed_at),
        is_name_shown=kept_codes.is_name_shown(award),
    )
    try:
        fitted = statement_code.fitted(statement, issuer.base)
    except DocumentError as error:
        raise LedgerError(f"{error}. Take the line statementCode out of credentials/issuer.yml") from error
    return sign1.sign(statement_code.encode(fitted), signer)
