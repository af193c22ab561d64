"""What of an award may not change once it is issued, unless `history` says that it did.

The learner's name lives in the learner's file but is signed into the award, so it is part of this.
"""

from __future__ import annotations

from typing import Any

from testamur.records.model.models import Award, Learner

Frozen = dict[str, Any]
"""The part of an award that may not change once it is issued, in JSON terms."""


def frozen(award: Award, learner: Learner) -> Frozen:
    """Return, in JSON terms, every part of an award that its credential says."""
    return {
        "achievement": award.achievement,
        "learner": award.learner,
        "name": learner.name,
        "email": learner.email.strip().lower() if learner.consent_hashed_email else "",
        "awardedDate": award.awarded_date.isoformat(),
        "validUntil": award.valid_until.isoformat() if award.valid_until else "",
        "language": award.language,
        "results": dict(award.results),
        "evidence": [[item.id, item.name, item.description, item.narrative, item.genre] for item in award.evidence],
    }
