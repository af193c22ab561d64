"""Checks the issuers that the institution knows: not itself, none twice, and days that fit."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

from testamur.errors import Problem
from testamur.records.model.known_issuers import KnownIssuer
from testamur.records.model.models import Issuer
from testamur.records.parsing.parsed import Parsed, problem
from testamur.records.rules import days
from testamur.text.languages.messages import msg

MOST = 400
"""How many there may be: whoever checks an award of a stranger fetches all of them."""


def check(
    known: Iterable[KnownIssuer], parsed: Callable[[str], Parsed], issuer: Issuer | None, today: datetime.date
) -> Iterator[Problem]:
    """Yield every problem of the known issuers; `parsed` returns what was parsed of one, by its slug."""
    first: dict[str, str] = {}
    for number, one in enumerate(known, 1):
        record = parsed(one.slug)
        if number == MOST + 1:
            reason = msg("there are more than {most} known issuers", most=MOST)
            remedy = msg("Remove those whose last day is long over")
            yield problem(record, (), code="size", reason=reason, remedy=remedy)
        if issuer is not None and _is_own(one.id, issuer.base):
            reason = msg("this is your own registry, which its own pages trust anyway")
            yield problem(
                record,
                ("id",),
                code="own",
                reason=reason,
                remedy=msg("Delete this file; it is for others"),
                value=one.id,
            )
        other = first.setdefault(one.id, one.slug)
        if other != one.slug:
            reason = msg("credentials/known-issuers/{other}.yml has the same identifier", other=other)
            remedy = msg("Keep one of the two files")
            yield problem(record, ("id",), code="duplicate", reason=reason, remedy=remedy, value=one.id)
        yield from _check_days(one, record, today)


def _check_days(one: KnownIssuer, record: Parsed, today: datetime.date) -> Iterator[Problem]:
    yield from days.check_has_come(record, ("since",), one.since, today)
    if one.until is not None and one.until < one.since:
        reason = msg("the last day is before the first ({since})", since=one.since)
        remedy = msg("Write a later day, or delete the file of an issuer that was never known")
        yield problem(record, ("until",), code="date-order", reason=reason, remedy=remedy, value=one.until)


def _is_own(identifier: str, base: str) -> bool:
    """Say whether an identifier is the registry at `base` itself: its DID (`credentials.did`), or an address in it."""
    if identifier.startswith("did:web:"):
        host, *path = identifier.removeprefix("did:web:").split(":")
        return path[-1:] == ["issuer"] and "/".join([host.replace("%3A", ":"), *path[:-1]]) == base[len("https://") :]
    return identifier == base or identifier.startswith(f"{base}/")
