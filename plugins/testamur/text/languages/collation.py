"""The order of a list for those who read its language: Äpfel stands beside Apfel, and ñ after n.

Letters count first, then accents, then case, as in the Unicode Collation Algorithm (UTS #10), and what is no letter or
digit counts as a space. Its table of weights is not needed here: the letters of the languages that the interface
speaks (`credentials.words.LANGUAGES`) stand in Unicode in the order of their alphabets, once accents are apart, and
what is left is in `_OWN_LETTERS` and in `_arabic_first` (CLDR 46, collation of es and ar).
"""

from __future__ import annotations

import functools
import unicodedata

from testamur.text.folding import unaccented

_LAST = "\U0010ffff"  # after every letter
# Letters that are no variants of another: what they are sorted as.
_OWN_LETTERS = {"es": {"ñ": f"n{_LAST}"}}
_STRETCH = "ـ"  # the stroke that lengthens an Arabic word
_BEHIND = 0x20000


@functools.lru_cache(maxsize=4096)
def sort_key(text: str, language: str) -> tuple[str, str, str]:
    """Return what to sort `text` by in a list of a page in `language` (`pt` counts for `pt-BR`)."""
    language = language.partition("-")[0]
    caseless = unicodedata.normalize("NFC", text).casefold()
    letters = caseless.replace(_STRETCH, "")
    for letter, place in _OWN_LETTERS.get(language, {}).items():
        letters = letters.replace(letter, place)
    letters = "".join(letter if letter.isalnum() or letter == _LAST else " " for letter in unaccented(letters))
    if language == "ar":
        letters = "".join(map(_arabic_first, letters))
    return " ".join(letters.split()), unicodedata.normalize("NFD", caseless), text.swapcase()


def _arabic_first(letter: str) -> str:
    """Return a letter in the order of an Arabic list: those of other scripts come after the Arabic ones."""
    is_foreign = letter.isalpha() and not "\u0600" <= letter <= "\u06ff"
    return chr(ord(letter) + _BEHIND) if is_foreign and ord(letter) < _BEHIND else letter
