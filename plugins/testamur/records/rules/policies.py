"""Checks the issuer, an achievement or a learner for contradictions within the record and with the issuer's policy."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from testamur.errors import Problem
from testamur.records.model import scales
from testamur.records.model.models import Achievement, Issuer, Learner, ResultDescription
from testamur.records.parsing.parsed import Parsed, Path, problem
from testamur.records.rules import alignments
from testamur.text import characters

# RFC 2606 reserves example.com, .net and .org, which every template has. `.example` itself is left for demonstrations.
_PLACEHOLDER = re.compile(
    r"(?i)\bchange[ _-]?me\b|\bexample\.(?:com|org|net|edu)\b|\byour-(?:institution|organi[sz]ation|domain|name)\b"
    r"|^your (?:institution|organi[sz]ation|name)$|^<.*>$"
)
_FILLED_IN = ("base", "name", "contact", "requestsUrl", "url", "confirmedBy")


def check_issuer(parsed: Parsed, issuer: Issuer, today: datetime.date | None = None) -> Iterator[Problem]:
    """Yield contradictions in the issuer's policies and keys, and placeholders that were never filled in."""
    for field in _FILLED_IN:
        yield from _placeholders(parsed, field)
    yield from _missing_language(parsed, ("name", "description"), issuer)
    if today is not None and issuer.founded and issuer.founded > today:
        yield _not_yet(parsed, ("founded",), issuer.founded, today)
    if issuer.repository == "open" and not issuer.public_names:
        yield problem(
            parsed,
            ("repository",),
            "privacy-open",
            "an open repository publishes every learner's name, now and for good",
            "Ask everyone, then add publicNames: true; else write repository: closed",
            issuer.repository,
        )
    if issuer.practice and issuer.ledger_id:
        # Only `testamur issue` writes that line, and it signs nothing in practice mode. `check --base` sees proposed
        # changes only, and a build without a key would take every real award off the site.
        yield problem(
            parsed,
            ("practice",),
            "practice-again",
            "there are real awards here (ledgerId says so), and practice takes all of them off the site",
            "Take this line out. To try something, run testamur serve, or make another repository with testamur init",
            "true",
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


def check_achievement(parsed: Parsed, achievement: Achievement, issuer: Issuer | None) -> Iterator[Problem]:
    """Yield contradictions in one achievement, and texts that are missing in the site's main language."""
    yield from _placeholders(parsed, "name")
    yield from _missing_language(parsed, ("name", "description", "criteria", "outcomes", "prerequisites"), issuer)
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
        yield from _check_rubric(parsed, path, result)
        if result.required_value and not result.levels and (reason := scales.outside(result, result.required_value)):
            yield problem(
                parsed, (*path, "requiredValue"), "scale", reason, "Write a value of the scale", result.required_value
            )
    yield from alignments.check(parsed, achievement)


def _check_rubric(parsed: Parsed, path: Path, result: ResultDescription) -> Iterator[Problem]:
    ids = [level.id for level in result.levels]
    for number, one in enumerate(ids):
        if one in ids[:number]:
            where: Path = (*path, "rubricCriterionLevel", number, "id")
            yield problem(parsed, where, "duplicate", "two levels have this id", "Give each its own", one)
    if ids and (result.allowed_value or result.value_min or result.value_max or result.required_value):
        reason = "a rubric has levels, and no other scale beside them"
        remedy = "Leave out allowedValue, valueMin, valueMax and requiredValue; write requiredLevel"
        yield problem(parsed, (*path, "rubricCriterionLevel"), "scale", reason, remedy)
    if result.required_level and result.required_level not in ids:
        reason = f"the rubric has no level of this id; it has: {', '.join(ids) or 'none'}"
        yield problem(parsed, (*path, "requiredLevel"), "scale", reason, "Use one of its ids", result.required_level)


def check_learner(parsed: Parsed, learner: Learner, issuer: Issuer | None, today: datetime.date) -> Iterator[Problem]:
    """Yield what the issuer's policy forbids in a learner's file, and a name that mixes alphabets."""
    yield from _placeholders(parsed, "name")
    if learner.consent_date and learner.consent_date > today:
        yield _not_yet(parsed, ("consent", "date"), learner.consent_date, today)
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
    # The problem does not repeat the address: the log of a check is as public as the repository.
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


def _placeholders(parsed: Parsed, field: str) -> Iterator[Problem]:
    """Yield a problem where a text, or one of its languages, is still a placeholder."""
    found = (parsed.value or {}).get(field, "")
    for path, text in [((field,), found)] if isinstance(found, str) else [((field, tag), found[tag]) for tag in found]:
        if _PLACEHOLDER.search(text):
            yield problem(parsed, path, "placeholder", "this is still the placeholder", "Write your own", text)


def _missing_language(parsed: Parsed, fields: tuple[str, ...], issuer: Issuer | None) -> Iterator[Problem]:
    if issuer is None:
        return
    main = issuer.languages[0]
    for field in fields:
        texts = (parsed.value or {}).get(field)
        if isinstance(texts, dict) and main not in texts:
            reason = f"there is no text in {main}, the first of the issuer's languages"
            remedy = f"Add a line {main}: with the text; until then readers see {next(iter(texts))}"
            yield problem(parsed, (field,), "missing-language", reason, remedy, severity="warning")


def _not_yet(parsed: Parsed, path: Path, found: datetime.date, today: datetime.date) -> Problem:
    reason = f"the day has not come yet (today is {today})"
    return problem(parsed, path, "date-future", reason, f"Write a day up to {today}", found)
