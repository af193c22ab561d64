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
from testamur.ledger.pending_statements import DID, PendingStatement, StatementPlan
from testamur.ledger.signing_run import Press
from testamur.ledger.state import record_digest
from testamur.ledger.statement_state import StatementState
from testamur.ledger.statements import Statement
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry
from testamur.text import award_id as award_ids
from testamur.text import dates


@dataclass(slots=True)
class Made:
    """The states of all documents after the run, by name; and what was done, for people: `("signed", "pathways/…")`."""

    states: dict[str, StatementState]
    told: list[tuple[str, str]] = field(default_factory=list)


def carry_out(
    registry: Registry,
    press: Press,
    plan: StatementPlan,
    *,
    credential: Callable[[str], bytes],
    approvals: Mapping[str, Sequence[str]] | None,
) -> Made:
    """Do what is pending; `credential` returns the signed document of an award id, `approvals` are those of a run.

    RecordsError if a document cannot be signed; LedgerError if an endorsement was not approved.
    """
    made = Made(states=dict(plan.states))
    for one in plan.pending:
        # Records are made of awards, which were approved; an endorsement speaks for the institution by itself.
        if approvals is not None and one.of.startswith("endorsing/") and one.of not in approvals:
            raise LedgerError(f"{one.of} became pending after approval was looked up. Run this again")
        # Drawn, since it is the address of a learner's page: a learner's id, or a hash of it, could be guessed.
        name = one.name or award_ids.generate(press.random)
        made.states[name] = _carry_out(registry, press, name, one, credential)
        press.transaction.write(f"statements/{name}.json", statement_state.write(made.states[name]))
        made.told.append((DID[one.act], one.of))
    return made


def _carry_out(
    registry: Registry, press: Press, name: str, one: PendingStatement, credential: Callable[[str], bytes]
) -> StatementState:
    if one.act == "sign" and one.statement is not None:
        return _sign(registry, press, name, one.statement, one.known, credential)
    if one.known is None:
        raise LedgerError(f"{name} was never signed. Fetch the ledger again")
    is_endorsement = one.known.of.startswith("endorsing/")
    if one.act == "revoke":
        # An endorsement's page stays and says that it was withdrawn; a withdrawn record is shown nowhere.
        if not is_endorsement:
            press.transaction.remove(f"documents/{name}.json")
        return statement_state.revoked(one.known)
    press.erase(f"documents/{name}.json", one.known.editions)
    return one.known.take_away()


def _sign(
    registry: Registry,
    press: Press,
    name: str,
    statement: Statement,
    known: StatementState | None,
    credential: Callable[[str], bytes],
) -> StatementState:
    place = press.draw_place()
    # A record keeps its subject through all editions, as an award does.
    subject = known.subject if known and known.subject else f"urn:uuid:{uuid.UUID(bytes=press.random(16), version=4)}"
    previous = known.current.digest if known else ""
    try:
        document = (
            _endorsement(registry, press, statement, place)
            if statement.kind == "endorsing"
            else _record(registry, press, name, statement, subject, place, credential)
        )
        edition, _ = press.sign(document, f"documents/{name}.json", place, previous)
    except DocumentError as error:
        raise RecordsError([_cannot_be_signed(registry, statement, error)]) from error
    salt = press.random(16).hex()
    return StatementState(
        of=statement.key,
        editions=(*(known.editions if known else ()), edition),
        state="revoked" if statement.is_withdrawn else "active",
        subject="" if statement.kind == "endorsing" else subject,
        content_salt=salt,
        content_digest=record_digest(dict(statement.content), salt),
    )


def _endorsement(registry: Registry, press: Press, statement: Statement, place: tuple[int, int]) -> Document:
    given, issuer = registry.endorsing[statement.of], registry.issuer
    language = given.language or issuer.languages[0]
    last = given.valid_until
    return endorsement.compose(
        endorsement.EndorsementText(
            slug=given.slug,
            endorsed=given.endorses,
            name=words(language)["endorsementOf"].format(given.name),
            comment=given.comment,
        ),
        issuer,
        language=language,
        valid_from=press.moment,
        list_number=place[0],
        list_index=place[1],
        valid_until=dates.instant(dates.end_of_day(last, issuer.time_zone)) if last else "",
    )


def _record(
    registry: Registry,
    press: Press,
    name: str,
    statement: Statement,
    subject: str,
    place: tuple[int, int],
    credential: Callable[[str], bytes],
) -> Document:
    issuer = registry.issuer
    language = issuer.languages[0]
    if statement.kind == "pathways":
        about = registry.pathways[statement.pathway].name
        address = addresses.pathway_record(issuer.base, statement.of)
    else:
        about, address = issuer.name, addresses.learner_record(issuer.base, name)
    return learner_record.compose(
        registry.learners[statement.learner].name,
        [json.loads(credential(award_id)) for award_id in statement.parts],
        issuer,
        learner_record.RecordDetails(
            id=address, valid_from=press.moment, subject=subject, list_number=place[0], list_index=place[1]
        ),
        name=words(language)["learnerRecord"].format(say(about, language)),
        language=language,
        associations=[learner_record.Association(*one) for one in statement.associations],
    )


def _cannot_be_signed(registry: Registry, statement: Statement, error: DocumentError) -> Problem:
    is_endorsement = statement.kind == "endorsing"
    return Problem(
        code="cannot-be-signed",
        file=f"{registry.folder.name}/{statement.key}.yml"
        if is_endorsement
        else registry.awards[statement.parts[0]].file,
        reason=f"{'this endorsement' if is_endorsement else 'the record of this learner'} cannot be signed ({error})",
        remedy="Leave out what it names" if is_endorsement else "Please report it",
    )
