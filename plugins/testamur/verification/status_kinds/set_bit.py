"""What a set bit of a registry's status list means: on hold, replaced, or withdrawn."""

from __future__ import annotations

import datetime

from testamur.verification.check import Check, failed
from testamur.verification.credential import Credential
from testamur.verification.edition import Entry
from testamur.verification.reading.instants import said
from testamur.verification.verdict import Verdict


def explain(credential: Credential, found: Entry | Check, signed: datetime.datetime, *, is_held: bool) -> Check:
    """Return which kind of no a set bit is; withdrawn, if nothing explains it.

    `found` is the index's answer, `signed` when the list was signed, and `is_held` what the list of holds says.
    """
    by = f"as the issuer's list of {said(signed)} says"
    if is_held:
        since = f" since {found.since}" if isinstance(found, Entry) and found.since else ""
        return failed("status", "suspended", f"on hold{since}, {by}", Verdict.SUSPENDED)
    if isinstance(found, Entry):
        on = f" on {found.since}" if found.since else ""
        if credential.digest in found.replaced:
            detail = f"replaced by a newer copy, {by}; see the current one at {credential.address}"
            return failed("status", "replaced", detail, Verdict.SUPERSEDED)
        if found.state == "superseded":
            detail = f"replaced by another award{on}, {by}; see the current one from {credential.address}"
            return failed("status", "superseded", detail, Verdict.SUPERSEDED)
        return failed("status", "revoked", f"withdrawn{on}, {by}", Verdict.REVOKED)
    if credential.kind != "award":
        # No index explains the bit of an endorsement or a record, and a newer edition sets it too.
        return failed("status", "revoked", f"withdrawn, or replaced by a newer edition, {by}", Verdict.REVOKED)
    return failed("status", "revoked", f"withdrawn, {by}", Verdict.REVOKED)
