"""How old the signed status lists are: after 400 days no verifier takes them for an answer, and every award fails.

The last ones of a registry that closed say themselves how long they are good, and are not signed anew (decision 26).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

from testamur.credentials import addresses, status_list
from testamur.errors import LedgerError
from testamur.ledger.bits import ListName
from testamur.ledger.store import Ledger
from testamur.records.model.models import Issuer
from testamur.text import dates
from testamur.text.languages.messages import msg
from testamur.verification import status

WARN_AFTER = 300  # days: a season is left to sign them anew
_ANEW_AFTER = datetime.timedelta(days=30)
MAX_AGE_DAYS = status.OLDEST.days


def last_until(issuer: Issuer, now: datetime.datetime) -> str:
    """Return the instant until which lists that are signed now are good, as the last ones; "" for any others."""
    closed, until = issuer.closed, issuer.lists_valid_until
    has_closed = closed is not None and now.astimezone(datetime.UTC).date() > closed
    return f"{until}T23:59:59Z" if has_closed and until is not None else ""


def is_due(
    ledger: Ledger, method: str, name: ListName, list_bits: bytes, now: datetime.datetime, last_until: str
) -> bool:
    """Say whether a list is to be signed by the key `method`: it is old, or says another thing than it should."""
    data = ledger.status_list(*name)
    if data is None:
        return True
    signed = json.loads(data)
    age = now - dates.read_instant(signed["validFrom"])
    # The last ones do not grow old; one of the future was signed by a clock that was ahead.
    is_old = (age > _ANEW_AFTER and not last_until) or age < datetime.timedelta()
    is_same = status_list.decode(signed["credentialSubject"]["encodedList"]) == list_bits
    is_same = is_same and signed.get("validUntil", "") == last_until
    return is_old or not is_same or bool(signed["proof"][0]["verificationMethod"] != method)


def signing_days(ledger: Ledger) -> dict[str, datetime.date]:
    """Return the day on which each status list was signed, by its name; the last ones of all do not grow old."""
    days = {}
    for purpose, number in ledger.status_lists():
        name = addresses.status_list_name(purpose, number)
        try:
            found = json.loads(ledger.status_list(purpose, number) or b"")
            signed = found["validFrom"]
            if "validUntil" in found:
                continue
            days[name] = dates.read_instant(signed).astimezone(datetime.UTC).date()
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerError(f"ledger/status/{name}.json is not a status list. Fetch the ledger again") from error
    return days


def old_lists(lists: Mapping[str, datetime.date], today: datetime.date) -> dict[str, datetime.date]:
    """Return the lists that should be signed anew soon, in the order of their names."""
    return {name: day for name, day in sorted(lists.items()) if (today - day).days > WARN_AFTER}


def age_warning(lists: Mapping[str, datetime.date], today: datetime.date) -> str:
    """Say in one line that the lists grow old, and by when they have to be signed anew; "" while they do not."""
    old = old_lists(lists, today)
    if not old:
        return ""
    day = min(old.values())
    last_day = day + datetime.timedelta(days=MAX_AGE_DAYS)
    return msg(
        "The status lists are of {day}. On {last_day} every award stops to verify, unless they "
        "are signed anew before: run testamur issue, or the workflow publish",
        day=day,
        last_day=last_day,
    )
