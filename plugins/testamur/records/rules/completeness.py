"""How complete an achievement is as a European micro-credential.

Follows the Council Recommendation of 16 June 2022 on micro-credentials (2022/C 243/02), annex I: eleven elements
that must be stated, and five that may be. The learner and the date come with every award, the country and the
awarding body with the issuer; the others are the achievement's. Stating them implies no recognition.
"""

from __future__ import annotations

from dataclasses import dataclass

from testamur.records.model.localized_text import say
from testamur.records.model.models import Achievement, Issuer
from testamur.text.languages.messages import listed, msg

MANDATORY = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """The recommendation's elements that an achievement lacks or states; names are for people, in its order."""

    title: str
    missing: tuple[str, ...]  # of the eleven
    optional: tuple[str, ...]  # of the five

    @property
    def stated(self) -> int:
        """The number of mandatory elements that are stated, of eleven."""
        return MANDATORY - len(self.missing)

    def __str__(self) -> str:
        said = msg("{title}: {stated} of {all} EU elements", title=self.title, stated=self.stated, all=MANDATORY)
        return msg("{sentence}; missing: {names}", sentence=said, names=listed(self.missing)) if self.missing else said


def assess(achievement: Achievement, issuer: Issuer) -> Completeness:
    """Return how complete `achievement` is, counting what its issuer and every award add."""
    mandatory = _mandatory(achievement, issuer)
    optional = _optional(achievement)
    return Completeness(
        title=say(achievement.name, *issuer.languages),
        missing=tuple(name for name, stated in mandatory.items() if not stated),
        optional=tuple(name for name, stated in optional.items() if stated),
    )


def _mandatory(achievement: Achievement, issuer: Issuer) -> dict[str, bool]:
    level = achievement.level
    return {
        msg("learner"): True,
        msg("title"): bool(achievement.name),
        msg("country or region"): bool(issuer.country),
        msg("awarding body"): bool(issuer.name),
        msg("date"): True,
        msg("learning outcomes"): bool(achievement.outcomes),
        msg("workload"): achievement.credits_available is not None or achievement.workload_hours is not None,
        msg("level"): level is not None and (level.eqf is not None or bool(level.qf_ehea)),
        msg("type of assessment"): achievement.assessment is not None,
        msg("form of participation"): bool(achievement.participation),
        msg("quality assurance"): achievement.quality_assurance is not None,
    }


def _optional(achievement: Achievement) -> dict[str, bool]:
    return {
        msg("prerequisites"): bool(achievement.prerequisites),
        msg("supervision and identity"): achievement.assessment is not None
        and bool(achievement.assessment.supervision),
        msg("grade"): bool(achievement.result_descriptions),
        msg("stackability"): achievement.stackability is not None,
        msg("further information"): bool(achievement.further_information),
    }
