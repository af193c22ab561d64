"""What a change may do to the line of issuer.yml that names the registry's ledger: it is added once, and stays.

With another line, a ledger that is another's or begun anew would pass for the registry's own, and every award would be
issued a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from testamur.errors import Problem
from testamur.records.changes.snapshots import Snapshot
from testamur.records.parsing.parsed import Parsed, problem


def check(before: Snapshot, now: Snapshot, parsed: Callable[[str], Parsed], folder: str) -> Iterator[Problem]:
    """Yield a problem where the line changes while there are awards. `folder` is the name of the records' folder."""
    if before.issuer is None or now.issuer is None or not before.awards:
        return
    old, new = before.issuer.ledger_id, now.issuer.ledger_id
    if old and old != new:
        yield problem(
            parsed(f"{folder}/issuer.yml"),
            ("ledgerId",),
            code="ledger-changed",
            reason=f"the awards here were issued into the ledger {old}: with another one, all of them would be issued "
            "again",
            remedy="Put the old id back. testamur docs operating says under The ledger what to do when it is lost",
            value=new or "none",
        )
