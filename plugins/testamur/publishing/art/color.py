"""Colours that go together, worked out from an institution's one.

Lightness is changed in Oklab (B. Ottosson, 2020), where equal steps look equal and the hue stays. Contrast is that
of WCAG 2.2, section 1.4.3.
"""

from __future__ import annotations

import math

READABLE = 4.5  # WCAG 2.2, level AA, for text of any size


def shade(color: str, *, lightness: float, chroma: float = 1.0) -> str:
    """Return `color` (#rrggbb) with this lightness (0 to 1), and its chroma multiplied."""
    _, a, b = _to_oklab(color)
    return _from_oklab(lightness, a * chroma, b * chroma)


def lightness(color: str) -> float:
    """Return how light `color` looks, from 0 (black) to 1 (white)."""
    return _to_oklab(color)[0]


def hue(color: str) -> float:
    """Return the hue of `color` in degrees; meaningless for a grey."""
    _, a, b = _to_oklab(color)
    return math.degrees(math.atan2(b, a)) % 360


def chroma(color: str) -> float:
    """Return how far `color` is from grey: 0 for grey, about 0.3 for the most vivid."""
    _, a, b = _to_oklab(color)
    return math.hypot(a, b)


def contrast(color: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(color), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _linear(color: str) -> tuple[float, float, float]:
    """Return red, green and blue as amounts of light, from 0 to 1 (sRGB, IEC 61966-2-1)."""

    def channel(text: str) -> float:
        value = int(text, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return channel(color[1:3]), channel(color[3:5]), channel(color[5:7])


def _luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2.2, from 0 to 1."""
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklab(color: str) -> tuple[float, float, float]:
    red, green, blue = _linear(color)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(light: float, a: float, b: float) -> str:
    """Return the nearest #rrggbb; a colour outside sRGB loses chroma rather than its hue."""
    for step in range(21):
        values = _to_linear(light, a * (1 - step / 20), b * (1 - step / 20))
        # A little beyond the range is rounding, which `_encode` cuts off.
        if all(-0.001 <= value <= 1.001 for value in values):
            break
    return "#" + "".join(f"{_encode(value):02x}" for value in values)


def _to_linear(light: float, a: float, b: float) -> tuple[float, float, float]:
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _encode(value: float) -> int:
    value = min(max(value, 0.0), 1.0)
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))
