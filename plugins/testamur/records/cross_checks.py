"""Checks the records against each other: applies every rule of `records.rules` and of pathways.

Mistakes within one record were found earlier, when it was read against its schema.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from testamur.errors import Problem
from testamur.records.draft import Draft
from testamur.records.model.models import Achievement, Award
from testamur.records.pathways import dead_ends
from testamur.records.rules import award_rules, course_references, policies, references, renewals
from testamur.records.rules.references import ReferenceChecker


def check(draft: Draft, today: datetime.date) -> Iterator[Problem]:
    """Yield every problem between the records of a draft; `today` decides what lies in the future."""
    achievements: Mapping[str, Achievement] = draft.records["achievement"]
    awards: Mapping[str, Award] = draft.records["award"]
    if draft.issuer is not None:
        yield from policies.check_issuer(draft.parsed["issuer", "issuer"], draft.issuer, today)
    for slug, achievement in achievements.items():
        yield from policies.check_achievement(draft.parsed["achievement", slug], achievement, draft.issuer)
    for learner_id, learner in draft.records["learner"].items():
        yield from policies.check_learner(draft.parsed["learner", learner_id], learner, draft.issuer, today)
    checker = ReferenceChecker(
        {"achievement": achievements, "learner": draft.records["learner"], "pathway": draft.records["pathway"]},
        draft.is_unread,
    )
    # The wrong ones too, so that a wrong date does not hide a wrong name until the next run.
    for parsed in draft.award_files:
        yield from checker.check_award(parsed)
    for award_id, award in awards.items():
        yield from award_rules.check(
            draft.parsed["award", award_id],
            award,
            issuer=draft.issuer,
            achievements=achievements,
            awards=awards,
            is_unread=lambda name: draft.is_unread("awards", name),
            today=today,
        )
    yield from _check_courses(draft, checker, today)
    parsed_awards = [(draft.parsed["award", award_id], award) for award_id, award in awards.items()]
    yield from references.check_duplicates(parsed_awards)
    yield from renewals.check_renewed_once(parsed_awards)


def _check_courses(draft: Draft, checker: ReferenceChecker, today: datetime.date) -> Iterator[Problem]:
    """Yield every problem of pathways, endorsements and offerings with the records they name."""
    achievements: Mapping[str, Achievement] = draft.records["achievement"]
    for slug, pathway in draft.records["pathway"].items():
        yield from course_references.check_pathway(draft.parsed["pathway", slug], pathway, checker)
    yield from dead_ends.check(draft.parsed, draft.records["pathway"], achievements, today)
    for slug, endorsement in draft.records["endorsement"].items():
        yield from course_references.check_endorsement(draft.parsed["endorsement", slug], endorsement, checker, today)
    for slug, given in draft.records["endorsing"].items():
        yield from course_references.check_endorsing(draft.parsed["endorsing", slug], given, draft.issuer, today)
    for slug, offering in draft.records["offering"].items():
        yield from course_references.check_offering(
            draft.parsed["offering", slug], offering, checker, achievements, today
        )
