"""Signs the statement codes that are wanted, in a run of `issuance.issue`: after its awards, with its key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from testamur.credentials import statement_code
from testamur.errors import DocumentError, LedgerError
from testamur.ledger import statement_codes
from testamur.ledger.signing_run import SigningRun
from testamur.ledger.state import AwardState
from testamur.proofs import cose
from testamur.records.registry import Registry
from testamur.text import dates


def carry_out(
    registry: Registry,
    folder: Path,
    states: Mapping[str, AwardState],
    run: SigningRun,
    credential: Callable[[str], bytes],
) -> list[str]:
    """Stage the codes that are wanted, and the removal of those of erased awards; return the awards that got one.

    `states` are those after the run, and `credential` returns what an award's will be. LedgerError where the
    registry's address is too long for a code.
    """
    for award_id in statement_codes.kept(folder):
        if award_id in states and states[award_id].erased:
            run.transaction.remove(statement_codes.name_of(award_id))
    signed = list(statement_codes.wanted(registry, folder, states))
    for award_id in signed:
        statement = statement_code.of_credential(
            json.loads(credential(award_id)),
            states[award_id].current.digest,
            award=award_id,
            signed_at=dates.read_instant(run.signed_at),
            is_name_shown=statement_codes.is_name_shown(registry.awards[award_id]),
        )
        try:
            payload = statement_code.encode(statement_code.fitted(statement, registry.issuer.base))
        except DocumentError as error:
            raise LedgerError(f"{error}. Take the line statementCode out of credentials/issuer.yml") from error
        run.transaction.write(statement_codes.name_of(award_id), cose.sign(payload, run.signer))
    return signed
