"""What an SVG draws once every reference is followed: no drawing draws itself, multiplies, or reaches too far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from testamur.pictures.svg import sizes

MOST_DRAWN = 20_000  # elements drawn once every `use`, pattern, mask … is followed
# What is painted apart and then laid over the rest takes about as long as this many elements.
_LAYER = 10


@dataclass(slots=True)
class Element:
    """One element of a drawing, and what it draws: the numbers of its children, and fragments that it refers to."""

    line: int
    column: int
    attributes: dict[str, str] = field(default_factory=dict)  # its style's too
    children: list[int] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    at_corners: list[str] = field(default_factory=list)  # fragments that are drawn at each point of its line

    def take(self, name: str, value: str, fragments: list[str]) -> None:
        """Note one attribute, or one declaration of its style, and the fragments that stand in it."""
        # Where an attribute and a style say two things, renderers follow the style: both are measured.
        before = self.attributes.get(name)
        self.attributes[name] = value if before is None else f"{before} {value}"
        (self.at_corners if name.startswith("marker-") else self.fragments).extend(fragments)


def runaway(elements: list[Element], ids: Mapping[str, int], whole: float) -> tuple[Element, str, str] | None:
    """Return an element that makes a drawing endless, too much or too large, with a code and the reason; else None.

    `whole` is the drawing's larger side.
    """
    drawn: dict[int, int] = {}
    reaches: dict[int, float] = {}
    entered: set[int] = set()
    stack = [0]
    while stack:
        number = stack[-1]
        if number in drawn:
            stack.pop()
            continue
        one = elements[number]
        inside = _draws(one, ids)
        if number in entered:
            entered.remove(number)
            drawn[number] = _weight(one) + sum(drawn[to] * times for to, times in inside)
            if drawn[number] > MOST_DRAWN:
                reason = f"its references and layers make it draw more than {MOST_DRAWN:,} elements"
                return one, "svg-reference", reason
            own = max([sizes.reach(one.attributes, whole), *(reaches[to] for to, _ in inside)])
            reaches[number] = sizes.carried(one.attributes, own, whole) if number else own
        elif any(to == number or to in entered for to, _ in inside):
            return one, "svg-reference", "its references make it draw itself without end"
        else:
            entered.add(number)
            stack += [to for to, _ in inside if to not in drawn]
    if not reaches[0] <= sizes.MOST_TIMES * whole:
        reason = f"it reaches more than {sizes.MOST_TIMES:,} times as far as the drawing is large"
        return _farthest(elements, ids, reaches, whole), "svg-size", reason
    return None


def _draws(one: Element, ids: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return what an element draws, each with how many times."""
    found = [(number, 1) for number in one.children]
    found += [(ids[name], 1) for name in one.fragments if name in ids]
    corners = sizes.corners(one.attributes) if one.at_corners else 0
    return found + [(ids[name], corners) for name in one.at_corners if name in ids]


def _weight(one: Element) -> int:
    own = one.attributes
    is_layer = own.get("opacity", "1").strip() not in {"1", "1.0", "100%"} or any(
        own.get(name, "none").strip() not in {"none", "normal"} for name in ("mask", "clip-path", "mix-blend-mode")
    )
    return 1 + _LAYER * is_layer


def _farthest(elements: list[Element], ids: Mapping[str, int], reaches: Mapping[int, float], whole: float) -> Element:
    """Return the innermost element from which the drawing's reach comes."""
    one = elements[0]
    while inside := _draws(one, ids):
        farther = max((to for to, _ in inside), key=lambda to: reaches[to])
        if reaches[farther] <= sizes.reach(one.attributes, whole):
            break
        one = elements[farther]
    return one
