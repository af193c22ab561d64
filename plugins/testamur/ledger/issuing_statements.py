"""Signs documents other than awards: endorsements that are given, records of pathways, learners' own records.

The second half of a run of `issuance.issue`, in the same transaction and with the same key. Awards come first, since
records hold their signed credentials (decision 10).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from testamur.credentials import addresses, endorsement, learner_record
from testamur.credentials.document_parts import Document
from testamur.credentials.words import words
from testamur.errors import DocumentError, LedgerError, Problem, RecordsError
from testamur.ledger import statement_state
from testamur.ledger.pending_statements import PAST_TENSE, PendingStatement, StatementPlan
from testamur.ledger.signing_run import SigningRun
from testamur.ledger.state import StatusListIndex, record_digest
from testamur.ledger.statement_state import StatementState
from testamur.ledger.statements import Statement
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry
from testamur.text import award_id as award_ids
from testamur.text import dates


@dataclass(slots=True)
class StatementOutcome:
    """The states of all documents after the run, by name; and what was done, for people: `("signed", "pathways/…")`."""

    states: dict[str, StatementState]
    acts: list[tuple[str, str]] = field(default_factory=list)


def carry_out(
    registry: Registry,
    run: SigningRun,
    plan: StatementPlan,
    *,
    credential: Callable[[str], bytes],
    approvals: Mapping[str, Sequence[str]] | None,
) -> StatementOutcome:
    """Do what is pending; `credential` returns the signed document of an award id, `approvals` are those of a run.

    RecordsError if a document cannot be signed; LedgerError if an endorsement was not approved.
    """
    outcome = StatementOutcome(states=dict(plan.states))
    for pending in plan.pending:
        # Records are made of awards, which were approved; an endorsement speaks for the institution by itself.
        if approvals is not None and pending.is_endorsement and pending.subject_key not in approvals:
            raise LedgerError(f"{pending.subject_key} became pending after approval was looked up. Run this again")
        # Drawn, since it is the address of a learner's page: a learner's id, or a hash of it, could be guessed.
        name = pending.name or award_ids.generate(run.random)
        outcome.states[name] = _carry_out(registry, run, name, pending, credential)
        run.transaction.write(f"statements/{name}.json", statement_state.write(outcome.states[name]))
        outcome.acts.append((PAST_TENSE[pending.act], pending.subject_key))
    return outcome


def _carry_out(
    registry: Registry, run: SigningRun, name: str, pending: PendingStatement, credential: Callable[[str], bytes]
) -> StatementState:
    state = pending.state
    if pending.act == "sign" and pending.statement is not None:
        return _sign(registry, run, name, pending.statement, state, credential)
    if state is None:
        raise LedgerError(f"{name} was never signed. Fetch the ledger again")
    if pending.act == "revoke":
        # An endorsement's page stays and says that it was withdrawn; a withdrawn record is shown nowhere.
        if not state.subject_key.startswith("endorsing/"):
            run.transaction.remove(f"documents/{name}.json")
        return state.revoke()
    run.erase(f"documents/{name}.json", state.editions)
    return state.take_away()


def _sign(
    registry: Registry,
    run: SigningRun,
    name: str,
    statement: Statement,
    state: StatementState | None,
    credential: Callable[[str], bytes],
) -> StatementState:
    place = run.allocate_status_index()
    # A record keeps its subject through all editions, as an award does.
    subject = (
        state.credential_subject
        if state and state.credential_subject
        else f"urn:uuid:{uuid.UUID(bytes=run.random(16), version=4)}"
    )
    previous = state.current.digest if state else ""
    try:
        document = (
            _endorsement(registry, run, statement, place)
            if statement.kind == "endorsing"
            else _record(registry, run, statement, place, credential, name=name, subject=subject)
        )
        edition, _ = run.sign(document, f"documents/{name}.json", place, previous=previous)
    except DocumentError as error:
        raise RecordsError([_cannot_be_signed(registry, statement, error)]) from error
    salt = run.random(16).hex()
    return StatementState(
        subject_key=statement.subject_key,
        editions=(*(state.editions if state else ()), edition),
        state="revoked" if statement.is_withdrawn else "active",
        credential_subject="" if statement.kind == "endorsing" else subject,
        content_salt=salt,
        content_digest=record_digest(dict(statement.content), salt),
    )


def _endorsement(registry: Registry, run: SigningRun, statement: Statement, place: StatusListIndex) -> Document:
    record, issuer = registry.endorsing[statement.subject_id], registry.issuer
    language = record.language or issuer.languages[0]
    last_day = record.valid_until
    return endorsement.compose(
        endorsement.EndorsementText(
            slug=record.slug,
            endorsed=record.endorses,
            name=words(language)["endorsementOf"].format(record.name),
            comment=record.comment,
        ),
        issuer,
        language=language,
        valid_from=run.signed_at,
        list_number=place.list_number,
        list_index=place.list_index,
        valid_until=dates.instant(dates.end_of_day(last_day, issuer.time_zone)) if last_day else "",
    )


def _record(
    registry: Registry,
    run: SigningRun,
    statement: Statement,
    place: StatusListIndex,
    credential: Callable[[str], bytes],
    *,
    name: str,
    subject: str,
) -> Document:
    issuer = registry.issuer
    language = issuer.languages[0]
    if statement.kind == "pathways":
        about = registry.pathways[statement.pathway].name
        address = addresses.pathway_record(issuer.base, statement.subject_id)
    else:
        about, address = issuer.name, addresses.learner_record(issuer.base, name)
    return learner_record.compose(
        registry.learners[statement.learner].name,
        [json.loads(credential(award_id)) for award_id in statement.parts],
        issuer,
        learner_record.RecordDetails(
            id=address,
            valid_from=run.signed_at,
            subject=subject,
            list_number=place.list_number,
            list_index=place.list_index,
        ),
        name=words(language)["learnerRecord"].format(say(about, language)),
        language=language,
        associations=[learner_record.Association(*association) for association in statement.associations],
    )


def _cannot_be_signed(registry: Registry, statement: Statement, error: DocumentError) -> Problem:
    is_endorsement = statement.kind == "endorsing"
    return Problem(
        code="cannot-be-signed",
        file=f"{registry.folder.name}/{statement.subject_key}.yml"
        if is_endorsement
        else registry.awards[statement.parts[0]].file,
        reason=f"{'this endorsement' if is_endorsement else 'the record of this learner'} cannot be signed ({error})",
        remedy="Leave out what it names" if is_endorsement else "Please report it",
    )
