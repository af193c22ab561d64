"""What an SVG may draw with: the static elements of SVG 1.1 and 2, and their attributes.

Left out on purpose: scripts, events, animation, links, style sheets, foreign content, filters, embedded pictures,
and `metadata`, where editors leave names and paths. `plain` says what of these is refused and what is not copied.
"""

from __future__ import annotations

ELEMENTS = frozenset(
    """
    svg g defs title desc symbol use path rect circle ellipse line polyline polygon text tspan
    linearGradient radialGradient stop clipPath mask pattern marker
    """.split()  # noqa: SIM905 - a table of names is read, not a list of strings
)
# Of these, what holds words that a program shows, or tells.
WORDED = frozenset({"title", "desc", "text", "tspan"})
# What may also stand in a style attribute.
PRESENTATION = frozenset(
    """
    clip-path clip-rule color color-interpolation direction display dominant-baseline fill fill-opacity fill-rule
    font-family font-size font-stretch font-style font-variant font-weight isolation letter-spacing marker-end
    marker-mid marker-start mask mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity
    stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
    stroke-width text-anchor text-decoration text-rendering transform transform-origin unicode-bidi vector-effect
    visibility word-spacing writing-mode
    """.split()  # noqa: SIM905 - as above
)
# What holds words or names, and never a reference.
WORDS = frozenset({"id", "class", "role", "lang", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden"})
ATTRIBUTES = (
    PRESENTATION
    | WORDS
    | frozenset(
        """
        version baseProfile viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points
        pathLength dx dy rotate textLength lengthAdjust offset gradientUnits gradientTransform spreadMethod
        clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits patternTransform markerUnits
        markerWidth markerHeight orient refX refY
        """.split()  # noqa: SIM905 - as above
    )
)

# Attributes that lead somewhere, or tell a browser to do something. Events, which begin with `on`, are refused as well.
LIVE = frozenset({"href", "src", "ping", "target", "download", "begin", "end", "values", "from", "to", "by", "action"})
# Elements that bring pictures from elsewhere, or dots.
EXTERNAL = frozenset({"image", "feImage"})
# Attributes and properties without which the drawing would be another one, and which no two programs draw alike.
DRAWN_OTHERWISE = frozenset(
    """
    filter mask-type mask-image mask-mode backdrop-filter background background-image background-color animation
    animation-name transition d x y cx cy r rx ry width height content border transform-box clip
    """.split()  # noqa: SIM905 - as above
)
