"""What a status list says of an instant before it was signed, for whoever asks how an award stood then.

A registry clears no bit that it has set for good, so that what was not withdrawn later was not withdrawn before. Only
the bit of a hold is cleared again, and the list does not tell that there was one (decision 2).
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from testamur.verification.check import Check, could_not_run
from testamur.verification.reading.instants import said


def clear_later(signed: datetime.datetime, asked: datetime.datetime, *, registry: bool) -> Check:
    """Return the check `status` where a bit was clear when its list was signed, after the instant asked about."""
    if not registry:
        detail = f"the issuer's list was signed at {said(signed)}, and does not say how it stood at {said(asked)}"
        return could_not_run("status", "list-later", detail)
    detail = (
        f"whether it was on hold at {said(asked)} is not known, for the issuer's list was signed at {said(signed)}; "
        "it was not withdrawn by then, and so not before"
    )
    return could_not_run("status", "list-later", detail)


def undated(answer: Check, asked: datetime.datetime) -> Check:
    """Return what a list without a day, as it is now, says of an instant that was asked about."""
    if answer.outcome == "passed":
        detail = f"the issuer's list has no day, and does not say how it stood at {said(asked)}"
        return could_not_run("status", "list-later", detail)
    if answer.verdict is None:
        return answer
    return replace(answer, detail=f"{answer.detail}; the list has no day, so that may be since {said(asked)}")


def set_later(answer: Check, asked: datetime.datetime) -> Check:
    """Return the answer that a bit is set, where its list was signed after the instant asked about."""
    return replace(answer, detail=f"{answer.detail}; it was signed after {said(asked)}, so that may be since")
