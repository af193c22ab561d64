"""The check `validity`: now is not before the credential's start, and not after its end."""

from __future__ import annotations

import datetime

from testamur.verification.check import Check, failed, passed
from testamur.verification.document import Credential
from testamur.verification.issuer import GRACE
from testamur.verification.verdict import Verdict


def check(credential: Credential, now: datetime.datetime) -> Check:
    """Return the check: ends are exact, starts have five minutes' grace."""
    if credential.valid_until is not None and now > credential.valid_until:
        return failed("validity", "expired", f"its validity ended on {_said(credential.valid_until)}", Verdict.EXPIRED)
    if now < credential.valid_from - GRACE:
        detail = f"it is in force from {_said(credential.valid_from)} on"
        return failed("validity", "not-yet-valid", detail, Verdict.NOT_YET_VALID)
    if credential.valid_until is None:
        return passed("validity", "it has no end date")
    return passed("validity", f"in force until {_said(credential.valid_until)}")


def _said(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
