"""The one colour of a certificate: that of its badge, dark enough for words and for a printer without colours."""

from __future__ import annotations

from testamur.publishing.art.badge_design import DEFAULT_COLOR
from testamur.publishing.art.badge_palette import palette
from testamur.publishing.art.color import contrast, lightness, shade

_ON_PAPER = 7.0  # WCAG 2.2, level AAA: what is printed cannot be made larger


def accent(color: str) -> str:
    """Return #rrggbb for the badge in `color` (#rrggbb; "" for the default), at least 7 : 1 on white."""
    field = palette(color or DEFAULT_COLOR, "").field
    while contrast(field, "#ffffff") < _ON_PAPER:
        field = shade(field, lightness=lightness(field) - 0.02)
    return field
