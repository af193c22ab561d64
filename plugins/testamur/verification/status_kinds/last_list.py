"""The last status list of a registry that closed: it says itself how long it is good (decision 26).

Only such lists have `validUntil`. Within it the status stands, for nothing changes any more; after it, nothing is said.
"""

from __future__ import annotations

import datetime

from testamur.verification.check import Check, passed
from testamur.verification.reading.instants import said
from testamur.verification.status_kinds.list_credential import NotUsable


def clear(signed: datetime.datetime, until: datetime.datetime | None) -> Check:
    """Return the check of an award whose bit is not set; `until` is None of any list but the last."""
    if until is None:
        return passed("status", f"not withdrawn and not on hold, as the issuer's list of {said(signed)} says")
    return passed(
        "status",
        f"not withdrawn and not on hold, as the issuer's last list, of {said(signed)}, says",
        code="list-last",
        limit=f"Its status ends with the issuer's last list, of {said(signed)}, which is good until {said(until)}.",
    )


def ended(signed: datetime.datetime, until: datetime.datetime) -> NotUsable:
    """Return what is raised of a list that has ended."""
    return NotUsable("list-ended", f"the issuer's last status list, of {said(signed)}, was good until {said(until)}")
