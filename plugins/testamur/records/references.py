"""What no schema can see: whether records fit each other, the policies and the calendar."""

from __future__ import annotations

import datetime
import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from testamur.errors import Problem
from testamur.records import award_id, characters, dates
from testamur.records.models import Achievement, Award, Issuer, Learner, ResultDescription
from testamur.records.parsed import Parsed
from testamur.records.schema import problem

STATUSES = ("Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_PLACEHOLDER = re.compile(r"(?i)change[ _-]?me|\bexample\.(?:com|org|net|edu)\b|your-institution")


def check_issuer(parsed: Parsed, issuer: Issuer) -> Iterator[Problem]:
    """Yield what contradicts itself in the issuer's policies and keys."""
    for field, value in (("base", issuer.base), ("contact", issuer.contact), ("name", str(issuer.name))):
        if _PLACEHOLDER.search(value):
            yield problem(
                parsed, (field,), "placeholder", "this is still the placeholder", "Write the institution's own", value
            )
    if issuer.repository == "open" and not issuer.public_names:
        yield problem(
            parsed,
            ("repository",),
            "privacy-open",
            "an open repository publishes every learner's name, now and for good",
            "Ask everyone, then add publicNames: true; else write repository: closed",
            issuer.repository,
        )
    seen: set[str] = set()
    for index, method in enumerate(issuer.verification_methods):
        path = ("verificationMethod", index)
        if method.public_key_multibase in seen:
            yield problem(
                parsed,
                (*path, "publicKeyMultibase"),
                "duplicate-key",
                "the same key stands here twice",
                "Leave one of them out",
                method.public_key_multibase,
            )
        seen.add(method.public_key_multibase)
        if method.to and method.to < method.from_:
            yield problem(
                parsed,
                (*path, "to"),
                "date-order",
                "the key's last day is before its first",
                "Write the last day it signed",
                method.to,
            )
    if not issuer.contact and not issuer.requests_url:
        yield problem(
            parsed,
            (),
            "contact",
            "nobody can say that something is wrong",
            "Add a line contact: registrar@… or requestsUrl: https://…",
            severity="warning",
        )


def check_achievement(parsed: Parsed, achievement: Achievement) -> Iterator[Problem]:
    """Yield what contradicts itself in one achievement."""
    seen: set[str] = set()
    for index, result in enumerate(achievement.result_descriptions):
        path = ("resultDescription", index)
        if result.id in seen:
            yield problem(
                parsed, (*path, "id"), "duplicate", "two results have this id", "Give each its own", result.id
            )
        seen.add(result.id)
        if result.value_min and result.value_max and float(result.value_min) >= float(result.value_max):
            yield problem(
                parsed,
                (*path, "valueMin"),
                "scale",
                f"the lowest value is not below the highest ({result.value_max})",
                "Swap them",
                result.value_min,
            )
        if result.required_value and (reason := outside(result, result.required_value)):
            yield problem(
                parsed, (*path, "requiredValue"), "scale", reason, "Write a value of the scale", result.required_value
            )


def check_learner(parsed: Parsed, learner: Learner, issuer: Issuer | None) -> Iterator[Problem]:
    """Yield what the issuer's policy does not allow in a learner's file, and a name that may be mistyped."""
    odd = characters.mixed_script(learner.name)
    if odd:
        yield problem(
            parsed,
            ("name",),
            "mixed-script",
            odd,
            "Type the name again, with one alphabet in each word",
            learner.name,
            severity="warning",
        )
    if learner.email and issuer is not None and issuer.repository == "open":
        yield problem(
            parsed,
            ("email",),
            "privacy-email",
            "this repository is open: everything in it is public for good",
            "Remove this line, and keep addresses outside the repository",
            "…@…",
        )
    if learner.consent_hashed_email and not learner.email:
        yield problem(
            parsed,
            ("consent", "hashedEmail"),
            "consent",
            "there is no e-mail address to hash",
            "Add the address, or remove this line",
        )


def check_award(
    parsed: Parsed,
    award: Award,
    *,
    issuer: Issuer | None,
    achievements: Mapping[str, Achievement],
    learners: Mapping[str, Learner],
    unread: Callable[[str, str], bool],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield what does not fit in one award. `unread(kind, id)`: a file of that id exists but is itself wrong."""
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
    if achievement is None and not unread("achievements", award.achievement):
        yield _unknown(parsed, "achievement", award.achievement, achievements)
    yield from _check_learner_of(parsed, award, learners, unread)
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


def outside(result: ResultDescription, value: str) -> str:
    """Say why `value` is not on the result's scale; "" when it is."""
    if result.allowed_value:
        return "" if value in result.allowed_value else "the scale is " + ", ".join(result.allowed_value)
    if result.result_type == "Status":
        return "" if value in STATUSES else "the scale is " + ", ".join(STATUSES)
    percent = result.result_type == "Percent"
    low, high = result.value_min or ("0" if percent else ""), result.value_max or ("100" if percent else "")
    if not (low or high) and result.result_type not in {"RawScore", "ScaledScore", "GradePointAverage"}:
        return ""
    scale = f"the scale is {low or '…'} to {high or '…'}" if low or high else "the scale is a number"
    if len(value) > 30 or not _NUMBER.fullmatch(value):
        return scale
    number = float(value)
    return scale if (low and number < float(low)) or (high and number > float(high)) else ""


def _check_learner_of(
    parsed: Parsed, award: Award, learners: Mapping[str, Learner], unread: Callable[[str, str], bool]
) -> Iterator[Problem]:
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
    elif award.learner not in learners and not unread("learners", award.learner):
        yield _unknown(parsed, "learner", award.learner, learners)


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
    scales = {result.id: result for result in achievement.result_descriptions}
    for name, value in award.results.items():
        if name not in scales:
            known = ", ".join(scales) or "none"
            yield problem(
                parsed,
                ("results", name),
                "unknown-reference",
                f"{achievement.slug} has no result of this id; it has: {known}",
                "Use one of its ids",
                name,
                key=True,
            )
        elif reason := outside(scales[name], value):
            yield problem(parsed, ("results", name), "scale", reason, "Write a value of the scale", value)


def _unknown(parsed: Parsed, field: str, slug: str, known: Mapping[str, object]) -> Problem:
    near = difflib.get_close_matches(slug, list(known), 1)
    remedy = f"Did you mean {near[0]}?" if near else f"Add credentials/{field}s/{slug}.yml, or correct the name"
    return problem(parsed, (field,), "unknown-reference", f"there is no {field} of this name", remedy, slug)
