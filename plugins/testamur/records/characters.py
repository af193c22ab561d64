"""Characters that a record must not hold, names that mix alphabets, and text made harmless to show.

Follows Unicode 15: UAX #9 (bidirectional controls), UTS #39 (mixed scripts, for the alphabets whose
letters look alike). Uses nothing but the standard library's character data.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINES = frozenset("\u0085\u2028\u2029")
_JOINERS = frozenset("\u200c\u200d")
# Scripts in which a joiner or non-joiner between letters is ordinary spelling (UAX #31, 2.3).
_JOINING = frozenset({
    "ARABIC", "SYRIAC", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU",
    "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR",
})  # fmt: skip
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
# Anything outside plain text: what `findings` looks at one by one.
_SUSPECT = re.compile(r"[^\t\n\r\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0600\u4e00-\u9fff]")


def findings(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield offset, code and reason of every character that a record must not hold.

    Codes: control-character, bidi-control, invisible-character, line-separator.
    """
    for match in _SUSPECT.finditer(text):
        code = _code(text, match.start())
        if code:
            yield match.start(), code, f"{_WHAT[code]} ({_named(match[0])})"


_WHAT = {
    "control-character": "a control character stands here",
    "bidi-control": "a character that turns the direction of text stands here",
    "invisible-character": "a character that nobody can see stands here",
    "line-separator": "an unusual line end stands here",
}


def mixed_script(name: str) -> str | None:
    """Say which letter of a name is of another alphabet than the rest of its word; None when none is."""
    for word in re.split(r"[\s\-'’.,]+", name):
        scripts = [(letter, _script(letter)) for letter in word if letter.isalpha()]
        found = {script for _, script in scripts} & _ALIKE
        if len(found) > 1:
            rarest = min(
                found, key=lambda script: (sum(one == script for _, one in scripts), script == "LATIN", script)
            )
            letter = next(letter for letter, script in scripts if script == rarest)
            others = " and ".join(sorted(script.title() for script in found - {rarest}))
            return f"{_named(letter)} stands among {others} letters"
    return None


def harmless(text: str, limit: int = 80) -> str:
    """Return `text` as one line that a terminal can show. Markdown and HTML are escaped where they are written.

    What cannot be seen, or could pass for something else, is named: `<U+202E RIGHT-TO-LEFT OVERRIDE>`.
    At most about `limit` characters, a longer text ends in `…`.
    """
    shown: list[str] = []
    length = 0
    # A space no wider than a hair keeps GitHub's workflow commands (`::error`, `##[error]`) from being ones.
    text = re.sub(r"^::|##\[", lambda match: match[0][0] + "\N{HAIR SPACE}" + match[0][1:], text.strip())
    alike = _odd_letters(text[: limit * 2])
    for offset, character in enumerate(text):
        piece = _shown(text, offset, character, alike)
        if length + len(piece) > limit:
            shown.append("…")
            break
        shown.append(piece)
        length += len(piece)
    return "".join(shown).strip()


def _shown(text: str, offset: int, character: str, alike: frozenset[int]) -> str:
    if character in "\n\r\t":
        return {"\n": "⏎", "\r": "", "\t": " "}[character]
    suspect = offset in alike or (_SUSPECT.match(character) is not None and _code(text, offset) is not None)
    return f"<{_named(character)}>" if suspect else character


def _odd_letters(text: str) -> frozenset[int]:
    """Return the places of letters that look like Latin ones inside words that are otherwise Latin."""
    odd: set[int] = set()
    for word in re.finditer(r"\w+", text):
        scripts = {offset: _script(text[offset]) for offset in range(*word.span()) if text[offset].isalpha()}
        if "LATIN" in scripts.values():
            odd |= {offset for offset, script in scripts.items() if script in _ALIKE and script != "LATIN"}
    return frozenset(odd)


def _code(text: str, offset: int) -> str | None:
    character = text[offset]
    if character in _LINES:
        return "line-separator"
    if character in _BIDI:
        return "bidi-control"
    if character in _JOINERS:
        return None if _joins(text, offset) else "invisible-character"
    category = unicodedata.category(character)
    if category in {"Cc", "Cs"}:
        return "control-character"
    # Format characters, fillers, unassigned and private ones, and blanks that look like nothing.
    if (
        category in {"Cf", "Co", "Cn", "Zl", "Zp"}
        or character in "\u115f\u1160\u3164\uffa0\u034f\u180b\u180c\u180d\u180f"
    ):
        return "invisible-character"
    return None


def _joins(text: str, offset: int) -> bool:
    around = text[max(offset - 1, 0) : offset] + text[offset + 1 : offset + 2]
    return len(around) == 2 and all(unicodedata.category(one)[0] in "LM" and _script(one) in _JOINING for one in around)


@functools.lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").partition(" ")[0]


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, _CONTROL.get(character, 'CONTROL'))}"


_CONTROL = {"\0": "NULL", "\a": "BELL", "\b": "BACKSPACE", "\x1b": "ESCAPE", "\x7f": "DELETE", "\x85": "NEXT LINE"}
