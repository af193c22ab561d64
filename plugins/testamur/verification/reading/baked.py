"""The credential in a file that was given to verify: JSON or a token as it is, or out of a baked PNG or SVG.

Follows Open Badges 3.0, "Baked Badge", and refuses what it leaves open: a file has one credential, in the one place
where the standard puts it, or none. A damaged PNG is refused whole, whatever part is damaged. Time and memory are
bounded by the size of the input; nothing is decompressed, and no file or address is opened.

"Nothing to check here" is IndeterminateError, for it speaks against nobody; a file that says two things, or was
altered, is VerificationError with the verdict INVALID.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

from testamur.errors import IndeterminateError, VerificationError
from testamur.pictures import png
from testamur.pictures.image_finding import declares_type, recognise
from testamur.pictures.xml_reader import DoctypeError, MalformedError, Name, Reader, read
from testamur.proofs.jose import jws
from testamur.text import encodings
from testamur.text.characters import harmless
from testamur.verification.jwt import enveloped
from testamur.verification.open_badges_2 import baked_badge
from testamur.verification.reading import strict_json

MOST_BYTES = 10 * 1024 * 1024
_MOST_SVG_BYTES = 4 * 1024 * 1024  # XML takes many times its size while it is read
_MOST_TAGS = 200_000
_TEXTS = frozenset({"", "JSON", "HTML", "XML", "SVG"})
_KEYWORD = b"openbadgecredential"
_SVG = "http://www.w3.org/2000/svg"
_OPEN_BADGES = "https://purl.imsglobal.org/ob/v3p0"
_LOST = (
    "no badge data in this picture (it is lost when a picture is saved again, resized, photographed from a screen, "
    "or sent through a social network or messenger); ask for the original file or the link"
)
_TWO = "the picture holds two credentials, and only one can be meant"
_SPACE = " \t\r\n"
# The line that names SVG's own document type, as drawing programs write it. It declares nothing itself, and what it
# points to is never fetched.
_PLAIN_TYPE = re.compile(
    rb'<!DOCTYPE[ \t\r\n]{1,9}svg(?:[ \t\r\n]{1,9}PUBLIC(?:[ \t\r\n]{1,9}"[^"<>\[\]]{0,200}"){2})?[ \t\r\n]{0,9}>'
)
_ASK = "ask for the original file or the link"


def extract(data: bytes, name: str = "this file") -> bytes:
    """Return the bytes of the credential in `data`; those of a JSON file are `data` itself, unread, or its envelope's.

    `name` is what messages call the file. Raises VerificationError if the file is damaged, or holds a credential in
    a way that could mislead, and IndeterminateError if it holds none that can be read.
    """
    label = harmless(name)
    kind = recognise(data) if len(data) <= MOST_BYTES else ""
    most = _MOST_SVG_BYTES if kind == "SVG" else MOST_BYTES
    if len(data) > most:
        raise IndeterminateError(f"{label}: larger than {most // 2**20} MB, which no credential is; {_ASK}")
    if kind in _TEXTS and (encoding := encodings.other(data)):
        raise IndeterminateError(
            f"{label}: this is text in {encoding}, and a credential is in UTF-8: open it in a text editor and save it "
            f"as UTF-8, or {_ASK}"
        )
    if jws.looks_like_one(data):
        return data.strip(_SPACE.encode())
    if kind == "JSON":
        return _from_json(strict_json.without_mark(data), label)
    if kind == "PNG":
        return _from_png(data, label)
    if kind == "SVG":
        return _from_svg(data, label)
    raise IndeterminateError(f"{label}: {_not_a_credential(kind)}")


def _not_a_credential(kind: str) -> str:
    if kind in ("JPEG", "GIF", "WebP", "AVIF", "HEIC", "BMP", "TIFF", "ICO"):
        return f"a {kind} picture cannot hold a credential, only PNG and SVG can; {_LOST}"
    if kind == "HTML":
        return "this is a web page, not a credential; give the link itself, or the file credential.json"
    if kind == "empty":
        return f"the file is empty; {_ASK}"
    looks = f"it looks like {kind}" if kind else "it looks like none of them"
    return f"a credential is a JSON file, or a PNG or SVG picture, and {looks}; {_ASK}"


def _from_json(data: bytes, label: str) -> bytes:
    try:
        return enveloped.opened(data)
    except VerificationError as error:
        raise VerificationError(f"{label}: {error.reason}") from error


def _from_png(data: bytes, label: str) -> bytes:
    picture = png.read(data)
    if picture.flaws:
        raise VerificationError(f"{label}: the picture is damaged or was altered: {picture.flaws[0].reason}; {_ASK}")
    badges = [chunk for chunk in picture.chunks if _keyword(chunk).lower().startswith(b"openbadge")]
    if len(badges) > 1:
        raise VerificationError(f"{label}: {_TWO}; {_ASK}")
    if picture.trailing:
        seen = ", a credential among them, where the standard does not put it" if _hides(picture.trailing) else ""
        raise VerificationError(f"{label}: {len(picture.trailing)} bytes follow the end of the picture{seen}; {_ASK}")
    if not badges:
        raise IndeterminateError(f"{label}: {_LOST}")
    return _from_chunk(badges[0], label)


def _keyword(chunk: png.Chunk) -> bytes:
    if chunk.kind not in (b"iTXt", b"tEXt", b"zTXt"):
        return b""
    return chunk.data.partition(b"\0")[0].strip()


def _hides(trailing: bytes) -> bool:
    return b"openbadge" in trailing.lower()


def _from_chunk(chunk: png.Chunk, label: str) -> bytes:
    """Return the text of the one chunk that holds a credential (PNG, 11.3.3.4)."""
    keyword, _, rest = chunk.data.partition(b"\0")
    place = f"in the chunk {chunk.kind.decode()} at byte {chunk.offset}"
    if older := baked_badge.from_chunk(chunk.kind, keyword, rest):
        return older
    if keyword in (b"openbadges", b"openbadge"):
        raise IndeterminateError(f"{label}: it holds a badge of Open Badges 2 or older {place}; this checks version 3")
    if chunk.kind != b"iTXt" or keyword != _KEYWORD:
        found = f"one was seen {place}, keyword {harmless(keyword.decode('latin-1'))}"
        raise IndeterminateError(f"{label}: no credential found where the standard puts it; {found}; {_ASK}")
    if rest[:2] != b"\0\0":
        raise VerificationError(f"{label}: the credential {place} is compressed, which the standard forbids; {_ASK}")
    _language, first, rest = rest[2:].partition(b"\0")
    _translated, second, text = rest.partition(b"\0")
    if not (first and second and text):
        raise VerificationError(f"{label}: the credential {place} is empty or cut off; {_ASK}")
    return text


def _from_svg(data: bytes, label: str) -> bytes:
    if data.count(b"<") > _MOST_TAGS:
        raise VerificationError(f"{label}: the picture has more than {_MOST_TAGS:,} tags")
    if declares_type(data):
        data = _PLAIN_TYPE.sub(lambda match: b" " * len(match[0]), data, count=1)
    if declares_type(data):
        raise VerificationError(f"{label}: the picture declares a document type or entities; nothing was read")
    picture = _Picture(label)
    try:
        read(data, picture)
    except (DoctypeError, MalformedError) as error:
        raise VerificationError(f"{label}: the picture is damaged or was altered; {_ASK}") from error
    return picture.credential()


class _Picture(Reader):
    """Finds the one `openbadges:credential` below the root, and everything that could pass for another."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._depth = self._found = 0
        self._is_svg = self._inside = False
        self._holds_elements = False  # the credential, which is text
        self._section, self._beside = io.StringIO(), io.StringIO()  # text in CDATA, text outside of it
        self._verify, self._token = False, ""
        self._elsewhere = ""
        self._older: str | None = None  # of Open Badges 2.0: what its attribute `verify` says

    def start(self, name: Name, attributes: Mapping[Name, str]) -> None:
        """Note a credential, or what looks like one."""
        if self._depth == 0:
            self._is_svg = name == (_SVG, "svg")
        self._holds_elements |= self._inside
        given = [value for (_, local), value in attributes.items() if local.lower() == "verify"]
        most = max(1, len(given))  # two attributes, one of them with a prefix, are two credentials
        if name == (_OPEN_BADGES, "credential") and self._depth == 1:
            self._found, self._inside = self._found + most, True
            if given:
                self._verify, self._token = True, given[0].strip(_SPACE)
        elif name == (baked_badge.NAMESPACE, "assertion") and self._depth == 1:
            self._found, self._inside = self._found + most, True
            self._older = next((value for (_, local), value in attributes.items() if local == "verify"), "")
        elif name[1].lower() in ("credential", "assertion") and name[0] != _SVG:
            self._elsewhere = f"<{name[1]}> of {name[0] or 'no namespace'}"
        self._depth += 1

    def end(self) -> None:
        """Leave an element."""
        self._depth -= 1
        self._inside = False

    def text(self, content: str) -> None:
        """Collect the credential's text."""
        if self._inside:
            (self._section if self.in_section else self._beside).write(content)

    def credential(self) -> bytes:
        """Return the credential that was found. Raises what `extract` raises."""
        if not self._is_svg:
            raise IndeterminateError(f"{self._label}: the picture is not an SVG: its first element is not svg; {_ASK}")
        if self._holds_elements:
            raise VerificationError(f"{self._label}: the credential in the picture has elements inside; {_ASK}")
        if self._found + bool(self._elsewhere) > 1:
            raise VerificationError(f"{self._label}: {_TWO}; {_ASK}")
        if self._elsewhere:
            seen = f"one was seen: {harmless(self._elsewhere)}"
            raise IndeterminateError(f"{self._label}: no credential found where the standard puts it; {seen}; {_ASK}")
        if not self._found:
            raise IndeterminateError(f"{self._label}: {_LOST}")
        section, beside = self._section.getvalue(), self._beside.getvalue().strip(_SPACE)
        if self._older is not None:
            # A token as the attribute stands for the badge (Open Badges 2.0, "Badge Baking"); an address beside it.
            is_token = jws.looks_like_one(self._older.encode())
            if (section and beside) or (is_token and (section or beside)):
                raise VerificationError(f"{self._label}: {_TWO}; {_ASK}")
            return self._older_badge(section or beside)
        if self._verify and not (section or beside):
            if jws.looks_like_one(token := self._token.encode()):
                return token
            raise IndeterminateError(
                f"{self._label}: the credential in the picture is no token that is read here; {_ASK}"
            )
        if self._verify or (section and beside):
            raise VerificationError(f"{self._label}: {_TWO}; {_ASK}")
        if not (section or beside):
            raise VerificationError(f"{self._label}: the credential in the picture is empty; {_ASK}")
        # Tools that write the picture again turn the section into plain text: to XML the two are the same.
        return (section or beside).encode()

    def _older_badge(self, text: str) -> bytes:
        badge = baked_badge.from_element(text, self._older or "")
        if badge is None:
            seen = f"one was seen: {harmless(f'<assertion> of {baked_badge.NAMESPACE}')}"
            raise IndeterminateError(f"{self._label}: no credential found where the standard puts it; {seen}; {_ASK}")
        return badge
