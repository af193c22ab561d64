"""Closes a registry in two steps, each lines of `issuer.yml`, and writes a hand-over list, so that awards outlive it.

First the last day is said, and nothing is awarded after it. Then, once that day is over, how long the last status lists
are good, and, where there is a log, that it ends: the next publish signs all that for the last time.
"""

from __future__ import annotations

import datetime

from testamur.authoring.editing.record_text import RecordText, first_edit_that_reads_as, inline_text, read_record
from testamur.records.model.localized_text import say
from testamur.records.model.models import Issuer
from testamur.verification import status

# After so many days our verifier relies on no list: docs/verification.md, "Status lists that are too old".
_LIST_DAYS = status.OLDEST.days
DEFAULT_YEARS = 10  # that the last lists are good


def closed_on(before: bytes, day: datetime.date, successor: str = "") -> bytes:
    """Return issuer.yml with the lines that close the registry; UsageError if only a person can edit it well."""
    record: RecordText = read_record(before, "issuer.yml")
    end = record.line_end(record.end(record.root.value[0][1]))
    lines = {"closed": day.isoformat(), **({"successor": successor} if successor else {})}
    return _with_lines(record, end, lines)


def with_last_lists(before: bytes, until: datetime.date) -> bytes:
    """Return issuer.yml of a closed registry with the line that makes the next status lists the last ones.

    UsageError if only a person can edit it well.
    """
    record: RecordText = read_record(before, "issuer.yml")
    found = record.field("closed") or record.root.value[0]
    return _with_lines(record, record.line_end(record.end(found[1])), {"listsValidUntil": until.isoformat()})


def lists_until(closed: datetime.date) -> datetime.date:
    """Return until when the last lists are good where nobody says otherwise."""
    return closed + datetime.timedelta(days=DEFAULT_YEARS * 365)


def _with_lines(record: RecordText, end: int, lines: dict[str, str]) -> bytes:
    texts = [f"{name}: {value if name != 'successor' else inline_text(value)}" for name, value in lines.items()]
    wanted = {**record.value, **lines}
    return first_edit_that_reads_as(record, [[record.lines_at(end, texts)]], wanted, f"add {', '.join(texts)}")


def checklist(issuer: Issuer, day: datetime.date) -> str:
    """Return the hand-over list, as text to print and to tick."""
    last = day + datetime.timedelta(days=_LIST_DAYS)
    return f"""\
HAND-OVER of the registry of {say(issuer.name, *issuer.languages)}
{issuer.base}, closed on {day}

[ ] Everything that was earned until {day} is issued, and nothing is withdrawn because we close.
[ ] A last publish ran after that day, and the site was looked at: every page says that the registry is closed.
[ ] Either somebody goes on publishing by hand, with the key, once a year: that signs the status lists anew. Without it,
    the lists count for {_LIST_DAYS} days in our verifier, until about {last}; after that it says "could not be
    checked" for the status, and everything else still holds. Other verifiers do not ask for a list's age.
[ ] Or the last lists were signed: testamur close --last, then a publish. They say themselves how long they are good,
    and nothing can be withdrawn, corrected or erased after them in a registry that keeps a log.
[ ] The whole is in one file: testamur archive --with-unlisted, for whoever takes over; testamur archive, for a library.
    Both were checked by somebody else: testamur archive --check FILE.
[ ] Whoever takes over (an archive, a successor, a ministry) has that file, and the right to the address {issuer.base}.
[ ] The address is paid for, for as many years as awards are to be checkable; its owner knows why.
[ ] The site is kept a second time (testamur mirror at a library), and that address is written down here: ________
[ ] Learners were told to keep their own files: the button "Keep a copy" on each award's page.
[ ] The signing key, and the keys of the log, went to ________, or every copy was destroyed on ________ before two
    people.
[ ] Questions about awards go to ________; the contact in issuer.yml says so.

Signed: ________________    ________________
"""
