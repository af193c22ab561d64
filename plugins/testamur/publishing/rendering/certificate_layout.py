"""Chooses sizes of letters for a certificate, so that whatever was signed fits its front and its reverse.

Lengths are in millimetres, letters in points. The front has room for a name and a title of 200 letters each. The
reverse has all that the certificate says; what is longer than it in its smallest letters is shortened, and the sheet
says so: the award's page has it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from testamur.publishing.rendering.letter_widths import POINT, Step, count_lines, is_joined_or_stacked, size_for
from testamur.publishing.views.award_pages import AwardPage

_NAME = (Step(44, 1), Step(36, 1), Step(30, 2), Step(25, 3), Step(21, 4), Step(17, 7))
_TITLE = (Step(27, 1), Step(22, 2), Step(18, 3), Step(15, 6))
_WIDTHS = {"classic": 212.0, "modern": 150.0}  # of the front's lines
_FRONT = 68.0  # what name, title and sentence may take of its height
_SENTENCE_WIDTH, _SENTENCE, _SENTENCE_LINES = 150.0, 11.5, 3
_SENTENCE_LENGTHS = range(20, 400)
# A full stop that a space or the end follows, or one of scripts that write no space after it.
_FULL_STOP = re.compile(r"[.!?؟۔।](?=\s|$)|[。！？]")
_COLUMN, _BACK_HEIGHT = 117.0, 133.0  # of the reverse: a column, and its height with what stands above the columns
_CODE_HEIGHT = 27.0  # what a statement code takes of that, beside what stands at the reverse's end anyway
_BACK_TITLE, _BACK_NAME = 15.0, 8.5
_BACK = (9.5, 8.75, 8.0)
_LABEL, _BETWEEN = 35.0, 2.3  # what a label takes of a line's width, and the white between entries of its height
_LONG_TEXT = 150  # letters: a longer text stands below its label
# Letters that are left of each text that is shortened; four times as many of all outcomes together.
_LEAST_TEXT, _MOST_TEXT = 120, 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateLayout:
    """How one award is set. Sizes are in points; `sentence` is "" where the front has no room for one."""

    name: float
    title: float
    sentence: str
    tracks: bool  # the institution's name in spaced capitals: not in scripts that join or stack letters
    back: float
    description: str
    outcomes: tuple[str, ...]
    lines: Mapping[str, str]
    is_shortened: bool

    @staticmethod
    def is_long(text: str) -> bool:
        """Say whether a text of the reverse stands below its label, not beside it."""
        return len(text) > _LONG_TEXT


def lay_out(award: AwardPage, style: str, *, has_code: bool = False) -> CertificateLayout:
    """Return how `award` is set in `style` (classic or modern); `has_code`: its reverse has a statement code."""
    facts, parts = award.facts, award.narrative
    name = size_for(facts.learner, width=_WIDTHS[style], steps=_NAME)
    title = size_for(facts.title, width=_WIDTHS[style], steps=_TITLE)
    sentence = _first_sentence(facts.description)
    lines = count_lines(sentence, width=_SENTENCE_WIDTH, points=_SENTENCE * 0.9)
    taken = sum(_height(step.points, step.lines) for step in (name, title, Step(_SENTENCE * 1.2, lines)))
    has_room = lines <= _SENTENCE_LINES and taken <= _FRONT
    back, most = _size_of_back(award, _BACK_HEIGHT - (_CODE_HEIGHT if has_code else 0))
    description = _shorten(facts.description, most)
    outcomes = _shorten_list(parts.outcomes, most)
    shortened = {label: _shorten(text, most) for label, text in parts.lines.items()}
    return CertificateLayout(
        name=name.points,
        title=title.points,
        sentence=sentence if has_room else "",
        tracks=not is_joined_or_stacked(facts.issuer_name),
        back=back,
        description=description,
        outcomes=outcomes,
        lines=shortened,
        is_shortened=(description, outcomes, shortened) != (facts.description, parts.outcomes, dict(parts.lines)),
    )


def _height(points: float, lines: int) -> float:
    return points * POINT * 1.25 * lines


def _first_sentence(description: str) -> str:
    """Return the first sentence of a description that is neither too short nor too long; "" if there is none.

    A short one may be an abbreviation ("B.Sc. Hons. …"), and goes with the next.
    """
    text = " ".join(description.split())
    ends = (match.end() for match in _FULL_STOP.finditer(text))
    return next((text[:end] for end in (*ends, len(text)) if end in _SENTENCE_LENGTHS), "")


def _size_of_back(award: AwardPage, room: float) -> tuple[float, int]:
    """Return the size of letters on the reverse, and to how many letters its long texts are shortened there.

    `room` is the height of its columns, with what stands above them.
    """
    facts, outcomes = award.facts, award.narrative.outcomes
    most_high = 2 * (room - _heading_height(award))
    texts = [facts.description, *award.narrative.lines.values(), *_small_facts(award)]
    whole = max(map(len, (*texts, *outcomes)))
    for points in _BACK:
        if _back_height(texts, outcomes, points) <= most_high:
            return points, max(whole, sum(map(len, outcomes)))
    smallest, most = _BACK[-1], _MOST_TEXT
    while most > _LEAST_TEXT:
        fewer = [_shorten(text, most) for text in texts]
        if _back_height(fewer, _shorten_list(outcomes, most), smallest) <= most_high:
            break
        most = max(_LEAST_TEXT, int(most * 0.85))
    return smallest, most


def _heading_height(award: AwardPage) -> float:
    """Return how high the title and the learner's name are on the reverse, with the white below."""
    title = count_lines(award.facts.title, width=2 * _COLUMN, points=_BACK_TITLE * 0.95)
    name = count_lines(award.facts.learner + "x" * 70, width=2 * _COLUMN, points=_BACK_NAME * 0.95)
    return _height(_BACK_TITLE, title) + _height(_BACK_NAME, name) * 1.1 + 4


def _small_facts(award: AwardPage) -> Iterable[str]:
    """Yield a text for each of the other entries of the reverse, about as long as it is there."""
    for level in award.facts.levels:
        yield f"{level.name}. {level.description}"
    for result in award.facts.results:
        yield f"{result.name} {result.value} {result.reached.name if result.reached else ''}"
    # Type, language, version, days, and who awarded it.
    yield from (
        "Type",
        "Language",
        award.facts.version,
        "Awarded",
        "Valid until",
        f"{award.facts.issuer_name}, Country",
    )


def _back_height(texts: Iterable[str], outcomes: tuple[str, ...], points: float) -> float:
    """Return how high the entries of the reverse are, one below the other."""
    line = points * POINT * 1.36
    height = sum(_entry_lines(text, points) * line + _BETWEEN for text in texts if text)
    return height + sum(_lines(text, _COLUMN - 4, points) for text in outcomes) * line + (line + _BETWEEN)


def _entry_lines(text: str, points: float) -> int:
    """Return the lines of an entry: beside its label, or below it where the text is long."""
    if CertificateLayout.is_long(text):
        return 1 + _lines(text, _COLUMN, points)
    return _lines(text, _COLUMN - _LABEL, points)


def _lines(text: str, width: float, points: float) -> int:
    # Text of this size is set in letters less wide and less bold than those that were measured.
    return count_lines(text, width=width, points=points * 0.88)


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def _shorten_list(texts: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Return the first of `texts`, together no longer than four texts may be; at least one."""
    kept: list[str] = []
    used = 0
    for text in texts:
        used += len(text) + 20
        if kept and used > 4 * most:
            return (*kept, "…")
        kept.append(_shorten(text, most))
    return tuple(kept)
