"""Composes an achievement as an Open Badges 3.0 document in one language: embedded in awards, and published by itself.

Its alignments are the level, with a word about who confirmed it, and then the skills. Fields for which Open Badges has
no member go into the criteria (`narrative`).
"""

from __future__ import annotations

from collections.abc import Sequence

from testamur.credentials import addresses, did, language_versions, narrative
from testamur.credentials.document_parts import Document, endorsements_of, without_empty
from testamur.credentials.words import words
from testamur.records.model.localized_text import say
from testamur.records.model.micro_credentials import Level
from testamur.records.model.models import Achievement, Issuer, ResultDescription

_QF_EHEA = {
    "short-cycle": "short cycle",
    "first-cycle": "first cycle",
    "second-cycle": "second cycle",
    "third-cycle": "third cycle",
}


def language_of(achievement: Achievement, issuer: Issuer) -> str:
    """Return the one language of an achievement's documents: a signed document cannot hold language maps."""
    return achievement.in_language or issuer.languages[0]


def compose(achievement: Achievement, issuer: Issuer, language: str, endorsements: Sequence[Document] = ()) -> Document:
    """Return the `Achievement` in one language, as it is embedded and as the site publishes it.

    Of the signed `endorsements`, those of this achievement are embedded; DocumentError if one is not signed.
    """
    address = addresses.achievement(issuer.base, achievement.slug)
    caption = say(achievement.image.caption, language) if achievement.image else say(achievement.name, language)
    return without_empty(
        id=address,
        type=["Achievement"],
        achievementType=achievement.achievement_type,
        name=say(achievement.name, language),
        description=say(achievement.description, language).strip(),
        inLanguage=achievement.in_language or language,
        version=achievement.version,
        creditsAvailable=achievement.credits_available,
        criteria={
            "id": address,
            "narrative": narrative.compose(narrative.from_achievement(achievement, language), language),
        },
        image={"id": addresses.badge_image(issuer.base, achievement.slug), "type": "Image", "caption": caption},
        tag=list(achievement.tags),
        alignment=_alignments(achievement, language),
        resultDescription=[
            _result_description(result, achievement.slug, issuer.base, language)
            for result in achievement.result_descriptions
        ],
        # Its name and DID only: the issuer's whole profile is in the credential already.
        creator={"id": did.from_base(issuer.base), "type": ["Profile"], "name": say(issuer.name, language)},
        endorsement=endorsements_of(endorsements, address),
        related=language_versions.related(achievement, issuer, language),
    )


def _result_description(result: ResultDescription, slug: str, base: str, language: str) -> Document:
    return without_empty(
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
            without_empty(
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
        without_empty(
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
    labels = words(language)
    # Always said, since a level that nobody confirmed must not pass for one that somebody did.
    confirmed = labels["confirmedBy"].format(level.confirmed_by) if level.confirmed_by else labels["notConfirmed"]
    levels: list[Document] = []
    if level.eqf:
        levels.append({
            "type": ["Alignment"],
            "targetName": labels["eqfLevel"].format(level.eqf),
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
