"""How old the signed status lists are: after 400 days no verifier takes them for an answer, and every award fails."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

from testamur.credentials import addresses
from testamur.errors import LedgerError
from testamur.ledger.store import Ledger
from testamur.text import dates
from testamur.text.languages.messages import msg
from testamur.verification import status

WARN_AFTER = 300  # days: a season is left to sign them anew
MAX_AGE_DAYS = status.OLDEST.days


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
