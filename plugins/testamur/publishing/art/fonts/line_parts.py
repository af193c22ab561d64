"""Where a line of text may end: the parts of a title, each to stay whole.

A subset of UAX #14: after spaces, and beside the wide letters of Chinese, Japanese and Korean, but for the signs that
may not begin or end a line. Scripts of South-East Asia write no spaces between words, and only a dictionary knows where
a word ends: they are cut between letters, and only where a line does not hold what is between two spaces.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable

from testamur.publishing.art import line_breaking

# What may not begin a line, and what may not end one (JIS X 4051): closing and small signs; opening ones.
_NEVER_FIRST = frozenset(
    "、。，．・：；？！ー々〜～…‥”’）］｝〉》」』】〕ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%"
)
_NEVER_LAST = frozenset("（［｛〈《「『【〔“‘([{")
# Joiners, and Khmer's coeng, which joins two letters but has no class.
_BEFORE_ITS_LETTER = frozenset("เแโใไເແໂໃໄ\u200c\u200d\u17d2")
_AFTER_ITS_LETTER = frozenset("ะาำๅๆฯະາຳໆ\u200c\u200d")
_SOFT_HYPHEN = "\u00ad"
_VIRAMA = 9  # the canonical combining class of what joins two letters of an Indic script
# Letters that are written joined: a word of them is never cut.
_JOINED = re.compile("[\u0600-\u07ff\u0860-\u08ff\u1800-\u18af]")
_ALPHABET = re.compile("[A-Za-z\u00c0-\u052f\u1e00-\u1fff]")


def parts(text: str) -> list[str]:
    """Return `text` in parts that may each begin a line; a space is at the end of the part before it."""
    found: list[str] = []
    for word in re.findall(r"\S+\s*", text):
        start = 0
        for at in range(1, len(word)):
            if _may_end(word, at):
                found.append(word[start:at])
                start = at
        found.append(word[start:])
    return found


def cut(text: str) -> list[str]:
    """Return `text` in smaller parts still, for a line that does not hold the larger ones; `joined` puts them together.

    A part of a word of an alphabet ends in a soft hyphen.
    """
    found: list[str] = []
    for part in parts(text):
        word = part.rstrip()
        if _JOINED.search(word) or not word:
            found.append(part)
        elif _ALPHABET.match(word):
            *first, last = line_breaking.cut(word) if len(word) > line_breaking.LONGEST_PART else [word]
            found += [*(piece.removesuffix("-") + _SOFT_HYPHEN for piece in first), last + part[len(word) :]]
        else:
            *first, last = _letters(word)
            found += [*first, last + part[len(word) :]]
    return found


def joined(line: Iterable[str]) -> str:
    """Return the text of a line of parts: with a hyphen where it ends inside a word, and no space at its end."""
    text = "".join(line).rstrip()
    return text.removesuffix(_SOFT_HYPHEN).replace(_SOFT_HYPHEN, "") + ("-" if text.endswith(_SOFT_HYPHEN) else "")


def _may_end(word: str, at: int) -> bool:
    before, after = word[at - 1], word[at]
    if after.isspace() or after in _NEVER_FIRST or before in _NEVER_LAST or unicodedata.category(after)[0] == "M":
        return False
    # Korean puts spaces between words, and is broken there.
    return any(
        unicodedata.east_asian_width(letter) in "WF" and not "가" <= letter <= "힣" for letter in (before, after)
    )


def _letters(word: str) -> list[str]:
    """Return a word in what readers take for letters, each with its marks."""
    starts = [0, *(at for at in range(1, len(word)) if not _belong_together(word[at - 1], word[at])), len(word)]
    return [word[start:end] for start, end in itertools.pairwise(starts)]


def _belong_together(before: str, after: str) -> bool:
    if unicodedata.category(after)[0] == "M" or after in _AFTER_ITS_LETTER or after in _NEVER_FIRST:
        return True
    return before in _BEFORE_ITS_LETTER or unicodedata.combining(before) == _VIRAMA
