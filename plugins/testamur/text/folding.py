"""Folds texts so that two which are the same to people compare equal.

Five strengths, the strictest first. Deciding whether two names are one person, or refusing something, takes the
strictest that serves; the others are for searching, where a person looks at the result.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that have no decomposition into a plain letter and a mark in Unicode.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

_APOSTROPHES = re.compile("['’‘ʼʹ′`´]")
_HYPHENS = str.maketrans(dict.fromkeys("-‐‑‒–", " "))


def caseless(text: str) -> str:
    """Fold a person's name: case, spaces and forms of the same letter do not count; accents do.

    `ADA  OKAFOR` is `Ada Okafor`, and `ﬁ` is `fi`; José and Jose are two people.
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def alike(text: str) -> str:
    """Fold a person's name so that spellings of it are equal: case, accents, apostrophes and hyphens do not count.

    `SIOBHAN O'BRIEN` is `Siobhán O’Brien`, and `Jean Luc` is `Jean-Luc`. Two people may fold to the same text: whoever
    finds two that do, asks.
    """
    return " ".join(_APOSTROPHES.sub("", unaccented(text)).translate(_HYPHENS).split())


def letters_only(text: str) -> str:
    """Fold a fixed name, such as a field's or a framework's: only letters and digits count, in any case; accents do.

    `validUntil` is `valid-until`, and `ISCO 08` is `ISCO-08`.
    """
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def plain_words(text: str) -> str:
    """Fold a column's heading word by word: case, accents and punctuation do not count.

    `E-Mail` is `e mail`, and `Prénom :` is `prenom`.
    """
    return " ".join(
        "".join(character if character.isalnum() else " " for character in without_marks(text.casefold())).split()
    )


def unaccented(text: str) -> str:
    """Fold a text for searching: case, spaces and accents do not count, nor strokes and joined letters.

    `Łukasz Żółw` is `lukasz zolw`. For searching only: two people may fold to the same text.
    """
    return " ".join(without_marks(text.casefold()).translate(_PLAIN).casefold().split())


def without_marks(text: str) -> str:
    """Return a text decomposed, without its combining marks: é is e, and ﬁ is fi."""
    return "".join(
        character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character)
    )
