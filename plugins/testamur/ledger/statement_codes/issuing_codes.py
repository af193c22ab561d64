"""Statement codes in a run of `issuance.issue`: for awards that have none yet, or need another one.

An award that is signed in the run gets its code with it (`signing/award_drafts.py`). What is left are those from before
the registry had codes, and those whose code was signed by a key that was lost, or has a name that is not to be in it.
"""

from __future__ import annotations

import json
from pathlib import Path

from testamur.ledger.issuing_awards import AwardRun
from testamur.ledger.statement_codes import code_signing, kept_codes


def carry_out(awards: AwardRun, folder: Path) -> list[str]:
    """Stage the codes that are wanted, and the removal of those that nobody may have; return all awards that got one.

    `awards` is the run, with the states of all awards after it. LedgerError where a code cannot be made.
    """
    registry, run = awards.registry, awards.run
    for award_id in kept_codes.kept(folder):
        award, state = registry.awards.get(award_id), awards.states.get(award_id)
        if award is None or state is None or state.erased or not kept_codes.has_one(award):
            run.transaction.remove(kept_codes.name_of(award_id))
    older = list(kept_codes.wanted(registry, folder, awards.states, settled=awards.coded))
    for award_id in older:
        code = code_signing.sign(
            json.loads(awards.credential(award_id)),
            awards.states[award_id].current.digest,
            registry.awards[award_id],
            registry.issuer,
            run.signer,
            signed_at=run.signed_at,
        )
        run.transaction.write(kept_codes.name_of(award_id), code)
    return sorted([*awards.coded, *older])
