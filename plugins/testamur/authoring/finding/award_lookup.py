"""Finds the award or learner that a person means: by an id as typed, a link to a page, or a learner's unique name.

Names are found without their accents, too, but one that is written exactly as it was typed goes before others.

It is longer than other modules since each way in which a name finds nothing has a sentence of its own.
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
from testamur.text.folding import alike, caseless, unaccented
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of

_LINK = re.compile(r"https?://\S+?/awards/([^/?#\s]+)(?:/(?:credential\.json)?)?(?:[?#]\S*)?")
# Groups of three to five: in an id of four fours, a character may be missing or be there twice.
_GROUPED = re.compile(r"\w{3,5}(?:[- ]\w{3,5}){3}")
_MOST_SHOWN = 10


def find_award(registry: Registry, text: str) -> Award:
    """Return the award that `text` names; UsageError lists the candidates if there is none, or more than one."""
    award = _award_by_id(registry, text)
    return award if award is not None else _award_of_learner(registry, text)


def find_learner(registry: Registry, text: str, *, advice: str = "") -> Learner:
    """Return the learner that `text` names, by id, name, or an award of theirs; UsageError lists the candidates.

    `advice` says what else can be done where there is no such learner.
    """
    if text.strip() in registry.learners:
        return registry.learners[text.strip()]
    former = next((learner for learner in registry.learners.values() if text.strip() in learner.formerly), None)
    if former is not None:
        return former
    award = _award_by_id(registry, text)
    if award is not None:
        if award.erased:
            raise UsageError(
                msg(
                    "award {id} was erased on {erased}: nothing says any more whose it was",
                    id=award.id,
                    erased=award.erased,
                )
            )
        return registry.learners[award.learner]
    learners = _learners_called(registry, text)
    if len(learners) == 1:
        return learners[0]
    shown = harmless(text)
    if learners:
        raise UsageError(
            msg(
                "{learners} learners are called {shown}: give the id of one\n{list_learners}",
                learners=len(learners),
                shown=shown,
                list_learners=_list_learners(registry, learners),
            )
        )
    words = set(alike(text).split())
    near = [learner for learner in registry.learners.values() if words & set(alike(learner.name).split())]
    hint = (
        msg("; did you mean one of these?\n{list_learners}", list_learners=_list_learners(registry, near))
        if near
        else ""
    )
    raise UsageError(
        msg(
            "no learner is called {shown}: give their id, their whole name, or an award of theirs{advice}{hint}",
            shown=shown,
            advice=advice,
            hint=hint,
        )
    )


def search_awards(registry: Registry, text: str) -> list[Award]:
    """Return the awards that have every word of `text`, the newest first.

    Words are looked for in the award's id, its learner's name and id, and its achievement's slug and names in all
    languages; case, accents, apostrophes and hyphens do not matter. An id or a link, as typed, finds that award only.
    """
    typed = _typed_id(text)
    if typed in registry.awards:
        return [registry.awards[typed]]
    words = _words(text)
    if not words:
        return []
    titles = {slug: _searched(slug, *_texts(achievement.name)) for slug, achievement in registry.achievements.items()}
    people = {key: _searched(key, learner.name) for key, learner in registry.learners.items()}
    awards = [
        award
        for award in registry.awards.values()
        if _has_all(words, f"{award.id} {people.get(award.learner, '')} {titles.get(award.achievement, '')}")
    ]
    return sorted(awards, key=lambda award: (award.awarded_date, award.id), reverse=True)


def search_learners(registry: Registry, text: str) -> list[Learner]:
    """Return the learners whose name or id has every word of `text`, by name."""
    words = _words(text)
    learners = [
        learner
        for learner in registry.learners.values()
        if words and _has_all(words, _searched(learner.id, learner.name))
    ]
    return sorted(learners, key=lambda learner: (alike(learner.name), learner.id))


def describe_award(registry: Registry, award: Award) -> str:
    """Return one line about an award, for people who may read the records."""
    learner = registry.learners.get(award.learner)
    achievement = registry.achievements.get(award.achievement)
    title = say(achievement.name, *registry.issuer.languages) if achievement else award.achievement
    name = harmless(learner.name) if learner else "(erased)"
    return f"{award.id}  {award.awarded_date}  {name}, {harmless(title)}"


def _looks_like_id(text: str) -> bool:
    """Say whether a person meant an id, so that the message is about its mistake and not "no such learner"."""
    squeezed = text.strip().replace("-", "").replace(" ", "")
    digits = any(character.isdigit() for character in squeezed)
    return digits and squeezed.isalnum() and (len(squeezed) == 16 or bool(_GROUPED.fullmatch(text.strip())))


def _where_to_look(registry: Registry, text: str, is_link: bool) -> str:
    if is_link and not text.strip().startswith(f"{registry.issuer.base}/"):
        return msg(": the link is of another registry, and this one is {base}", base=registry.issuer.base)
    return msg(": give another folder with --records, or look at the id again")


def _award_by_id(registry: Registry, text: str) -> Award | None:
    """Return the award whose id or link was typed; None if neither was meant, UsageError if there is no such award."""
    link = _LINK.fullmatch(text.strip())
    typed = link[1] if link else text
    try:
        wanted_id = award_id.canonical(typed)
    except ValueError as error:
        # An id has a check character: a slip is reported as one, and not taken for a learner's name.
        if link or _looks_like_id(typed):
            raise UsageError(
                msg("{text} is not an award: {error}. Look at it again", text=harmless(text), error=error)
            ) from None
        return None
    if wanted_id not in registry.awards:
        raise UsageError(
            msg(
                "there is no award {wanted_id} in these records{where_to_look}",
                wanted_id=wanted_id,
                where_to_look=_where_to_look(registry, text, bool(link)),
            )
        )
    return registry.awards[wanted_id]


def _typed_id(text: str) -> str:
    link = _LINK.fullmatch(text.strip())
    try:
        return award_id.canonical(link[1] if link else text)
    except ValueError:
        return ""


def _award_of_learner(registry: Registry, text: str) -> Award:
    learners = {learner.id: learner for learner in _learners_called(registry, text)}
    awards = [award for award in registry.awards.values() if award.learner in learners]
    if len(awards) == 1 and len(learners) == 1:
        return awards[0]
    shown = harmless(text)
    if awards and len(learners) > 1:
        raise UsageError(
            msg(
                "{learners} learners are called {shown}: give the id of one award\n{list_awards}",
                learners=len(learners),
                shown=shown,
                list_awards=_list_awards(registry, awards),
            )
        )
    if awards:
        raise UsageError(
            msg(
                "{shown} has {number_of}: give the id of one\n{list_awards}",
                shown=shown,
                number_of=number_of(len(awards), "award"),
                list_awards=_list_awards(registry, awards),
            )
        )
    if learners:
        raise UsageError(msg("{shown} has no award yet", shown=shown))
    near = search_awards(registry, text) or [
        award for award in registry.awards.values() if _is_near(registry, award, text)
    ]
    hint = msg("; did you mean one of these?\n{list_awards}", list_awards=_list_awards(registry, near)) if near else ""
    raise UsageError(
        msg(
            "no award is called {shown}: give its id, its link, or its learner's whole name{hint}",
            shown=shown,
            hint=hint,
        )
    )


def _learners_called(registry: Registry, text: str) -> list[Learner]:
    """Return the learners of this name or id; those whose accents differ only if nobody is written exactly so."""
    wanted, everyone = caseless(text), sorted(registry.learners.values(), key=lambda learner: learner.id)
    exact = [learner for learner in everyone if wanted in {caseless(learner.name), learner.id}]
    bare = alike(text)
    return exact or [learner for learner in everyone if bare and alike(learner.name) == bare]


def _is_near(registry: Registry, award: Award, text: str) -> bool:
    learner = registry.learners.get(award.learner)
    return learner is not None and bool(set(alike(text).split()) & set(alike(learner.name).split()))


def _words(text: str) -> list[str]:
    """Return the words that are looked for: those of a name as it may be spelled, and an id as it is."""
    words = unaccented(text).split()
    return [part for word in words for part in ([word] if any(map(str.isdigit, word)) else alike(word).split())]


def _searched(*texts: str) -> str:
    whole = " ".join(texts)
    return f"{unaccented(whole)} {alike(whole)}"


def _has_all(words: list[str], text: str) -> bool:
    return all(word in text for word in words)


def _texts(text: Text) -> Iterable[str]:
    return [text] if isinstance(text, str) else text.values()


def _list_awards(registry: Registry, awards: Iterable[Award]) -> str:
    return _first_lines([describe_award(registry, award) for award in sorted(awards, key=lambda award: award.id)])


def _list_learners(registry: Registry, learners: Iterable[Learner]) -> str:
    numbers = Counter(award.learner for award in registry.awards.values())
    return _first_lines(
        [f"{learner.id}  {harmless(learner.name)}, {number_of(numbers[learner.id], 'award')}" for learner in learners]
    )


def _first_lines(lines: list[str]) -> str:
    more = [f"… and {len(lines) - _MOST_SHOWN} more"] if len(lines) > _MOST_SHOWN else []
    return "\n".join(f"  {line}" for line in [*lines[:_MOST_SHOWN], *more])
