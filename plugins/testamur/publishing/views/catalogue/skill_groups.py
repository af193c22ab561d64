"""The list of skills in groups: by what an entry is, and by its field, where its framework's code says so.

ESCO's skills have codes that say nothing of a field. Codes of O*NET-SOC begin with the major group of the Standard
Occupational Classification (SOC 2018, "Structure"). Nothing is looked up: a framework that is not known is a group of
its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from testamur.publishing.views.catalogue.skill_pages import SkillPage
from testamur.records.rules import frameworks
from testamur.text.languages.collation import sort_key

SKILLS, LANGUAGES, OCCUPATIONS, STUDIES, OWN = "skills", "languages", "occupations", "studies", "own"
_ORDER = (SKILLS, LANGUAGES, OCCUPATIONS, STUDIES, OWN)
_KINDS = {
    "ESCO": SKILLS,
    "O*NET": SKILLS,
    "CEFR": LANGUAGES,
    "O*NET-SOC": OCCUPATIONS,
    "ISCO-08": OCCUPATIONS,
    "ISCED-F": STUDIES,
}
_OCCUPATION_PATHS = ("/esco/occupation/", "/esco/isco/")


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillField:
    """Skills of one field, by name. `field` is a code of `texts.SKILL_FIELD`; "" where the framework names none."""

    field: str
    skills: tuple[SkillPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillGroup:
    """Entries of one kind; of an institution's own framework, or of another that is no kind, each is a group."""

    kind: str
    frameworks: tuple[str, ...]
    fields: tuple[SkillField, ...]


def in_order(skills: Iterable[SkillPage], language: str) -> list[SkillPage]:
    """Return skills in the order in which `groups` has them, on a page in `language`: any part can then be grouped."""
    return sorted(skills, key=lambda page: (*_place(page), sort_key(page.skill.name, language), page.slug))


def groups(skills: Iterable[SkillPage]) -> tuple[SkillGroup, ...]:
    """Return the groups of skills that are `in_order`."""
    return tuple(
        _group(kind, tuple(found)) for (_, kind, _), found in groupby(skills, key=lambda page: _place(page)[:3])
    )


def _group(kind: str, skills: tuple[SkillPage, ...]) -> SkillGroup:
    names = dict.fromkeys(page.framework for page in skills)
    fields = groupby(skills, key=_field_of)
    return SkillGroup(
        kind=kind,
        frameworks=tuple(names),
        fields=tuple(SkillField(field=field, skills=tuple(found)) for field, found in fields),
    )


def _place(page: SkillPage) -> tuple[int, str, str, str]:
    kind = _kind_of(page)
    return _ORDER.index(kind), kind, page.framework.casefold() if kind == OWN else "", _field_of(page)


def _kind_of(page: SkillPage) -> str:
    kind = _KINDS.get(page.framework, OWN)
    code, path = _code_of(page), urlsplit(page.skill.address).path
    is_occupation = any(part in path for part in _OCCUPATION_PATHS) or bool(_major_group(code))
    return OCCUPATIONS if kind == SKILLS and is_occupation else kind


def _field_of(page: SkillPage) -> str:
    return _major_group(_code_of(page)) if page.framework in {"O*NET-SOC", "O*NET"} else ""


def _code_of(page: SkillPage) -> str:
    framework = frameworks.find(page.framework)
    return page.skill.code or (framework.code_in(page.skill.address) if framework else "")


def _major_group(code: str) -> str:
    """Return the code of SOC's major group, `soc-15` of `15-2051.00`; "" of what is no code of O*NET-SOC."""
    framework = frameworks.find("O*NET-SOC")
    is_occupation = framework is not None and framework.form_of(code) is not None
    return f"soc-{code[:2]}" if is_occupation else ""
