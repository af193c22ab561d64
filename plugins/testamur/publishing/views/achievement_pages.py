"""Makes the view models of achievements' pages: the institution's own statement, from its records, in one language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.publishing.views.results import ScaleStep
from testamur.publishing.views.signed_facts import AlignmentView, Picture, web_address
from testamur.publishing.views.site_info import Place
from testamur.publishing.words.tagged_text import language_of, tag_record, text_in, texts_in
from testamur.records.model.micro_credentials import Assessment, Level, QualityAssurance
from testamur.records.model.models import Achievement, ResultDescription

CARD = "card.png"
"""The name of an achievement's picture for networks and messengers."""
EMBLEM = "emblem.svg"
"""The name of its picture for places of fewer than 64 pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A result that an award can state, in the page's language; "" where the achievement is silent."""

    id: str
    name: str
    kind: str
    lowest: str
    highest: str
    required: str
    steps: tuple[ScaleStep, ...]  # of a rubric or a scale of words, lowest first


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementPage:
    """`achievement.html`, and a card of `home.html` and `achievements.html`: the institution's own statement."""

    slug: str
    here: Place
    title: str
    achievement_type: str
    description: str
    outcomes: tuple[str, ...]
    criteria: str  # Markdown
    prerequisites: str  # Markdown
    stand_alone: bool | None
    leads_to: str  # Markdown
    in_language: str
    version: str
    credits: float | None
    hours: float | None
    level: Level | None
    assessment: Assessment | None
    participation: str
    quality_assurance: QualityAssurance | None
    valid_for: str
    further_information: str
    results: tuple[Scale, ...]
    skills: tuple[AlignmentView, ...]
    tags: tuple[str, ...]
    retired: datetime.date | None
    picture: Picture | None  # its address a path below the base
    document: str = ""  # the same for machines: a path below the base

    @property
    def card(self) -> str:
        """The path below the base of the picture that networks show with a link to the page."""
        return f"{self.here.path}{CARD}"

    @property
    def emblem(self) -> str:
        """The path below the base of its picture for places of fewer than 64 pixels."""
        return f"achievements/{self.slug}/{EMBLEM}"


def page(
    achievement: Achievement,
    *,
    language: str,
    picture: Picture | None,
    prefix: str = "",
    document: str = "",
    own: str = "",
) -> AchievementPage:
    """Return the page of an achievement in `language`; `picture.address` and `document` are paths below the base.

    `own` is the language of texts that name none; with "" they stay unmarked.
    """
    achievement = tag_record(achievement, own) if own else achievement
    stackability = achievement.stackability
    return AchievementPage(
        slug=achievement.slug,
        here=Place(f"{prefix}achievements/{achievement.slug}/"),
        title=text_in(achievement.name, language),
        achievement_type=achievement.achievement_type,
        description=text_in(achievement.description, language),
        outcomes=texts_in(achievement.outcomes, language),
        criteria=text_in(achievement.criteria, language),
        prerequisites=text_in(achievement.prerequisites, language),
        stand_alone=stackability.stand_alone if stackability else None,
        leads_to=text_in(stackability.description, language) if stackability else "",
        in_language=achievement.in_language,
        version=achievement.version,
        credits=achievement.credits_available,
        hours=achievement.workload_hours,
        level=achievement.level,
        assessment=achievement.assessment,
        participation=achievement.participation,
        quality_assurance=achievement.quality_assurance,
        valid_for=achievement.valid_for,
        further_information=web_address(achievement.further_information),
        results=tuple(_scale(result, language) for result in achievement.result_descriptions),
        skills=tuple(_skills(achievement, language)),
        tags=achievement.tags,
        retired=achievement.retired,
        picture=picture,
        document=document or f"achievements/{achievement.slug}/achievement.json",
    )


def badge_path(achievement: Achievement) -> str:
    """Return the path below the base of an achievement's badge as pages show it: a drawing, or the PNG of its own."""
    kind = "png" if achievement.image and achievement.image.file.endswith(".png") else "svg"
    return f"achievements/{achievement.slug}/badge.{kind}"


def _scale(result: ResultDescription, language: str) -> Scale:
    levels = [
        ScaleStep(
            name=text_in(level.name, language),
            description=text_in(level.description, language),
            level=level.level,
            points=level.points,
            is_required=level.id == result.required_level,
        )
        for level in result.levels
    ]
    words = [ScaleStep(name=value, is_required=value == result.required_value) for value in result.allowed_value]
    return Scale(
        id=result.id,
        name=text_in(result.name, language),
        kind=result.result_type,
        lowest=result.value_min,
        highest=result.value_max,
        required=result.required_value,
        steps=(*levels, *words),
    )


def _skills(achievement: Achievement, language: str) -> Iterable[AlignmentView]:
    for alignment in achievement.alignments:
        yield AlignmentView(
            name=text_in(alignment.target_name, language),
            address=web_address(alignment.target_url),
            framework=alignment.target_framework,
            code=alignment.target_code,
            description=text_in(alignment.target_description, language),
            kind=alignment.target_type,
            language=language_of(text_in(alignment.target_name, language)) or achievement.in_language,
        )
