"""A drawing that people bring: what is wrong with its file, and the plain copy of it that is published.

It is read into a tree (`tree`), copied without what draws nothing (`plain`), and the copy is held to what a drawing may
be (`drawing`). Entities are refused by defusedxml. Nothing outside the file is ever opened.
"""

from __future__ import annotations

import re
from dataclasses import replace

from testamur.pictures.image_finding import ImageFinding, recognise
from testamur.pictures.svg.drawing import EXPORT, Drawing
from testamur.pictures.svg.plain import plain
from testamur.pictures.svg.tree import Node, TooMuchError, TreeReader, without_doctype, write
from testamur.pictures.xml_reader import DoctypeError, MalformedError, read
from testamur.text.characters import harmless

MOST_BYTES = 256 * 1024
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*['\"]([^'\"]*)")
_UTF_8 = (b"utf-8", b"utf8", b"us-ascii")
_LATIN = (b"iso-8859-", b"windows-125", b"ascii")


def check_svg(data: bytes) -> list[ImageFinding]:
    """Return everything that is wrong with an SVG that is published as it is, no copy of it."""
    return _read(data, is_copied=False)[0]


def read_svg(data: bytes) -> tuple[list[ImageFinding], bytes]:
    """Return everything that is wrong with an SVG given as art, and its plain copy, empty where it is refused.

    A finding of severity "warning" may be published. What is wrong for one reason in many places is told once.
    """
    return _read(data, is_copied=True)


def _read(data: bytes, *, is_copied: bool) -> tuple[list[ImageFinding], bytes]:
    findings = _of_file(data)
    if findings:
        return findings, b""
    reader = TreeReader()
    drawing = Drawing()
    copy = None
    try:
        read(without_doctype(data) if is_copied else data, reader)
    except (DoctypeError, MalformedError, TooMuchError) as error:
        drawing.line, drawing.column = reader.line, reader.column
        drawing.find(*_why_unread(error))
    else:
        copy = _checked(reader, drawing, is_copied=is_copied)
    found = _once(sorted([*_encoding(data), *drawing.found], key=lambda finding: (finding.line, finding.column)))
    is_refused = copy is None or any(finding.severity == "error" for finding in found)
    return found, b"" if is_refused or copy is None else write(copy)


def _why_unread(error: DoctypeError | MalformedError | TooMuchError) -> tuple[str, str, str]:
    """Return a finding's code, reason and remedy for a file that was not read to its end."""
    if isinstance(error, DoctypeError):
        reason = "it declares a document type or entities, which can read files and fill memory"
        return "xml-doctype", reason, "Delete the line that starts with <!DOCTYPE, up to its ]>"
    if isinstance(error, MalformedError):
        return "not-svg", f"it is not well-formed XML ({error})", EXPORT
    return "svg-elements", str(error), "Simplify it, or use a PNG"


def _checked(reader: TreeReader, drawing: Drawing, *, is_copied: bool) -> Node | None:
    """Return the plain copy of what was read, or what was read, and let `drawing` note what is wrong with it."""
    for line, column, content in reader.instructions:
        if not is_copied or content.split(None, 1)[0].lower() == "xml-stylesheet":
            drawing.line, drawing.column = line, column
            drawing.find(
                "xml-processing-instruction", "it names a style sheet elsewhere", "Delete it", f"<?{content}?>"
            )

    def find(node: Node, code: str, reason: str, remedy: str, value: str) -> None:
        drawing.line, drawing.column = node.line, node.column
        drawing.find(code, reason, remedy, value)

    if reader.root is None:
        return None
    copy = plain(reader.root, find) if is_copied else reader.root
    try:
        drawing.take(copy)
        drawing.check_whole()
    except TooMuchError:
        pass  # What stopped it is among the findings.
    return copy


def _of_file(data: bytes) -> list[ImageFinding]:
    if len(data) > MOST_BYTES:
        reason = f"the drawing has {len(data):,} bytes; at most {MOST_BYTES:,} are allowed"
        return [ImageFinding(code="image-size", reason=reason, remedy="Simplify it, or use a PNG")]
    kind = recognise(data)
    if kind != "SVG":
        reason = f"the file is named .svg but is {kind or 'of an unknown kind'}"
        return [ImageFinding(code="not-svg", line=1, column=1, value=kind, reason=reason, remedy=EXPORT)]
    return []


def _once(found: list[ImageFinding]) -> list[ImageFinding]:
    """Tell a cause once, at its first place, with how many more there are."""
    alike: dict[tuple[str, str, str], list[ImageFinding]] = {}
    for finding in found:
        cause = re.split("[:=]", finding.value, maxsplit=1)[0]
        alike.setdefault((finding.code, finding.reason, cause), []).append(finding)
    return [
        replace(first, reason=f"{first.reason} (so in {len(more)} more {'place' if len(more) == 1 else 'places'})")
        if more
        else first
        for first, *more in alike.values()
    ]


def _encoding(data: bytes) -> list[ImageFinding]:
    """Refuse any other encoding than UTF-8: programs would disagree on what the file says."""
    declared = _DECLARED.match(data)
    # What is ASCII reads the same in all encodings that editors write, and the copy declares none.
    if declared is None or declared[1].lower() in _UTF_8 or (data.isascii() and declared[1].lower().startswith(_LATIN)):
        return []
    value = harmless(declared[1].decode("latin-1"))
    reason, remedy = "its encoding must be UTF-8", "Save it as UTF-8"
    return [ImageFinding(code="svg-encoding", line=1, column=1, value=value, reason=reason, remedy=remedy)]
