"""Status lists held to the log: each list that was relied on has to be the newest edition that was entered.

A genuine list of last year would bring a withdrawn award back, and a list that a thief signed would, too. Every edition
is entered, and so whoever has the end of the log knows the digest of the newest one.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from testamur.credentials import addresses
from testamur.errors import VerificationError
from testamur.proofs import jcs
from testamur.verification.check import Check, could_not_run
from testamur.verification.credential import Document
from testamur.verification.reading.instants import read_instant, said
from testamur.verification.registration.log_tail import LogTail
from testamur.verification.verdict import Verdict


@dataclass(frozen=True, slots=True)
class SignedList:
    """A registry's list that was read and relied on: the document, and when it was signed."""

    document: Document
    signed: datetime.datetime


def check(status: Check, lists: Mapping[str, SignedList], base: str, tail: LogTail) -> Check:
    """Return the check `status`, which is no answer any more where a list that it relied on is not the newest one.

    A bit that is set for good stays so, in whichever list it was found; a hold may have been lifted since.
    """
    if status.outcome != "passed" and status.verdict is not Verdict.SUSPENDED:
        return status
    differing = (_compare(address, listed, base, tail) for address, listed in lists.items())
    return next((found for found in differing if found is not None), status)


def _compare(address: str, listed: SignedList, base: str, tail: LogTail) -> Check | None:
    name = addresses.status_list_name_of(base, address)
    entry = tail.lists.get(name) if name else None
    moment = said(listed.signed)
    if entry is None:
        detail = f"the newest entries of the issuer's log do not name the status list of {moment}"
        return could_not_run("status", "list-not-entered", detail)
    if entry.get("c") == f"sha256:{hashlib.sha256(jcs.canonicalize(listed.document)).hexdigest()}":
        return None
    try:
        newest = read_instant(entry.get("t"), "t")
    except VerificationError:
        newest = listed.signed
    if listed.signed < newest:
        detail = f"the host serves a status list of {moment}, and the issuer's log knows a newer one, of {said(newest)}"
        return could_not_run("status", "list-older", detail)
    return could_not_run("status", "list-not-entered", f"the status list of {moment} is not the one that the log has")
