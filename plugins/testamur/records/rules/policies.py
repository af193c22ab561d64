"""Checks the issuer, an achievement or a learner for contradictions within the record and with the issuer's policy."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from testamur.errors import Problem
from testamur.records.model import scales
from testamur.records.model.models import Achievement, Issuer, Learner, ResultDescription
from testamur.records.parsing.parsed import FieldPath, Parsed, Refusal, problem
from testamur.records.rules import alignments, days
from testamur.text import characters
from testamur.text.languages.messages import msg

# RFC 2606 reserves example.com, .net and .org, which every template has. `.example` itself is left for demonstrations.
_PLACEHOLDER = re.compile(
    r"(?i)\bchange[ _-]?me\b|\bexample\.(?:com|org|net|edu)\b|\byour-(?:institution|organi[sz]ation|domain|name)\b"
    r"|^your (?:institution|organi[sz]ation|name)$|^<.*>$"
)
_LONGEST_BASE = 75  # of an address that a statement code has room for (`credentials/statement_codes/statement_code.py`)
_FILLED_IN = ("base", "name", "contact", "requestsUrl", "url", "confirmedBy")


def check_issuer(parsed: Parsed, issuer: Issuer, today: datetime.date | None = None) -> Iterator[Problem]:
    """Yield contradictions in the issuer's policies and keys, and placeholders that were never filled in."""
    for field in _FILLED_IN:
        yield from _placeholders(parsed, field)
    yield from _missing_language(parsed, ("name", "description"), issuer)
    if today is not None and issuer.founded:
        yield from days.check_has_come(parsed, ("founded",), issuer.founded, today)
    if issuer.repository == "open" and not issuer.public_names:
        yield problem(
            parsed,
            ("repository",),
            code="privacy-open",
            reason=msg("an open repository publishes every learner's name, now and for good"),
            remedy=msg("Ask everyone, then add publicNames: true; else write repository: closed"),
            value=issuer.repository,
        )
    yield from _check_keys(parsed, issuer)
    yield from days.check_closing(parsed, issuer)
    yield from _check_practice(parsed, issuer)
    yield from _check_signatories(parsed, issuer)
    if issuer.certificate.statement_code and len(issuer.base) > _LONGEST_BASE:
        yield problem(
            parsed,
            ("certificate", "statementCode"),
            code="statement-code",
            reason=msg("the registry's address is too long for a statement code"),
            remedy=msg("Take the line out: such a code has room for an address of {most} letters", most=_LONGEST_BASE),
            value="true",
        )
    if not issuer.contact and not issuer.requests_url:
        yield problem(
            parsed,
            (),
            code="contact",
            reason=msg("readers have no way to report an error"),
            remedy=msg("Add a line contact: registrar@… or requestsUrl: https://…"),
            severity="warning",
        )


def _check_practice(parsed: Parsed, issuer: Issuer) -> Iterator[Problem]:
    """Yield a problem where practice would take real awards off the site."""
    if issuer.practice and issuer.ledger_id:
        # Only `testamur issue` writes that line, and it signs nothing in practice mode. `check --base` sees proposed
        # changes only, and a build without a key would take every real award off the site.
        yield problem(
            parsed,
            ("practice",),
            code="practice-again",
            reason=msg("there are real awards here (ledgerId says so), and practice takes all of them off the site"),
            remedy=msg("Take this line out. To try something, run testamur serve, or make another repository"),
            value="true",
        )


def _check_signatories(parsed: Parsed, issuer: Issuer) -> Iterator[Problem]:
    """Yield drawings of signatures that anybody can copy."""
    for index, signatory in enumerate(issuer.certificate.signatories):
        path: FieldPath = ("certificate", "signatories", index)
        if signatory.signature and issuer.repository == "open":
            yield problem(
                parsed,
                (*path, "signature"),
                code="signature-open",
                reason=msg("everyone can read this repository, and copy the signature"),
                remedy=msg("Take the line and the file out, and sign certificates with a pen"),
                value=signatory.signature,
                severity="warning",
            )


def _check_keys(parsed: Parsed, issuer: Issuer) -> Iterator[Problem]:
    """Yield keys that are given twice, and keys whose period ends before it begins."""
    path: FieldPath = ("verificationMethod",)
    keys = [method.public_key_multibase for method in issuer.verification_methods]
    refusal = Refusal("duplicate-key", msg("the same key is given twice"), msg("Leave one of them out"))
    yield from _repetitions(parsed, path, "publicKeyMultibase", keys, refusal)
    for index, method in enumerate(issuer.verification_methods):
        if method.to and method.to < method.from_:
            yield problem(
                parsed,
                (*path, index, "to"),
                code="date-order",
                reason=msg("the key's last day is before its first"),
                remedy=msg("Write the last day it signed"),
                value=method.to,
            )


def _repetitions(
    parsed: Parsed, path: FieldPath, member: str, values: Iterable[str], refusal: Refusal
) -> Iterator[Problem]:
    """Yield a problem at each item of the list at `path` whose member has a value that an earlier item has."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield problem(parsed, (*path, index, member), **refusal._asdict(), value=value)
        seen.add(value)


def check_achievement(parsed: Parsed, achievement: Achievement, issuer: Issuer | None) -> Iterator[Problem]:
    """Yield contradictions in one achievement, and texts that are missing in the site's main language."""
    yield from _placeholders(parsed, "name")
    yield from _missing_language(parsed, ("name", "description", "criteria", "outcomes", "prerequisites"), issuer)
    yield from _check_result_descriptions(parsed, achievement)
    yield from alignments.check(parsed, achievement)


def _check_result_descriptions(parsed: Parsed, achievement: Achievement) -> Iterator[Problem]:
    """Yield results that share an id, and scales that contradict themselves."""
    results = achievement.result_descriptions
    refusal = Refusal("duplicate", msg("two results have this id"), msg("Give each its own"))
    yield from _repetitions(parsed, ("resultDescription",), "id", (result.id for result in results), refusal)
    for index, result in enumerate(results):
        path = ("resultDescription", index)
        if result.value_min and result.value_max and float(result.value_min) >= float(result.value_max):
            yield problem(
                parsed,
                (*path, "valueMin"),
                code="scale",
                reason=msg("the lowest value is not below the highest ({value_max})", value_max=result.value_max),
                remedy=msg("Swap them"),
                value=result.value_min,
            )
        yield from _check_rubric(parsed, path, result)
        if (
            result.required_value
            and not result.levels
            and (reason := scales.why_off_scale(result, result.required_value))
        ):
            yield problem(
                parsed,
                (*path, "requiredValue"),
                code="scale",
                reason=reason,
                remedy=msg("Write a value of the scale"),
                value=result.required_value,
            )


def _check_rubric(parsed: Parsed, path: FieldPath, result: ResultDescription) -> Iterator[Problem]:
    ids = [level.id for level in result.levels]
    refusal = Refusal("duplicate", msg("two levels have this id"), msg("Give each its own"))
    yield from _repetitions(parsed, (*path, "rubricCriterionLevel"), "id", ids, refusal)
    if ids and (result.allowed_value or result.value_min or result.value_max or result.required_value):
        reason = msg("a rubric has levels, and no other scale beside them")
        remedy = msg("Leave out allowedValue, valueMin, valueMax and requiredValue; write requiredLevel")
        yield problem(parsed, (*path, "rubricCriterionLevel"), code="scale", reason=reason, remedy=remedy)
    if result.required_level and result.required_level not in ids:
        reason = msg("the rubric has no level of this id; it has: {value}", value=", ".join(ids) or "none")
        yield problem(
            parsed,
            (*path, "requiredLevel"),
            code="scale",
            reason=reason,
            remedy=msg("Use one of its ids"),
            value=result.required_level,
        )


def check_learner(parsed: Parsed, learner: Learner, issuer: Issuer | None, today: datetime.date) -> Iterator[Problem]:
    """Yield what the issuer's policy forbids in a learner's file, and a name that mixes alphabets."""
    yield from _placeholders(parsed, "name")
    if learner.consent_date:
        yield from days.check_has_come(parsed, ("consent", "date"), learner.consent_date, today)
    mixture = characters.mixed_script(learner.name)
    if mixture:
        yield problem(
            parsed,
            ("name",),
            code="mixed-script",
            reason=mixture,
            remedy=msg("Type the name again, with one alphabet in each word"),
            value=learner.name,
            severity="warning",
        )
    # The problem does not repeat the address: the log of a check is as public as the repository.
    if learner.email and issuer is not None and issuer.repository == "open":
        yield problem(
            parsed,
            ("email",),
            code="privacy-email",
            reason=msg("this repository is open: everything in it is public for good"),
            remedy=msg("Remove this line, and keep addresses outside the repository"),
            value="…@…",
        )
    if learner.consent_hashed_email and not learner.email:
        yield problem(
            parsed,
            ("consent", "hashedEmail"),
            code="consent",
            reason=msg("there is no e-mail address to hash"),
            remedy=msg("Add the address, or remove this line"),
        )


def _placeholders(parsed: Parsed, field: str) -> Iterator[Problem]:
    """Yield a problem where a text, or one of its languages, is still a placeholder."""
    value = (parsed.value or {}).get(field, "")
    for path, text in [((field,), value)] if isinstance(value, str) else [((field, tag), value[tag]) for tag in value]:
        if _PLACEHOLDER.search(text):
            yield problem(
                parsed,
                path,
                code="placeholder",
                reason=msg("this is still the placeholder"),
                remedy=msg("Write your own"),
                value=text,
            )


def _missing_language(parsed: Parsed, fields: tuple[str, ...], issuer: Issuer | None) -> Iterator[Problem]:
    if issuer is None:
        return
    main = issuer.languages[0]
    for field in fields:
        texts = (parsed.value or {}).get(field)
        if isinstance(texts, dict) and main not in texts:
            reason = msg("there is no text in {main}, the first of the issuer's languages", main=main)
            remedy = msg(
                "Add a line {main}: with the text; until then readers see {next}", main=main, next=next(iter(texts))
            )
            yield problem(parsed, (field,), code="missing-language", reason=reason, remedy=remedy, severity="warning")
