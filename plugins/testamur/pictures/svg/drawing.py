"""What an SVG may draw with: a list of it, and all else refused with line and column.

An SVG is a program in all but name: scripts, events, style sheets, links, pictures fetched from elsewhere. Only the
static drawing elements of SVG 1.1 are allowed here, and references inside the same file. Sizes, and what references
lead to, are held against limits before anything is drawn (`pictures.svg.sizes`, `pictures.svg.references`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from testamur.pictures.image_finding import ImageFinding
from testamur.pictures.svg import sizes
from testamur.pictures.svg.names import ATTRIBUTES, ELEMENTS, PRESENTATION, WORDED, WORDS
from testamur.pictures.svg.references import Element, runaway
from testamur.pictures.svg.tree import NAMESPACE, XLINK, XML, Node, TooMuchError
from testamur.pictures.xml_reader import Name
from testamur.text.characters import harmless

MOST_ELEMENTS = 5_000
DEEPEST = 50
LONGEST_VALUE = 100_000  # characters of one attribute: a path's commands
EXPORT = "Export it again as a plain SVG (Inkscape: Save As, Plain or Optimized SVG), or use a PNG"

_FRAGMENT = re.compile(r"#\w[\w.:-]*", re.ASCII)
_URL = re.compile(r"url\(\s*(['\"]?)(#\w[\w.:-]*)\1\s*\)", re.IGNORECASE | re.ASCII)
# What no drawing attribute needs: addresses, and comments and escapes that hide something.
_SUSPECT = re.compile(r"javascript:|data:|@|\\|/\*|<", re.IGNORECASE)
# The functions of a value. Any other one could fetch something, if not in today's browsers.
_FUNCTIONS = frozenset(
    """
    matrix translate translatex translatey scale scalex scaley rotate skewx skewy perspective
    rgb rgba hsl hsla hwb lab lch oklab oklch color icc-color device-cmyk calc
    """.split()  # noqa: SIM905 - a table of names is read, not a list of strings
)
_LONGEST_FUNCTION = 20
_CALLED = re.compile(r"([\w-]*)\s*\Z")
_WITHOUT_WORDS = ELEMENTS - WORDED


class Drawing:
    """Collects the findings of one drawing's plain copy, and which element draws which others."""

    line, column = 1, 1  # where the element stands that is read

    def __init__(self) -> None:
        self.found: list[ImageFinding] = []
        self._open: list[int] = []  # the elements around the current one, by number
        self._elements: list[Element] = []
        self._ids: dict[str, int] = {}
        self._has_hidden_words = False
        self._has_shape = False

    def find(self, code: str, reason: str, remedy: str, value: str = "", *, warning: bool = False) -> None:
        """Note a finding at the place that is being read."""
        self.found.append(
            ImageFinding(
                code=code,
                line=self.line,
                column=self.column,
                value=harmless(value),
                reason=reason,
                remedy=remedy,
                severity="warning" if warning else "error",
            )
        )

    def take(self, node: Node) -> None:
        """Check an element and all that is in it; TooMuchError where reading on is pointless, which is then noted."""
        self.line, self.column = node.line, node.column
        self._enter(node.name, node.attributes)
        for child in node.children:
            if isinstance(child, str):
                self._check_words(node.name[1], child)
            else:
                self.take(child)
        self._open.pop()

    def check_whole(self) -> None:
        """Refuse a drawing that draws itself, multiplies, or reaches too far."""
        found = runaway(self._elements, self._ids, self._whole) if self._elements else None
        if found is not None:
            one, code, reason = found
            self.line, self.column = one.line, one.column
            self.find(code, reason, EXPORT)

    @property
    def _whole(self) -> float:
        """Return the drawing's larger side; the largest there may be where it states none that holds."""
        return sizes.side(self._elements[0].attributes) if self._has_shape else sizes.LARGEST_SIDE

    def _enter(self, name: Name, attributes: Mapping[Name, str]) -> None:
        """Check one element and its attributes."""
        number = len(self._elements)
        self._elements.append(Element(self.line, self.column))
        if self._open:
            self._elements[self._open[-1]].children.append(number)
        else:
            self._check_root(name, attributes)
        self._open.append(number)
        self._stop_at_limits()
        self._check_name(name)
        for (space, local), value in attributes.items():
            self._check_attribute(space, local, value)
        if name[1] == "pattern":
            self._check_tile()

    def _check_words(self, local: str, content: str) -> None:
        """Refuse words where nothing shows them: who made the drawing may stand there, or a learner's name."""
        if content.strip() and local in _WITHOUT_WORDS and not self._has_hidden_words:
            self._has_hidden_words = True
            self.find("svg-words", "words stand where no program shows them", "Delete them", content.strip()[:80])

    def _check_root(self, name: Name, attributes: Mapping[Name, str]) -> None:
        if name != (NAMESPACE, "svg"):
            reason = f'the first element is not <svg xmlns="{NAMESPACE}">'
            self.find("not-svg", reason, EXPORT, f"<{name[1]}>")
            raise TooMuchError("the rest was not read")
        own = {local: value for (space, local), value in attributes.items() if not space}
        reason = sizes.shape(own)
        self._has_shape = not reason
        if reason:
            self.find("image-dimensions", reason, 'Give the <svg> a viewBox="0 0 600 600"')

    def _stop_at_limits(self) -> None:
        if len(self._open) > DEEPEST:
            self.find("svg-depth", f"its elements are nested more than {DEEPEST} deep", EXPORT)
        elif len(self._elements) > MOST_ELEMENTS:
            self.find("svg-elements", f"it has more than {MOST_ELEMENTS:,} elements", "Simplify it, or use a PNG")
        else:
            return
        raise TooMuchError("the rest was not read")

    def _check_name(self, name: Name) -> None:
        space, local = name
        if space == NAMESPACE and local == "style":
            self.find("svg-style", "style sheets are not allowed", EXPORT, "<style>")
        elif space != NAMESPACE or local not in ELEMENTS:
            self.find("svg-element", "this element is not allowed", EXPORT, f"<{local}>")
        elif local == "text":
            reason = "text looks different from machine to machine, and is missing from the PNG"
            self.find("svg-text", reason, "Turn it into outlines (Inkscape: Path, Object to Path)", warning=True)

    def _check_attribute(self, space: str, local: str, value: str) -> None:
        if len(value) > LONGEST_VALUE:
            reason = f"the attribute has {len(value):,} characters; at most {LONGEST_VALUE:,} are allowed"
            self.find("svg-size", reason, "Simplify the path", local)
        elif not space and local == "id":
            self._ids.setdefault(value, self._open[-1])
        elif local == "href" and space in ("", XLINK):
            self._check_reference(value)
        elif not space and local == "style":
            self._check_style(value)
        elif not (not space and local in ATTRIBUTES) and (space, local) not in ((XML, "lang"), (XML, "space")):
            self.find("svg-attribute", "this attribute is not allowed", EXPORT, f"{local}={value}")
        elif local not in WORDS:
            self._check_value(local, value)

    def _check_reference(self, value: str) -> None:
        if _FRAGMENT.fullmatch(value):
            self._elements[self._open[-1]].fragments.append(value[1:])
        else:
            reason = "a drawing may only refer to parts of itself (#name)"
            self.find("svg-reference", reason, "Put what it refers to into the file", value)

    def _check_style(self, value: str) -> None:
        for declaration in filter(str.strip, value.split(";")):
            name, _, text = declaration.partition(":")
            if name.strip().lower() in PRESENTATION and not _is_suspect(text):
                self._check_value(name.strip().lower(), text)
            else:
                self.find("svg-style", "this style is not allowed", EXPORT, declaration.strip())

    def _check_value(self, local: str, value: str) -> None:
        self._elements[self._open[-1]].take(local, value, [match[2][1:] for match in _URL.finditer(value)])
        if _is_suspect(value):
            reason = "a drawing may only refer to parts of itself: url(#name)"
            self.find("svg-reference", reason, "Put what it refers to into the file", value)

    def _check_tile(self) -> None:
        if sizes.is_large_tile(self._elements[self._open[-1]].attributes, self._whole):
            reason = f"a pattern's tile is over {sizes.MOST_TILE} times as large as the drawing or what it fills"
            self.find("svg-size", reason, "Make the tile as large as what repeats, or use a PNG", "<pattern>")


def _is_suspect(value: str) -> bool:
    """Say whether a value could lead out of the file."""
    rest = _URL.sub(" ", value)
    if _SUSPECT.search(rest):
        return True
    for match in re.finditer(r"\(", rest):
        # The name is looked for backwards: a search for names would take time by the square of a long value.
        before = _CALLED.search(rest[max(0, match.start() - _LONGEST_FUNCTION) : match.start()])
        if before is None or before[1].lower() not in _FUNCTIONS:
            return True
    return False
