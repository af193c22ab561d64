"""What is wrong with a picture's file, and what kind of file it is by its first bytes, whatever its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# Signatures at the start of the file, the telling ones first.
_SIGNATURES = (
    (re.compile(rb"\x89PNG"), "PNG"),
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "WebP"),
    (re.compile(rb".{4}ftyp(avif|avis)", re.DOTALL), "AVIF"),
    (re.compile(rb".{4}ftyp(hei[cfmsx]|hev[cx]|mif1)", re.DOTALL), "HEIC"),
    (re.compile(rb"BM.{4}\x00{4}", re.DOTALL), "BMP"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "TIFF"),
    (re.compile(rb"\x00\x00\x01\x00"), "ICO"),
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"PK(\x03\x04|\x05\x06)"), "ZIP"),
    (re.compile(rb"\x1f\x8b"), "gzip"),
)
# What may stand before a document's first tag: byte order mark, white space, declaration, comments, DOCTYPE.
# Atomic, so that no file makes the search go back and forth.
_MARK, _BEFORE = rb"(?:\xef\xbb\xbf)?", rb"\s|<\?[^>]{0,1000}\?>|<!--.{0,10000}?-->"
_PROLOG = _MARK + rb"(?>" + _BEFORE + rb"|<!DOCTYPE\s+svg[^>\[]{0,1000}(?:\[[^\]]{0,10000}\]\s*)?>)*+"
_TYPED = re.compile(_MARK + rb"(?>" + _BEFORE + rb")*+<!DOCTYPE", re.DOTALL)
_SVG = re.compile(_PROLOG + rb"<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]", re.DOTALL)
_HTML = re.compile(_PROLOG + rb"<(?:!DOCTYPE\s+html|html|head|body|script|title|meta)\b", re.DOTALL | re.IGNORECASE)
_XML = re.compile(_PROLOG + rb"<", re.DOTALL)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFinding:
    """One thing that is wrong with a picture: a code, its place, the rule, and what to do.

    `line` and `column` count from 1; 0 where a file has no lines. `value` is what was found, made harmless.
    """

    code: str
    line: int = 0
    column: int = 0
    value: str = ""
    reason: str
    remedy: str
    severity: Literal["error", "warning"] = "error"


def recognise(data: bytes) -> str:
    """Return what `data` is by its content: PNG, SVG, JPEG, …, HTML, XML, JSON, empty, or "" if unknown."""
    if not data.strip():
        return "empty"
    for pattern, kind in _SIGNATURES:
        if pattern.match(data):
            return kind
    for pattern, kind in ((_SVG, "SVG"), (_HTML, "HTML"), (_XML, "XML"), (_JSON, "JSON")):
        if pattern.match(data):
            return kind
    return ""


def declares_type(data: bytes) -> bool:
    """Say whether a document type stands before the first tag of what was recognised as SVG."""
    return _TYPED.match(data) is not None
