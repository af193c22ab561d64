"""Lists awards whose validity ends soon: those in force that no other award renews yet."""

from __future__ import annotations

import datetime

from testamur.authoring.handing_out import register
from testamur.authoring.handing_out.register import Row
from testamur.records.registry import Registry
from testamur.records.rules import renewals


def ending(registry: Registry, day: datetime.date, within: int, *, achievement: str = "") -> tuple[list[Row], int]:
    """Return the rows in force whose last valid day is from `day` to `within` days later, by that day.

    Those that another award renews are left out; the second value is their number.
    """
    first, last = day.isoformat(), (day + datetime.timedelta(days=within)).isoformat()
    rows = register.rows(registry, today=day, achievement=achievement)
    soon = [one for one in rows if one.state == "active" and one.until and first <= one.until <= last]
    renewed = renewals.renewed_by(registry.awards.values())
    left = sorted((one for one in soon if one.award not in renewed), key=lambda one: (one.until, one.award))
    return left, len(soon) - len(left)
