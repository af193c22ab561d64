"""What becomes of one picture that people bring: what is wrong with it, or its copies.

One process tells another in frames: a length in eight bytes, then so many bytes. The first frame is JSON.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import IO, Literal, NamedTuple

from testamur.pictures.image_finding import ImageFinding
from testamur.pictures.png_rules import AGAIN
from testamur.pictures.svg.drawing import EXPORT

Kind = Literal["svg", "png"]
REMEDIES: dict[Kind, str] = {"svg": f"Simplify it. {EXPORT}", "png": AGAIN}

WIDTH = 512  # pixels of a badge's PNG, as pages show it
SMALL = 240  # of the one that each award carries, with its credential
LARGE = 384  # of a drawn badge on pages; an award carries half of it
CARD = 470  # of the badge on a card
OUT_OF_MEMORY = 77  # exit code of a process that had not enough of it


class Published(NamedTuple):
    """The copies of a picture, with nothing else in them: as itself, as a badge, and as PNGs of other sizes."""

    plain: bytes
    svg: bytes
    png: bytes
    small: bytes  # for an award
    large: bytes  # for a card


class Outcome(NamedTuple):
    """What was found, and what is published of a picture in which no error was."""

    findings: tuple[ImageFinding, ...]
    published: Published | None


def tell(stream: IO[bytes], made: Outcome) -> None:
    """Write an outcome."""
    findings = [asdict(finding) for finding in made.findings]
    head = json.dumps({"findings": findings, "published": made.published is not None}).encode()
    send(stream, head, *(made.published or ()))


def hear(stream: IO[bytes]) -> Outcome:
    """Read an outcome. Raises EOFError where the stream ends before it does."""
    head = receive(stream)
    if not head:
        raise EOFError
    said = json.loads(head)
    findings = tuple(ImageFinding(**finding) for finding in said["findings"])
    copies = [receive(stream) for _ in Published._fields] if said["published"] else []
    return Outcome(findings, Published(*copies) if copies else None)


def send(stream: IO[bytes], *frames: bytes) -> None:
    """Write frames."""
    for frame in frames:
        stream.write(len(frame).to_bytes(8) + frame)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Return the next frame; b"" at the end of the stream, and EOFError inside a frame."""
    head = stream.read(8)
    if not head:
        return b""
    length = int.from_bytes(head)
    data = stream.read(length)
    if len(head) < 8 or len(data) < length:
        raise EOFError
    return data
