"""When two texts are one to whoever types or reads them: what they are folded to is then equal.

Four strengths, the strictest first. Whether somebody is told apart, or something refused, asks the strictest that
serves; the others are for finding, where a person looks at what was found.
"""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a plain one and its mark.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def caseless(text: str) -> str:
    """Return a text as names are compared: case, spaces and forms of the same letter do not count; accents do.

    `ADA  OKAFOR` is `Ada Okafor`, and `ﬁ` is `fi`; José and Jose are two people.
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def letters_only(text: str) -> str:
    """Return a text as fixed names are compared: case, and what is no letter or digit, do not count; accents do.

    `validUntil` is `valid-until`, and `ISCO 08` is `ISCO-08`.
    """
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def plain_words(text: str) -> str:
    """Return a text as headers are compared: word by word; case, accents and punctuation do not count.

    `E-Mail` is `e mail`, and `Prénom :` is `prenom`.
    """
    return " ".join("".join(one if one.isalnum() else " " for one in without_marks(text.casefold())).split())


def unaccented(text: str) -> str:
    """Return a text as it is searched: case, spaces and accents do not count, nor strokes and joined letters.

    `Łukasz Żółw` is `lukasz zolw`. For finding only: what is one here may be two people.
    """
    return " ".join(without_marks(text.casefold()).translate(_PLAIN).casefold().split())


def without_marks(text: str) -> str:
    """Return a text's letters taken apart, without their marks: é is e, and ﬁ is fi."""
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
