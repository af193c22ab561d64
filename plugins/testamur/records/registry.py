"""The registry: every record, read, checked one by one and against the others.

`load` reads all files before it says what is wrong, so that ten mistakes are mended in one go.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testamur.errors import Problem, RecordsError, UsageError
from testamur.records.model import endorsements
from testamur.records.model.endorsements import Endorsement, Endorsing
from testamur.records.model.models import Achievement, Award, Issuer, Learner
from testamur.records.model.offerings import Offering
from testamur.records.model.pathways import Pathway
from testamur.records.parsing import files, kinds, reading, schema, yaml_subset
from testamur.records.parsing.kinds import Kind, RecordKind
from testamur.records.parsing.parsed import Parsed, problem
from testamur.records.parsing.yaml_guard import LIMIT
from testamur.records.pathways import dead_ends
from testamur.records.rules import achievement_art, course_references, histories, policies, references, renewals

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
    others: Mapping[RecordKind, Mapping[str, Any]] = field(default_factory=dict)  # of kinds without a field above
    known_as: str = ""  # a preview's real base: endorsers speak of that one, and not of where the preview stands
    warnings: tuple[Problem, ...] = ()

    def of(self, kind: RecordKind) -> Mapping[str, Any]:
        """Return the records of a kind, by name; not the issuer, of which there is one."""
        found: Mapping[str, Any] | None = getattr(self, kinds.KINDS[kind].folder, None)
        return self.others.get(kind, {}) if found is None else found


_FIELDS = frozenset(one.name for one in dataclasses.fields(Registry))


@dataclass(slots=True)
class _Draft:
    """What has been read so far, good and bad."""

    parsed: dict[str, Parsed] = field(default_factory=dict)  # by "award/7k3q-…": kind and name
    issuer: Issuer | None = None
    records: dict[RecordKind, dict[str, Any]] = field(
        default_factory=lambda: {kind.name: {} for kind in kinds.IN_FOLDERS}
    )
    signed_endorsements: dict[str, bytes] = field(default_factory=dict)
    unread: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    award_files: list[Parsed] = field(default_factory=list)  # the wrong ones too

    def exists(self, folder: str, name: str) -> bool:
        """Say whether a record of this name exists that could not be read."""
        return (folder, name) in self.unread or (folder, "") in self.unread


def load(
    folder: Path,
    *,
    today: datetime.date,
    advance: Callable[[], object] = lambda: None,
    pictures: bool = False,
) -> Registry:
    """Read the records below `folder` (`credentials/`); RecordsError has every problem of every file.

    `today` decides what is in the future. `advance` is called once a file, for a progress bar.
    With `pictures`, every picture is read and drawn as for the site; whoever checks, signs or publishes asks for it.
    """
    listing = files.walk(folder)
    draft = _Draft(problems=list(listing.problems), unread=set(listing.refused))
    if listing.issuer is None:
        # One that is there and was refused has its problem already.
        draft.problems += [] if ("issuer.yml", "") in listing.refused else [_no_issuer(folder)]
    else:
        draft.issuer = _read(draft, folder, kinds.KINDS["issuer"], listing.issuer, advance)
    for kind in kinds.IN_FOLDERS:
        for path in listing.records[kind.name]:
            made = _read(draft, folder, kind, path, advance)
            if made is not None:
                draft.records[kind.name][path.stem] = made
    draft.problems += _signed(draft, folder, listing.signed)
    draft.problems += _check_together(draft, today)
    draft.problems += achievement_art.check(
        folder, listing.images, draft.issuer, draft.records["achievement"], draft.parsed, pictures=pictures
    )
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


def _read(draft: _Draft, folder: Path, kind: Kind, path: Path, advance: Callable[[], object]) -> Any:
    """Return the model of one record; None where something is wrong with it, which the draft then has."""
    file = relative(folder, path)
    parsed = _parsed(path, file)
    problems = parsed.problems + schema.check(kind.name, parsed)
    advance()
    is_award = kind.name == "award"
    if is_award:
        draft.award_files.append(parsed)
    # A name of no file is told as that (references.Names), and not also for its form.
    draft.problems += [problem for problem in problems if not (is_award and _is_of_a_name(problem))]
    if parsed.value is None or problems:
        draft.unread.add((kind.folder or kind.name, path.stem))
        return None
    draft.parsed[f"{kind.name}/{path.stem}"] = parsed
    return kind.read(path.stem, file, parsed.value)


def _signed(draft: _Draft, folder: Path, paths: list[Path]) -> Iterator[Problem]:
    """Read what endorsers signed; yield each document without a record of its own, and each record without one."""
    for path in paths:
        slug, file = path.stem, relative(folder, path)
        found = draft.records["endorsement"].get(slug)
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
    for slug, one in draft.records["endorsement"].items():
        if one.signed and slug not in there:
            reason = f"there is no file {folder.name}/{endorsements.SIGNED}/{slug}.json"
            remedy = "Put the signed document there, or remove signed: and write their words as comment:"
            yield problem(draft.parsed[f"endorsement/{slug}"], ("signed",), "missing-file", reason, remedy)


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
    achievements: Mapping[str, Achievement] = draft.records["achievement"]
    awards: Mapping[str, Award] = draft.records["award"]
    if draft.issuer is not None:
        yield from policies.check_issuer(draft.parsed["issuer/issuer"], draft.issuer, today)
    for slug, achievement in achievements.items():
        yield from policies.check_achievement(draft.parsed[f"achievement/{slug}"], achievement, draft.issuer)
    for learner_id, learner in draft.records["learner"].items():
        yield from policies.check_learner(draft.parsed[f"learner/{learner_id}"], learner, draft.issuer, today)
    names = references.Names(
        {"achievement": achievements, "learner": draft.records["learner"], "pathway": draft.records["pathway"]},
        draft.exists,
    )
    for parsed in draft.award_files:
        yield from names.check(parsed)
    for award_id, award in awards.items():
        yield from references.check_award(
            draft.parsed[f"award/{award_id}"],
            award,
            issuer=draft.issuer,
            achievements=achievements,
            today=today,
        )
        yield from histories.check(
            draft.parsed[f"award/{award_id}"], award, awards, lambda name: draft.exists("awards", name), today
        )
        yield from renewals.check(
            draft.parsed[f"award/{award_id}"], award, awards, lambda name: draft.exists("awards", name)
        )
    for slug, pathway in draft.records["pathway"].items():
        yield from course_references.check_pathway(draft.parsed[f"pathway/{slug}"], pathway, names)
    yield from dead_ends.check(draft.parsed, draft.records["pathway"], achievements, today)
    for slug, endorsement in draft.records["endorsement"].items():
        yield from course_references.check_endorsement(draft.parsed[f"endorsement/{slug}"], endorsement, names, today)
    for slug, given in draft.records["endorsing"].items():
        yield from course_references.check_endorsing(draft.parsed[f"endorsing/{slug}"], given, draft.issuer, today)
    for slug, offering in draft.records["offering"].items():
        yield from course_references.check_offering(
            draft.parsed[f"offering/{slug}"], offering, names, achievements, today
        )
    written = [(draft.parsed[f"award/{award_id}"], award) for award_id, award in awards.items()]
    yield from references.duplicates(written)
    yield from renewals.twice(written)


def _finished(draft: _Draft, folder: Path) -> Registry:
    problems = sorted(draft.problems, key=_order)
    if draft.issuer is None or any(problem.severity == "error" for problem in problems):
        raise RecordsError(problems)
    fields: dict[str, Any] = {}
    others: dict[RecordKind, Mapping[str, Any]] = {}
    for kind in kinds.IN_FOLDERS:
        if kind.folder in _FIELDS:
            fields[kind.folder] = draft.records[kind.name]
        else:
            others[kind.name] = draft.records[kind.name]
    return Registry(
        folder=folder,
        issuer=draft.issuer,
        achievement_records={
            slug: draft.parsed[f"achievement/{slug}"].value or {} for slug in draft.records["achievement"]
        },
        signed_endorsements=draft.signed_endorsements,
        others=others,
        warnings=tuple(problems),
        **fields,
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
