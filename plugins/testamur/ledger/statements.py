"""Signed documents that are no awards: what of them is wanted, and what `testamur issue` would do about it.

Three kinds. An endorsement that is given, from `endorsing/<slug>.yml`. The record of a pathway, for each award of its
milestone: one signed document (Comprehensive Learner Record 2.0) around the learner's awards that count. And a
learner's own record, around their public awards, where they consented to a page. Holds no key; pure but for reading.

A bundle says nothing of how its awards stand: each has its own status. So it is made anew when an award in it is, or
when one comes or goes, and no clock has a say in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from testamur.credentials import addresses
from testamur.credentials.learner_record import MOST_ASSOCIATIONS, MOST_CREDENTIALS
from testamur.errors import Problem, RecordsError
from testamur.ledger import statement_state
from testamur.ledger.state import AwardState
from testamur.ledger.statement_state import StatementState
from testamur.records.model.history import FINAL
from testamur.records.model.models import Award, Learner
from testamur.records.model.pathways import Pathway
from testamur.records.pathways import algebra
from testamur.records.registry import Registry

StatementKind = Literal["endorsing", "pathways", "learners"]
Act = Literal["sign", "revoke", "take-away"]
DID: Mapping[Act, str] = {"sign": "signed", "revoke": "withdrawn", "take-away": "taken away"}
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
        """What its state is found by."""
        return f"{self.kind}/{self.of}"


@dataclass(frozen=True, slots=True)
class PendingStatement:
    """Something to do: `name` is the file's in the ledger, "" for a new one; `known` is None then."""

    act: Act
    name: str
    statement: Statement | None
    known: StatementState | None

    @property
    def of(self) -> str:
        """What the document is made of: `endorsing/<slug>`, `pathways/<award id>`, `learners/<learner id>`."""
        return self.statement.key if self.statement else self.known.of if self.known else ""


@dataclass(slots=True)
class StatementPlan:
    """What is to be done about statements, and what stands."""

    pending: list[PendingStatement] = field(default_factory=list)
    states: dict[str, StatementState] = field(default_factory=dict)  # by name


def plan(
    registry: Registry,
    awards: Mapping[str, AwardState],
    states: Mapping[str, StatementState],
    *,
    reissue_keys: Collection[str] = (),
) -> StatementPlan:
    """Compare what is wanted with what was signed. `awards` are their states as they are, or will be, in the ledger.

    RecordsError for an endorsement that was given and whose record is gone.
    """
    made = StatementPlan(states=dict(states))
    names = statement_state.names(states)
    documents = wanted(registry, awards)
    for key, one in documents.items():
        name = names.get(key, "")
        known = states.get(name)
        act = _act(one, known, reissue_keys)
        if act:
            made.pending.append(PendingStatement(act, name, one, known))
    gone = []
    for key, name in names.items():
        if key not in documents:
            if key.startswith("endorsing/"):
                gone.append(_missing(registry, key))
            elif (act := _act_when_unwanted(registry, key, states[name])) is not None:
                made.pending.append(PendingStatement(act, name, None, states[name]))
    if gone:
        raise RecordsError(gone)
    return made


def is_published(statement: Statement, registry: Registry) -> bool:
    """Say whether a document is on the site: a record only when its learner consented and all in it is public."""
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
        if award.learner and not award.erased and award.state in {"active", "suspended"} and award.id in awards:
            held.setdefault(award.learner, []).append(award)
    # Of two pathways with one milestone, the record is of the first by name.
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
        public = [award for award in own if award.visibility == "public"][-MOST_CREDENTIALS:]
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
        parts = [*list(newest.values())[1 - MOST_CREDENTIALS :], milestone]
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
    associations = tuple(itertools.islice(_associations(registry, counting, ways, achieved), MOST_ASSOCIATIONS))
    content = {
        "name": learner.name,
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
    """Yield how the achievements of a record belong together: parts of a milestone, and one before the other."""

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
    """Return what counts towards each pathway, directly or through others in it; its own milestone does not."""
    known = algebra.network(registry.pathways)
    found: dict[str, set[str]] = {slug: set() for slug in registry.pathways}
    for achievement in registry.achievements:
        for slug in algebra.towards(known, achievement):
            if registry.pathways[slug].milestone != achievement:
                found[slug].add(achievement)
    return found


def _act(one: Statement, known: StatementState | None, reissue_keys: Collection[str]) -> Act | None:
    is_unreliable = known is not None and known.current.key.rpartition("#")[2] in reissue_keys
    if one.is_withdrawn:
        # Its document stays on the site, so that it needs a good key, too.
        return "sign" if is_unreliable else "revoke" if known is not None and known.state == "active" else None
    if known is None or known.state == "revoked" or is_unreliable:
        return "sign"
    return None if known.is_of(one.content) else "sign"


def _act_when_unwanted(registry: Registry, key: str, known: StatementState) -> Act | None:
    """Say what becomes of a record that is not wanted: one of a withdrawn milestone is withdrawn, others go."""
    kind, _, of = key.partition("/")
    milestone = registry.awards.get(of) if kind == "pathways" else None
    if milestone is not None and not milestone.erased and milestone.state in FINAL:
        return "revoke" if known.state == "active" else None
    # The learner's own copy stays good: nothing that was awarded is taken back.
    return "take-away"


def _missing(registry: Registry, key: str) -> Problem:
    return Problem(
        code="issued-record-missing",
        file=f"{registry.folder.name}/{key}.yml",
        reason="this endorsement was signed, and its record is gone",
        remedy="Put the file back. To withdraw it, add a line withdrawn: with the day",
    )
