"""Finds characters that a record must not contain and names that mix alphabets; makes any text harmless to show.

Follows Unicode 15: UAX #9 (bidirectional controls), UAX #31 2.3 (joiners), UTS #39 (mixed scripts, for the
alphabets whose letters look alike). Uses nothing but the standard library's character data.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator

from testamur.text.languages.messages import Amount, Row, msg, with_each

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# YAML 1.2.2, 5.4: a lone carriage return breaks the line. A diff shows no break, so a reviewer would read one line and
# the parser two. The others break lines in YAML 1.1, which libyaml reads, and no longer do in 1.2.
_LINES = frozenset("\r\u0085\u2028\u2029")
_JOINERS = frozenset("\u200c\u200d")
# Scripts in which a joiner or non-joiner between letters is ordinary spelling (UAX #31, 2.3).
_JOINING = frozenset({
    "ARABIC", "SYRIAC", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU",
    "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR",
})  # fmt: skip
# Only these are ever called mixed: no letter of other scripts, such as Japanese ones, passes for one of another.
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL"})
_LONGEST = 1000  # characters of one text of a message
# Letters of other alphabets that most type faces draw as Latin ones.
_DOUBLES = frozenset("аеорсухіјѕһԁԛԝАВЕКМНОРСТХЅІЈԚԜοΑΒΕΖΗΙΚΜΝΟΡΤΥΧνօսհ")
# Fillers, blanks and vowel signs that leave no ink. Unicode files them under letters, marks and symbols, so that
# their category gives none of them away.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Marks that may stand on one letter. Vietnamese has 2, letters of phonetics 4, Hebrew with its points and accents 5,
# the longest stack of Tibetan 8; marks that any script may use (COMBINING …) are of the first kinds.
_MOST_MARKS, _MOST_SHARED = 8, 4
_ON_A_LETTER = frozenset({"Mn", "Me"})
# Everything outside plain text. One pass of a regular expression clears nearly all of a record; only what it stops at
# costs a look into the character data.
_SUSPECT = re.compile(
    r"\r(?!\n)|[^\t\n\r\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0590\u05c8-\u0600\u4e00-\u9fff]"
)
_COMMAND = re.compile(r"^(\s*:)(?=:)|(?<=#)(?=#\[)")


def is_plain(text: str) -> bool:
    """Say whether no character of `text` needs a closer look: `findings` then has none."""
    return _SUSPECT.search(text) is None


def findings(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield offset, code and reason for every character that a record must not contain.

    Codes: control-character, bidi-control, invisible-character, line-separator, combining-marks. Of the marks of one
    letter, the first that is too many is named.
    """
    told = 0
    for match in _SUSPECT.finditer(text):
        code = _code(text, match.start()) if match.start() >= told else None
        if code == "combining-marks":
            reason, told = _pile(text, match.start())
            yield match.start(), code, reason
        elif code:
            yield match.start(), code, msg("{what} ({letter})", what=_WHAT[code], letter=named(match[0]))


_WHAT = {
    "control-character": msg("a control character"),
    "bidi-control": msg("a character that reverses the direction of text"),
    "invisible-character": msg("an invisible character"),
    "line-separator": msg("an unusual line break"),
}


def mixed_script(name: str) -> str | None:
    """Say which letter of a name comes from another alphabet than the rest of its word; None when none does."""
    for offsets, others in _mixtures(name):
        scripts = Row(sorted(map(str.title, others)), msg(" and ").template)
        return msg("{letter} is mixed with {scripts} letters", letter=named(name[offsets[0]]), scripts=scripts)
    return None


def harmless(text: str, limit: int = 80) -> str:
    """Return `text` as one line that a terminal or a log can show; whoever writes Markdown or HTML still escapes it.

    Characters that cannot be seen, or pass for others, are spelt out: `<U+202E RIGHT-TO-LEFT OVERRIDE>`.
    The result has at most `limit` characters; a longer text ends in `…`.
    """
    # A character shows as one at least (CR LF as one), so what lies beyond twice the limit cannot be reached.
    text = text.strip(" \t\r\n")[: 2 * limit + 2].replace("\r\n", "\n")
    # A space no wider than a hair keeps GitHub's workflow commands (`::error`, `##[error]`) from being ones.
    text = _COMMAND.sub("\\1\N{HAIR SPACE}", text)
    alike = _odd_letters(text)
    shown: list[str] = []
    length = 0
    for offset, character in enumerate(text):
        piece = _shown(text, offset, character, alike)
        if length + len(piece) > limit:
            while length >= limit:
                length -= len(shown.pop())
            shown.append("…")
            break
        shown.append(piece)
        length += len(piece)
    return "".join(shown).strip()


def harmless_message(text: str) -> str:
    """Return a message with each text among its values made harmless, and any other text as `harmless` returns it."""
    return with_each(text, functools.partial(harmless, limit=_LONGEST))


def _shown(text: str, offset: int, character: str, alike: frozenset[int]) -> str:
    # NOTE: nothing may be dropped here: that could join the two halves of a workflow command, after the check for one.
    if character in "\n\t":
        return "⏎" if character == "\n" else " "
    suspect = offset in alike or (_SUSPECT.match(text, offset) is not None and _code(text, offset) is not None)
    return f"<{named(character)}>" if suspect else character


def _odd_letters(text: str) -> frozenset[int]:
    """Return the offsets of letters that pass for Latin ones, in a word or in a text that is otherwise Latin."""
    if text.isascii():
        return frozenset()
    odd = {offset for offsets, _ in _mixtures(text) for offset in offsets}
    # A word made of look-alikes alone mixes nothing, so the rest of the text decides: in a Russian sentence it is a
    # Russian word, and in an English one a disguise.
    scripts = {_script(letter) for letter in text if letter.isalpha() and letter not in _DOUBLES}
    if scripts & _ALIKE == {"LATIN"}:
        odd |= {offset for offset, letter in enumerate(text) if letter in _DOUBLES}
    return frozenset(odd | {offset for offset, digit in enumerate(text) if digit.isdigit() and _is_costume(digit)})


def _is_costume(digit: str) -> bool:
    return _script(digit) in {"FULLWIDTH", "MATHEMATICAL"}


def _mixtures(text: str) -> Iterator[tuple[list[int], set[str]]]:
    """Yield, for each word that mixes alphabets, the offsets of the rarest one's letters, and the other alphabets."""
    if text.isascii():
        return
    # A combining mark belongs to the letter before it, so it does not end a word.
    for in_word, word in itertools.groupby(enumerate(text), key=lambda item: unicodedata.category(item[1])[0] in "LMN"):
        places: dict[str, list[int]] = {}
        for offset, letter in word if in_word else ():
            if letter.isalpha() and _script(letter) in _ALIKE:
                places.setdefault(_script(letter), []).append(offset)
        if len(places) > 1:
            rarest = min(places, key=lambda script: (len(places[script]), script == "LATIN", script))
            yield places.pop(rarest), set(places)


def _code(text: str, offset: int) -> str | None:
    character = text[offset]
    if character in _LINES:
        return "line-separator"
    if character in _BIDI:
        return "bidi-control"
    category = unicodedata.category(character)
    if category in {"Cc", "Cs"}:
        return "control-character"
    if character in _JOINERS:
        allowed = _joins(text, offset)
    elif unicodedata.name(character, "").startswith(("VARIATION SELECTOR", "MONGOLIAN FREE VARIATION")):
        allowed = _varies(text, offset)
    else:
        # Unassigned and private characters show differently, or not at all, from one machine to the next.
        allowed = category not in {"Cf", "Co", "Cn", "Zl", "Zp"} and character not in _BLANK
    if not allowed:
        return "invisible-character"
    return "combining-marks" if category in _ON_A_LETTER and _is_too_much(text, offset) else None


def _is_too_much(text: str, offset: int) -> bool:
    """Say whether the mark at `offset` stands on a letter that has as many as any writing needs already."""
    marks = shared = 0
    while offset >= 0 and marks <= _MOST_MARKS:
        character = text[offset]
        # A letter that is made of another one and a mark counts as these, however it is spelt.
        for one in unicodedata.normalize("NFD", character):
            if unicodedata.category(one) in _ON_A_LETTER:
                marks += 1
                shared += _script(one) == "COMBINING"
        if not _is_on_a_letter(character):
            break
        offset -= 1
    return marks > _MOST_MARKS or shared > _MOST_SHARED


def _is_on_a_letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or character in _JOINERS


def _pile(text: str, offset: int) -> tuple[str, int]:
    """Return what is wrong with a letter that has too many marks, one of which is at `offset`, and where they end."""
    start, end = offset, offset + 1
    while start > 0 and _is_on_a_letter(text[start]):
        start -= 1
    while end < len(text) and _is_on_a_letter(text[end]):
        end += 1
    marks = sum(unicodedata.category(one) in _ON_A_LETTER for one in text[start:end])
    return msg(
        "one letter has {marks} marks on it, more than any writing needs ({named})",
        marks=Amount(marks),
        named=named(text[start]),
    ), end


def _joins(text: str, offset: int) -> bool:
    around = text[max(offset - 1, 0) : offset] + text[offset + 1 : offset + 2]
    return len(around) == 2 and all(unicodedata.category(one)[0] in "LM" and _script(one) in _JOINING for one in around)


def _varies(text: str, offset: int) -> bool:
    """Say whether the character before a variation selector has variants: a symbol, ideograph or Mongolian letter."""
    before = text[offset - 1 : offset]
    if not before:
        return False
    return unicodedata.category(before) in {"So", "Sm"} or before in "#*0123456789‼⁉〰〽" or _script(before) in {
        "CJK", "MONGOLIAN", "MYANMAR", "PHAGS-PA",
    }  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").partition(" ")[0]


def named(character: str) -> str:
    """Return a character's code point and name: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    kind = _NAMELESS.get(character) or _KINDS.get(unicodedata.category(character), "CONTROL")
    return f"U+{ord(character):04X} {unicodedata.name(character, kind)}"


_NAMELESS = {
    "\0": "NULL", "\a": "BELL", "\b": "BACKSPACE", "\r": "CARRIAGE RETURN", "\x1b": "ESCAPE", "\x7f": "DELETE",
    "\x85": "NEXT LINE",
}  # fmt: skip
_KINDS = {"Cs": "SURROGATE", "Co": "PRIVATE USE", "Cn": "UNASSIGNED"}
