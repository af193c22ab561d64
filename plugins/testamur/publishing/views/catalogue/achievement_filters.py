"""What the list of achievements can be narrowed by: only what would leave something out.

A skill is one choice however many languages name it; an institution's own words (tags) stand among the skills. Whoever
has no JavaScript has the whole list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.catalogue import skill_pages
from testamur.text.languages.collation import sort_key

MOST_SKILLS = 300
"""Skills to choose from, some 30 KB of a page. Nobody looks through more there: the list of skills has groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Choices, each in its order: what stands in the address, and for skills what people read."""

    skills: tuple[tuple[str, str], ...]
    has_skill_pages: bool
    frameworks: tuple[str, ...]
    eqf: tuple[int, ...]
    qf_ehea: tuple[str, ...]
    languages: tuple[str, ...]
    types: tuple[str, ...]


def filters(achievements: Iterable[AchievementPage], language: str = "") -> Filters:
    """Return what the list of `achievements` can be narrowed by, on a page in `language`."""
    pages = list(achievements)
    levels = [page.level for page in pages if page.level]
    skills = [(page.slug, page.skill.name) for page in skill_pages.pages(pages, "", language)]
    tags = [(tag_filter_value(tag), tag) for tag in {tag for page in pages for tag in page.tags}]
    choices = next((some for some in ([*skills, *tags], tags) if len(some) <= MOST_SKILLS), [])
    return Filters(
        skills=tuple(sorted(choices, key=lambda skill: (sort_key(skill[1], language), skill[0]))),
        has_skill_pages=bool(skills),
        frameworks=_choices((name for page in pages for name in frameworks_of(page)), language),
        eqf=tuple(sorted({level.eqf for level in levels if level.eqf})),
        qf_ehea=tuple(cycle for cycle in _CYCLES if any(level.qf_ehea == cycle for level in levels)),
        languages=_choices((page.in_language for page in pages), language),
        types=_choices((page.achievement_type for page in pages), language),
    )


def filter_values(page: AchievementPage) -> dict[str, list[str]]:
    """Return what an achievement is found by, under the name of each choice."""
    level = page.level
    return {
        "skills": sorted({*map(skill_pages.skill_slug, page.skills), *map(tag_filter_value, page.tags)}),
        "framework": frameworks_of(page),
        "level": [f"eqf-{level.eqf}"] * bool(level.eqf) + [level.qf_ehea] * bool(level.qf_ehea) if level else [],
        "language": [page.in_language] * bool(page.in_language),
        "type": [page.achievement_type],
    }


def tag_filter_value(tag: str) -> str:
    """Return what stands in the address for a tag; no slug of a skill is such a value."""
    return f"#{tag}"


def frameworks_of(page: AchievementPage) -> list[str]:
    """Return the frameworks that an achievement names, each once."""
    return sorted({skill_pages.framework_of(skill) for skill in page.skills} - {""})


_CYCLES = ("short-cycle", "first-cycle", "second-cycle", "third-cycle")


def _choices(names: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}, key=lambda name: sort_key(name, language)))
