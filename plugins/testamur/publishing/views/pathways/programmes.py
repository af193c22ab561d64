"""The degrees, and other institutions' programmes, that pathways count towards: the institution's own statement.

What another institution recognises is its decision. An award's page says it below the sentence that it was not signed.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from testamur.publishing.views.pathways.pathway_steps import PathwayItem, PathwaySteps
from testamur.publishing.views.signed_facts import web_address
from testamur.records.pathways import algebra


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeView:
    """A programme that a whole pathway counts towards."""

    pathway: PathwayItem
    name: str
    institution: str
    credits: float | None
    url: str
    until: datetime.date | None
    has_ended: bool  # the agreement


def programme_of(steps: PathwaySteps, slug: str) -> ProgrammeView | None:
    """Return the programme that a pathway leads to; None where it leads to none."""
    programme = steps.network.pathways[slug].leads_to
    if programme is None:
        return None
    return ProgrammeView(
        pathway=steps.pathways[slug],
        name=steps.text_in_language(programme.name),
        institution=steps.text_in_language(programme.institution),
        credits=programme.credits,
        url=web_address(programme.url),
        until=programme.until,
        has_ended=programme.has_ended(steps.as_of),
    )


def programmes_of(steps: PathwaySteps, achievement: str) -> tuple[ProgrammeView, ...]:
    """Return the programmes of the pathways that an achievement counts towards, or ends: those still agreed."""
    towards = (*steps.network.completing.get(achievement, ()), *algebra.counts_towards(steps.network, achievement))
    programmes = (programme_of(steps, slug) for slug in dict.fromkeys(towards) if not steps.pathways[slug].is_retired)
    return tuple(programme for programme in programmes if programme and not programme.has_ended)
