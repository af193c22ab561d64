"""The skills that achievements lead to: one page each, under the framework's own name, code and address.

A skill is what its framework says it is. That an achievement leads to it is the institution's own statement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.publishing.facts import LEVELS, Alignment
from testamur.publishing.pages import AchievementPage
from testamur.publishing.site import Place
from testamur.records.slugs import slug_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillPage:
    """`skill.html`: a skill, and the achievements that lead to it, by title."""

    slug: str
    here: Place
    skill: Alignment
    achievements: tuple[AchievementPage, ...]


def slug(skill: Alignment) -> str:
    """Return the short name of a skill's page: its name, and what tells it from another of that name elsewhere.

    Two achievements mean the same skill when they name the same entry of a framework.
    """
    mark = hashlib.sha256("\0".join((skill.framework, skill.code or skill.address or skill.name)).encode()).hexdigest()
    name = slug_of(skill.name)
    return f"{name}-{mark[:6]}" if name else mark[:12]


def pages(achievements: Iterable[AchievementPage], prefix: str) -> list[SkillPage]:
    """Return the page of every skill that `achievements` name, by framework and name; levels are none."""
    found: dict[str, tuple[Alignment, list[AchievementPage]]] = {}
    for achievement in achievements:
        for skill in achievement.skills:
            if skill.kind not in LEVELS:
                _, leading = found.setdefault(slug(skill), (skill, []))
                if achievement not in leading:
                    leading.append(achievement)
    made = [
        SkillPage(
            slug=name,
            here=Place(f"{prefix}skills/{name}/"),
            skill=skill,
            achievements=tuple(sorted(leading, key=lambda page: (page.title.casefold(), page.slug))),
        )
        for name, (skill, leading) in found.items()
    ]
    return sorted(made, key=lambda page: (page.skill.framework.casefold(), page.skill.name.casefold(), page.slug))


def paths(known: Iterable[SkillPage]) -> dict[str, str]:
    """Return where the page of each skill lies, by what tells it from others in figures."""
    return {f"{one.skill.framework} {one.skill.code or one.skill.address}".strip(): one.here.path for one in known}
