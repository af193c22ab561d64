"""The skills that achievements lead to: one page each, under the framework's own name, code and address.

A skill is what its framework says it is. That an achievement leads to it is the institution's own statement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.facts import Alignment
from testamur.publishing.views.site_info import Place
from testamur.records.model.models import LEVELS
from testamur.records.rules import frameworks
from testamur.text.slugs import slug_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillPage:
    """`skill.html`: a skill, and the achievements that lead to it, by title."""

    slug: str
    here: Place
    skill: Alignment
    framework: str  # as it calls itself, where it is a known one
    achievements: tuple[AchievementPage, ...]


def framework_of(skill: Alignment) -> str:
    """Return what a skill's framework is called, however a record writes it."""
    known = frameworks.find(skill.framework)
    return known.name if known else skill.framework


def slug(skill: Alignment) -> str:
    """Return the short name of a skill's page: its framework and code, and what tells it from another.

    Two achievements mean the same skill when they name the same entry of a framework; in which language, and with which
    words, is all the same. A known framework's entry is known by the code in its address, where one stands there.
    """
    framework, entry = framework_of(skill), skill.code or skill.address or skill.name
    known = frameworks.find(skill.framework)
    there = known.code_in(skill.address) if known else ""
    if known and there and known.form_of(there) is not None:
        entry = there
    mark = hashlib.sha256("\0".join((framework, entry.casefold())).encode()).hexdigest()
    name = slug_of(f"{framework} {entry.rstrip('/').rpartition('/')[2]}")
    return f"{name}-{mark[:6]}" if name else mark[:12]


def pages(achievements: Iterable[AchievementPage], prefix: str, language: str = "") -> list[SkillPage]:
    """Return the page of every skill that `achievements` name, by framework and name; levels are none.

    Its words are those of an achievement that has them in `language`, else the first one's.
    """
    found: dict[str, tuple[Alignment, list[AchievementPage]]] = {}
    for achievement in achievements:
        for skill in achievement.skills:
            if skill.kind not in LEVELS:
                name = slug(skill)
                words, leading = found.setdefault(name, (skill, []))
                if words.language != language == skill.language:
                    found[name] = skill, leading
                if achievement not in leading:
                    leading.append(achievement)
    made = [
        SkillPage(
            slug=name,
            here=Place(f"{prefix}skills/{name}/"),
            skill=skill,
            framework=framework_of(skill),
            achievements=tuple(sorted(leading, key=lambda page: (page.title.casefold(), page.slug))),
        )
        for name, (skill, leading) in found.items()
    ]
    return sorted(made, key=lambda page: (page.framework.casefold(), page.skill.name.casefold(), page.slug))


def paths(known: Iterable[SkillPage]) -> dict[str, str]:
    """Return where the page of each skill lies, by what tells it from others in figures."""
    return {f"{one.skill.framework} {one.skill.code or one.skill.address}".strip(): one.here.path for one in known}
