"""Chooses an achievement's emblem: the one that its record names, else by words of its title, its tags, its skills."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

from testamur.publishing.art.emblems.drawings import NEUTRAL
from testamur.publishing.art.emblems.keywords import KEYWORDS
from testamur.records.model.localized_text import Text
from testamur.records.model.models import Achievement
from testamur.text.folding import plain_words, unaccented

_MOST_LETTERS = 2_000  # of a text: titles are shorter, and so are names of skills
# What an Arabic word may begin with: and, with, for, the article. Longer ones first.
_ARTICLE = re.compile(r"^(?:وال|بال|لل|ال|و(?=\w{4}))")
_ARABIC_FORMS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ـ": None})


def emblem_of(achievement: Achievement) -> str:
    """Return the name of the emblem of an achievement whose badge is drawn."""
    if achievement.emblem:
        return achievement.emblem
    skills = [text for one in achievement.alignments for text in _texts(one.target_name)]
    for texts in (_texts(achievement.name), achievement.tags, skills):
        if found := _first_of(texts):
            return found
    return NEUTRAL


def _texts(text: Text) -> tuple[str, ...]:
    """Return a text in every language that it has."""
    return (text,) if isinstance(text, str) else tuple(text.values())


def _first_of(texts: Iterable[str]) -> str:
    """Return the first emblem of the table that has a word in one of these; "" if none has."""
    words = [folded(text) for text in texts]
    return next((name for name, pattern in _patterns() if any(pattern.search(each) for each in words)), "")


def folded(text: str) -> str:
    """Return the words of a text, one space before and after each: without capitals, accents, and Arabic articles."""
    text = unicodedata.normalize("NFKC", text[:_MOST_LETTERS]).translate(_ARABIC_FORMS)
    words = (_ARTICLE.sub("", word) for word in plain_words(unaccented(text)).split())
    return f" {' '.join(words)} "


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile("|".join(map(_pattern, entries(name))))) for name in KEYWORDS)


def entries(name: str) -> list[str]:
    """Return the words that stand for an emblem."""
    return [entry for line in KEYWORDS[name].splitlines() for entry in map(str.strip, line.split(",")) if entry]


def _pattern(entry: str) -> str:
    """Return what finds a word, or some together, in a folded text."""
    words = r"\w* ".join(re.escape(folded(part).strip()) for part in entry.strip("*").split("*"))
    return f"{'' if entry.startswith('*') else ' '}{words}{'' if entry.endswith('*') else ' '}"
