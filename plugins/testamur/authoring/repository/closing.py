"""Closes a registry: writes the day into `issuer.yml`, and a hand-over list, so that its awards outlive it."""

from __future__ import annotations

import datetime

from testamur.authoring.editing.record_text import RecordText, first_edit_that_reads_as, read_record
from testamur.records.model.localized_text import say
from testamur.records.model.models import Issuer
from testamur.verification import status

# After so many days our verifier relies on no list: docs/verification.md, "Status lists that are too old".
_LIST_DAYS = status.OLDEST.days


def closed_on(before: bytes, day: datetime.date) -> bytes:
    """Return issuer.yml with the line that closes the registry; UsageError if only a person can edit it well."""
    record: RecordText = read_record(before, "issuer.yml")
    line = f"closed: {day}"
    end = record.line_end(record.end(record.root.value[0][1]))
    wanted = {**record.value, "closed": day.isoformat()}
    return first_edit_that_reads_as(record, [[record.lines_at(end, [line])]], wanted, f"add {line}")


def checklist(issuer: Issuer, day: datetime.date) -> str:
    """Return the hand-over list, as text to print and to tick."""
    last = day + datetime.timedelta(days=_LIST_DAYS)
    return f"""\
HAND-OVER of the registry of {say(issuer.name, *issuer.languages)}
{issuer.base}, closed on {day}

[ ] Everything that was earned until {day} is issued, and nothing is withdrawn because we close.
[ ] A last publish ran after that day, and the site was looked at: every page says that the registry is closed.
[ ] Once a year somebody runs the publishing by hand, with the key: that signs the status lists anew. The daily run
    has no key and does not. Without it, the last lists count for {_LIST_DAYS} days in our verifier, until about
    {last}; after that it says "could not be checked" for the status, and everything else still holds. Other
    verifiers do not ask for a list's age.
[ ] Whoever takes over (an archive, a successor, a ministry) has: this repository, the branch "ledger", the built site
    as files, and the right to the address {issuer.base}.
[ ] The address is paid for, for as many years as awards are to be checkable; its owner knows why.
[ ] The site is kept a second time (a web archive, a library), and the archive's address is written down here: ________
[ ] Learners were told to keep their own files: the button "Keep a copy" on each award's page.
[ ] The signing key went with the publishing to ________, or every copy was destroyed on ________ before two people.
[ ] Questions about awards go to ________; the contact in issuer.yml says so.

Signed: ________________    ________________
"""
