"""A drawing that people bring: what is wrong with its file, and the copy of it that is published.

What may stand in it is for `pictures.svg_drawing` to say. DOCTYPE, entities and processing instructions are refused
by defusedxml or there. Nothing outside the file is ever opened.
"""

from __future__ import annotations

import re

from testamur.pictures.image_finding import ImageFinding, recognise
from testamur.pictures.svg_drawing import EXPORT, Drawing, TooMuchError
from testamur.pictures.xml_reader import DoctypeError, MalformedError, read
from testamur.text.characters import harmless

MOST_BYTES = 256 * 1024
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>\s*)?")
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*['\"]([^'\"]*)")


def check_svg(data: bytes) -> list[ImageFinding]:
    """Return everything that is wrong with an SVG given as art, as far as can be told without drawing it.

    A finding of severity "warning" may be published.
    """
    if len(data) > MOST_BYTES:
        reason = f"the drawing has {len(data):,} bytes; at most {MOST_BYTES:,} are allowed"
        return [ImageFinding(code="image-size", reason=reason, remedy="Simplify it, or use a PNG")]
    kind = recognise(data)
    if kind != "SVG":
        reason = f"the file is named .svg but is {kind or 'of an unknown kind'}"
        return [ImageFinding(code="not-svg", line=1, column=1, value=kind, reason=reason, remedy=EXPORT)]
    reader = Drawing()
    try:
        read(data, reader)
        reader.check_whole()
    except DoctypeError:
        reason = "it declares a document type or entities, which can read files and fill memory"
        reader.find("xml-doctype", reason, "Delete the line that starts with <!DOCTYPE")
    except MalformedError as error:
        reader.find("not-svg", f"it is not well-formed XML ({error})", EXPORT)
    except TooMuchError:
        pass  # What stopped it is among the findings.
    return _encoding(data) + reader.found


def clean_svg(data: bytes) -> bytes:
    """Return a drawing that `check_svg` accepts without its comments, which may say who made it, where, and with what.

    Its XML declaration goes too: without one, it is UTF-8 to every program.
    """
    # No CDATA section and no instruction is in it: this text stands nowhere but at a comment.
    return re.sub(rb"<!--.*?-->", b"", _DECLARATION.sub(b"", data, count=1), flags=re.DOTALL).lstrip()


def _encoding(data: bytes) -> list[ImageFinding]:
    """Refuse any other encoding than UTF-8: programs would disagree on what the file says."""
    declared = _DECLARED.match(data)
    if declared is None or declared[1].lower() in (b"utf-8", b"us-ascii"):
        return []
    value = harmless(declared[1].decode("latin-1"))
    reason, remedy = "its encoding must be UTF-8", "Save it as UTF-8"
    return [ImageFinding(code="svg-encoding", line=1, column=1, value=value, reason=reason, remedy=remedy)]
