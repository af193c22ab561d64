"""The badge of each achievement: its own art or a drawn design, as SVG and PNG, ready to be baked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from testamur.credentials import achievement_document
from testamur.pictures.svg import clean_svg
from testamur.publishing.art import badge_design, raster
from testamur.publishing.art.baking import PngTemplate, SvgTemplate
from testamur.records.model.localized_text import say
from testamur.records.model.models import Achievement, Issuer
from testamur.records.parsing import files
from testamur.records.rules import achievement_art

WIDTH = 360  # pixels of a badge's PNG
_MOST = 4 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """An achievement's pictures, plain and ready for a credential."""

    svg: bytes
    png: bytes
    baked_svg: SvgTemplate
    baked_png: PngTemplate


def badge(folder: Path, achievement: Achievement, issuer: Issuer) -> Badge:
    """Return the badge of `achievement`; `folder` is the records'."""
    path = achievement_art.achievement_image(folder, achievement)
    if path is None:
        svg, png = _drawn(achievement, issuer)
    elif path.suffix == ".svg":
        svg = clean_svg(files.read(path, _MOST))
        png = raster.png(svg, width=WIDTH)
    else:
        # The PNG is drawn anew at the width of a badge, so that an award stays within its budget.
        png = raster.resize(files.read(path, _MOST), width=WIDTH)
        svg = raster.frame(png)
    return Badge(svg=svg, png=png, baked_svg=SvgTemplate(svg), baked_png=PngTemplate(png))


def _drawn(achievement: Achievement, issuer: Issuer) -> tuple[bytes, bytes]:
    """Return the generated design as SVG and PNG; the PNG needs no font, so it is the same on every machine."""
    language = achievement_document.language_of(achievement, issuer)
    title, institution = say(achievement.name, language), say(issuer.name, language)
    color, year = achievement.color, achievement.version
    svg = badge_design.svg(title=title, institution=institution, color=color, year=year)
    plain = badge_design.svg(title=title, institution=institution, color=color, year=year, fonts=False)
    return svg, raster.png(plain, width=WIDTH)
