"""Makes the plain copy of a drawing: without what draws nothing, with style rules at the elements that they are for.

Editors leave much in a file that no program draws: their own elements and attributes, metadata, properties of text at
shapes. None of that is copied. What is live (scripts, events, animation, links), comes from elsewhere, or looks
different from program to program is refused, not taken away: the picture would be another one. `drawing` then checks
the copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from testamur.pictures.image_finding import BAKED
from testamur.pictures.svg import sizes
from testamur.pictures.svg.filters import Filters
from testamur.pictures.svg.names import (
    ATTRIBUTES,
    DRAWN_OTHERWISE,
    ELEMENTS,
    EXTERNAL,
    LIVE,
    PRESENTATION,
    WORDED,
)
from testamur.pictures.svg.style_rules import StyleError, StyleRules, declarations
from testamur.pictures.svg.tree import NAMESPACE, XLINK, XML, Node

Find = Callable[[Node, str, str, str, str], None]  # the place, a code, the reason, the remedy, the value

IN_PROGRAM = {
    "picture": "Export a PNG instead (Canva: Download, PNG; Figma: Export, PNG; Illustrator: Export As, PNG)",
    "effect": "Flatten it (Illustrator: Object, Expand Appearance; Inkscape: Filters, Remove Filters), or export a PNG",
    "frame": "Turn it into outlines (Inkscape: Text, Convert to Text, then Path, Object to Path), or export a PNG",
    "live": "Delete it, or export again as a plain drawing (Inkscape: Save As, Plain SVG), or use a PNG",
    "style": "Export with presentation attributes (Illustrator: Styling; Inkscape: Plain SVG), or use a PNG",
    "html": "Turn its text into outlines (Illustrator: Type, Create Outlines; Figma: Outline Stroke), or export a PNG",
}
_XHTML = "http://www.w3.org/1999/xhtml"
_SUSPECT = re.compile(r"url\s*\(|expression|javascript:|@|\\", re.IGNORECASE)


def plain(root: Node, find: Find) -> Node:
    """Return the copy; `find` is told of everything that is refused, at the element where it stands."""
    if root.name != (NAMESPACE, "svg"):
        return root  # `drawing` says so
    rules = StyleRules()
    for sheet in _sheets(root):
        try:
            rules.add(sheet.text)
        except StyleError as error:
            find(sheet, "svg-style", "its style sheet has more than simple rules", IN_PROGRAM["style"], str(error))
    copied = _Copy(rules, find, Filters(root)).of(root) or root
    own = _own(copied)
    # The size on a page is the page's affair: what a program wrote there may go where the viewBox says the shape.
    if "viewBox" in own and sizes.shape(own) and not sizes.shape({"viewBox": own["viewBox"]}):
        copied.attributes = {
            name: value for name, value in copied.attributes.items() if name[1] not in {"width", "height"}
        }
    return copied


def _sheets(node: Node) -> list[Node]:
    found = [node] if node.name == (NAMESPACE, "style") else []
    for child in node.elements:
        found += _sheets(child)
    return found


class _Copy:
    def __init__(self, rules: StyleRules, find: Find, filters: Filters) -> None:
        self._rules, self._find, self._filters = rules, find, filters

    def of(self, node: Node) -> Node | None:
        """Return the plain copy of an element; None where it draws nothing, or is refused."""
        space, local = node.name
        if space != NAMESPACE:
            self._judge_foreign(node)
            return None
        if (
            local in {"style", "metadata"}
            or (local == "flowRoot" and not _has_words(node))
            or (local == "foreignObject" and "requiredExtensions" in _own(node))
            or self._filters.is_unused(node)
        ):
            return None
        if local not in ELEMENTS and local != "switch":
            self._refuse_element(node)
            return None
        copied = Node((space, "g" if local == "switch" else local), {}, node.line, node.column)
        self._copy_attributes(node, copied)
        for child in node.children:
            if isinstance(child, str):
                if local in WORDED:
                    copied.children.append(child)
            elif (found := self.of(child)) is not None:
                copied.children.append(found)
        if local == "switch" and len(copied.elements) > 1:
            reason = "it holds several drawings, of which each program shows another"
            self._find(node, "svg-element", reason, IN_PROGRAM["live"], "<switch>")
        return copied

    def _judge_foreign(self, node: Node) -> None:
        """Refuse what a browser would run, and badges; an editor's own elements draw nothing."""
        space, local = node.name
        if local.lower() in ("credential", "assertion") or "openbadge" in space.lower():
            self._find(node, "image-baked", BAKED, "Use the plain picture, without a credential", f"<{local}>")
        elif space in {"", _XHTML}:
            self._find(node, "svg-element", "this element is not allowed", IN_PROGRAM["html"], f"<{local}>")

    def _refuse_element(self, node: Node) -> None:
        local = node.name[1]
        leads_to = next((value for (_, name), value in node.attributes.items() if name == "href"), "#")
        if not leads_to.startswith(("#", "data:image/")):
            reason = "a drawing may only refer to parts of itself (#name)"
            self._find(node, "svg-reference", reason, "Put what it refers to into the file, or delete it", leads_to)
            return
        reason, kind = "this element is not allowed", "live"
        if local in EXTERNAL:
            reason, kind = "it holds a picture made of dots, which is no drawing", "picture"
        elif local == "filter" or local.startswith("fe"):
            reason, kind = "shadows, blurs and other effects look different from program to program", "effect"
        elif local == "flowRoot":
            reason, kind = "it holds text in a frame, which only Inkscape draws", "frame"
        elif local == "foreignObject":
            reason, kind = "it holds a piece of a web page, which only browsers draw", "html"
        self._find(node, "svg-element", reason, IN_PROGRAM[kind], f"<{local}>")

    def _copy_attributes(self, node: Node, copied: Node) -> None:
        own = _own(node)
        for (space, local), value in node.attributes.items():
            if space == XML:
                if local in {"lang", "space"}:
                    copied.attributes[space, local] = value
                elif local == "base":
                    self._refuse_attribute(node, local, value)
            elif local == "href" and space in ("", XLINK):
                copied.attributes["", "href"] = value
            elif not space:
                self._copy_attribute(node, copied, local, value)
        said = self._rules.of(node.name[1], own.get("id", ""), own.get("class", "").split())
        said |= declarations(own.get("style", ""))
        style = {name: value for name, value in said.items() if self._is_drawn(node, name, value)}
        if style:
            copied.attributes["", "style"] = ";".join(f"{name}:{value}" for name, value in style.items())

    def _copy_attribute(self, node: Node, copied: Node, local: str, value: str) -> None:
        if local in {"class", "style"}:
            return
        if local in ATTRIBUTES:
            copied.attributes["", local] = value
        elif local[:2].lower() == "on" or local in LIVE or local in DRAWN_OTHERWISE:
            self._refuse_attribute(node, local, value)

    def _refuse_attribute(self, node: Node, local: str, value: str) -> None:
        if local == "filter" and self._filters.is_told(value):
            return
        reason, kind = "this attribute is not allowed", "live"
        if local in DRAWN_OTHERWISE:
            reason, kind = "shadows, blurs and other effects look different from program to program", "effect"
        self._find(node, "svg-attribute", reason, IN_PROGRAM[kind], f"{local}={value}")

    def _is_drawn(self, node: Node, name: str, value: str) -> bool:
        """Say whether a declaration is copied: one that draws; refuse one that would draw otherwise, or fetch."""
        if name == "filter" and self._filters.is_told(value):
            return False
        if (
            "!" in value
            or (name not in PRESENTATION and _SUSPECT.search(value))
            or (
                name in DRAWN_OTHERWISE and value not in {"none", "normal", "luminance", "auto", "fill-box", "view-box"}
            )
        ):
            self._find(node, "svg-style", "this style is not allowed", IN_PROGRAM["effect"], f"{name}:{value}")
            return False
        return name in PRESENTATION


def _has_words(node: Node) -> bool:
    return bool(node.text.strip()) or any(map(_has_words, node.elements))


def _own(node: Node) -> dict[str, str]:
    return {local: value for (space, local), value in node.attributes.items() if not space}
