"""The registry: all records, read and checked one by one and against each other.

`load` reads all files before it reports anything, so that ten mistakes are mended in one go.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from testamur.errors import Problem, RecordsError, UsageError
from testamur.garbage import rarely_collected
from testamur.records import cross_checks, signed_files
from testamur.records.draft import MANY, Draft, sorting_key
from testamur.records.model.demand import Demand
from testamur.records.model.endorsements import Endorsement, Endorsing
from testamur.records.model.known_issuers import KnownIssuer
from testamur.records.model.models import Achievement, Award, Issuer, Learner
from testamur.records.model.offerings import Offering
from testamur.records.model.pathways import Pathway
from testamur.records.parsing import files, kinds, model_readers, schema, yaml_subset
from testamur.records.parsing.kinds import RecordKind
from testamur.records.parsing.parsed import Parsed
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.rules import achievement_art, award_rules
from testamur.records.seen_records import SeenRecords
from testamur.seen_files import SeenFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All records of an institution, without errors; `warnings` deserve a second look."""

    folder: Path  # credentials/
    issuer: Issuer
    records: Mapping[RecordKind, Mapping[str, Any]]  # by kind and name; not the issuer, of which there is one
    achievement_records: Mapping[str, Mapping[str, Any]]  # as they were written: what the ledger keeps
    signed_endorsements: Mapping[str, bytes] = field(default_factory=dict)  # as their endorsers signed them
    known_as: str = ""  # a preview's real base: endorsers speak of that one, and not of where the preview stands
    warnings: tuple[Problem, ...] = ()
    settled: Collection[str] = frozenset()  # awards that did not change, nor their learners (`SeenRecords`)

    def of(self, kind: RecordKind) -> Mapping[str, Any]:
        """Return the records of a kind, by name."""
        return self.records.get(kind, {})

    def with_records(self, changed: Mapping[RecordKind, Mapping[str, Any]]) -> Registry:
        """Return the registry with all records of some kinds exchanged."""
        return replace(self, records={**self.records, **changed})

    @property
    def achievements(self) -> Mapping[str, Achievement]:
        """Achievements by slug."""
        return self.of("achievement")

    @property
    def learners(self) -> Mapping[str, Learner]:
        """Learners by id."""
        return self.of("learner")

    @property
    def awards(self) -> Mapping[str, Award]:
        """Awards by id."""
        return self.of("award")

    @property
    def pathways(self) -> Mapping[str, Pathway]:
        """Pathways by slug."""
        return self.of("pathway")

    @property
    def endorsements(self) -> Mapping[str, Endorsement]:
        """Endorsements that others gave, by slug."""
        return self.of("endorsement")

    @property
    def endorsing(self) -> Mapping[str, Endorsing]:
        """Endorsements that are given to others, by slug."""
        return self.of("endorsing")

    @property
    def offerings(self) -> Mapping[str, Offering]:
        """Runs of courses, by slug."""
        return self.of("offering")

    @property
    def known_issuers(self) -> Mapping[str, KnownIssuer]:
        """Other issuers that the institution knows, by slug."""
        return self.of("known-issuer")

    @property
    def demand(self) -> Mapping[str, Demand]:
        """What employers ask for, by slug."""
        return self.of("demand")

    def award_problems(self, parsed: Parsed, award: Award, today: datetime.date) -> Iterator[Problem]:
        """Yield what the rules find in an award that is to be written beside these records."""
        return award_rules.check(
            parsed,
            award,
            issuer=self.issuer,
            achievements=self.achievements,
            awards=self.awards,
            is_unread=lambda _: False,  # every record here could be read
            today=today,
        )


@rarely_collected()
def load(
    folder: Path,
    *,
    today: datetime.date,
    advance: Callable[[], object] = lambda: None,
    pictures: int = 0,
    instead: Mapping[Path, bytes | None] = MappingProxyType({}),
    seen: SeenFiles | None = None,
) -> Registry:
    """Read the records below `folder` (`credentials/`).

    `today` decides what lies in the future. `advance` is called once per file, for a progress bar. With `pictures`,
    every picture is read and drawn as for the site: whoever checks asks for it with 1, whoever signs or publishes with
    `apart.HEADROOM`. Awards and learners that are remembered in `seen` are not read again. `instead` has what is read
    in the place of files that are there, by their paths below `folder`: so a change is judged before it is written, and
    nothing is remembered then. Pictures in it count as there; None is a file that goes.

    Raises RecordsError with the problems of all files (UnlistedRecordsError with the one problem beyond which nothing
    was read), UsageError when there is no such folder.
    """
    seen = None if instead else seen
    if seen is not None:
        seen.begin()
    listing = files.walk(folder, seen)
    draft = Draft(root=folder.parent, folder=folder.name, unread=listing.unread, instead=instead)
    draft.tell(listing.problems)
    if listing.issuer is not None:
        draft.read(kinds.KINDS["issuer"], listing.issuer, relative(folder, listing.issuer), "issuer")
        advance()
    elif not listing.unread.covers_issuer():  # else its file was refused, and has its problem already
        draft.tell([_missing_issuer(folder)])
    checks = cross_checks.CrossChecks(draft, today)
    remembered: SeenRecords | None = None
    for kind in kinds.IN_FOLDERS:
        if seen is not None and kind.name in MANY:
            remembered = remembered or SeenRecords(draft, checks, seen, today)
            remembered.read(kind, listing.records[kind.name], advance)
            continue
        for path, file, stem in listing.records[kind.name].files():
            if instead and instead.get(Path(path), b"") is None:
                continue
            parsed, record = draft.read(kind, path, file, stem)
            draft.tell(checks.check_read(kind.name, parsed, record))
            advance()
    draft.tell(signed_files.read(draft, folder, listing.signed))
    draft.tell(checks.check_all())
    pictures_wrong = achievement_art.check(
        folder,
        dict.fromkeys([*listing.images, *(path for path in instead if path.parent.name == "images")]),
        draft.issuer,
        draft.records["achievement"],
        draft.parsed,
        pictures=pictures,
        is_unread=draft.unread.covers,
    )
    draft.tell(pictures_wrong)
    if remembered is not None:
        remembered.finish()
    return _finish(draft, folder, remembered.settled if remembered is not None else frozenset())


def own_issuer(records: Path) -> Issuer | None:
    """Return the issuer of these records alone, without reading the others; None when its file is missing or wrong."""
    file = records / "issuer.yml"
    try:
        parsed = yaml_subset.parse(files.read(file, MAX_RECORD_BYTES), file.name)
    except (OSError, UsageError):
        return None
    if parsed.value is None or schema.check("issuer", parsed):
        return None
    return model_readers.read_issuer(parsed.value)


def counts(registry: Registry) -> dict[RecordKind, int]:
    """Return how many awards, achievements and learners there are."""
    return {"award": len(registry.awards), "achievement": len(registry.achievements), "learner": len(registry.learners)}


def relative(folder: Path, path: Path) -> str:
    """Return a record's path as messages show it: relative to the repository, with forward slashes."""
    return path.relative_to(folder.parent).as_posix()


def _finish(draft: Draft, folder: Path, settled: Collection[str]) -> Registry:
    problems = sorted(draft.problems, key=sorting_key)
    if draft.issuer is None or draft.errors:
        raise RecordsError(problems)
    return Registry(
        folder=folder,
        issuer=draft.issuer,
        records=draft.records,
        achievement_records={
            slug: draft.parsed["achievement", slug].value or {} for slug in draft.records["achievement"]
        },
        signed_endorsements=draft.signed_endorsements,
        warnings=tuple(problems),
        settled=settled,
    )


def _missing_issuer(folder: Path) -> Problem:
    return Problem(
        code="missing-file",
        file=f"{folder.name}/issuer.yml",
        reason="there is no issuer",
        remedy="testamur init makes one; or write the institution's name, base and country into this file",
    )
