"""Works out from awards how far learners are in pathways, and which milestones are due.

An award counts on a day if it is in force then: awarded by that day, not ended, withdrawn, replaced, on hold or erased.

A milestone is due when its pathway is complete and the learner has no award of it in force. A milestone that was
withdrawn or has ended does not come back by itself: it is due again once the pathway is completed anew, with something
awarded since. While an award of it is on hold, none is due.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from testamur.records.model.models import Achievement, Award
from testamur.records.pathways import algebra
from testamur.records.pathways.algebra import Network
from testamur.records.registry import Registry
from testamur.text import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMilestone:
    """A milestone that a learner has earned and not been awarded."""

    pathway: str
    milestone: str
    learner: str


def is_in_force(award: Award, achievement: Achievement, day: datetime.date) -> bool:
    """Say whether an award is in force on a day."""
    if not award.learner or award.awarded_date > day or award.state_on(day) != "active":
        return False
    until = _until(award, achievement)
    return until is None or until >= day


def in_force(registry: Registry, day: datetime.date) -> dict[str, dict[str, datetime.date]]:
    """Return, by learner, the achievements in force on a day, each with the day on which it was first awarded."""
    by_learner: dict[str, dict[str, datetime.date]] = {}
    for award in registry.awards.values():
        if is_in_force(award, registry.achievements[award.achievement], day):
            theirs = by_learner.setdefault(award.learner, {})
            theirs[award.achievement] = min(award.awarded_date, theirs.get(award.achievement, award.awarded_date))
    return by_learner


def due_milestones(registry: Registry, day: datetime.date, pathway: str = "") -> list[DueMilestone]:
    """Return the milestones that are due on a day, sorted by pathway and learner; only of `pathway`, if it is named.

    A learner is due each milestone once, even if it ends several pathways.
    """
    network = algebra.network_of(registry.pathways)
    milestone = {
        slug: candidate.milestone
        for slug, candidate in sorted(registry.pathways.items())
        if candidate.milestone
        and pathway in {"", slug}
        and _is_offered(registry.achievements[candidate.milestone], day)
    }
    if not milestone or (registry.issuer.closed and registry.issuer.closed < day):
        return []
    milestones = set(milestone.values())
    earlier_awards: dict[tuple[str, str], list[Award]] = {}
    for award in registry.awards.values():
        if award.achievement in milestones and award.learner:
            earlier_awards.setdefault((award.learner, award.achievement), []).append(award)
    due: dict[tuple[str, str], DueMilestone] = {}
    for learner, theirs in sorted(in_force(registry, day).items()):
        for slug in sorted(algebra.progress_of(network, theirs).complete & milestone.keys()):
            key = learner, milestone[slug]
            is_there = milestone[slug] in theirs or key in due
            if not is_there and _is_new(network, slug, theirs, earlier_awards.get(key, ()), day):
                due[key] = DueMilestone(pathway=slug, milestone=milestone[slug], learner=learner)
    return sorted(due.values(), key=lambda milestone: (milestone.pathway, milestone.learner))


def _is_new(
    network: Network,
    slug: str,
    theirs: Mapping[str, datetime.date],
    earlier_awards: Iterable[Award],
    day: datetime.date,
) -> bool:
    """Say whether something awarded since the milestone last ended was needed to complete the pathway.

    Without that, revoking a milestone would make it due again the next morning.
    """
    for award in earlier_awards:
        state = award.state_on(day)
        # An award on hold may come back, and one dated later exists already.
        if state == "suspended" or award.awarded_date > day:
            return False
        ended = award.last(state)
        # An award that merely ran out has no line that ends it; then the day on which it was awarded takes its place.
        since = ended.date if ended else award.awarded_date
        before = [achievement for achievement, first in theirs.items() if first <= since]
        if slug in algebra.progress_of(network, before).complete:
            return False
    return True


def _is_offered(achievement: Achievement, day: datetime.date) -> bool:
    return achievement.retired is None or achievement.retired >= day


def _until(award: Award, achievement: Achievement) -> datetime.date | None:
    if award.valid_until or not achievement.valid_for:
        return award.valid_until
    return dates.last_day(award.awarded_date, achievement.valid_for)
