"""Award ids: 15 random characters and a check character, in four groups of four.

The alphabet is that of Crockford's Base32: without i, l, o and u, so that an id read aloud or from paper comes back
right. The last character is a Luhn mod 32 check, doubling from the right-most of the 15: it catches every single
wrong character and nearly every swap of two neighbours. 75 random bits make an id impossible to guess, which is all
that keeps an unlisted award unlisted (decision 5); nothing about the learner goes into it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from testamur.text.languages.messages import msg

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CANONICAL = re.compile(rf"[{ALPHABET}]{{4}}(?:-[{ALPHABET}]{{4}}){{3}}")
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
# The sum of the two digits in base 32, as Luhn's decimal check adds those of a doubled digit.
_DOUBLED = {character: 2 * value // 32 + 2 * value % 32 for character, value in _VALUE.items()}
_AS_TYPED = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})


def check_character(body: str) -> str:
    """Return the check character of the 15 characters in `body`."""
    total = sum(map(_DOUBLED.__getitem__, body[::-2])) + sum(map(_VALUE.__getitem__, body[-2::-2]))
    return ALPHABET[-total % 32]


def is_award_id(text: str) -> bool:
    """Say whether `text` is an award id in its canonical form, check character included."""
    if not CANONICAL.fullmatch(text):
        return False
    characters = text.replace("-", "")
    return check_character(characters[:-1]) == characters[-1]


def canonical(typed: str) -> str:
    """Return the canonical form of an id that a person typed.

    Accepts any case, `o` for 0, `i` and `l` for 1, and missing hyphens. Raises ValueError for anything else, with a
    message for the person who typed it.
    """
    characters = typed.strip().lower().translate(_AS_TYPED)
    odd = next((character for character in characters if character not in _VALUE), None)
    if odd is not None:
        raise ValueError(msg("{odd} is not a character of an award id", odd=repr(odd)))
    if len(characters) != 16:
        raise ValueError(
            msg("an award id has 16 letters and digits, this has {characters}", characters=len(characters))
        )
    if check_character(characters[:-1]) != characters[-1]:
        raise ValueError(msg("its last character does not fit the others, so one of them is mistyped"))
    return _group(characters)


def generate(random: Callable[[int], bytes]) -> str:
    """Draw a new award id; `random(n)` returns n cryptographically random bytes."""
    # 32 divides 256, so the low five bits of a random byte are uniform.
    body = "".join(ALPHABET[byte & 31] for byte in random(15))
    return _group(body + check_character(body))


def _group(characters: str) -> str:
    return "-".join(characters[start : start + 4] for start in range(0, 16, 4))
