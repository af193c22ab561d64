"""Breaks a title into lines: as large as its place allows, in as few lines as that takes, equally full."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Callable, Sequence

MOST_LINES = 5
LONGEST_PART = 14  # letters of a part of a word that is cut
_SHRINK = 0.96
_VOWELS = "aeiouyàáâäåæèéêëìíîïòóôöøùúûüаеиоуыэюяαεηιουω"
_SYLLABLE = re.compile(f"[^{_VOWELS}][{_VOWELS}]", re.IGNORECASE)

# The width of a line of words from `start` to `end` (exclusive), in heights of its letters.
_Span = Callable[[int, int], float]


def fit(
    words: Sequence[str],
    joint: str,
    width: Callable[[str], float],
    room: Callable[[int, float], Sequence[float]],
    *,
    tallest: float,
) -> tuple[list[str], float]:
    """Return the words in lines, and the height of their letters, `tallest` at most.

    `width` measures a line in heights of its letters; `room` says, for a number of lines and a height, how wide each
    may be (0 or less where it has no place). `joint` stands between words. There must be a word, and room for a line:
    else the search does not end.
    """
    span = functools.cache(lambda start, end: width(joint.join(words[start:end])))
    height = tallest
    while True:
        for count in range(1, min(MOST_LINES, len(words)) + 1):
            chords = [chord / height for chord in room(count, height)]
            cuts = _balance(len(words), span, chords) if _may_fit(len(words), span, chords) else None
            if cuts:
                return [joint.join(words[start:end]) for start, end in itertools.pairwise(cuts)], height
        height *= _SHRINK


def cut(word: str) -> list[str]:
    """Return a long word in hyphenated parts, cut before a consonant that a vowel follows, where there is one."""
    count = -(-len(word) // LONGEST_PART)
    # Near even parts, each at least three letters long.
    cuts = [0]
    for n in range(1, count):
        even = n * len(word) // count
        near = sorted(range(max(cuts[-1] + 3, even - 3), min(len(word) - 3, even + 3)), key=lambda at: abs(at - even))
        cuts.append(next((at for at in near if _SYLLABLE.match(word, at)), even))
    parts = [word[start:end] for start, end in itertools.pairwise([*cuts, len(word)])]
    return [part + "-" for part in parts[:-1]] + parts[-1:]


def _may_fit(words: int, span: _Span, chords: Sequence[float]) -> bool:
    """Say whether the words could fit, each line filled as far as it goes: quicker than the answer itself."""
    start = 0
    for chord in chords:
        end = start
        while end < words and span(start, end + 1) <= chord:
            end += 1
        start = end
    return start == words


def _balance(words: int, span: _Span, chords: Sequence[float]) -> list[int] | None:
    """Return where to cut (0, …, the number of words) so that the fullest line is as little full as can be."""
    # By the number of words in the lines so far, only the least full way: any other cannot end better.
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for chord in chords:
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (fullest, cuts) in best.items():
            for end in range(start + 1, words + 1):
                full = max(fullest, span(start, end) / chord if chord > 0 else math.inf)
                if full > 1:
                    break
                if end not in reached or full < reached[end][0]:
                    reached[end] = (full, [*cuts, end])
        best = reached
    return best[words][1] if words in best else None
