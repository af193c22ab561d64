"""The part of an award that is frozen once it is issued, unless `history` says that it was corrected.

The learner's name is written in the learner's file but signed into the award, so it belongs here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from testamur.records.model.models import Award, Learner

Frozen = dict[str, Any]
"""The part of an award that may not change once it is issued, in JSON terms."""


def issued_as(award: Award, learner: Learner) -> Iterator[Frozen]:
    """Yield what is frozen of an award, then the same under each id that its learner had before records were merged.

    An id is no part of a credential, so an award is the same under any of them.
    """
    now = frozen(award, learner)
    yield now
    for former in learner.formerly:
        yield {**now, "learner": former}


def frozen(award: Award, learner: Learner) -> Frozen:
    """Return every part of an award that its credential states, in JSON terms.

    The ledger keeps a salted digest of it (decision 4). NOTE: a new member, or another spelling of an old one, would
    make every award that was issued look changed.
    """
    return {
        "achievement": award.achievement,
        "learner": award.learner,
        "name": learner.name,
        # Only where its hash is signed, and spelt as it is hashed: another spelling of one address is no change.
        "email": learner.email.strip().lower() if learner.consent_hashed_email else "",
        "awardedDate": award.awarded_date.isoformat(),
        "validUntil": award.valid_until.isoformat() if award.valid_until else "",
        "language": award.language,
        "results": dict(award.results),
        "evidence": [[item.id, item.name, item.description, item.narrative, item.genre] for item in award.evidence],
    }
