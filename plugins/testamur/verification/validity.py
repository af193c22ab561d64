"""The check `validity`: the credential has begun, and has not ended.

Instants are compared, whatever zone they are written in. An end is exact; a start has some grace, since the
clocks of two machines differ (docs/verification.md, "Clocks").
"""

from __future__ import annotations

import datetime

from testamur.verification.check import Check, failed, passed
from testamur.verification.credential import Credential
from testamur.verification.reading.instants import is_later, said
from testamur.verification.verdict import Verdict


def check(credential: Credential, now: datetime.datetime) -> Check:
    """Return the check; `now` is an instant with a zone."""
    return of_period(credential.valid_from, credential.valid_until, now)


def of_period(start: datetime.datetime, end: datetime.datetime | None, now: datetime.datetime) -> Check:
    """Return the check of what is in force from `start` to `end`, None for no end."""
    if end is not None and now > end:
        return failed("validity", "expired", f"its validity ended on {said(end)}", Verdict.EXPIRED)
    if is_later(start, now):
        return failed("validity", "not-yet-valid", f"not yet in force before {said(start)}", Verdict.NOT_YET_VALID)
    return passed("validity", "it has no end date" if end is None else f"in force until {said(end)}")
