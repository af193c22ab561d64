"""Issuing: the only place where a signature is asked for, and the only writer of the ledger.

Signs what is pending, re-issues corrections, signs the status lists anew, and appends the entries,
all in one transaction. Every signature is verified before it is written. Clock, randomness and key
arrive from outside; running it twice changes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from testamur.credentials import addresses, status_list
from testamur.garbage import rarely_collected
from testamur.ledger import bits, entries, issuing_statements, pending, pending_statements, published_from, store
from testamur.ledger.entries import LedgerEntry
from testamur.ledger.issuing_awards import AwardRun
from testamur.ledger.outcome import Outcome
from testamur.ledger.pending import AwardPlan
from testamur.ledger.registering import acts, signing_keys
from testamur.ledger.registering.log_run import LogRun
from testamur.ledger.safeguards import identity, list_age, places, right_time
from testamur.ledger.safeguards.start import Start
from testamur.ledger.signing import side_by_side
from testamur.ledger.signing_run import Random, SigningRun
from testamur.ledger.state import AwardState
from testamur.ledger.statement_codes import issuing_codes
from testamur.ledger.statement_state import StatementState
from testamur.ledger.store import Ledger, Transaction
from testamur.proofs.data_integrity import Signer
from testamur.proofs.verified_memory import VerifiedMemory
from testamur.records.registry import Registry
from testamur.text import dates

_START = Start()


@rarely_collected()
def issue(
    registry: Registry,
    folder: Path,
    signer: Signer,
    *,
    now: datetime.datetime,
    random: Random,
    reissue_keys: Collection[str] = (),
    approvals: Mapping[str, Sequence[str]] | None = None,
    commit: str = "",
    log_signer: Signer | None = None,
    start: Start = _START,
    memory: VerifiedMemory | None = None,
    jobs: int = 1,
    advance: Callable[[], object] = lambda: None,
) -> Outcome:
    """Bring the ledger in `folder` up to date with the records, and say what was done.

    Raises RecordsError (an issued record changed or is gone, or all of it is practice), KeyRefusedError,
    LedgerError. Nothing is written then. `random(n)` returns n random bytes. `approvals` has, by award id, the
    accounts that approved what is done with it; an award that it lacks is refused. `commit` is the one that the records
    lie in, which the ledger then names as published; "" when they lie in none. `log_signer` has the key of the log,
    where the registry keeps one. `start` says what was looked at before. `memory` is told what was signed, all of which
    was verified. `jobs` processes sign at a time; what they sign is the same. `advance` is called once an award.
    """
    pending.refuse_practice(registry)
    with store.transaction(folder) as transaction:
        ledger = Ledger(folder)
        plan = pending.plan(registry, ledger, reissue_keys=reissue_keys, now=now, begins_anew=start.begins_anew)
        statement_states = ledger.statements()
        _refuse_unsafe(ledger, registry, plan, statement_states, start, now)
        log = LogRun.begin(registry.issuer, folder, log_signer)
        run = _begin_run(registry, transaction, plan, statement_states, signer, now, random, ledger.entry_lines())
        awards = AwardRun(registry, ledger, run, dict(plan.states))
        outcome = Outcome()
        signing_keys.enter(registry.issuer, run, plan.entries)
        _sign_awards(awards, plan, approvals, outcome, jobs, advance)
        new_states = _sign_statements(awards, statement_states, reissue_keys, approvals, outcome, now)
        outcome.statement_codes = issuing_codes.carry_out(awards, folder)
        end = acts.pending_end(registry.issuer, plan.entries)
        outcome.status_lists = _sign_lists(awards, new_states, outcome, now, is_last=end is not None)
        outcome.unreliable = _unreliable_awards(registry, awards.states, plan.entries)
        run.new_entries.extend([end] if end else [])
        outcome.entries = len(run.new_entries)
        if run.new_entries:
            acts.refuse_after_end(plan.entries)
            transaction.write(entries.NAME, run.new_entries.lines)
            if log is not None:
                transaction.write(*log.checkpoint(bytes(run.new_entries.lines)))
        if start.identity.id and start.identity != ledger.identity():
            transaction.write(identity.NAME, identity.write(start.identity))
        _name_what_was_published(transaction, ledger.published_from(), commit, signer)
        transaction.commit()
        if memory is not None:
            memory.add(run.new_entries.documents)
        return outcome


def _refuse_unsafe(
    ledger: Ledger,
    registry: Registry,
    plan: AwardPlan,
    statement_states: Mapping[str, StatementState],
    start: Start,
    now: datetime.datetime,
) -> None:
    """Raise LedgerError where the clock is wrong, or the ledger does not fit itself."""
    if not start.is_time_known:
        right_time.check_clock(now, right_time.TimeEvidence(entered=right_time.last_entry_instant(plan.entries)))
    places.check_states(plan.states, statement_states, {entry["c"] for entry in plan.entries if "c" in entry})
    places.check_documents(ledger, registry.issuer.base, plan.states, statement_states)


def _begin_run(
    registry: Registry,
    transaction: Transaction,
    plan: AwardPlan,
    statement_states: Mapping[str, StatementState],
    signer: Signer,
    now: datetime.datetime,
    random: Random,
    lines: bytes,
) -> SigningRun:
    """Return what signs in this run; KeyRefusedError when its key may not."""
    method = signing_keys.signing_method(registry, signer, now.astimezone(datetime.UTC).date())
    used = bits.positions([*plan.states.values(), *statement_states.values()])
    return SigningRun(
        transaction,
        signer,
        verification_method=method,
        signed_at=dates.instant(now),
        random=random,
        used=used,
        entered=plan.entries,
        lines=lines,
    )


def _sign_awards(
    awards: AwardRun,
    plan: AwardPlan,
    approvals: Mapping[str, Sequence[str]] | None,
    outcome: Outcome,
    jobs: int,
    advance: Callable[[], object],
) -> None:
    """Do what is pending with awards, and note it in `outcome`; LedgerError for one that nobody approved."""
    drafts = awards.drafts(plan.pending, approvals)
    for award_act, draft, signed in side_by_side.sign_all(awards.signer, drafts, len(plan.pending), jobs=jobs):
        award_id = award_act.award.id
        awards.carry_out(award_act, draft, signed, tuple((approvals or {}).get(award_id, ())))
        outcome.awards_for(award_act.act).append(award_id)
        advance()


def _sign_statements(
    awards: AwardRun,
    statement_states: Mapping[str, StatementState],
    reissue_keys: Collection[str],
    approvals: Mapping[str, Sequence[str]] | None,
    outcome: Outcome,
    now: datetime.datetime,
) -> Mapping[str, StatementState]:
    """Do what is pending with documents that are no awards, and note it; return how they stand then."""
    plan = pending_statements.plan(awards.registry, awards.states, statement_states, reissue_keys=reissue_keys, now=now)
    statements = issuing_statements.carry_out(
        awards.registry, awards.run, plan, credential=awards.credential, approvals=approvals
    )
    outcome.statements = statements.acts
    return statements.states


def _name_what_was_published(transaction: Transaction, known: bytes | None, commit: str, signer: Signer) -> None:
    """Sign from which commit the ledger is as it is now, where that is not what the file says."""
    before = published_from.signed_commit(known, signer.public_key)
    published = commit or before
    if not published:
        return
    seal = transaction.seal()
    if published != before or published_from.sealed(known, [signer.public_key]) != seal:
        transaction.write(published_from.NAME, published_from.write(published, seal, signer))


def _sign_lists(
    awards: AwardRun,
    statement_states: Mapping[str, StatementState],
    outcome: Outcome,
    now: datetime.datetime,
    *,
    is_last: bool,
) -> list[str]:
    """Sign all status lists anew where something changed or one of them is due; return the names of their files.

    `is_last` says that the log ends with this run: its lists are the last ones. In a log that has ended none is due.
    """
    run, method = awards.run, awards.run.verification_method
    lists = bits.status_lists([*awards.states.values(), *statement_states.values()])
    places.check_withdrawals(awards.ledger, lists)
    last_until = list_age.last_until(awards.registry.issuer, now)
    is_changed = bool(is_last or run.new_entries or outcome.restated or outcome.erased or outcome.statements)
    has_ended = awards.registry.issuer.log is not None and acts.has_ended(run.entered)
    if not is_changed and (
        has_ended
        or not any(
            list_age.is_due(awards.ledger, method, name, list_bits, now, last_until)
            for name, list_bits in lists.items()
        )
    ):
        return []
    # By the number of entries about keys, whoever reads the newest of them knows that a host leaves none out.
    keys = acts.count(run.entered, run.new_entries.others) if awards.registry.issuer.log else None
    for name, list_bits in lists.items():
        document = status_list.document(
            awards.registry.issuer.base, *name, list_bits, valid_from=run.signed_at, valid_until=last_until
        )
        run.sign_list(document, addresses.status_list_name(*name), keys=keys)
    return [addresses.status_list_name(*name) for name in lists]


def _unreliable_awards(
    registry: Registry, states: Mapping[str, AwardState], entered: Sequence[LedgerEntry]
) -> list[str]:
    """Return the awards whose credential a compromised key signed, and the log does not show to be of before."""
    compromised, cut_offs = registry.issuer.compromised_keys, registry.issuer.cut_offs
    places = {entry["c"]: index for index, entry in enumerate(entered) if "c" in entry} if cut_offs else {}
    return [
        award_id
        for award_id, state in states.items()
        if not state.erased
        and (key := state.current.public_key) in compromised
        and places.get(state.current.digest, len(entered)) >= cut_offs.get(key, 0)
    ]
