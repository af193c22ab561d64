"""What a run of issuing would do, without a key: for those who look before they sign."""

from __future__ import annotations

import datetime
from pathlib import Path

from testamur.ledger import pending, pending_statements
from testamur.ledger.outcome import Outcome
from testamur.ledger.statement_codes import kept_codes
from testamur.ledger.store import Ledger
from testamur.records.registry import Registry


def outcome(registry: Registry, ledger: Path, reissue_keys: tuple[str, ...], moment: datetime.datetime) -> Outcome:
    """Return what a run would do, apart from the status lists."""
    store = Ledger(ledger)
    plan = pending.plan(registry, store, reissue_keys=reissue_keys, now=moment)
    statement_plan = pending_statements.plan(
        registry, plan.states, store.statements(), reissue_keys=reissue_keys, now=moment
    )
    found = Outcome(
        statements=[
            (pending_statements.PAST_TENSE[pending_statement.act], pending_statement.subject_key)
            for pending_statement in statement_plan.pending
        ]
    )
    for pending_award in plan.pending:
        found.awards_for(pending_award.act).append(pending_award.award.id)
    found.statement_codes = list(kept_codes.wanted(registry, ledger, plan.states))
    return found
