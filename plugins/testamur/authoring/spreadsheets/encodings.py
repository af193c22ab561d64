"""Decodes a spreadsheet saved as CSV; of one that is not in Unicode, says how it may be read, the likeliest first.

Nearly any bytes are text in each of these, and only a person can see which reading is right. So readings are put in
order, by how odd their letters stand beside each other, and shown; none is ever taken without being confirmed.
Names are too short for detectors that learn a language's statistics: of 25 short lists,
charset-normalizer 3.5 read eleven.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from testamur.errors import UsageError
from testamur.text import characters
from testamur.text.languages.messages import Amount, msg

# What programs for spreadsheets have written: on Windows, on a Mac, and in DOS. In doubt, the earlier one comes first.
OLDER: tuple[str, ...] = (
    "windows-1252", "mac-roman", "cp850", "windows-1250", "mac-latin2", "cp852", "cp437", "windows-1254",
    "windows-1257", "iso-8859-2", "iso-8859-15", "windows-1251", "mac-cyrillic", "koi8-r", "cp866", "windows-1253",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-16", *OLDER)
GUESSED = "guessed"
MOST_SHOWN = 3
MOST_BYTES = 10 * 1024 * 1024
SAVE_AS = msg("In the spreadsheet, choose Save as and the type “CSV UTF-8”")
_READ = 200_000  # bytes that are looked at
_WORD = re.compile(r"[^\s,;\t\"]+")
# Letters that many people's names have; the rest of the alphabet is rarer, and the rarer reading the less likely one.
_FREQUENT = frozenset("äöüßéèêëàâáãåçñíìîïóòôõúùûøæœ")
_RARE = frozenset("þðý")
_WITHIN = frozenset("’-–")  # what may stand in the middle of a name

_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"{", "JSON"),
    (b"<", "a web page or XML"),
    (b"\xff\xfe\0\0", "text in UTF-32"),
    (b"\0\0\xfe\xff", "text in UTF-32"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an encoding makes of a file: some of the words that others would read differently."""

    encoding: str
    words: tuple[str, ...]


def encoding_of(data: bytes) -> str:
    """Return the encoding that the bytes show: "utf-8", "utf-16", or GUESSED: a person has to say which other one.

    Raises UsageError if they are no text, or in none of the encodings that are read here.
    """
    # UTF-32's mark is looked for before UTF-16's, with which it begins.
    other = next((name for start, name in _OTHERS if data.lstrip(b" \r\n").startswith(start)), None)
    if other:
        raise UsageError(msg("the file is {other}, and not CSV. {save_as}", other=other, save_as=SAVE_AS))
    if len(data) > MOST_BYTES:
        raise UsageError(
            msg("the file has more than {most_bytes} bytes: import it in parts", most_bytes=Amount(MOST_BYTES))
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in data:
        raise UsageError(
            msg(
                "the file contains a zero byte (at byte {index}), so it is not CSV. {save_as}",
                index=Amount(data.index(0)),
                save_as=SAVE_AS,
            )
        )
    return "utf-8" if _reads_as(data, "utf-8") else GUESSED


def decode(data: bytes, encoding: str = "") -> str:
    """Return the text of a file; `encoding` is a person's choice, one of ENCODINGS, or "" for what the bytes show.

    Raises UsageError if the bytes contradict it, or nobody has confirmed a guess.
    """
    shown = encoding_of(data)
    if shown == GUESSED and not encoding:
        read = [
            f"--encoding {one.encoding} reads {characters.harmless(', '.join(one.words))}" for one in readings(data)
        ]
        raise UsageError(
            msg(
                "the file is not in UTF-8 (at byte {first_wrong}). {save_as}; or add the option that "
                "reads the names right: {names}",
                first_wrong=Amount(_first_wrong(data)),
                save_as=SAVE_AS,
                names="; ".join(read),
            )
        )
    # ASCII reads the same in all of them, so that it contradicts nobody.
    if encoding and shown not in {GUESSED, encoding} and not data.isascii():
        raise UsageError(
            msg(
                "the file is in {upper}, and not in {encoding}: leave out --encoding",
                upper=shown.upper(),
                encoding=encoding,
            )
        )
    if encoding in {"utf-8", "utf-16"} and shown != encoding and not data.isascii():
        raise UsageError(
            msg("the file is not in {upper}: leave out --encoding to be told what it may be", upper=encoding.upper())
        )
    # Excel begins UTF-8 with a mark, which would be a part of the first column's name.
    codec = {"utf-8": "utf-8-sig"}.get(encoding or shown, encoding or shown)
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UsageError(
            msg(
                "the file is not in {upper} (at byte {start}). {save_as}",
                upper=(encoding or shown).upper(),
                start=Amount(error.start),
                save_as=SAVE_AS,
            )
        ) from None


def readings(data: bytes) -> tuple[Reading, ...]:
    """Return how the file may be read, the likeliest first; those that read the same words are one."""
    ranked: dict[tuple[str, ...], tuple[float, str]] = {}
    for encoding in OLDER:
        try:
            text = data[:_READ].decode(encoding)
        except UnicodeDecodeError:
            continue
        words = tuple(dict.fromkeys(word for word in _WORD.findall(text) if not word.isascii()))
        if words not in ranked:
            ranked[words] = (sum(map(_oddness, words)), encoding)
    in_order = sorted(ranked.items(), key=lambda one: one[1][0])
    shown = in_order[:MOST_SHOWN]
    # One below the other, two readings would look alike whose only different word is a later one: such words go first.
    places = list(zip(*(words for words, _ in shown), strict=False))
    telling = sorted(range(len(places)), key=lambda at: -len(set(places[at])))[:MOST_SHOWN]
    return tuple(Reading(encoding, tuple(words[at] for at in sorted(telling))) for words, (_, encoding) in shown)


def _oddness(word: str) -> float:
    """Return how unlikely it is that somebody wrote a word: 0 for one of frequent letters."""
    odd = 0.0
    around = zip(f" {word}", word, f"{word[1:]} ", strict=False)
    for before, letter, after in around:
        if letter.isascii():
            continue
        if letter.isalpha():
            odd += _rareness(letter) + _misplacement(before, letter, after)
        elif not (letter in _WITHIN and before.isalpha() and after.isalpha()):
            odd += 4
    scripts = {_script(letter) for letter in word if letter.isalpha()}
    return odd + 5 * max(0, len(scripts) - 1)


def _rareness(letter: str) -> float:
    small = letter.lower()[0]  # that of `İ` has two characters
    if small in _FREQUENT:
        return 0
    if _script(small) == "LATIN":
        return 1 if small in _RARE else 0.5
    return 0.2


def _misplacement(before: str, letter: str, after: str) -> float:
    """Return how odd a letter with a mark stands between two others."""
    odd = 0.0
    # `JŸrgen`, `FranÇois`: a capital in the middle of small letters.
    if letter.isupper() and (before.islower() or (before.isalpha() and after.islower())):
        odd += 3
    # `êloïse`: no name begins with a small letter. `Èâàí`: marks hardly ever stand side by side.
    if letter.islower() and not before.isalpha():
        odd += 0.3
    if _script(letter) == "LATIN" and before.isalpha() and not before.isascii():
        odd += 0.5
    return odd


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _reads_as(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _first_wrong(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0
