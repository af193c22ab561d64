"""Works out the colours of a badge from the institution's one: enamel, metal, and words that can be read on it."""

from __future__ import annotations

from typing import NamedTuple

from testamur.publishing.art.color import READABLE, chroma, contrast, hue, lightness, shade

_LIGHT = 0.665  # from here on, dark words change the colour less than light ones would


class Palette(NamedTuple):
    """The colours of one badge, each #rrggbb."""

    field: str
    pattern: str
    words: str  # on the field
    emblem: str
    ring: str
    ring_words: str
    metal: tuple[str, str, str]  # light, dark, light
    light: bool
    names: str  # the end of every id in the drawing

    @property
    def rim(self) -> str:
        """The paint of metal edges."""
        return f"url(#metal-{self.names})"


def palette(color: str, names: str) -> Palette:
    """Return colours for a badge in `color` (#rrggbb); words have at least the contrast that WCAG 2.2 asks for."""
    light = lightness(color) > _LIGHT
    field = color
    words = shade(color, lightness=0.25, chroma=0.6) if light else shade(color, lightness=0.975, chroma=0.15)
    step = 0.02 if light else -0.02
    while contrast(field, words) < READABLE + 0.5:
        field = shade(color, lightness=lightness(field) + step)
    if not light and lightness(field) < 0.3:
        field = shade(color, lightness=0.3)
    bright = lightness(field)
    ring = shade(color, lightness=0.3 if light else bright * 0.68, chroma=0.5 if light else 0.8)
    # Gold lies well on every enamel but its own colour.
    golden = 40 < hue(color) < 120 and chroma(color) > 0.06
    metal = ("#f4f6f8", "#a9b4bf", "#e3e8ec") if golden else ("#f7e6ae", "#c9993f", "#f0d488")
    return Palette(
        field=field,
        pattern=shade(field, lightness=bright - 0.045 if light else bright + 0.05),
        words=words,
        emblem=ring if light else metal[0],
        ring=ring,
        ring_words=shade(color, lightness=0.96, chroma=0.2),
        metal=metal,
        light=light,
        names=names,
    )
