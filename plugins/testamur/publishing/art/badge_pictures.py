"""The badge of each achievement: its own art or a drawn design, as SVG and PNG, ready to be baked; and the logo."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from testamur.credentials import achievement_document
from testamur.errors import PublishingError
from testamur.pictures import apart
from testamur.pictures.baking import PngTemplate, SvgTemplate
from testamur.pictures.drawing import raster
from testamur.pictures.outcome import CARD, LARGE, Published
from testamur.publishing.art import badge_design
from testamur.publishing.art.emblems import choice
from testamur.records.model.certificates import Signatory
from testamur.records.model.localized_text import say
from testamur.records.model.models import Achievement, Issuer
from testamur.records.rules import achievement_art

# A version that would be read as anything else: 2, 1.1, but not 2026.
_BARE_NUMBER = re.compile(r"\A\d{1,2}(?:\.\d+)*\Z")
# With fewer, the pattern of the field is lost.
_SMALL_COLORS = 14

# A process that goes on building asks for the same designs again.
_design = functools.lru_cache(maxsize=512)(badge_design.svg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """An achievement's pictures: plain, larger for a card, smaller for its awards, and those ready for a credential.

    `emblem` is for places of fewer than 64 pixels.
    """

    svg: bytes
    emblem: bytes
    png: bytes
    large: bytes
    small_svg: bytes
    small_png: bytes
    baked_svg: SvgTemplate
    baked_png: PngTemplate


def badge(folder: Path, achievement: Achievement, issuer: Issuer) -> Badge:
    """Return the badge of `achievement`; `folder` is the records'. PublishingError names a picture that cannot be."""
    path = achievement_art.achievement_image(folder, achievement)
    picture = _draw_badge(achievement, issuer) if path is None else _published_picture(folder, path)
    is_pixels = path is not None and path.suffix == ".png"
    small_svg = raster.frame(picture.small) if is_pixels else picture.svg
    return Badge(
        svg=picture.svg,
        emblem=_draw(achievement, issuer, is_small=True) if path is None else small_svg,
        png=picture.png,
        large=picture.large,
        small_svg=small_svg,
        small_png=picture.small,
        baked_svg=SvgTemplate(small_svg),
        baked_png=PngTemplate(picture.small),
    )


def logo(folder: Path, issuer: Issuer) -> bytes:
    """Return the institution's logo as it is published; the issuer must have one."""
    return _published_picture(folder, folder / issuer.image).plain


def logo_mark(folder: Path, issuer: Issuer) -> bytes:
    """Return the institution's logo as a PNG for a card; the issuer must have one."""
    return _published_picture(folder, folder / issuer.image).large


def signature(folder: Path, signatory: Signatory) -> bytes:
    """Return the drawing of a signature as it is printed; the signatory must have one."""
    return _published_picture(folder, folder / signatory.signature).plain


def _published_picture(folder: Path, path: Path) -> Published:
    problems, published = achievement_art.judge(folder, path, headroom=apart.HEADROOM)
    if published is None:
        wrong = next(problem for problem in problems if problem.severity == "error")
        raise PublishingError(f"the picture must not be published: {wrong}")
    return published


def _draw_badge(achievement: Achievement, issuer: Issuer) -> Published:
    """Return the generated design."""
    svg = _draw(achievement, issuer)
    return Published(
        plain=svg,
        svg=svg,
        png=raster.png(svg, width=LARGE),
        # Of the same drawing, which is made once.
        small=raster.half(svg, width=LARGE, colors=_SMALL_COLORS),
        large=raster.png(svg, width=CARD, is_published=False),
    )


def _draw(achievement: Achievement, issuer: Issuer, *, is_small: bool = False) -> bytes:
    language = achievement_document.language_of(achievement, issuer)
    return _design(
        title=say(achievement.name, language),
        institution=say(issuer.name, language),
        color=achievement.color,
        year=_BARE_NUMBER.sub(r"v\g<0>", achievement.version),
        language=language,
        emblem=choice.emblem_of(achievement),
        is_small=is_small,
    )
