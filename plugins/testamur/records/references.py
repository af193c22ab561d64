"""What no schema can see: whether records fit each other, the policies and the calendar."""

from __future__ import annotations

import datetime
import difflib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from testamur.errors import Problem
from testamur.records import award_id, dates, scales
from testamur.records.models import Achievement, Award, Issuer
from testamur.records.parsed import Parsed
from testamur.records.schema import problem


def check_award(
    parsed: Parsed,
    award: Award,
    *,
    issuer: Issuer | None,
    achievements: Mapping[str, Achievement],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield what does not fit in one award."""
    if not award_id.is_award_id(award.id):
        yield problem(
            parsed,
            (),
            "id-format",
            "the last character of the award id does not fit the others",
            "Let testamur new award choose the id",
            award.id,
        )
    achievement = achievements.get(award.achievement)
    yield from _check_learner_of(parsed, award)
    yield from _check_dates(parsed, award, achievement, issuer, today)
    if issuer is not None and issuer.repository == "open" and award.visibility == "private":
        yield problem(
            parsed,
            ("visibility",),
            "privacy-private",
            "nothing is private in an open repository",
            "Write public or unlisted",
            award.visibility,
        )
    if achievement is not None:
        yield from _check_results(parsed, award, achievement)


def check_names(
    parsed: Parsed,
    achievements: Collection[str],
    learners: Collection[str],
    unread: Callable[[str, str], bool],
) -> Iterator[Problem]:
    """Yield a problem for an award's achievement or learner that does not exist.

    Asks the file as it was read, so that a wrong date does not hide a wrong name until the next run.
    `unread(kind, id)`: a file of that id exists but is itself wrong.
    """
    for field, known in (("achievement", achievements), ("learner", learners)):
        name = (parsed.value or {}).get(field)
        if isinstance(name, str) and name not in known and not unread(f"{field}s", name):
            yield _unknown(parsed, field, name, known)


def duplicates(awards: Iterable[tuple[Parsed, Award]]) -> Iterator[Problem]:
    """Yield a warning for each award that looks like another: same learner, achievement and day."""
    alike: dict[tuple[str, str, datetime.date], list[tuple[Parsed, Award]]] = defaultdict(list)
    for parsed, award in awards:
        if award.learner and award.state != "superseded":
            alike[award.learner, award.achievement, award.awarded_date].append((parsed, award))
    for (_, first), *others in alike.values():
        for parsed, _ in others:
            yield problem(
                parsed,
                (),
                "possible-duplicate",
                f"{first.file} is the same learner, achievement and day",
                "Remove one of them if they are the same award",
                severity="warning",
            )


def _check_learner_of(parsed: Parsed, award: Award) -> Iterator[Problem]:
    if award.erased:
        for field in ("learner", "results", "evidence"):
            if getattr(award, field):
                yield problem(
                    parsed,
                    (field,),
                    "erased-data",
                    "the award was erased: nothing of the learner stays in its file",
                    "Remove these lines",
                )
    elif not award.learner:
        yield problem(
            parsed,
            (),
            "missing-field",
            "learner is missing",
            "Add a line learner: with the name of a file in credentials/learners/",
        )


def _check_dates(
    parsed: Parsed, award: Award, achievement: Achievement | None, issuer: Issuer | None, today: datetime.date
) -> Iterator[Problem]:
    awarded = award.awarded_date
    if awarded > today:
        yield problem(
            parsed,
            ("awardedDate",),
            "date-future",
            f"the day has not come yet (today is {today})",
            "Write the day it was earned",
            awarded,
        )
    if award.valid_until and award.valid_until <= awarded:
        yield problem(
            parsed,
            ("validUntil",),
            "date-order",
            f"the last valid day is not after the day of the award ({awarded})",
            "Write a later day, or remove the line",
            award.valid_until,
        )
    if achievement is not None and achievement.retired and awarded > achievement.retired:
        yield problem(
            parsed,
            ("awardedDate",),
            "achievement-retired",
            f"{award.achievement} could be earned until {achievement.retired}",
            "Choose another achievement, or correct the day",
            awarded,
        )
    if achievement is not None and achievement.valid_for and not award.valid_until:
        try:
            dates.last_day(awarded, achievement.valid_for)
        except (ValueError, OverflowError):
            yield problem(
                parsed,
                ("awardedDate",),
                "date-range",
                "the award would end after the year 9999",
                "Shorten the achievement's validFor",
                awarded,
            )
    if issuer is not None and issuer.founded and awarded < issuer.founded:
        yield problem(
            parsed,
            ("awardedDate",),
            "date-founded",
            f"this is before the institution was founded ({issuer.founded})",
            "Look at the year again",
            awarded,
            severity="warning",
        )


def _check_results(parsed: Parsed, award: Award, achievement: Achievement) -> Iterator[Problem]:
    results = {result.id: result for result in achievement.result_descriptions}
    for name, value in award.results.items():
        if name not in results:
            known = ", ".join(results) or "none"
            yield problem(
                parsed,
                ("results", name),
                "unknown-reference",
                f"{achievement.slug} has no result of this id; it has: {known}",
                "Use one of its ids",
                name,
                key=True,
            )
        elif reason := scales.outside(results[name], value):
            yield problem(parsed, ("results", name), "scale", reason, "Write a value of the scale", value)


def _unknown(parsed: Parsed, field: str, slug: str, known: Collection[str]) -> Problem:
    near = difflib.get_close_matches(slug, list(known), 1)
    remedy = f"Did you mean {near[0]}?" if near else f"Add credentials/{field}s/{slug}.yml, or correct the name"
    return problem(parsed, (field,), "unknown-reference", f"there is no {field} of this name", remedy, slug)
