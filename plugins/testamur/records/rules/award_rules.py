"""Every rule that one award has to keep to, in one place: for `testamur check`, and for whatever writes an award.

What its names lead to is asked apart (`references.ReferenceChecker`), for of a wrong file too; what several awards must
not be together is in `references.check_duplicates` and `renewals.check_renewed_once`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping

from testamur.errors import Problem
from testamur.records.model.models import Achievement, Award, Issuer
from testamur.records.parsing.parsed import Parsed
from testamur.records.rules import histories, references, renewals


def check(
    parsed: Parsed,
    award: Award,
    *,
    issuer: Issuer | None,
    achievements: Mapping[str, Achievement],
    awards: Mapping[str, Award],
    is_unread: Callable[[str], bool],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield all that is wrong with an award beside the other records.

    `awards` are all that could be read; `is_unread(id)` says that an award of that id exists but is itself wrong.
    """
    yield from references.check_award(parsed, award, issuer=issuer, achievements=achievements, today=today)
    yield from histories.check(parsed, award, awards, is_unread, today)
    yield from renewals.check(parsed, award, awards, is_unread)
