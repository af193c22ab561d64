"""View models: what each kind of page shows, computed from named inputs and nothing else.

An award page takes its facts from the signed document; of the record it sees only what may change
after signing (visibility and history). Other pages show the institution's own records, and say so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from testamur.credentials import narrative
from testamur.credentials.narrative import Narrative
from testamur.errors import PublishingError
from testamur.publishing.views import facts as reading
from testamur.publishing.views.facts import Alignment, Facts, Picture, Step
from testamur.publishing.views.renewal_links import Renewal
from testamur.publishing.views.site_info import Place, direction
from testamur.publishing.views.standing import Standing, erased, standing
from testamur.publishing.words.tagged_text import language_of, named, say, say_all
from testamur.records.model.micro_credentials import Assessment, Level, QualityAssurance
from testamur.records.model.models import Achievement, Award, Issuer, ResultDescription

CARD = "card.png"
"""The name of an achievement's picture for networks and messengers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPage:
    """`award.html`: one award, as it was signed and as it stands."""

    id: str
    here: Place
    facts: Facts
    narrative: Narrative  # the signed criteria in their parts; the text of each is Markdown
    standing: Standing
    public: bool
    language: str  # of the credential's text
    digest: str  # of the published bytes: 64 hexadecimal digits
    picture: Picture | None  # its address a path below the base
    achievement_path: str  # below the base; "" when the achievement has no page any more
    has_record: bool = False  # of the pathway that it completes: record.json beside the page
    learner_path: str = ""  # below the base: the learner's own page, with consent
    renews: Renewal | None = None  # the earlier award that it renews, as the records say
    renewed: Renewal | None = None  # the newer award that renews it

    @property
    def direction(self) -> str:
        """The direction the credential's text is written in."""
        return direction(self.language)

    @property
    def card(self) -> str:
        """The path below the base of the picture that a link to it is shown with; "" when there is none."""
        return f"{self.achievement_path}{CARD}" if self.achievement_path and self.picture else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPage:
    """`award-erased.html`: an award whose details were removed."""

    id: str
    here: Place
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A result that an award can state, in the page's language; "" where the achievement is silent."""

    id: str
    name: str
    kind: str
    lowest: str
    highest: str
    required: str
    steps: tuple[Step, ...]  # of a rubric or a scale of words, lowest first


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
    skills: tuple[Alignment, ...]
    tags: tuple[str, ...]
    retired: datetime.date | None
    picture: Picture | None  # its address a path below the base
    document: str = ""  # the same for machines: a path below the base

    @property
    def card(self) -> str:
        """The path below the base of the picture that a link to it is shown with."""
        return f"achievements/{self.slug}/{CARD}"


def award_page(
    document: dict[str, Any],
    award: Award,
    issuer: Issuer,
    *,
    now: datetime.datetime,
    digest: str,
    achievement_path: str = "",
    replacement: Award | None = None,
    prefix: str = "",
) -> AwardPage:
    """Return the page of a signed credential; PublishingError for a private award, or a document not in shape.

    `now` is an instant with a zone. `achievement_path` is `achievements/<slug>/` if that page is made.
    `prefix` is where the pages of the site's edition lie (`fr/`).
    """
    if award.visibility == "private":
        raise PublishingError(f"award {award.id} is private: it has no page")
    facts = reading.read(document)
    public = award.visibility == "public"
    language = award.language or facts.in_language or issuer.languages[0]
    stands = standing(
        award,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        now=now,
        time_zone=issuer.time_zone,
        replacement=replacement,
    )
    return AwardPage(
        id=award.id,
        here=Place(f"{prefix}awards/{award.id}/", indexed=public and not stands.withholds),
        facts=facts,
        narrative=narrative.split(facts.criteria, language),
        standing=stands,
        public=public,
        language=language,
        digest=digest,
        picture=None if stands.withholds else _below(issuer.base, facts.image),
        achievement_path=achievement_path,
    )


def erased_page(award: Award, *, now: datetime.datetime, prefix: str = "") -> ErasedPage:
    """Return the page that stays of an erased award: that it was here, and when its details were removed."""
    here = Place(f"{prefix}awards/{award.id}/", indexed=False)
    return ErasedPage(id=award.id, here=here, standing=erased(award, now=now))


def achievement_page(
    achievement: Achievement,
    *,
    language: str,
    picture: Picture | None,
    prefix: str = "",
    document: str = "",
    own: str = "",
) -> AchievementPage:
    """Return the page of an achievement in `language`; `picture.address` and `document` are paths below the base.

    `own` is the language of texts that name none; "" where that is no matter.
    """
    achievement = named(achievement, own) if own else achievement
    stackability = achievement.stackability
    return AchievementPage(
        slug=achievement.slug,
        here=Place(f"{prefix}achievements/{achievement.slug}/"),
        title=say(achievement.name, language),
        achievement_type=achievement.achievement_type,
        description=say(achievement.description, language),
        outcomes=say_all(achievement.outcomes, language),
        criteria=say(achievement.criteria, language),
        prerequisites=say(achievement.prerequisites, language),
        stand_alone=stackability.stand_alone if stackability else None,
        leads_to=say(stackability.description, language) if stackability else "",
        in_language=achievement.in_language,
        version=achievement.version,
        credits=achievement.credits_available,
        hours=achievement.workload_hours,
        level=achievement.level,
        assessment=achievement.assessment,
        participation=achievement.participation,
        quality_assurance=achievement.quality_assurance,
        valid_for=achievement.valid_for,
        further_information=reading.web_address(achievement.further_information),
        results=tuple(_scale(result, language) for result in achievement.result_descriptions),
        skills=tuple(_skills(achievement, language)),
        tags=achievement.tags,
        retired=achievement.retired,
        picture=picture,
        document=document or f"achievements/{achievement.slug}/achievement.json",
    )


def _scale(result: ResultDescription, language: str) -> Scale:
    levels = [
        Step(
            name=say(level.name, language),
            description=say(level.description, language),
            level=level.level,
            points=level.points,
            is_required=level.id == result.required_level,
        )
        for level in result.levels
    ]
    words = [Step(name=value, is_required=value == result.required_value) for value in result.allowed_value]
    return Scale(
        id=result.id,
        name=say(result.name, language),
        kind=result.result_type,
        lowest=result.value_min,
        highest=result.value_max,
        required=result.required_value,
        steps=(*levels, *words),
    )


def _skills(achievement: Achievement, language: str) -> Iterable[Alignment]:
    for alignment in achievement.alignments:
        yield Alignment(
            name=say(alignment.target_name, language),
            address=reading.web_address(alignment.target_url),
            framework=alignment.target_framework,
            code=alignment.target_code,
            description=say(alignment.target_description, language),
            kind=alignment.target_type,
            language=language_of(say(alignment.target_name, language)) or achievement.in_language,
        )


def _below(base: str, picture: Picture | None) -> Picture | None:
    """Return a signed picture with its path below the base; one that lies elsewhere is not shown."""
    if picture is None or not picture.address.startswith(f"{base}/"):
        return None
    return Picture(address=picture.address.removeprefix(f"{base}/"), caption=picture.caption)
