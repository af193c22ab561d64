"""Works out which signed documents other than awards are wanted, what they say, and which are on the site.

There are three kinds. An endorsement that is given, from `endorsing/<slug>.yml`. The record of a pathway, for each
award of its milestone: one signed document (Comprehensive Learner Record 2.0) around the learner's awards that count.
And a learner's own record, around their public awards, if they consented to a page. Holds no key, and is pure.

A record says nothing about the state of its awards: each has a status of its own. So it is made anew if an award in it
is, or if one comes or goes, and no clock has a say in it (decision 10).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from testamur.credentials import addresses
from testamur.credentials.learner_record import MAX_ASSOCIATIONS, MAX_CREDENTIALS
from testamur.ledger.state import AwardState
from testamur.records.model.models import Award, Learner
from testamur.records.model.pathways import Pathway
from testamur.records.pathways import algebra
from testamur.records.registry import Registry

StatementKind = Literal["endorsing", "pathways", "learners"]
Association = tuple[Literal["isPartOf", "precedes"], str, str]
"""What, from which achievement's address, to which (Comprehensive Learner Record 2.0, `Association`)."""
CountingAchievements = Mapping[str, Set[str]]
"""By pathway, the achievements that count towards it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One document that is wanted. A new edition is signed whenever `content` changes."""

    kind: StatementKind
    subject_id: str  # the slug of what is endorsed, the milestone's award id, the learner's id
    content: Mapping[str, Any]
    parts: tuple[str, ...] = ()  # award ids, of a record
    associations: tuple[Association, ...] = ()
    learner: str = ""
    pathway: str = ""  # the slug, of a pathway's record
    is_withdrawn: bool = False

    @property
    def subject_key(self) -> str:
        """The key under which its state is found: `pathways/<award id>`."""
        return f"{self.kind}/{self.subject_id}"


def is_published(statement: Statement, registry: Registry) -> bool:
    """Say whether a document is on the site: a record only if its learner consented and every award in it is public.

    A record ties awards together that share nothing otherwise (decision 10).
    """
    if statement.kind == "endorsing":
        return True
    public = all(registry.awards[award_id].visibility == "public" for award_id in statement.parts)
    return public and registry.learners[statement.learner].consent_profile


def wanted_statements(registry: Registry, award_states: Mapping[str, AwardState]) -> dict[str, Statement]:
    """Return every document that is wanted, by its subject's key."""
    sources = _Sources(registry, award_states, _counting_achievements(registry))
    statements = itertools.chain(_endorsements(registry), _records(sources))
    return {statement.subject_key: statement for statement in statements}


@dataclass(frozen=True, slots=True)
class _Sources:
    """What records are made from."""

    registry: Registry
    award_states: Mapping[str, AwardState]
    counting: CountingAchievements


def _endorsements(registry: Registry) -> Iterator[Statement]:
    for slug, endorsement in registry.endorsing.items():
        content = {
            "endorses": endorsement.endorses,
            "name": endorsement.name,
            "comment": endorsement.comment,
            "language": endorsement.language,
            "date": endorsement.date.isoformat(),
            "validUntil": endorsement.valid_until.isoformat() if endorsement.valid_until else "",
        }
        is_withdrawn = endorsement.withdrawn is not None
        yield Statement(kind="endorsing", subject_id=slug, content=content, is_withdrawn=is_withdrawn)


def _records(sources: _Sources) -> Iterator[Statement]:
    """Yield the records of each learner: of pathways, and of everything that is public."""
    pathways = sources.registry.pathways.items()
    # Of two pathways with one milestone, the record is of the first by name: in reverse, the last one put in stays.
    milestones = {pathway.milestone: pathway for _, pathway in sorted(pathways, reverse=True) if pathway.milestone}
    for learner_id, awards in _awards_by_learner(sources).items():
        awards.sort(key=lambda award: (award.awarded_date, award.id))
        learner = sources.registry.learners[learner_id]
        for award in awards:
            if award.achievement in milestones:
                yield from _pathway_record(sources, learner, awards, award, milestones[award.achievement])
        public = [award for award in awards if award.visibility == "public"][-MAX_CREDENTIALS:]
        if learner.consent_profile and public:
            yield _record(
                sources, learner, public, milestones.values(), kind="learners", subject_id=learner_id, pathway=""
            )


def _awards_by_learner(sources: _Sources) -> dict[str, list[Award]]:
    """Return the issued awards that may stand in a learner's records."""
    by_learner: dict[str, list[Award]] = {}
    for award in sources.registry.awards.values():
        # An award on hold stays in its records: its own status says so, and the hold may end.
        is_kept = not award.erased and award.state in {"active", "suspended"}
        if award.learner and is_kept and award.id in sources.award_states:
            by_learner.setdefault(award.learner, []).append(award)
    return by_learner


def _pathway_record(
    sources: _Sources, learner: Learner, awards: list[Award], milestone: Award, pathway: Pathway
) -> Iterator[Statement]:
    counting = sources.counting[pathway.slug]
    newest = {award.achievement: award for award in awards if award.achievement in counting}
    if newest:
        # One place is the milestone's; of more awards than a record may hold, the newest go in.
        parts = [*list(newest.values())[1 - MAX_CREDENTIALS :], milestone]
        yield _record(
            sources, learner, parts, (pathway,), kind="pathways", subject_id=milestone.id, pathway=pathway.slug
        )


def _record(
    sources: _Sources,
    learner: Learner,
    parts: list[Award],
    pathways: Collection[Pathway],
    *,
    kind: StatementKind,
    subject_id: str,
    pathway: str,
) -> Statement:
    """Return the record of `parts`, with what `pathways` say of how they are related."""
    ordered = sorted(parts, key=lambda award: (award.awarded_date, award.id))
    achieved = {award.achievement for award in ordered}
    associations = tuple(itertools.islice(_associations(sources, pathways, achieved), MAX_ASSOCIATIONS))
    content = {
        "name": learner.name,
        # By digest, so that a corrected award makes another edition of the record.
        "parts": [sources.award_states[award.id].current.digest for award in ordered],
        "associations": [list(association) for association in associations],
    }
    return Statement(
        kind=kind,
        subject_id=subject_id,
        content=content,
        parts=tuple(award.id for award in ordered),
        associations=associations,
        learner=learner.id,
        pathway=pathway,
    )


def _associations(sources: _Sources, pathways: Collection[Pathway], achieved: set[str]) -> Iterator[Association]:
    """Yield how the achievements of a record are related: parts of a milestone, and one before the next."""

    def address(slug: str) -> str:
        return addresses.achievement(sources.registry.issuer.base, slug)

    for pathway in pathways:
        if pathway.milestone in achieved:
            for slug in sorted(sources.counting[pathway.slug] & achieved):
                yield "isPartOf", address(slug), address(pathway.milestone)
            steps = [step.achievement for step in pathway.steps if step.achievement in achieved]
            for first, second in pairwise(steps if pathway.is_ordered else ()):
                if first != second:
                    yield "precedes", address(first), address(second)


def _counting_achievements(registry: Registry) -> CountingAchievements:
    """Return the achievements that count towards each pathway, directly or through others, without its milestone."""
    network = algebra.network_of(registry.pathways)
    counting: dict[str, set[str]] = {slug: set() for slug in registry.pathways}
    for achievement in registry.achievements:
        for slug in algebra.counts_towards(network, achievement):
            if registry.pathways[slug].milestone != achievement:
                counting[slug].add(achievement)
    return counting
