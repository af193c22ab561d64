"""Which award is meant: by its id as typed, a link to its page, or its learner's name where that is unique."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from testamur.errors import UsageError
from testamur.records import award_id
from testamur.records.characters import harmless
from testamur.records.models import Award, say
from testamur.records.registry import Registry

_LINK = re.compile(r"https?://\S+?/awards/([^/?#\s]+)(?:/(?:credential\.json)?)?(?:[?#]\S*)?")
_GROUPED = re.compile(r"\w{3,5}(?:[- ]\w{3,5}){3}")
_MOST_SHOWN = 10


def find_award(registry: Registry, text: str) -> Award:
    """Return the award that `text` names; UsageError lists the candidates where there is none, or more than one."""
    link = _LINK.fullmatch(text.strip())
    typed = link[1] if link else text
    try:
        found = award_id.canonical(typed)
    except ValueError as error:
        if link or _looks_like_id(typed):
            raise UsageError(f"{harmless(text)} is not an award: {error}. Look at it again") from None
        return _of_learner(registry, text)
    if found not in registry.awards:
        raise UsageError(f"there is no award {found} in these records{_where(registry, text, bool(link))}")
    return registry.awards[found]


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


def _of_learner(registry: Registry, text: str) -> Award:
    wanted = _folded(text)
    learners = {key for key, learner in registry.learners.items() if wanted in {_folded(learner.name), key}}
    found = [award for award in registry.awards.values() if award.learner in learners]
    if len(found) == 1:
        return found[0]
    shown = harmless(text)
    if found:
        raise UsageError(f"{shown} has {len(found)} awards: give the id of one\n{_listed(registry, found)}")
    if learners:
        raise UsageError(f"{shown} has no award yet")
    near = [award for award in registry.awards.values() if _is_near(registry, award, wanted)]
    hint = f"; did you mean one of these?\n{_listed(registry, near)}" if near else ""
    raise UsageError(f"no award is called {shown}: give its id, its link, or its learner's whole name{hint}")


def _is_near(registry: Registry, award: Award, wanted: str) -> bool:
    learner = registry.learners.get(award.learner)
    return learner is not None and bool(wanted) and bool(set(wanted.split()) & set(_folded(learner.name).split()))


def _listed(registry: Registry, awards: Iterable[Award]) -> str:
    lines = [f"  {describe(registry, award)}" for award in sorted(awards, key=lambda award: award.id)]
    more = [f"  … and {len(lines) - _MOST_SHOWN} more"] if len(lines) > _MOST_SHOWN else []
    return "\n".join([*lines[:_MOST_SHOWN], *more])


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
