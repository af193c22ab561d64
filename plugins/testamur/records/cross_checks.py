"""Checks the records against each other: applies every rule of `records.rules` and of pathways.

Mistakes within one record were found earlier, when it was read against its schema.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from testamur.errors import Problem
from testamur.records.draft import Draft
from testamur.records.model.models import Achievement, Award
from testamur.records.parsing.kinds import KINDS, RecordKind
from testamur.records.parsing.parsed import Parsed
from testamur.records.pathways import dead_ends
from testamur.records.rules import (
    award_rules,
    course_references,
    demands,
    known_issuers,
    policies,
    references,
    renewals,
)
from testamur.records.rules.references import ReferenceChecker


class CrossChecks:
    """The checks of one draft; `today` decides what lies in the future.

    `check_read` is asked of each award and learner as soon as it is read, in the order of the kinds: what it is
    compared with is then there. `check_all` is asked once, when everything is read.
    """

    def __init__(self, draft: Draft, today: datetime.date) -> None:
        self._draft, self._today = draft, today
        names: tuple[RecordKind, ...] = ("achievement", "learner", "pathway")
        # Awards that were right beside the same issuer and achievements, on the same day, and name no other award.
        self.checked_alone: set[str] = set()
        self._references = ReferenceChecker({kind: draft.records[kind] for kind in names}, draft.unread.covers)

    def check_read(self, kind: RecordKind, parsed: Parsed, record: Any) -> Iterator[Problem]:
        """Yield the problems that only the parsed record shows; `record` is its model, None where it is wrong."""
        if kind == "award":
            # Of the wrong ones too, so that a wrong date does not hide a wrong name until the next run.
            yield from self._references.check_award(parsed)
        elif kind == "learner" and record is not None:
            yield from policies.check_learner(parsed, record, self._draft.issuer, self._today)

    def check_all(self) -> Iterator[Problem]:
        """Yield every other problem between the records."""
        draft = self._draft
        achievements: Mapping[str, Achievement] = draft.records["achievement"]
        awards: Mapping[str, Award] = draft.records["award"]
        if draft.issuer is not None:
            yield from policies.check_issuer(draft.parsed["issuer", "issuer"], draft.issuer, self._today)
        for slug, achievement in achievements.items():
            yield from policies.check_achievement(draft.parsed["achievement", slug], achievement, draft.issuer)
        for award in awards.values():
            if award.id in self.checked_alone:
                continue
            yield from award_rules.check(
                draft.parsed_again(award.file),
                award,
                issuer=draft.issuer,
                achievements=achievements,
                awards=awards,
                is_unread=self._is_unread_award,
                today=self._today,
            )
        yield from _check_courses(draft, self._references, self._today)
        yield from references.check_former_ids(draft.records["learner"], draft.parsed_again, draft.folder)
        yield from references.check_duplicates(awards.values(), draft.parsed_again)
        yield from renewals.check_renewed_once(awards.values(), draft.parsed_again)
        yield from known_issuers.check(
            draft.records["known-issuer"].values(),
            lambda slug: draft.parsed["known-issuer", slug],
            draft.issuer,
            self._today,
        )
        for slug, demand in draft.records["demand"].items():
            yield from demands.check(draft.parsed["demand", slug], demand, self._today)

    def _is_unread_award(self, award_id: str) -> bool:
        return self._draft.unread.covers(KINDS["award"].folder, award_id)


def _check_courses(draft: Draft, checker: ReferenceChecker, today: datetime.date) -> Iterator[Problem]:
    """Yield every problem of pathways, endorsements and offerings with the records they name."""
    achievements: Mapping[str, Achievement] = draft.records["achievement"]
    for slug, pathway in draft.records["pathway"].items():
        yield from course_references.check_pathway(draft.parsed["pathway", slug], pathway, checker, today)
    yield from dead_ends.check(draft.parsed, draft.records["pathway"], achievements, today)
    for slug, endorsement in draft.records["endorsement"].items():
        yield from course_references.check_endorsement(draft.parsed["endorsement", slug], endorsement, checker, today)
    for slug, given in draft.records["endorsing"].items():
        yield from course_references.check_endorsing(draft.parsed["endorsing", slug], given, draft.issuer, today)
    for slug, offering in draft.records["offering"].items():
        yield from course_references.check_offering(
            draft.parsed["offering", slug], offering, checker, achievements, today
        )
