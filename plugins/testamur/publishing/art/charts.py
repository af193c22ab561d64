"""Draws the shapes of figures as inline SVG: columns, bars, dots, strips, histograms. Words stand beside them, in HTML.

Numbers, names and sentences are the page's own text, so that they are translated, wrap on a phone, and turn with the
direction of the page. A shape has no style, id, script or link, which a strict content policy asks for, and no title:
it is hidden from screen readers, for whom its numbers stand in the text and in a table. figures.css colours its classes
for light, dark and paper.

Every length comes from numbers that are shown, those of the scale too. What is not shown has one shape, which is the
same for every number (decision 13).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

HEIGHT = 120  # of the longest column, in the units of its drawing
_NUMBER = 22  # room above it for its number
_STUB = 22  # the height of what is not shown, whatever the scale is
_LONG = 4  # characters of a number, beyond which it is written smaller
_LENGTH = 1000  # of a whole bar
_HATCH = 7  # from one line to the next


def column(value: int, top: int, text: str, *, width: int, part: bool = False, mark: int | None = None) -> Markup:
    """Return a column of a chart that ends at `top`, with its number above it.

    A `part` is hatched: it still grows. `mark` is drawn as a dotted line at the height of another number.
    """
    length = _scaled(value, top, HEIGHT)
    y = _NUMBER + HEIGHT - length
    shapes = [_rect("part" if part else "full", 0, y, width, length)]
    if part and length:
        shapes.append(_hatch(0, y, width, length))
    if mark is not None:
        level = _NUMBER + HEIGHT - _scaled(mark, top, HEIGHT)
        shapes.append(
            Markup('<path class="halo" d="M-4 {0}H{1}"/><path class="mark" d="M-4 {0}H{1}"/>').format(
                _short(level), width + 4
            )
        )
    shapes.append(_text(text, width / 2, y - 6))
    return _column_drawing(shapes, width)


def stub(*, width: int) -> Markup:
    """Return what stands for a number that is not shown: the same for all of them."""
    y = _NUMBER + HEIGHT - _STUB
    return _column_drawing(
        [_rect("hidden", 0, y, width, _STUB), _hatch(0, y, width, _STUB), _text("–", width / 2, y - 6)], width
    )


def bar(parts: Iterable[tuple[str, int]], whole: int) -> Markup:
    """Return a bar of parts from the start of the line, each with its class, on a scale that ends at `whole`."""
    shapes, below = [], 0
    for name, number in parts:
        start, end = _scaled(below, whole, _LENGTH), _scaled(below + number, whole, _LENGTH)
        if number:
            shapes.append(_rect(name, start, 0, end - start, 10))
        below += number
    return _wide_drawing("bar", shapes, 10)


def hidden_bar() -> Markup:
    """Return what stands for a bar that is not shown: the same for all of them."""
    return _wide_drawing("bar", [_rect("hidden", 0, 0, 60, 10), _hatch(0, 0, 60, 10, step=10)], 10)


def dots(scores: Sequence[float], worst: float, best: float) -> Markup:
    """Return a dot for each score on a scale, oldest first; the last is filled.

    Scores are taken as they are written, with one decimal: a place on a line would tell more of them.
    """
    # The ends of lines are round, and so are dots at every width of the page; a circle would be squeezed.
    places = [round(_LENGTH * (round(score, 1) - worst) / (best - worst)) for score in scores]
    shapes = [Markup('<path class="scale" d="M0 5H{}"/>').format(_LENGTH)]
    # A scale may run downwards, as German marks from 1 (best) to 5 do.
    width = abs(best - worst)
    steps = int(width) if float(width).is_integer() and width <= 10 else 1
    shapes += [
        Markup('<path class="scale" d="M{0} 2V8"/>').format(round(_LENGTH * step / steps)) for step in range(steps + 1)
    ]
    if len(places) > 1:
        shapes.append(Markup('<path class="span" d="M{0} 5H{1}"/>').format(min(places), max(places)))
    for place in places[:-1]:
        shapes.append(Markup('<path class="dot" d="M{0} 5h.01"/><path class="hole" d="M{0} 5h.01"/>').format(place))
    shapes.append(Markup('<path class="dot" d="M{0} 5h.01"/>').format(places[-1]))
    return _wide_drawing("dots", shapes, 10)


def strip(start: float, end: float, fill: float | None, ticks: Sequence[float]) -> Markup:
    """Return a time from `start` to `end`, shares of the line; its height is filled to the share `fill` of its places.

    `ticks` are the days, as shares of the line too, at which a thin line helps to compare.
    """
    shapes = [Markup('<path class="scale" d="M{0} 0V10"/>').format(round(_LENGTH * tick)) for tick in ticks]
    x, width = round(_LENGTH * start), max(round(_LENGTH * (end - start)), 6)
    x = min(x, _LENGTH - width)
    if fill is None:
        shapes += [_rect("hidden", x, 0, width, 10), _hatch(x, 0, width, 10, step=6)]
    else:
        level = _short(10 * min(fill, 1))
        shapes += [_rect("room", x, 0, width, 10), _rect("full", x, 10 - float(level), width, float(level))]
    return _wide_drawing("strip", shapes, 10)


def histogram(counts: Sequence[int]) -> Markup:
    """Return columns side by side, one for each count."""
    width, top = _LENGTH / len(counts), max(counts)
    lengths = [_scaled(number, top, 60) for number in counts]
    shapes = [
        _rect("full", (place + 0.05) * width, 60 - length, 0.9 * width, length) for place, length in enumerate(lengths)
    ]
    return _wide_drawing("histogram", shapes, 60)


def _column_drawing(shapes: Iterable[Markup], width: int) -> Markup:
    height = HEIGHT + _NUMBER
    # In em, so that a column grows with the reader's letters.
    return Markup(
        '<svg class="chart column" viewBox="0 0 {0} {1}" width="{2}em" height="{3}em" aria-hidden="true" '
        'focusable="false">{4}</svg>'
    ).format(width, height, _short(width / 16), _short(height / 16), Markup("").join(shapes))


def _wide_drawing(kind: str, shapes: Iterable[Markup], height: int) -> Markup:
    return Markup(
        '<svg class="chart {0}" viewBox="0 0 {1} {2}" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false">{3}</svg>'
    ).format(kind, _LENGTH, height, Markup("").join(shapes))


def _rect(name: str, x: float, y: float, width: float, height: float) -> Markup:
    return Markup('<rect class="{0}" x="{1}" y="{2}" width="{3}" height="{4}"/>').format(
        name, *map(_short, (x, y, width, height))
    )


def _text(text: str, x: float, y: float) -> Markup:
    long = Markup(' class="long"') if len(text) > _LONG else ""
    return Markup('<text{0} x="{1}" y="{2}">{3}</text>').format(long, _short(x), _short(y), text)


def _hatch(x: float, y: float, width: float, height: float, *, step: int = _HATCH) -> Markup:
    """Return lines across a rectangle, from bottom left to top right.

    NOTE: a pattern would need an id, which may stand only once in a page of many charts.
    """
    lines = []
    for offset in range(step, int(width + height), step):
        left, right = max(0.0, offset - height), min(width, float(offset))
        lines.append(
            f"M{_short(x + left)} {_short(y + offset - left)}L{_short(x + right)} {_short(y + offset - right)}"
        )
    return Markup('<path class="hatch" d="{0}"/>').format("".join(lines))


def _scaled(value: int, top: int, length: int) -> float:
    return round(length * value / top, 1) if top else 0


def _short(number: float) -> str:
    """Return a number without a decimal that says nothing."""
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
