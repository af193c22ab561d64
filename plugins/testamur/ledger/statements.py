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
Counting = Mapping[str, Set[str]]
"""By pathway, the achievements that count towards it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One document that is wanted. A new edition is signed whenever `content` changes."""

    kind: StatementKind
    of: str  # the slug of what is endorsed, the milestone's award id, the learner's id
    content: Mapping[str, Any]
    parts: tuple[str, ...] = ()  # award ids, of a record
    associations: tuple[Association, ...] = ()
    learner: str = ""
    pathway: str = ""  # the slug, of a pathway's record
    is_withdrawn: bool = False

    @property
    def key(self) -> str:
        """The key under which its state is found: `pathways/<award id>`."""
        return f"{self.kind}/{self.of}"


def is_published(statement: Statement, registry: Registry) -> bool:
    """Say whether a document is on the site: a record only if its learner consented and every award in it is public.

    A record ties awards together that share nothing otherwise (decision 10).
    """
    if statement.kind == "endorsing":
        return True
    public = all(registry.awards[award_id].visibility == "public" for award_id in statement.parts)
    return public and registry.learners[statement.learner].consent_profile


def wanted(registry: Registry, awards: Mapping[str, AwardState]) -> dict[str, Statement]:
    """Return every document that is wanted, by key."""
    return {one.key: one for one in _wanted(registry, awards)}


def _wanted(registry: Registry, awards: Mapping[str, AwardState]) -> Iterator[Statement]:
    for slug, given in registry.endorsing.items():
        content = {
            "endorses": given.endorses,
            "name": given.name,
            "comment": given.comment,
            "language": given.language,
            "date": given.date.isoformat(),
            "validUntil": given.valid_until.isoformat() if given.valid_until else "",
        }
        yield Statement(kind="endorsing", of=slug, content=content, is_withdrawn=given.withdrawn is not None)
    held: dict[str, list[Award]] = {}
    for award in registry.awards.values():
        # An award on hold stays in its records: its own status says so, and the hold may end.
        if award.learner and not award.erased and award.state in {"active", "suspended"} and award.id in awards:
            held.setdefault(award.learner, []).append(award)
    # Of two pathways with one milestone, the record is of the first by name: in reverse, the last one put in stays.
    milestones = {one.milestone: one for _, one in sorted(registry.pathways.items(), reverse=True) if one.milestone}
    counting = _counting(registry)
    for learner_id, own in held.items():
        own.sort(key=lambda award: (award.awarded_date, award.id))
        learner = registry.learners[learner_id]
        for award in own:
            if award.achievement in milestones:
                yield from _pathway_record(
                    registry, awards, counting, learner, own, award, milestones[award.achievement]
                )
        public = [award for award in own if award.visibility == "public"][-MAX_CREDENTIALS:]
        if learner.consent_profile and public:
            yield _record(registry, awards, counting, "learners", learner_id, learner, public, milestones.values())


def _pathway_record(
    registry: Registry,
    awards: Mapping[str, AwardState],
    counting: Counting,
    learner: Learner,
    own: list[Award],
    milestone: Award,
    pathway: Pathway,
) -> Iterator[Statement]:
    newest = {award.achievement: award for award in own if award.achievement in counting[pathway.slug]}
    if newest:
        # One place is the milestone's; of more awards than a record may hold, the newest go in.
        parts = [*list(newest.values())[1 - MAX_CREDENTIALS :], milestone]
        yield _record(registry, awards, counting, "pathways", milestone.id, learner, parts, (pathway,))


def _record(
    registry: Registry,
    awards: Mapping[str, AwardState],
    counting: Counting,
    kind: StatementKind,
    of: str,
    learner: Learner,
    parts: list[Award],
    ways: Collection[Pathway],
) -> Statement:
    ordered = sorted(parts, key=lambda award: (award.awarded_date, award.id))
    achieved = {award.achievement for award in ordered}
    associations = tuple(itertools.islice(_associations(registry, counting, ways, achieved), MAX_ASSOCIATIONS))
    content = {
        "name": learner.name,
        # By digest, so that a corrected award makes another edition of the record.
        "parts": [awards[award.id].current.digest for award in ordered],
        "associations": [list(one) for one in associations],
    }
    return Statement(
        kind=kind,
        of=of,
        content=content,
        parts=tuple(award.id for award in ordered),
        associations=associations,
        learner=learner.id,
        pathway=next(iter(ways)).slug if kind == "pathways" else "",
    )


def _associations(
    registry: Registry, counting: Counting, ways: Collection[Pathway], achieved: set[str]
) -> Iterator[Association]:
    """Yield how the achievements of a record are related: parts of a milestone, and one before the next."""

    def address(slug: str) -> str:
        return addresses.achievement(registry.issuer.base, slug)

    for pathway in ways:
        if pathway.milestone in achieved:
            for slug in sorted(counting[pathway.slug] & achieved):
                yield "isPartOf", address(slug), address(pathway.milestone)
            steps = [step.achievement for step in pathway.steps if step.achievement in achieved]
            for first, second in pairwise(steps if pathway.is_ordered else ()):
                if first != second:
                    yield "precedes", address(first), address(second)


def _counting(registry: Registry) -> Counting:
    """Return the achievements that count towards each pathway, directly or through others, without its milestone."""
    known = algebra.network_of(registry.pathways)
    found: dict[str, set[str]] = {slug: set() for slug in registry.pathways}
    for achievement in registry.achievements:
        for slug in algebra.counts_towards(known, achievement):
            if registry.pathways[slug].milestone != achievement:
                found[slug].add(achievement)
    return found
