"""Which award or learner is meant: by an id as typed, a link to a page, or a learner's name where that is unique.

A name is found without its accents too, but one that is written as it was typed goes before others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from testamur.errors import UsageError
from testamur.records.model.localized_text import Text, say
from testamur.records.model.models import Award, Learner
from testamur.records.registry import Registry
from testamur.text import award_id
from testamur.text.characters import harmless
from testamur.text.folding import caseless, unaccented
from testamur.text.reporting import number_of

_LINK = re.compile(r"https?://\S+?/awards/([^/?#\s]+)(?:/(?:credential\.json)?)?(?:[?#]\S*)?")
_GROUPED = re.compile(r"\w{3,5}(?:[- ]\w{3,5}){3}")
_MOST_SHOWN = 10


def find_award(registry: Registry, text: str) -> Award:
    """Return the award that `text` names; UsageError lists the candidates where there is none, or more than one."""
    found = _award_by_id(registry, text)
    return found if found is not None else _of_learner(registry, text)


def find_learner(registry: Registry, text: str) -> Learner:
    """Return the learner that `text` names, by id, name, or an award of theirs; UsageError lists the candidates."""
    if text.strip() in registry.learners:
        return registry.learners[text.strip()]
    award = _award_by_id(registry, text)
    if award is not None:
        if award.erased:
            raise UsageError(f"award {award.id} was erased on {award.erased}: nothing says any more whose it was")
        return registry.learners[award.learner]
    found = _called(registry, text)
    if len(found) == 1:
        return found[0]
    shown = harmless(text)
    if found:
        raise UsageError(f"{len(found)} learners are called {shown}: give the id of one\n{_people(registry, found)}")
    words = set(unaccented(text).split())
    near = [one for one in registry.learners.values() if words & set(unaccented(one.name).split())]
    hint = f"; did you mean one of these?\n{_people(registry, near)}" if near else ""
    raise UsageError(f"no learner is called {shown}: give their id, their whole name, or an award of theirs{hint}")


def search(registry: Registry, text: str) -> list[Award]:
    """Return the awards in which every word of `text` stands, the newest first.

    Asked are the award's id, its learner's name and id, and its achievement's short name and names in all languages;
    case and accents do not matter. An id or a link, as typed, finds that award only.
    """
    typed = _typed_id(text)
    if typed in registry.awards:
        return [registry.awards[typed]]
    words = unaccented(text).split()
    if not words:
        return []
    titles = {slug: unaccented(" ".join([slug, *_texts(one.name)])) for slug, one in registry.achievements.items()}
    people = {key: unaccented(f"{key} {one.name}") for key, one in registry.learners.items()}
    found = [
        award
        for award in registry.awards.values()
        if _has_all(words, f"{award.id} {people.get(award.learner, '')} {titles.get(award.achievement, '')}")
    ]
    return sorted(found, key=lambda award: (award.awarded_date, award.id), reverse=True)


def search_learners(registry: Registry, text: str) -> list[Learner]:
    """Return the learners in whose name or id every word of `text` stands, by name."""
    words = unaccented(text).split()
    found = [one for one in registry.learners.values() if words and _has_all(words, unaccented(f"{one.id} {one.name}"))]
    return sorted(found, key=lambda one: (unaccented(one.name), one.id))


def describe(registry: Registry, award: Award) -> str:
    """Return one line about an award, for people who may read the records."""
    learner = registry.learners.get(award.learner)
    achievement = registry.achievements.get(award.achievement)
    title = say(achievement.name, *registry.issuer.languages) if achievement else award.achievement
    name = harmless(learner.name) if learner else "(erased)"
    return f"{award.id}  {award.awarded_date}  {name}, {harmless(title)}"


def _looks_like_id(text: str) -> bool:
    """Say whether a person meant an id, so that its mistake is told rather than "no such learner"."""
    squeezed = text.strip().replace("-", "").replace(" ", "")
    digits = any(character.isdigit() for character in squeezed)
    return digits and squeezed.isalnum() and (len(squeezed) == 16 or bool(_GROUPED.fullmatch(text.strip())))


def _where(registry: Registry, text: str, is_link: bool) -> str:
    if is_link and not text.strip().startswith(f"{registry.issuer.base}/"):
        return f": the link is of another registry, and this one is {registry.issuer.base}"
    return ": give another folder with --records, or look at the id again"


def _award_by_id(registry: Registry, text: str) -> Award | None:
    """Return the award whose id or link is typed; None where neither was meant, UsageError where there is none."""
    link = _LINK.fullmatch(text.strip())
    typed = link[1] if link else text
    try:
        found = award_id.canonical(typed)
    except ValueError as error:
        if link or _looks_like_id(typed):
            raise UsageError(f"{harmless(text)} is not an award: {error}. Look at it again") from None
        return None
    if found not in registry.awards:
        raise UsageError(f"there is no award {found} in these records{_where(registry, text, bool(link))}")
    return registry.awards[found]


def _typed_id(text: str) -> str:
    link = _LINK.fullmatch(text.strip())
    try:
        return award_id.canonical(link[1] if link else text)
    except ValueError:
        return ""


def _of_learner(registry: Registry, text: str) -> Award:
    learners = {one.id: one for one in _called(registry, text)}
    found = [award for award in registry.awards.values() if award.learner in learners]
    if len(found) == 1 and len(learners) == 1:
        return found[0]
    shown = harmless(text)
    if found and len(learners) > 1:
        raise UsageError(
            f"{len(learners)} learners are called {shown}: give the id of one award\n{_listed(registry, found)}"
        )
    if found:
        raise UsageError(f"{shown} has {len(found)} awards: give the id of one\n{_listed(registry, found)}")
    if learners:
        raise UsageError(f"{shown} has no award yet")
    near = search(registry, text) or [award for award in registry.awards.values() if _is_near(registry, award, text)]
    hint = f"; did you mean one of these?\n{_listed(registry, near)}" if near else ""
    raise UsageError(f"no award is called {shown}: give its id, its link, or its learner's whole name{hint}")


def _called(registry: Registry, text: str) -> list[Learner]:
    """Return the learners of this name or id; those written without its accents only where nobody is written with."""
    wanted, everyone = caseless(text), sorted(registry.learners.values(), key=lambda one: one.id)
    exact = [one for one in everyone if wanted in {caseless(one.name), one.id}]
    bare = unaccented(text)
    return exact or [one for one in everyone if bare and unaccented(one.name) == bare]


def _is_near(registry: Registry, award: Award, text: str) -> bool:
    learner = registry.learners.get(award.learner)
    return learner is not None and bool(set(unaccented(text).split()) & set(unaccented(learner.name).split()))


def _has_all(words: list[str], text: str) -> bool:
    return all(word in text for word in words)


def _texts(text: Text) -> Iterable[str]:
    return [text] if isinstance(text, str) else text.values()


def _listed(registry: Registry, awards: Iterable[Award]) -> str:
    return _first([describe(registry, award) for award in sorted(awards, key=lambda award: award.id)])


def _people(registry: Registry, learners: Iterable[Learner]) -> str:
    numbers = Counter(award.learner for award in registry.awards.values())
    return _first([f"{one.id}  {harmless(one.name)}, {number_of(numbers[one.id], 'award')}" for one in learners])


def _first(lines: list[str]) -> str:
    more = [f"… and {len(lines) - _MOST_SHOWN} more"] if len(lines) > _MOST_SHOWN else []
    return "\n".join(f"  {line}" for line in [*lines[:_MOST_SHOWN], *more])
