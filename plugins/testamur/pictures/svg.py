"""SVG art: a list of what it may draw with. What is not on the list is refused, with line and column.

An SVG is a program in all but name: scripts, events, style sheets, links, pictures fetched from elsewhere. Only the
static drawing elements of SVG 1.1 are allowed here, and references inside the same file. DOCTYPE, entities and
processing instructions are refused by defusedxml or here. Nothing outside the file is ever opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from testamur.errors import PublishingError
from testamur.pictures.image_finding import ImageFinding, recognise
from testamur.pictures.svg_names import ATTRIBUTES, ELEMENTS, PRESENTATION, WORDS
from testamur.pictures.xml_reader import DoctypeError, MalformedError, Name, Reader, read
from testamur.text.characters import harmless

NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

MOST_BYTES = 256 * 1024
MOST_ELEMENTS = 5_000
MOST_DRAWN = 20_000  # elements drawn once every `use`, pattern, mask … is followed
DEEPEST = 50
LONGEST_VALUE = 100_000  # characters of one attribute: a path's commands
LARGEST_RATIO = 3
_EXPORT = "Export it again as a plain SVG (Inkscape: Save As, Plain or Optimized SVG), or use a PNG"

_FRAGMENT = re.compile(r"#[A-Za-z_][\w.:-]*")
_URL = re.compile(r"url\(\s*(['\"]?)(#[A-Za-z_][\w.:-]*)\1\s*\)", re.IGNORECASE)
# What no drawing attribute needs: functions that fetch, comments and escapes that hide them.
_SUSPECT = re.compile(
    r"url\s*\(|image(-set)?\s*\(|src\s*\(|javascript:|data:|expression\s*\(|@|\\|/\*|<", re.IGNORECASE
)
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*['\"]([^'\"]*)")
_NUMBER = re.compile(r"\s*\+?((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?)(?:px|pt|pc|mm|cm|in|em|ex)?\s*")


def check_svg(data: bytes) -> list[ImageFinding]:
    """Return everything that is wrong with an SVG given as art; an empty list means that it may be published.

    A finding of severity "warning" may be published too.
    """
    if len(data) > MOST_BYTES:
        reason = f"the drawing has {len(data):,} bytes; at most {MOST_BYTES:,} are allowed"
        return [ImageFinding(code="image-size", reason=reason, remedy="Simplify it, or use a PNG")]
    kind = recognise(data)
    if kind != "SVG":
        reason = f"the file is named .svg but is {kind or 'of an unknown kind'}"
        return [ImageFinding(code="not-svg", line=1, column=1, value=kind, reason=reason, remedy=_EXPORT)]
    reader = _Drawing()
    try:
        read(data, reader)
        reader.check_references()
    except DoctypeError:
        reason = "it declares a document type or entities, which can read files and fill memory"
        reader.find("xml-doctype", reason, "Delete the line that starts with <!DOCTYPE")
    except MalformedError as error:
        reader.find("not-svg", f"it is not well-formed XML ({error})", _EXPORT)
    except _TooMuchError:
        pass  # What stopped it is among the findings.
    return _encoding(data) + reader.found


def clean_svg(data: bytes) -> bytes:
    """Return the same drawing without its comments, which may say who made it, where, and with what.

    Raises PublishingError if `data` is not a sound SVG: ask `check_svg` first.
    """
    found = [finding for finding in check_svg(data) if finding.severity == "error"]
    if found:
        raise PublishingError(f"the drawing must not be published: line {found[0].line}: {found[0].reason}")
    # No CDATA section and no instruction is left at this point: this text stands nowhere but at a comment.
    return re.sub(rb"<!--.*?-->", b"", data, flags=re.DOTALL)


def _encoding(data: bytes) -> list[ImageFinding]:
    """Refuse any other encoding than UTF-8: programs would disagree on what the file says."""
    declared = _DECLARED.match(data)
    if declared is None or declared[1].lower() in (b"utf-8", b"us-ascii"):
        return []
    value = harmless(declared[1].decode("latin-1"))
    reason, remedy = "its encoding must be UTF-8", "Save it as UTF-8"
    return [ImageFinding(code="svg-encoding", line=1, column=1, value=value, reason=reason, remedy=remedy)]


class _TooMuchError(Exception):
    """What makes reading on pointless is reported."""


class _Drawing(Reader):
    """Collects the findings of one drawing, and which element draws which others."""

    def __init__(self) -> None:
        self.found: list[ImageFinding] = []
        self._open: list[int] = []  # the elements around the current one, by number
        self._draws: list[list[int | str]] = []  # what each element draws: children, and fragments it refers to
        self._places: list[tuple[int, int]] = []
        self._ids: dict[str, int] = {}

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

    def instruction(self, content: str) -> None:
        """Refuse what tells a program to do something, such as fetching a style sheet."""
        self.find("xml-processing-instruction", "it holds a processing instruction", "Delete it", f"<?{content}?>")

    def section(self) -> None:
        """Refuse the second way to write text: baking and cleaning rely on there being one."""
        self.find("svg-cdata", "it holds a CDATA section", "Write the text without CDATA")

    def start(self, name: Name, attributes: Mapping[Name, str]) -> None:
        """Check one element and its attributes."""
        number = len(self._draws)
        self._draws.append([])
        self._places.append((self.line, self.column))
        if self._open:
            self._draws[self._open[-1]].append(number)
        else:
            self._check_root(name, attributes)
        self._open.append(number)
        self._stop_at_limits()
        self._check_name(name)
        for (space, local), value in attributes.items():
            self._check_attribute(space, local, value)

    def end(self) -> None:
        """Leave an element."""
        self._open.pop()

    def check_references(self) -> None:
        """Refuse a drawing that draws itself, or multiplies."""
        runaway = _runaway(self._edges())
        if runaway is not None:
            (self.line, self.column), reason = self._places[runaway[0]], runaway[1]
            self.find("svg-reference", reason, _EXPORT)

    def _check_root(self, name: Name, attributes: Mapping[Name, str]) -> None:
        if name != (NAMESPACE, "svg"):
            reason = f'the first element is not <svg xmlns="{NAMESPACE}">'
            self.find("not-svg", reason, _EXPORT, f"<{name[1]}>")
            raise _TooMuchError
        reason = _shape({local: value for (space, local), value in attributes.items() if not space})
        if reason:
            self.find("image-dimensions", reason, 'Give the <svg> a viewBox="0 0 600 600"')

    def _stop_at_limits(self) -> None:
        if len(self._open) > DEEPEST:
            self.find("svg-depth", f"its elements are nested more than {DEEPEST} deep", _EXPORT)
        elif len(self._draws) > MOST_ELEMENTS:
            self.find("svg-elements", f"it has more than {MOST_ELEMENTS:,} elements", "Simplify it, or use a PNG")
        else:
            return
        raise _TooMuchError

    def _check_name(self, name: Name) -> None:
        space, local = name
        if space == NAMESPACE and local == "style":
            self.find("svg-style", "style sheets are not allowed", _EXPORT, "<style>")
        elif space != NAMESPACE or local not in ELEMENTS:
            self.find("svg-element", "this element is not allowed", _EXPORT, f"<{local}>")
        elif local == "text":
            reason = "text looks different from machine to machine, and is missing from the PNG"
            self.find("svg-text", reason, "Turn it into outlines (Inkscape: Path, Object to Path)", warning=True)

    def _check_attribute(self, space: str, local: str, value: str) -> None:
        if len(value) > LONGEST_VALUE:
            reason = f"the attribute has {len(value):,} characters; at most {LONGEST_VALUE:,} are allowed"
            self.find("svg-size", reason, "Simplify the path", local)
        elif not space and local == "id":
            self._ids.setdefault(value, self._open[-1])
        elif local == "href" and space in ("", _XLINK):
            self._check_reference(value)
        elif not space and local == "style":
            self._check_style(value)
        elif not (not space and local in ATTRIBUTES) and (space, local) not in ((_XML, "lang"), (_XML, "space")):
            self.find("svg-attribute", "this attribute is not allowed", _EXPORT, f"{local}={value}")
        elif local not in WORDS:
            self._check_value(value)

    def _check_reference(self, value: str) -> None:
        if _FRAGMENT.fullmatch(value):
            self._draws[self._open[-1]].append(value[1:])
        else:
            reason = "a drawing may only refer to parts of itself (#name)"
            self.find("svg-reference", reason, "Put what it refers to into the file", value)

    def _check_style(self, value: str) -> None:
        for declaration in filter(str.strip, value.split(";")):
            name, _, text = declaration.partition(":")
            if name.strip().lower() in PRESENTATION and not _SUSPECT.search(_URL.sub("", text)):
                self._check_value(text)
            else:
                self.find("svg-style", "this style is not allowed", _EXPORT, declaration.strip())

    def _check_value(self, value: str) -> None:
        self._draws[self._open[-1]] += [match[2][1:] for match in _URL.finditer(value)]
        if _SUSPECT.search(_URL.sub("", value)):
            reason = "a drawing may only refer to parts of itself: url(#name)"
            self.find("svg-reference", reason, "Put what it refers to into the file", value)

    def _edges(self) -> list[list[int]]:
        number = self._ids.get
        return [
            [n for n in (number(to) if isinstance(to, str) else to for to in draws) if n is not None]
            for draws in self._draws
        ]


def _shape(root: dict[str, str]) -> str:
    """Say what is wrong with the size of a drawing whose first element has these attributes; "" if nothing is."""
    shapes = []
    box = root.get("viewBox")
    if box is not None:
        shapes.append(box.replace(",", " ").split()[2:4])
    if "%" not in root.get("width", "%") + root.get("height", "%"):
        shapes.append([root["width"], root["height"]])
    if not shapes:
        return "the <svg> has neither a viewBox nor a width and height"
    for sides in shapes:
        numbers = [float(match[1]) for match in map(_NUMBER.fullmatch, sides) if match]
        if len(numbers) != 2 or not all(0.01 <= number <= 100_000 for number in numbers):
            return "its viewBox, or its width and height, are not two sensible numbers"
        if max(numbers) > LARGEST_RATIO * min(numbers):
            return f"one side is more than {LARGEST_RATIO} times the other"
    return ""


def _runaway(edges: list[list[int]]) -> tuple[int, str] | None:
    """Return the first element that leads back to itself or draws too many others, and which of the two."""
    counts: dict[int, int] = {}
    entered: set[int] = set()
    stack = [0] if edges else []
    while stack:
        node = stack[-1]
        if node in counts:
            stack.pop()
        elif node in entered:
            entered.remove(node)
            counts[node] = 1 + sum(counts[to] for to in edges[node])
            if counts[node] > MOST_DRAWN:
                return node, f"its references make it draw more than {MOST_DRAWN:,} elements"
        elif not entered.isdisjoint(edges[node]):
            return node, "its references make it draw itself without end"
        else:
            entered.add(node)
            stack += [to for to in edges[node] if to not in counts]
    return None
