"""What the issuer, an achievement or a learner's file contradicts in itself, or in the issuer's policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testamur.errors import Problem
from testamur.records import characters, scales
from testamur.records.models import Achievement, Issuer, Learner
from testamur.records.parsed import Parsed
from testamur.records.schema import problem

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
        if result.required_value and (reason := scales.outside(result, result.required_value)):
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
