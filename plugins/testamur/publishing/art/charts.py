"""Draws charts of figures as inline SVG, with pygal, so that a strict content policy and any theme can take them.

No style, script, id, comment or link is left, and nothing that changes from day to day. What is drawn has classes,
which figures.css colours for light, dark and paper. The heading of its figure names a chart (`aria-labelledby`),
and a table with the same numbers stands beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

import pygal
from markupsafe import Markup
from pygal.etree import etree
from pygal.style import Style

# Always the standard library's: where lxml is installed too, the bytes would differ.
etree.to_etree()

MOST = 12  # bars in one chart
_LONGEST = 24  # characters of a label; the table has the whole
_WIDTH = 440
_DROPPED = frozenset({"style", "script", "desc", "title"})
_STYLE = Style(label_font_size=13, major_label_font_size=13, value_font_size=13, legend_font_size=13)


def columns(
    heading: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[int | None]]],
    write: Callable[[float], str],
) -> Markup:
    """Return columns from left to right, as time goes. `heading` is the id of what names the chart."""
    return _draw(pygal.Bar, heading, labels, series, write, height=250, margin_bottom=12)


def bars(
    heading: str,
    labels: Sequence[str],
    values: Sequence[float | None],
    write: Callable[[float], str],
    *,
    most: float | None = None,
) -> Markup:
    """Return bars from top to bottom, each with its number; `most` is the end of the scale, if it has one."""
    # pygal draws the first at the bottom.
    series = [("", list(reversed(values)))]
    height = 30 * len(labels) + 44
    return _draw(
        pygal.HorizontalBar, heading, list(reversed(labels)), series, write, "chart bars", height=height, most=most
    )


def _draw(
    kind: type,
    heading: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    write: Callable[[float], str],
    classes: str = "chart",
    *,
    height: int,
    most: float | None = None,
    **options: object,
) -> Markup:
    highest = max((value for _, values in series for value in values if value), default=1)
    marks = [0, most] if most is not None else _marks(highest)
    top = marks[-1] * (1.2 if kind is pygal.HorizontalBar else 1.08)  # room for the number beyond the longest
    graph = kind(
        pygal.Config(js=[], css=[]),
        style=_STYLE,
        classes=classes.split(),
        width=_WIDTH,
        height=height,
        no_prefix=True,
        disable_xml_declaration=True,
        show_legend=len(series) > 1,
        legend_at_bottom=True,
        truncate_label=-1,
        truncate_legend=-1,
        print_values=True,
        print_values_position="top",
        print_zeroes=True,
        range=(0, top),
        y_labels=marks,
        value_formatter=lambda value: "" if value is None else write(value),
        margin=6,
        spacing=8,
        rounded_bars=2,
        **options,
    )
    graph.x_labels = [_shorten(label) for label in labels]
    for name, values in series:
        graph.add(_clean(name), list(values))
    graph.add_xml_filter(lambda root: _strip_chart(root, heading))
    return Markup(graph.render(is_unicode=True))  # noqa: S704 - made here; labels are escaped by the XML writer


def _marks(highest: float) -> list[int]:
    """Return whole numbers for the scale: nothing, and up to five steps that end above the highest."""
    # 1, 2, 5, 10, 20, 50 …
    step = 1
    while step * 4 < highest:
        step *= 2 if str(step)[0] in "15" else 1
        if str(step)[0] == "2" and step * 4 < highest:
            step = step * 5 // 2
    return [step * number for number in range(-(-int(highest) // step) + 1)] or [0, 1]


def _strip_chart(root: Element, heading: str) -> Element:
    """Take out of a chart what a page must not have, and give it its name."""
    for parent in list(root.iter()):
        for child in list(parent):
            # A comment's tag is a function. pygal's comments go too: one has the day of the build in it.
            name = child.tag.rsplit("}", 1)[-1] if isinstance(child.tag, str) else None
            if name is None or name in _DROPPED or "tooltip-overlay" in (child.get("class") or "").split():
                parent.remove(child)
    # The pages' Content-Security-Policy refuses inline styles, and an id may stand only once in a page of many charts.
    for node in root.iter():
        for attribute in ("style", "id"):
            node.attrib.pop(attribute, None)
    root.set("role", "img")
    root.set("aria-labelledby", heading)
    root.set("focusable", "false")
    return root


def _clean(text: str) -> str:
    """Return `text` without what may not stand in XML."""
    return "".join(" " if unicodedata.category(character) in {"Cc", "Cs", "Cn"} else character for character in text)


def _shorten(label: str) -> str:
    text = _clean(label)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
