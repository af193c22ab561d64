"""Lists awards whose validity ends soon: those in force that no other award renews yet."""

from __future__ import annotations

import datetime

from testamur.authoring.handing_out import register
from testamur.authoring.handing_out.register import RegisterRow
from testamur.records.registry import Registry
from testamur.records.rules import renewals


def awards_ending(
    registry: Registry, day: datetime.date, within: int, *, achievement: str = ""
) -> tuple[list[RegisterRow], int]:
    """Return the rows in force whose last valid day is from `day` to `within` days later, by that day.

    Those that another award renews are left out; the second value is their number.
    """
    first, last = day.isoformat(), (day + datetime.timedelta(days=within)).isoformat()
    rows = register.rows(registry, today=day, achievement=achievement)
    soon = [row for row in rows if row.state == "active" and row.until and first <= row.until <= last]
    renewed = renewals.renewed_by(registry.awards.values())
    left = sorted((row for row in soon if row.award not in renewed), key=lambda row: (row.until, row.award))
    return left, len(soon) - len(left)
