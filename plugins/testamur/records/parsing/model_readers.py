"""Turns checked values into models: one function per kind of record.

They run only on values that their schema has accepted, so they convert and never judge. Extra members cannot occur,
since every schema is closed; that is why some pass a mapping straight to a dataclass.
"""

from __future__ import annotations

import datetime
import decimal
import sys
from collections.abc import Mapping
from typing import Any

from testamur.records.model import log_settings
from testamur.records.model.certificates import CertificateDesign, Signatory
from testamur.records.model.history import HistoryLine
from testamur.records.model.localized_text import Texts
from testamur.records.model.micro_credentials import Assessment, Level, QualityAssurance, Stackability
from testamur.records.model.models import (
    Achievement,
    AchievementImage,
    Alignment,
    Award,
    Evidence,
    Issuer,
    KeyState,
    Learner,
    ResultDescription,
    RubricLevel,
    VerificationMethod,
)
from testamur.text import dates

Value = Mapping[str, Any]


def read_issuer(value: Value) -> Issuer:
    """Return the issuer."""
    return Issuer(
        base=value["base"].rstrip("/"),
        name=value["name"],
        description=value.get("description", ""),
        country=value["country"],
        contact=value.get("contact", ""),
        requests_url=value.get("requestsUrl", ""),
        answer_days=value.get("answerDays"),
        has_insights=value.get("insights", True),
        figures_threshold=int(value.get("figuresThreshold", 5)),
        linkedin_organization_id=value.get("linkedinOrganizationId", ""),
        url=value.get("url", ""),
        time_zone=value.get("timeZone", "UTC"),
        languages=tuple(value.get("languages", ("en",))),
        image=value.get("image", ""),
        certificate=_certificate(value.get("certificate", {})),
        repository=value.get("repository", "closed"),
        public_names=value.get("publicNames", False),
        practice=value.get("practice", False),
        compact=value.get("compact", False),
        approval=value.get("approval", "second-person"),
        records_url=value.get("recordsUrl", "").rstrip("/"),
        confirmed_by=value.get("confirmedBy", ""),
        closed=_day(value.get("closed")),
        successor=value.get("successor", "").rstrip("/"),
        lists_valid_until=_day(value.get("listsValidUntil")),
        ledger_id=value.get("ledgerId", ""),
        founded=dates.day(value["founded"], dates.EARLIEST_FOUNDING_YEAR) if "founded" in value else None,
        verification_methods=tuple(_verification_method(method) for method in value.get("verificationMethod", ())),
        log=log_settings.read(value["log"]) if "log" in value else None,
    )


def read_achievement(slug: str, value: Value) -> Achievement:
    """Return the achievement whose file is called `slug`."""
    image = value.get("image")
    level, assessment, quality = value.get("level"), value.get("assessment"), value.get("qualityAssurance")
    stackability = value.get("stackability")
    return Achievement(
        slug=slug,
        name=value["name"],
        achievement_type=value["achievementType"],
        description=value["description"],
        criteria=value["criteria"],
        in_language=value.get("inLanguage", ""),
        outcomes=_texts(value.get("outcomes", ())),
        credits_available=value.get("creditsAvailable"),
        workload_hours=value.get("workload", {}).get("hours"),
        level=level and _level(level),
        assessment=assessment
        and Assessment(type=tuple(assessment["type"]), supervision=assessment.get("supervision", "")),
        participation=value.get("participation", ""),
        quality_assurance=quality and QualityAssurance(**quality),
        prerequisites=value.get("prerequisites", ""),
        stackability=stackability
        and Stackability(stand_alone=stackability["standAlone"], description=stackability.get("description", "")),
        further_information=value.get("furtherInformation", ""),
        tags=tuple(value.get("tag", ())),
        alignments=tuple(_alignment(alignment) for alignment in value.get("alignment", ())),
        result_descriptions=tuple(_result_description(result) for result in value.get("resultDescription", ())),
        valid_for=value.get("validFor", ""),
        version=value.get("version", ""),
        image=image and AchievementImage(**image),
        color=value.get("color", ""),
        emblem=value.get("emblem", ""),
        retired=_day(value.get("retired")),
    )


def read_learner(learner_id: str, value: Value) -> Learner:
    """Return the learner whose file is called `learner_id`."""
    consent = value.get("consent", {})
    return Learner(
        id=learner_id,
        name=value["name"],
        email=value.get("email", ""),
        consent_date=_day(consent.get("date")),
        consent_profile=consent.get("profile", False),
        consent_hashed_email=consent.get("hashedEmail", False),
        formerly=tuple(value.get("formerly", ())),
    )


def read_award(award_id: str, file: str, value: Value) -> Award:
    """Return the award whose file is `file`, and is called `award_id`."""
    return Award(
        id=award_id,
        folder=sys.intern(file.rpartition("/")[0]),
        achievement=value["achievement"],
        learner=value.get("learner", ""),
        awarded_date=dates.day(value["awardedDate"]),
        valid_until=_day(value.get("validUntil")),
        visibility=value.get("visibility", "unlisted"),
        link=value.get("link", 1),
        language=value.get("language", ""),
        renews=value.get("renews", ""),
        results=value.get("results", {}),
        evidence=tuple(Evidence(**evidence) for evidence in value.get("evidence", ())),
        history=tuple(
            HistoryLine(
                date=dates.day(line["date"]),
                act=line["act"],
                reason=line.get("reason", ""),
                by=line.get("by", ""),
                note=line.get("note", ""),
            )
            for line in value.get("history", ())
        ),
    )


def _day(text: str | None) -> datetime.date | None:
    return dates.day(text) if text else None


def _certificate(value: Value) -> CertificateDesign:
    return CertificateDesign(
        style=value.get("style", "classic"),
        signatories=tuple(Signatory(**signatory) for signatory in value.get("signatories", ())),
        statement_code=value.get("statementCode", False),
    )


def _level(value: Value) -> Level:
    # JSON Schema counts 5.0 among the whole numbers.
    eqf = int(value["eqf"]) if "eqf" in value else None
    return Level(eqf=eqf, qf_ehea=value.get("qfEhea", ""), confirmed_by=value.get("confirmedBy", ""))


def _texts(value: Any) -> Texts:
    return {language: tuple(texts) for language, texts in value.items()} if isinstance(value, dict) else tuple(value)


def _verification_method(value: Value) -> VerificationMethod:
    state: KeyState = "compromised" if value.get("compromised") else "retired" if value.get("retired") else "active"
    return VerificationMethod(
        public_key_multibase=value["publicKeyMultibase"],
        from_=dates.day(value["from"]),
        to=_day(value.get("to")),
        state=state,
    )


def _alignment(value: Value) -> Alignment:
    return Alignment(
        target_name=value["targetName"],
        target_url=value["targetUrl"],
        target_framework=value.get("targetFramework", ""),
        target_code=value.get("targetCode", ""),
        target_description=value.get("targetDescription", ""),
        target_type=value.get("targetType", ""),
    )


def _result_description(value: Value) -> ResultDescription:
    return ResultDescription(
        id=value["id"],
        name=value["name"],
        result_type=value["resultType"],
        value_min=number_text(value.get("valueMin")),
        value_max=number_text(value.get("valueMax")),
        required_value=number_text(value.get("requiredValue")),
        allowed_value=tuple(value.get("allowedValue", ())),
        levels=tuple(_rubric_level(level) for level in value.get("rubricCriterionLevel", ())),
        required_level=value.get("requiredLevel", ""),
    )


def _rubric_level(value: Value) -> RubricLevel:
    return RubricLevel(
        id=value["id"],
        name=value["name"],
        description=value.get("description", ""),
        level=value.get("level", ""),
        points=number_text(value.get("points")),
    )


def number_text(value: float | str | None) -> str:
    """Write a number as Open Badges 3.0 has result values, as text: `60`, `2.5`, `1234567.25`; None becomes ""."""
    if value is None or isinstance(value, str):
        return value or ""
    # str() alone would write 1e+16 for some numbers, and adding 0 turns -0.0 into 0.0.
    text = format(decimal.Decimal(str(value + 0)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
