"""Which font has a character: the Noto fonts, as packages of Python bring them, and never those of the system.

Fonts are found by their package and opened in place; nothing of the package is run. So the same versions
(`requirements.lock`) give the same outlines on every machine. Which font a character is looked for in follows from its
block of Unicode, and for the characters that Chinese, Japanese and Korean share, from the language.
"""

from __future__ import annotations

import bisect
import functools
import importlib.util
from pathlib import Path
from typing import Literal, NamedTuple

import uharfbuzz

from testamur.errors import PublishingError

Style = Literal["sans", "serif"]


class Face(NamedTuple):
    """A font: its package, its file, its place in a file of several, and how heavy it is (400 to 700)."""

    package: str
    file: str
    place: int = 0
    weight: int = 700


_SANS, _CJK, _SERIF = "manimgx_fonts", "manimgx_fonts_cjk", "fontpkg_noto_serif"
_SERIF_FILE = "files/NotoSerif[wdth,wght].ttf"
_CJK_FILE = "NotoSansCJK-VF.otf.ttc"
# The places of the languages in the collection of Chinese, Japanese and Korean.
_JAPANESE, _KOREAN, _SIMPLIFIED, _TRADITIONAL, _HONG_KONG = range(5)
# First and last character of blocks of Unicode, and the font that has them: "" for Latin, Greek and Cyrillic.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0000, 0x052F, ""),
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0750, 0x077F, "Arabic"),
    (0x0870, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "CJK"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x19E0, 0x19FF, "Khmer"),
    (0x1C80, 0x1C8F, ""),
    (0x1C90, 0x1CBF, "Georgian"),
    (0x1CD0, 0x1CFF, "Devanagari"),
    (0x1D00, 0x20CF, ""),
    (0x2100, 0x218F, ""),
    (0x2C60, 0x2C7F, ""),
    (0x2D00, 0x2D2F, "Georgian"),
    (0x2D80, 0x2DDF, "Ethiopic"),
    (0x2DE0, 0x2DFF, ""),
    (0x2E80, 0x2FDF, "CJK"),
    (0x3000, 0x33FF, "CJK"),
    (0x3400, 0x4DBF, "CJK"),
    (0x4E00, 0x9FFF, "CJK"),
    (0xA640, 0xA69F, ""),
    (0xA720, 0xA7FF, ""),
    (0xA8E0, 0xA8FF, "Devanagari"),
    (0xA960, 0xA97F, "CJK"),
    (0xA9E0, 0xA9FF, "Myanmar"),
    (0xAA60, 0xAA7F, "Myanmar"),
    (0xAB00, 0xAB2F, "Ethiopic"),
    (0xAB30, 0xAB6F, ""),
    (0xAC00, 0xD7FF, "CJK"),
    (0xF900, 0xFAFF, "CJK"),
    (0xFB00, 0xFB0F, ""),
    (0xFB10, 0xFB1C, "Armenian"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFF, "Arabic"),
    (0xFF00, 0xFFEF, "CJK"),
    (0x20000, 0x323AF, "CJK"),
)
_STARTS = [first for first, _, _ in _BLOCKS]
# Where characters are looked for that the font of their block has not: signs, arrows, drawings.
_OTHERS = (
    Face(_SANS, "NotoSans[wght].ttf"),
    Face(_SANS, "NotoSansSymbols[wght].ttf"),
    Face(_CJK, _CJK_FILE, _JAPANESE),
    Face(_SANS, "NotoEmoji[wght].ttf"),
)


def face_of(letter: str, style: Style, weight: int, language: str) -> Face | None:
    """Return the font that has `letter`; None where none has. `language` is a tag of BCP 47, or ""."""
    first = _own_face(ord(letter), style, weight, language)
    faces = (first, *_OTHERS) if first else _OTHERS
    return next((face for face in (face._replace(weight=weight) for face in faces) if has(face, letter)), None)


def has(face: Face, letter: str) -> bool:
    """Say whether a font has a glyph for `letter`."""
    return font(face).get_nominal_glyph(ord(letter)) is not None


@functools.lru_cache(maxsize=64)
def font(face: Face) -> uharfbuzz.Font:
    """Return a font, open. Raises PublishingError where its package is missing."""
    made = uharfbuzz.Font(uharfbuzz.Face(_blob(face.package, face.file), face.place))
    made.set_variations({"wght": face.weight})
    return made


@functools.cache
def _blob(package: str, file: str) -> uharfbuzz.Blob:
    # A package that is only looked for is not imported: fonts are data, and nothing beside them need run.
    found = importlib.util.find_spec(package)
    for folder in (found and found.submodule_search_locations) or ():
        path = Path(folder) / file
        if path.is_file():
            # Read as it is needed: the largest has 30 MB, of which a title wants a few glyphs.
            return uharfbuzz.Blob.from_file_path(str(path))
    name = package.replace("_", "-")
    raise PublishingError(f"the font {file} is missing: install the package {name} again")


def _own_face(code: int, style: Style, weight: int, language: str) -> Face | None:
    """Return the font of the block that a character is in; None where no font is kept for it."""
    place = bisect.bisect_right(_STARTS, code) - 1
    _, last, name = _BLOCKS[place]
    if code > last:
        return None
    if name == "CJK":
        return Face(_CJK, _CJK_FILE, _cjk_place(language), weight)
    if not name and style == "serif":
        return Face(_SERIF, _SERIF_FILE, 0, weight)
    return Face(_SANS, f"NotoSans{name}[wght].ttf", 0, weight)


def _cjk_place(language: str) -> int:
    """Return the place of a language in the collection: each draws in its own way what they share."""
    main, *others = language.lower().replace("_", "-").split("-")
    if main == "ja":
        return _JAPANESE
    if main == "ko":
        return _KOREAN
    if "hk" in others or "mo" in others or main == "yue":
        return _HONG_KONG
    return _TRADITIONAL if "hant" in others or "tw" in others else _SIMPLIFIED
