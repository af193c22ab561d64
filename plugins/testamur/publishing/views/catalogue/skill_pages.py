"""The skills that achievements lead to: one page each, under the framework's own name, code and address.

A skill is what its framework says it is. That an achievement leads to it is the institution's own statement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.signed_facts import AlignmentView
from testamur.publishing.views.site_info import Place
from testamur.records.model.models import LEVELS
from testamur.records.rules import frameworks
from testamur.text.hosts import host_of
from testamur.text.languages.collation import sort_key
from testamur.text.slugs import slug_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillPage:
    """`skill.html`: a skill, and the achievements that lead to it, by title."""

    slug: str
    here: Place
    skill: AlignmentView
    framework: str  # as it calls itself, where it is a known one
    achievements: tuple[AchievementPage, ...]

    @property
    def host(self) -> str:
        """The host where its framework describes it: what people read of an address that ends in a long code."""
        return host_of(self.skill.address)


def framework_of(skill: AlignmentView) -> str:
    """Return what a skill's framework is called, however a record writes it."""
    framework = frameworks.find(skill.framework)
    return framework.name if framework else skill.framework


def skill_slug(skill: AlignmentView) -> str:
    """Return the short name of a skill's page: its framework and code, and what tells it from another.

    Two achievements mean the same skill when they name the same entry of a framework; in which language, and with which
    words, is all the same. A known framework's entry is known by the code in its address, where one stands there.
    """
    name, entry = framework_of(skill), skill.code or skill.address or skill.name
    framework = frameworks.find(skill.framework)
    code = framework.code_in(skill.address) if framework else ""
    if framework and code and framework.form_of(code) is not None:
        entry = code
    digest = hashlib.sha256("\0".join((name, entry.casefold())).encode()).hexdigest()
    slug = slug_of(f"{name} {entry.rstrip('/').rpartition('/')[2]}")
    return f"{slug}-{digest[:6]}" if slug else digest[:12]


def pages(achievements: Iterable[AchievementPage], prefix: str, language: str = "") -> list[SkillPage]:
    """Return the page of every skill that `achievements` name, by framework and name; levels are none.

    Its words are those of an achievement that has them in `language`, else the first one's.
    """
    skill_pages = [
        SkillPage(
            slug=slug,
            here=Place(f"{prefix}skills/{slug}/"),
            skill=skill,
            framework=framework_of(skill),
            achievements=tuple(sorted(leading.values(), key=lambda page: (sort_key(page.title, language), page.slug))),
        )
        for slug, (skill, leading) in _skills_by_slug(achievements, language).items()
    ]
    return sorted(
        skill_pages,
        key=lambda page: (sort_key(page.framework, language), sort_key(page.skill.name, language), page.slug),
    )


def _skills_by_slug(
    achievements: Iterable[AchievementPage], language: str
) -> dict[str, tuple[AlignmentView, dict[str, AchievementPage]]]:
    skills: dict[str, tuple[AlignmentView, dict[str, AchievementPage]]] = {}
    named = ((skill, page) for page in achievements for skill in page.skills if skill.kind not in LEVELS)
    for skill, page in named:
        slug = skill_slug(skill)
        words, leading = skills.setdefault(slug, (skill, {}))
        if words.language != language == skill.language:
            skills[slug] = skill, leading
        leading[page.slug] = page
    return skills


def paths(skill_pages: Iterable[SkillPage]) -> dict[str, str]:
    """Return where the page of each skill lies, by its key in figures (`institution_figures.skill_key`)."""
    return {
        frameworks.key_of(page.skill.framework, page.skill.code, page.skill.address): page.here.path
        for page in skill_pages
    }
