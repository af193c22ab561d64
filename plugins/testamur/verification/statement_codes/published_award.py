"""Holds a signed statement against what the issuer publishes of its award: the index, and the award's own credential.

A signature says that somebody had the key. Whoever has it can state an award that nobody made, or another name beside
the digest of somebody's award, which the index tells everybody. Where the network answers, that is found out: the
digest has to be one that the index has of this award, and what is stated what the credential of that digest says.
Mirrored by `theme/static/verifier/published_award.js`.
"""

from __future__ import annotations

import datetime

from testamur.credentials import did as dids
from testamur.credentials import sealed_entry
from testamur.credentials.statement_codes.statement_code import Statement
from testamur.errors import VerificationError
from testamur.verification import edition
from testamur.verification.check import Check
from testamur.verification.edition import Entry
from testamur.verification.examination import Examination
from testamur.verification.reading.instants import read_instant
from testamur.verification.resolving.resolver import Resolver
from testamur.verification.statement_codes.outcome import StatementExamination, could_not_check, refused
from testamur.verification.verdict import WORDS, Verdict

_REPLACED = f"{WORDS[Verdict.SUPERSEDED]}: the award's page has another copy than this code was made of."


def hold_against(
    stated: StatementExamination, today: Examination | None, *, resolver: Resolver
) -> StatementExamination:
    """Return what is found of a signed statement once its issuer was asked about the award; of any other, the same.

    `today` is what was found of the credential at the award's page; None where it was not reached.
    """
    statement = stated.statement
    if statement is None or stated.verdict != "SIGNED":
        return stated
    copy = today if today is not None and _is_proven(today) else None
    is_same = copy is not None and copy.digest == statement.digest
    if copy is not None and is_same and not _says(statement, copy):
        return refused("other-facts", "it says something else than the award that it names")
    found = edition.members_of(dids.base_of(statement.issuer), statement.award_id, resolver)
    if isinstance(found, Check):
        # Where nobody answers, the signature is all there is; another copy at the page is an answer.
        is_silent = found.code == "index-unreachable" and (copy is None or is_same)
        return stated if is_silent else could_not_check(found.code, found.detail)
    # A sealed award's entry tells only those who have the credential.
    return stated if sealed_entry.MEMBER in found else _by_entry(stated, statement, Entry(found))


def _by_entry(stated: StatementExamination, statement: Statement, entry: Entry) -> StatementExamination:
    if statement.digest == entry.digest:
        return stated
    if statement.digest in entry.replaced:
        return StatementExamination(verdict="SUPERSEDED", code="replaced", sentence=_REPLACED, statement=statement)
    return refused("not-the-published-edition", "it was made of a copy that the issuer did not publish")


def _is_proven(examined: Examination) -> bool:
    """Say whether a signature fits, by a key of the issuer's."""
    passed = {check.name for check in examined.checks if check.outcome == "passed"}
    return {"proof", "issuer"} <= passed


def _says(statement: Statement, copy: Examination) -> bool:
    """Say whether a credential says what a statement says of it; a title may be shortened."""
    title, facts = statement.title, copy.facts
    full = facts.get("achievement", "")
    is_title = title == full or (title.endswith("…") and full.startswith(title[:-1]))
    return (
        is_title
        and statement.is_of(facts.get("learner", ""))
        and statement.awarded.isoformat() == facts.get("awardedDate")
        and statement.valid_until == _end(facts.get("validUntil"))
    )


def _end(text: str | None) -> datetime.datetime | None:
    try:
        return read_instant(text, "validUntil") if text else None
    except VerificationError:
        return None
