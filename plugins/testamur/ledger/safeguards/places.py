"""Places in the status lists: each is one edition's alone, and every credential names the place that its state has.

A place that two awards share, or a state that names another place than its credential, would let a revocation set a
bit that nobody reads, and leave the withdrawn award valid. So all of it is compared before anything is signed or built.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Any

from testamur.credentials import addresses, status_list
from testamur.credentials.addresses import Purpose
from testamur.errors import DocumentError, LedgerError
from testamur.ledger.bits import HasStatus, ListName
from testamur.ledger.state import AwardState, Edition
from testamur.ledger.statement_state import StatementState
from testamur.ledger.store import Ledger

_AGAIN = "Fetch the ledger again; if it is the same there, take the file from the history of the ledger's branch"


def check_states(
    awards: Mapping[str, AwardState],
    statements: Mapping[str, StatementState],
    entered: Collection[str],
    *,
    settled: Collection[str] = (),
) -> None:
    """Raise LedgerError where two editions share a place, or an edition was never entered (`entered`: digests).

    That those of `settled` awards were entered is known.
    """
    places, number = set(), 0
    both: Iterable[tuple[str, HasStatus]] = chain(awards.items(), statements.items())
    for name, state in both:
        for edition in state.editions:
            # As one number, since there may be a million.
            places.add(edition.list_number * status_list.BITS + edition.list_index)
            number += 1
            if name not in settled and edition.digest not in entered:
                raise LedgerError(f"ledger/entries.jsonl has no entry of an edition of {_file(name, awards)}. {_AGAIN}")
    if len(places) < number:
        _refuse_shared(awards, statements)


def _refuse_shared(awards: Mapping[str, AwardState], statements: Mapping[str, StatementState]) -> None:
    """Raise LedgerError with the first two editions that share a place."""
    owners: dict[tuple[int, int], str] = {}
    both: Iterable[tuple[str, HasStatus]] = chain(awards.items(), statements.items())
    for name, state in both:
        for edition in state.editions:
            place = (edition.list_number, edition.list_index)
            if place in owners:
                files = f"{_file(name, awards)} and {_file(owners[place], awards)}"
                raise LedgerError(
                    f"{files} have one place in the status lists (list {edition.list_number}, index "
                    f"{edition.list_index}): withdrawing one would withdraw the other. {_AGAIN}"
                )
            owners[place] = name


def check_documents(
    ledger: Ledger, base: str, awards: Mapping[str, AwardState], statements: Mapping[str, StatementState]
) -> None:
    """Raise LedgerError where a signed document is not its state's: of another award, or with another place."""
    for award_id, state in awards.items():
        if not state.erased:
            check_award(ledger.current_document(award_id, state)[1], base, award_id, state)
    check_statements(ledger, base, statements)


def check_award(document: Mapping[str, Any], base: str, award_id: str, state: AwardState) -> None:
    """Raise LedgerError where an award's credential is of another one, or has another place than its state."""
    _check(document, addresses.award(base, award_id), base, state.current, f"credentials/{award_id}.json")


def check_statements(ledger: Ledger, base: str, statements: Mapping[str, StatementState]) -> None:
    """Raise LedgerError where a signed document that is no award is another one, or has another place."""
    for name, state in statements.items():
        kind, _, subject_id = state.subject_key.partition("/")
        # What was taken away has no document any more, and neither has the record of a withdrawn milestone.
        if not kind or (kind != "endorsing" and state.state == "revoked"):
            continue
        address = {
            "endorsing": addresses.endorsement(base, subject_id),
            "pathways": addresses.pathway_record(base, subject_id),
            "learners": addresses.learner_record(base, name),
        }.get(kind, "")
        document = json.loads(ledger.statement(name, state))
        _check(document, address, base, state.current, f"documents/{name}.json")


def check_list(document: Mapping[str, Any], base: str, name: ListName) -> None:
    """Raise LedgerError where the file of a status list has another list."""
    address = addresses.status_list(base, *name)
    subject = document.get("credentialSubject", {})
    if (document.get("id"), subject.get("statusPurpose")) != (address, name[0]):
        raise LedgerError(f"ledger/status/{addresses.status_list_name(*name)}.json is another status list. {_AGAIN}")


def check_withdrawals(ledger: Ledger, lists: Mapping[ListName, bytes]) -> None:
    """Raise LedgerError where new lists would take back what the signed ones say is withdrawn for good.

    A bit of a revocation list is cleared by the end of a hold, of which the suspension list has the same bit, and by
    nothing else.
    """
    for purpose, number in ledger.status_lists():
        if purpose != "revocation":
            continue
        name = addresses.status_list_name(purpose, number)
        new_bits = lists.get((purpose, number))
        if new_bits is None:
            raise LedgerError(f"ledger/status/{name}.json is a list in which no award has a place. {_AGAIN}")
        withdrawn = _bits(ledger, purpose, number) & ~_bits(ledger, "suspension", number)
        if withdrawn & ~int.from_bytes(new_bits, "big"):
            raise LedgerError(
                f"ledger/status/{name}.json says that something is withdrawn which the states in ledger/awards say is "
                f"in force. {_AGAIN}"
            )


def _file(name: str, awards: Collection[str]) -> str:
    return f"ledger/{'awards' if name in awards else 'statements'}/{name}.json"


def _check(document: Mapping[str, Any], address: str, base: str, edition: Edition, file: str) -> None:
    if document.get("id") != address:
        raise LedgerError(f"ledger/{file} is not of {address}. {_AGAIN}")
    if document.get("credentialStatus") != status_list.entry(
        base, list_number=edition.list_number, list_index=edition.list_index
    ):
        raise LedgerError(
            f"ledger/{file} has another place in the status lists than its state, which names list "
            f"{edition.list_number}, index {edition.list_index}: revoking it would have no effect. {_AGAIN}"
        )


def _bits(ledger: Ledger, purpose: Purpose, number: int) -> int:
    """Return the bits of a signed list as one number; 0 where there is no such list yet."""
    data = ledger.status_list(purpose, number)
    if data is None:
        return 0
    try:
        return int.from_bytes(status_list.decode(json.loads(data)["credentialSubject"]["encodedList"]), "big")
    except (ValueError, KeyError, TypeError, DocumentError) as error:
        name = addresses.status_list_name(purpose, number)
        raise LedgerError(f"ledger/status/{name}.json is not a status list ({error}). {_AGAIN}") from error
