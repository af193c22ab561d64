"""The registry: every record, read, checked one by one and against the others.

`load` reads all files before it says what is wrong, so that ten mistakes are mended in one go.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from testamur.errors import Problem, RecordsError, UsageError
from testamur.records.model import endorsements, offerings, pathways
from testamur.records.model.endorsements import Endorsement, Endorsing
from testamur.records.model.models import Achievement, Award, Issuer, Learner
from testamur.records.model.offerings import Offering
from testamur.records.model.pathways import Pathway
from testamur.records.parsing import files, reading, schema, yaml_subset
from testamur.records.parsing.parsed import Parsed, problem
from testamur.records.parsing.schema import Kind
from testamur.records.parsing.yaml_guard import LIMIT
from testamur.records.pathways import dead_ends
from testamur.records.rules import achievement_art, course_references, histories, policies, references, renewals

Model = TypeVar("Model")
RECORD_LIMIT = LIMIT  # bytes of one record


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All records of an institution, and what deserves a second look (`warnings`)."""

    folder: Path  # credentials/
    issuer: Issuer
    achievements: Mapping[str, Achievement]
    achievement_records: Mapping[str, Mapping[str, Any]]  # as they were written: what the ledger keeps
    learners: Mapping[str, Learner]
    awards: Mapping[str, Award]
    pathways: Mapping[str, Pathway] = field(default_factory=dict)
    endorsements: Mapping[str, Endorsement] = field(default_factory=dict)
    endorsing: Mapping[str, Endorsing] = field(default_factory=dict)
    offerings: Mapping[str, Offering] = field(default_factory=dict)
    signed_endorsements: Mapping[str, bytes] = field(default_factory=dict)  # as their endorsers signed them
    known_as: str = ""  # a preview's real base: endorsers speak of that one, and not of where the preview stands
    warnings: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Draft:
    """What has been read so far, good and bad."""

    parsed: dict[str, Parsed] = field(default_factory=dict)
    issuer: Issuer | None = None
    achievements: dict[str, Achievement] = field(default_factory=dict)
    achievement_records: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    learners: dict[str, Learner] = field(default_factory=dict)
    awards: dict[str, Award] = field(default_factory=dict)
    pathways: dict[str, Pathway] = field(default_factory=dict)
    endorsements: dict[str, Endorsement] = field(default_factory=dict)
    endorsing: dict[str, Endorsing] = field(default_factory=dict)
    offerings: dict[str, Offering] = field(default_factory=dict)
    signed_endorsements: dict[str, bytes] = field(default_factory=dict)
    unread: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    award_files: list[Parsed] = field(default_factory=list)  # the wrong ones too

    def exists(self, kind: str, name: str) -> bool:
        """Say whether a record of this name exists that could not be read."""
        return (kind, name) in self.unread or (kind, "") in self.unread


def load(folder: Path, *, today: datetime.date, advance: Callable[[], object] = lambda: None) -> Registry:
    """Read the records below `folder` (`credentials/`); RecordsError has every problem of every file.

    `today` decides what is in the future. `advance` is called once a file, for a progress bar.
    """
    listing = files.walk(folder)
    draft = _Draft(problems=list(listing.problems), unread=set(listing.refused))
    if listing.issuer is None:
        # One that is there and was refused has its problem already.
        draft.problems += [] if ("issuer.yml", "") in listing.refused else [_no_issuer(folder)]
    else:
        draft.issuer = _read(
            draft, folder, "issuer", listing.issuer, lambda _, __, value: reading.issuer(value), advance
        )
    for path in listing.achievements:
        made = _read(
            draft, folder, "achievement", path, lambda stem, _, value: reading.achievement(stem, value), advance
        )
        if made:
            draft.achievements[made.slug] = made
            draft.achievement_records[made.slug] = draft.parsed[f"achievement/{made.slug}"].value or {}
    for path in listing.learners:
        learner = _read(draft, folder, "learner", path, lambda stem, _, value: reading.learner(stem, value), advance)
        if learner:
            draft.learners[learner.id] = learner
    for path in listing.awards:
        award = _read(draft, folder, "award", path, reading.award, advance)
        if award:
            draft.awards[award.id] = award
    for path in listing.pathways:
        _keep(
            draft.pathways,
            path,
            _read(draft, folder, "pathway", path, lambda stem, _, value: pathways.read(stem, value), advance),
        )
    for path in listing.endorsements:
        _keep(
            draft.endorsements,
            path,
            _read(draft, folder, "endorsement", path, lambda stem, _, value: endorsements.read(stem, value), advance),
        )
    for path in listing.endorsing:
        _keep(
            draft.endorsing,
            path,
            _read(
                draft, folder, "endorsing", path, lambda stem, _, value: endorsements.read_given(stem, value), advance
            ),
        )
    for path in listing.offerings:
        _keep(
            draft.offerings,
            path,
            _read(draft, folder, "offering", path, lambda stem, _, value: offerings.read(stem, value), advance),
        )
    draft.problems += _signed(draft, folder, listing.signed)
    draft.problems += _check_together(draft, today)
    draft.problems += achievement_art.check(folder, listing.images, draft.issuer, draft.achievements, draft.parsed)
    return _finished(draft, folder)


def own_issuer(records: Path) -> Issuer | None:
    """Return the issuer of these records; None when there are none, or their issuer.yml does not hold."""
    file = records / "issuer.yml"
    try:
        parsed = yaml_subset.parse(files.read(file, RECORD_LIMIT), file.name)
    except (OSError, UsageError):
        return None
    if parsed.value is None or schema.check("issuer", parsed):
        return None
    return reading.issuer(parsed.value)


def counts(registry: Registry) -> dict[str, int]:
    """Return how many records of each kind there are."""
    return {
        "awards": len(registry.awards),
        "achievements": len(registry.achievements),
        "learners": len(registry.learners),
    }


def relative(folder: Path, path: Path) -> str:
    """Return a record's path as people are told it: from the repository, with forward slashes."""
    return path.relative_to(folder.parent).as_posix()


def _read(
    draft: _Draft,
    folder: Path,
    kind: Kind,
    path: Path,
    make: Callable[[str, str, Any], Model],
    advance: Callable[[], object],
) -> Model | None:
    file = relative(folder, path)
    parsed = _parsed(path, file)
    problems = parsed.problems + schema.check(kind, parsed)
    advance()
    if kind == "award":
        draft.award_files.append(parsed)
    # A name of no file is told as that (references.Names), and not also for its form.
    draft.problems += [problem for problem in problems if kind != "award" or not _is_of_a_name(problem)]
    if parsed.value is None or problems:
        draft.unread.add((schema.FOLDERS.get(kind, kind), path.stem))
        return None
    draft.parsed[f"{kind}/{path.stem}"] = parsed
    return make(path.stem, file, parsed.value)


def _signed(draft: _Draft, folder: Path, paths: list[Path]) -> Iterator[Problem]:
    """Read what endorsers signed; yield each document without a record of its own, and each record without one."""
    for path in paths:
        slug, file = path.stem, relative(folder, path)
        found = draft.endorsements.get(slug)
        if found is None and draft.exists("endorsements", slug):
            continue
        if found is None or not found.signed:
            reason = f"no record credentials/endorsements/{slug}.yml says `signed:` of it"
            yield Problem(
                code="unexpected-file", file=file, reason=reason, remedy="Add that record, or delete this file"
            )
            continue
        try:
            data = files.read(path, endorsements.LIMIT)
        except (OSError, UsageError):
            yield Problem(code="unreadable", file=file, reason="the file cannot be read", remedy="Put it here again")
            continue
        if len(data) > endorsements.LIMIT:
            reason = f"the file has more than {endorsements.LIMIT:,} bytes"
            yield Problem(code="size", file=file, reason=reason, remedy="Ask the endorser for the endorsement alone")
            continue
        draft.signed_endorsements[slug] = data
    there = {path.stem for path in paths}
    for slug, one in draft.endorsements.items():
        if one.signed and slug not in there:
            reason = f"there is no file {folder.name}/{endorsements.SIGNED}/{slug}.json"
            remedy = "Put the signed document there, or remove signed: and write their words as comment:"
            yield problem(draft.parsed[f"endorsement/{slug}"], ("signed",), "missing-file", reason, remedy)


def _keep(kept: dict[str, Model], path: Path, made: Model | None) -> None:
    if made is not None:
        kept[path.stem] = made


def _is_of_a_name(problem: Problem) -> bool:
    return problem.code in {"format", "length"} and problem.field in {"achievement", "learner"}


def _parsed(path: Path, file: str) -> Parsed:
    try:
        return yaml_subset.parse(files.read(path, RECORD_LIMIT), file)
    except OSError as error:  # It was there a moment ago, or is not ours to read.
        code, reason, remedy = files.unreadable("file", error)
    except UsageError:
        code, reason, remedy = "not-a-regular-file", "this is not a plain file", "Delete it"
    parsed = Parsed(file)
    parsed.add(code, (0, 0), reason, remedy)
    return parsed


def _check_together(draft: _Draft, today: datetime.date) -> Iterator[Problem]:
    if draft.issuer is not None:
        yield from policies.check_issuer(draft.parsed["issuer/issuer"], draft.issuer, today)
    for slug, achievement in draft.achievements.items():
        yield from policies.check_achievement(draft.parsed[f"achievement/{slug}"], achievement, draft.issuer)
    for learner_id, learner in draft.learners.items():
        yield from policies.check_learner(draft.parsed[f"learner/{learner_id}"], learner, draft.issuer, today)
    names = references.Names(
        {"achievement": draft.achievements, "learner": draft.learners, "pathway": draft.pathways}, draft.exists
    )
    for parsed in draft.award_files:
        yield from names.check(parsed)
    for award_id, award in draft.awards.items():
        yield from references.check_award(
            draft.parsed[f"award/{award_id}"],
            award,
            issuer=draft.issuer,
            achievements=draft.achievements,
            today=today,
        )
        yield from histories.check(
            draft.parsed[f"award/{award_id}"], award, draft.awards, lambda name: draft.exists("awards", name), today
        )
        yield from renewals.check(
            draft.parsed[f"award/{award_id}"], award, draft.awards, lambda name: draft.exists("awards", name)
        )
    for slug, pathway in draft.pathways.items():
        yield from course_references.check_pathway(draft.parsed[f"pathway/{slug}"], pathway, names)
    yield from dead_ends.check(draft.parsed, draft.pathways, draft.achievements, today)
    for slug, endorsement in draft.endorsements.items():
        yield from course_references.check_endorsement(draft.parsed[f"endorsement/{slug}"], endorsement, names, today)
    for slug, given in draft.endorsing.items():
        yield from course_references.check_endorsing(draft.parsed[f"endorsing/{slug}"], given, draft.issuer, today)
    for slug, offering in draft.offerings.items():
        yield from course_references.check_offering(
            draft.parsed[f"offering/{slug}"], offering, names, draft.achievements, today
        )
    awards = [(draft.parsed[f"award/{award_id}"], award) for award_id, award in draft.awards.items()]
    yield from references.duplicates(awards)
    yield from renewals.twice(awards)


def _finished(draft: _Draft, folder: Path) -> Registry:
    problems = sorted(draft.problems, key=_order)
    if draft.issuer is None or any(problem.severity == "error" for problem in problems):
        raise RecordsError(problems)
    return Registry(
        folder=folder,
        issuer=draft.issuer,
        achievements=draft.achievements,
        achievement_records=draft.achievement_records,
        learners=draft.learners,
        awards=draft.awards,
        pathways=draft.pathways,
        endorsements=draft.endorsements,
        endorsing=draft.endorsing,
        offerings=draft.offerings,
        signed_endorsements=draft.signed_endorsements,
        warnings=tuple(problems),
    )


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    return problem.file, problem.line, problem.column, problem.code, problem.field


def _no_issuer(folder: Path) -> Problem:
    return Problem(
        code="missing-file",
        file=f"{folder.name}/issuer.yml",
        reason="there is no issuer",
        remedy="testamur init makes one; or write the institution's name, base and country into this file",
    )
