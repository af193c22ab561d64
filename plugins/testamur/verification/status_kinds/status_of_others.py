"""The check `status` of an award that is no registry's known here: each entry by its kind, and of several the gravest.

What an entry says beside whether the award was withdrawn or is on hold (a message, a newer version) is told, and
changes no verdict. An entry of an unknown kind or purpose is no answer: whether it matters cannot be told.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from testamur.verification.check import Check, could_not_run
from testamur.verification.credential import Credential, Document
from testamur.verification.reading.asked_instants import undated
from testamur.verification.reading.shapes import quoted
from testamur.verification.resolving.resolver import Resolver
from testamur.verification.status_kinds import bit_entries, revocation_list
from testamur.verification.status_kinds.list_credential import ListReader
from testamur.verification.verdict import GRAVEST_FIRST, Verdict

Note = str  # what is told beside an answer
_BITS = ("BitstringStatusListEntry", "StatusList2021Entry")


def check(
    credential: Credential,
    *,
    resolver: Resolver,
    now: datetime.datetime,
    seen: Mapping[str, datetime.datetime],
    asked: bool = False,
) -> Check:
    """Return the check of all status entries of a credential, at least one.

    `seen` maps the address of a list to the signing instant of the newest one known. With `asked`, `now` is an instant
    that somebody asked about, and lists may be of later.
    """
    reader = ListReader(credential, resolver, now, seen, asked)
    answers = [_answer(entry, reader) for entry in credential.statuses]
    notes = [answer for answer in answers if isinstance(answer, Note)]
    checks = [answer for answer in answers if isinstance(answer, Check)]
    if not checks:
        detail = "no status entry of it says whether it was withdrawn"
        return _beside(could_not_run("status", "status-purpose", detail), notes)
    failures = [found for found in checks if found.verdict is not None]
    if failures:
        gravest = min(failures, key=lambda found: GRAVEST_FIRST.index(found.verdict or Verdict.VALID))
        return _beside(gravest, notes)
    left = next((found for found in checks if found.outcome != "passed"), None)
    # Two entries of one purpose may point to one bit.
    details = dict.fromkeys(found.detail for found in checks)
    return _beside(left or replace(checks[0], detail="; ".join(details)), notes)


def _answer(entry: Document, reader: ListReader) -> Check | Note:
    kind = entry.get("type")
    if kind in _BITS:
        return bit_entries.answer(entry, reader)
    if kind == "1EdTechRevocationList":
        found = revocation_list.check(entry, reader.credential, reader.resolver)
        return undated(found, reader.now) if reader.asked else found
    detail = f"a status entry of the type {quoted(kind, 60)} is not read here"
    return could_not_run("status", "status-not-supported", detail)


def _beside(found: Check, notes: list[Note]) -> Check:
    return replace(found, detail="; ".join([found.detail, *notes])) if notes else found
