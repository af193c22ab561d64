"""From an award to the Open Badges 3.0 document that will be signed.

Follows Open Badges 3.0 (1EdTech) with the 3.0.3 context, over the Verifiable Credentials Data Model
2.0. Composed from a closed vocabulary: no nulls, no empty arrays, no relative addresses, one
language a document. Pure: the instant, the subject's id and the status entry arrive from outside.

Signed endorsements are embedded whole, as they were read: their own proofs cover every character.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from testamur.credentials import addresses, did, editions, narrative, status_list
from testamur.credentials.words import words
from testamur.errors import DocumentError
from testamur.records.model.models import Achievement, Award, Issuer, Learner, Level, ResultDescription, say
from testamur.text import dates

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
Document = dict[str, Any]

_QF_EHEA = {
    "short-cycle": "short cycle",
    "first-cycle": "first cycle",
    "second-cycle": "second cycle",
    "third-cycle": "third cycle",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is drawn or read for one issue of one award."""

    valid_from: str  # the instant of this issue: 2026-06-01T09:30:00Z
    subject: str  # urn:uuid:…, the award's own; survives re-issue
    list_number: int
    list_index: int
    email_salt: str = ""  # 32 hex digits, only with consent


def language_of(achievement: Achievement, issuer: Issuer) -> str:
    """Return the language of an achievement's own documents: language maps do not survive signing."""
    return achievement.in_language or issuer.languages[0]


def compose(
    award: Award,
    achievement: Achievement,
    learner: Learner,
    issuer: Issuer,
    edition: Edition,
    *,
    endorsements: Sequence[Document] = (),
) -> Document:
    """Return the unsigned credential of an award.

    `endorsements` are signed EndorsementCredentials; those of this achievement and of this issuer are embedded.
    """
    language = award.language or language_of(achievement, issuer)
    subject: Document = {
        "id": edition.subject,
        "type": ["AchievementSubject"],
        "identifier": _identifiers(learner, edition.email_salt),
        "achievement": achievement_document(achievement, issuer, language, endorsements),
    }
    if achievement.credits_available:
        subject["creditsEarned"] = achievement.credits_available
    if award.results:
        subject["result"] = [
            _result(achievement, issuer.base, result_id, value, language) for result_id, value in award.results.items()
        ]
    document: Document = {
        "@context": CONTEXT,
        "id": addresses.award(issuer.base, award.id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": say(achievement.name, language),
        "issuer": issuer_profile(issuer, language, endorsements),
        "validFrom": edition.valid_from,
        "awardedDate": dates.noon(award.awarded_date),
        "credentialSubject": subject,
        "credentialStatus": status_list.entry(issuer.base, edition.list_number, edition.list_index),
    }
    last_day = valid_until(award, achievement)
    if last_day:
        document["validUntil"] = dates.instant(dates.end_of_day(last_day, issuer.time_zone))
        # Verifiable Credentials 2.0, "Validity Period": the end may not come before the start. An
        # award that had already ended when it was first issued is in force for no time at all.
        document["validFrom"] = min(document["validFrom"], document["validUntil"])
    if award.evidence:
        document["evidence"] = [
            _without_empty(
                id=item.id,
                type=["Evidence"],
                name=item.name,
                description=item.description,
                narrative=item.narrative,
                genre=item.genre,
            )
            for item in award.evidence
        ]
    return document


def valid_until(award: Award, achievement: Achievement) -> Any:
    """Return the award's last valid day (a `datetime.date`), or None when it does not end."""
    if award.valid_until:
        return award.valid_until
    return dates.last_day(award.awarded_date, achievement.valid_for) if achievement.valid_for else None


def achievement_document(
    achievement: Achievement, issuer: Issuer, language: str, endorsements: Sequence[Document] = ()
) -> Document:
    """Return the `Achievement` in one language, as it is embedded and as the site publishes it."""
    address = addresses.achievement(issuer.base, achievement.slug)
    caption = say(achievement.image.caption, language) if achievement.image else say(achievement.name, language)
    return _without_empty(
        id=address,
        type=["Achievement"],
        achievementType=achievement.achievement_type,
        name=say(achievement.name, language),
        description=say(achievement.description, language).strip(),
        inLanguage=achievement.in_language or language,
        version=achievement.version,
        creditsAvailable=achievement.credits_available,
        criteria={"id": address, "narrative": narrative.compose(narrative.of(achievement, language), language)},
        image={"id": addresses.badge_image(issuer.base, achievement.slug), "type": "Image", "caption": caption},
        tag=list(achievement.tags),
        alignment=_alignments(achievement, language),
        resultDescription=[
            _result_description(result, achievement.slug, issuer.base, language)
            for result in achievement.result_descriptions
        ],
        creator={"id": did.from_base(issuer.base), "type": ["Profile"], "name": say(issuer.name, language)},
        endorsement=_endorsing(endorsements, address),
        related=editions.related(achievement, issuer, language),
    )


def email_hash(email: str, salt: str) -> str:
    """Return OB 3.0's `IdentityHash`: SHA-256 of the trimmed, lower-cased address followed by the salt."""
    return "sha256$" + hashlib.sha256((email.strip().lower() + salt).encode()).hexdigest()


def identified_by_name(name: str) -> Document:
    """Return the `IdentityObject` that says a person's name."""
    return {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": name}


def _identifiers(learner: Learner, email_salt: str) -> list[Document]:
    name = identified_by_name(learner.name)
    if not learner.consent_hashed_email:
        return [name]
    if len(email_salt) < 32:
        raise DocumentError("an e-mail address is hashed with a salt of at least 128 random bits")
    hashed: Document = {
        "type": "IdentityObject",
        "hashed": True,
        "identityType": "emailAddress",
        "salt": email_salt,
        "identityHash": email_hash(learner.email, email_salt),
    }
    return [name, hashed]


def issuer_profile(issuer: Issuer, language: str, endorsements: Sequence[Document] = ()) -> Document:
    """Return the `Profile` of the institution in one language."""
    name = say(issuer.name, language)
    image = (
        {"id": addresses.logo(issuer.base, issuer.image), "type": "Image", "caption": name} if issuer.image else None
    )
    return _without_empty(
        id=did.from_base(issuer.base),
        type=["Profile"],
        name=name,
        url=f"{issuer.base}/",
        address={"type": ["Address"], "addressCountry": issuer.country, "addressCountryCode": issuer.country},
        image=image,
        endorsement=_endorsing(endorsements, did.from_base(issuer.base)),
    )


def _endorsing(endorsements: Sequence[Document], endorsed: str) -> list[Document]:
    """Return those that endorse what has the id `endorsed`; DocumentError for what is no signed endorsement."""
    found = []
    for document in endorsements:
        subject, kinds = document.get("credentialSubject"), document.get("type")
        if (
            document.get("@context") != CONTEXT
            or "proof" not in document
            or "EndorsementCredential" not in (kinds or ())
        ):
            raise DocumentError("only a signed EndorsementCredential with our contexts is embedded", code="endorsement")
        if isinstance(subject, dict) and subject.get("id") == endorsed:
            found.append(document)
    return found


def _result(achievement: Achievement, base: str, result_id: str, value: str, language: str) -> Document:
    described = next((one for one in achievement.result_descriptions if one.id == result_id), None)
    made: Document = {
        "type": ["Result"],
        "resultDescription": addresses.result_description(base, achievement.slug, result_id),
    }
    level = next((one for one in described.levels if one.id == value), None) if described else None
    if level is not None:
        # Said twice: by the level's address for machines, by its name for readers that know no rubrics.
        made["achievedLevel"] = addresses.rubric_level(base, achievement.slug, result_id, level.id)
        made["value"] = say(level.name, language)
    else:
        # Open Badges 3.0, `Result.status`: a Status result says its value there.
        made["status" if described and described.result_type == "Status" else "value"] = value
    return made


def _result_description(result: ResultDescription, slug: str, base: str, language: str) -> Document:
    return _without_empty(
        id=addresses.result_description(base, slug, result.id),
        type=["ResultDescription"],
        name=say(result.name, language),
        resultType=result.result_type,
        valueMin=result.value_min,
        valueMax=result.value_max,
        requiredValue=result.required_value,
        allowedValue=list(result.allowed_value),
        requiredLevel=addresses.rubric_level(base, slug, result.id, result.required_level)
        if result.required_level
        else "",
        rubricCriterionLevel=[
            _without_empty(
                id=addresses.rubric_level(base, slug, result.id, level.id),
                type=["RubricCriterionLevel"],
                name=say(level.name, language),
                description=say(level.description, language).strip(),
                level=level.level,
                points=level.points,
            )
            for level in result.levels
        ],
    )


def _alignments(achievement: Achievement, language: str) -> list[Document]:
    skills = [
        _without_empty(
            type=["Alignment"],
            targetName=say(alignment.target_name, language),
            targetUrl=alignment.target_url,
            targetFramework=alignment.target_framework,
            targetCode=alignment.target_code,
            targetDescription=say(alignment.target_description, language),
            targetType=alignment.target_type,
        )
        for alignment in achievement.alignments
    ]
    return _levels(achievement.level, language) + skills


def _levels(level: Level | None, language: str) -> list[Document]:
    if level is None:
        return []
    said = words(language)
    confirmed = said["confirmedBy"].format(level.confirmed_by) if level.confirmed_by else said["notConfirmed"]
    levels: list[Document] = []
    if level.eqf:
        levels.append({
            "type": ["Alignment"],
            "targetName": f"EQF level {level.eqf}",
            "targetUrl": "https://europass.europa.eu/en/description-eight-eqf-levels",
            "targetFramework": "European Qualifications Framework",
            "targetCode": str(level.eqf),
            "targetType": "ext:EQF",
            "targetDescription": confirmed,
        })  # fmt: skip
    if level.qf_ehea:
        levels.append({
            "type": ["Alignment"],
            "targetName": f"QF-EHEA: {_QF_EHEA[level.qf_ehea]}",
            "targetUrl": "https://ehea.info/page-qualification-frameworks",
            "targetFramework": "Qualifications Framework of the European Higher Education Area",
            "targetCode": level.qf_ehea,
            "targetType": "ext:QF-EHEA",
            "targetDescription": confirmed,
        })  # fmt: skip
    return levels


def _without_empty(**members: object) -> Document:
    return {name: value for name, value in members.items() if value not in ("", None, [])}
