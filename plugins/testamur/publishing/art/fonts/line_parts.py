"""Where a line of text may end: the parts of a title, each to stay whole.

After spaces; in Chinese, Japanese and Thai, which write none, between phrases, which BudouX finds by models of its own.
Where a line does not hold a phrase, and in other scripts without spaces, it is cut between letters, but for signs that
may not begin or end a line (a subset of UAX #14).
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable

import budoux

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
_THAI, _KANA, _HAN = re.compile("[\u0e00-\u0e7f]"), re.compile("[\u3040-\u30ff]"), re.compile("[\u3400-\u9fff]")
_ALPHABET = re.compile("[A-Za-z\u00c0-\u052f\u1e00-\u1fff]")


def parts(text: str, language: str = "") -> list[str]:
    """Return `text` in parts that may each begin a line; a space is at the end of the part before it.

    `language` is a tag of BCP 47, or "": it tells Chinese in traditional letters from simplified ones.
    """
    found: list[str] = []
    for word in re.findall(r"\S+\s*", text):
        parser = _parser(_phrases_of(word, language))
        found += _phrases(word, parser) if parser else _pieces(word)
    return found


def _phrases(word: str, parser: budoux.Parser) -> list[str]:
    """Return a word in phrases. Letters that the model leaves alone one after another stay together."""
    phrases: list[str] = []
    alone = False
    for phrase in parser.parse(word.rstrip()):
        was_alone, alone = alone, len(phrase) == 1
        if phrases and ((alone and was_alone) or not _may_begin(phrase, phrases[-1])):
            phrases[-1] += phrase
        else:
            phrases.append(phrase)
    return [*phrases[:-1], phrases[-1] + word[len(word.rstrip()) :]]


def _phrases_of(word: str, language: str) -> str:
    """Return the name of the model that knows the phrases of a word; "" if none does."""
    if _THAI.search(word):
        return "thai"
    if _KANA.search(word) or (language.startswith("ja") and _HAN.search(word)):
        return "japanese"
    if not _HAN.search(word):
        return ""
    is_traditional = {"hant", "tw", "hk", "mo"}.intersection(language.lower().split("-"))
    return "traditional_chinese" if is_traditional else "simplified_chinese"


@functools.cache
def _parser(name: str) -> budoux.Parser | None:
    load = getattr(budoux, f"load_default_{name}_parser") if name else None
    return load() if load else None


def _pieces(word: str) -> list[str]:
    """Return a word in pieces that may each begin a line, whatever it means."""
    cuts = [0, *(at for at in range(1, len(word)) if _may_end(word, at)), len(word)]
    return [word[start:end] for start, end in itertools.pairwise(cuts)]


def cut(text: str) -> list[str]:
    """Return `text` in smaller parts still, for a line that does not hold the larger ones; `joined` puts them together.

    A part of a word of an alphabet ends in a soft hyphen.
    """
    found: list[str] = []
    for part in (piece for word in re.findall(r"\S+\s*", text) for piece in _pieces(word)):
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


def _may_begin(after: str, before: str) -> bool:
    """Say whether a line may end with `before` and the next one begin with `after`, for all that their signs say."""
    first, last = after[0], before[-1]
    is_sign = first.isspace() or first in _NEVER_FIRST or last in _NEVER_LAST
    return not is_sign and unicodedata.category(first)[0] != "M"


def _may_end(word: str, at: int) -> bool:
    before, after = word[at - 1], word[at]
    return _may_begin(after, before) and (_is_wide(before) or _is_wide(after))


def _is_wide(letter: str) -> bool:
    # Korean puts spaces between words, and is broken there.
    return unicodedata.east_asian_width(letter) in "WF" and not "가" <= letter <= "힣"


def _letters(word: str) -> list[str]:
    """Return a word in what readers take for letters, each with its marks."""
    starts = [0, *(at for at in range(1, len(word)) if not _belong_together(word[at - 1], word[at])), len(word)]
    return [word[start:end] for start, end in itertools.pairwise(starts)]


def _belong_together(before: str, after: str) -> bool:
    if unicodedata.category(after)[0] == "M" or after in _AFTER_ITS_LETTER or after in _NEVER_FIRST:
        return True
    return before in _BEFORE_ITS_LETTER | _NEVER_LAST or unicodedata.combining(before) == _VIRAMA
