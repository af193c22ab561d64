"""A picture is read and drawn in a process of its own: whatever is in it, it is a sentence or a set of clean copies."""

import io
import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from testamur.pictures import apart, baking, png
from testamur.pictures.outcome import CARD, SMALL, WIDTH
from testamur.verification.reading.baked import extract
from thoroughness import examples

SECRET = "12 Harbour Street"


def drawing(inside="", more=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {more} viewBox="0 0 100 100">{inside}</svg>'.encode()


def photo(size=(300, 200), mode="RGB", **options):
    file = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(file, "PNG", **options)
    return file.getvalue()


def with_chunk(kind, data, art=None):
    art = art or photo()
    return art[:33] + png.chunk(kind, data) + art[33:]


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(apart, "_kept", {})
    monkeypatch.setenv("TESTAMUR_CACHE", "off")


@pytest.fixture
def fresh(monkeypatch):
    """Limits are told to a process when it starts."""

    def limit(**limits):
        apart.stop()
        for name, value in limits.items():
            monkeypatch.setattr(apart, name, value)

    yield limit
    apart.stop()


def found(data, kind="svg"):
    outcome = apart.publishable(data, kind)
    assert (outcome.published is None) == any(finding.severity == "error" for finding in outcome.findings)
    return [(finding.code, finding.reason) for finding in outcome.findings]


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_has_every_copy_that_is_published(kind):
    made = apart.publishable(drawing("<path d='M0 0h9v9z'/>") if kind == "svg" else photo(), kind).published
    assert Image.open(io.BytesIO(made.png)).size == (WIDTH, WIDTH)
    assert Image.open(io.BytesIO(made.small)).size == (SMALL, SMALL)
    assert Image.open(io.BytesIO(made.large)).size == (CARD, CARD)
    assert made.svg.startswith(b"<svg")
    assert made.plain == made.svg if kind == "svg" else Image.open(io.BytesIO(made.plain)).size == (300, 200)


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_credential_can_be_baked_into_every_copy_and_read_again(kind):
    made = apart.publishable(drawing("<path d='M0 0h9v9z'/>") if kind == "svg" else photo(), kind).published
    assert extract(baking.PngTemplate(made.small).bake(b'{"a": 1}')) == b'{"a": 1}'
    assert extract(baking.SvgTemplate(made.svg).bake(b'{"a": 1}')) == b'{"a": 1}'


def test_what_a_camera_or_an_editor_wrote_is_in_no_copy():  # I-16
    words, exif = PngImagePlugin.PngInfo(), Image.Exif()
    words.add_text("Comment", SECRET)
    words.add_itxt("Author", SECRET, zip=True)
    exif[0x010E] = SECRET
    art = photo(pnginfo=words, exif=exif, dpi=(300, 300), icc_profile=SECRET.encode())
    made = apart.publishable(art + b"trailing " + SECRET.encode(), "png").published
    for copy in (made.plain, made.png, made.small, made.large):
        read = png.read(copy)
        assert read.trailing == b""
        assert {chunk.kind for chunk in read.chunks} <= {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
    assert SECRET.encode() not in made.svg + made.plain


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (b"zTXt", b"a\0\0" + zlib.compress(bytes(50_000_000))),
        (b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(50_000_000))),
        (b"iCCP", b"a\0\0" + zlib.compress(bytes(50_000_000))),
    ],
)
def test_bombs_beside_the_picture_are_never_inflated(kind, data):  # I-12
    assert found(with_chunk(kind, data), "png") == []


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (baking.PngTemplate(photo()).bake(b"{}"), "png"),
        (baking.SvgTemplate(drawing()).bake(b"{}"), "svg"),
    ],
)
def test_a_picture_that_is_a_baked_badge_is_refused_with_a_sentence(data, kind):
    assert ("image-baked", "the picture is a badge that was awarded: a credential is inside") in found(data, kind)


@pytest.mark.parametrize("more", ['xmlns:openbadges="urn:x"', 'xmlns:o="https://purl.imsglobal.org/ob/v3p0"'])
def test_prefixes_that_nothing_could_be_baked_beside_are_not_copied(more):
    assert found(drawing(more=more)) == []


def test_a_prefix_that_is_not_ascii_is_refused():
    assert [code for code, _ in found(drawing(more='xmlns:é="urn:x"'))] == ["not-svg"]


def test_what_pillow_cannot_decode_is_a_sentence():
    lines = zlib.compress((b"\x09" + bytes(192)) * 64)  # a filter that PNG does not have
    header = png.Chunk(0, b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0))
    data = png.write([header, png.Chunk(0, b"IDAT", lines), png.Chunk(0, b"IEND", b"")])
    assert found(data, "png") == [("image-failed", "it cannot be decoded")]


def test_a_drawing_that_asks_for_more_memory_than_there_is_is_a_sentence(fresh):
    fresh(MEMORY=160 * 2**20)
    # The tile is as large as what it fills, which is far larger than the drawing.
    tile = '<pattern id="p" width="4" height="4"><g><path d="M0 0h1v1z"/></g></pattern>'
    tile += '<rect width="5000" height="5000" fill="url(#p)"/>'
    assert found(drawing(tile)) == [("image-memory", "reading and drawing it takes more than 160 MB of memory")]
    assert found(drawing()) == []


def test_a_drawing_that_takes_too_long_is_a_sentence(fresh):
    layers = '<g opacity=".9"><path d="M0 0h100v100H0z"/></g>' * 1500
    fresh(COMPUTING=0)
    assert found(drawing(layers)) == [("image-time", "reading and drawing it takes more than 0 seconds of computing")]
    assert found(drawing()) == []


def test_where_nothing_else_bounds_the_time_the_clock_does(fresh):
    layers = '<g opacity=".9"><path d="M0 0h100v100H0z"/></g>' * 1500
    fresh(COMPUTING=600, WAITING=0.5)
    assert found(drawing(layers)) == [("image-time", "reading and drawing it takes more than 0.5 seconds")]


def test_where_the_process_just_ends_it_is_a_sentence_and_the_next_picture_has_another(monkeypatch):
    monkeypatch.setattr(apart, "_START", "import sys; sys.stdin.buffer.read(20)")
    apart.stop()
    assert found(drawing()) == [("image-failed", "the program that reads and draws pictures broke off at it")]
    monkeypatch.undo()
    assert found(drawing()) == []


def test_many_pictures_are_one_process():
    found(drawing())
    (worker,) = apart._workers
    assert [found(drawing(f"<path d='M0 {n}'/>")) for n in range(5)] == [[]] * 5
    assert apart._workers == [worker]


def test_a_picture_that_was_seen_is_not_drawn_again():
    art = drawing("<circle r='3'/>")
    assert apart.publishable(art, "svg") is apart.publishable(bytes(art), "svg")


def test_no_secret_is_handed_on(monkeypatch):
    monkeypatch.setenv("TESTAMUR_SIGNING_KEY", SECRET)
    apart.stop()
    started = []

    def start(*given, real=subprocess.Popen, **more):
        started.append(more)
        return real(*given, **more)

    monkeypatch.setattr(subprocess, "Popen", start)
    found(drawing())
    assert SECRET not in json.dumps(started[0]["env"])


@pytest.mark.skipif(sys.platform != "linux", reason="limits are read from /proc")
def test_the_process_has_its_bounds():
    found(drawing())
    text = Path(f"/proc/{apart._workers[0]._process.pid}/limits").read_text()
    limits = {line[:26].strip(): line[26:].split()[0] for line in text.splitlines()}
    assert limits["Max address space"] == str(apart.MEMORY)
    assert limits["Max core file size"] == "0"
    assert int(limits["Max cpu time"]) > 0


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
@pytest.mark.parametrize(("depth", "colour", "size"), [(16, 6, 8), (16, 0, 2), (8, 3, 1), (1, 0, 1 / 8)])
def test_the_largest_picture_of_each_kind_is_within_the_bounds(fresh, depth, colour, size):
    fresh()
    header = png.Chunk(0, b"IHDR", struct.pack(">IIBBBBB", 4096, 4096, depth, colour, 0, 0, 0))
    palette = [png.Chunk(0, b"PLTE", bytes(768))] if colour == 3 else []
    pixels = zlib.compress(bytes(4096 * (1 + int(4096 * size))))
    assert found(png.write([header, *palette, png.Chunk(0, b"IDAT", pixels), png.Chunk(0, b"IEND", b"")]), "png") == []
    status = Path(f"/proc/{apart._workers[0]._process.pid}/status").read_text()
    (peak,) = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
    assert peak < 300 * 1024


def test_a_process_that_was_split_off_starts_its_own(tmp_path):
    found(drawing())
    child = os.fork()
    if child == 0:
        outcome = apart.publishable(drawing("<circle r='4'/>"), "svg")
        (tmp_path / "said").write_text(str(outcome.published is not None))
        apart.stop()
        os._exit(0)
    os.waitpid(child, 0)
    assert (tmp_path / "said").read_text() == "True"
    assert found(drawing("<circle r='5'/>")) == []


@given(st.data())
@examples(60)
def test_no_changed_byte_of_a_png_is_more_than_a_finding(data):
    art = bytearray(photo((70, 64)))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(8, len(art) - 1))
        art[place] = data.draw(st.integers(0, 255))
    # With its checksums right, so that what is in the chunks is read.
    read = png.read(bytes(art))
    for version in (bytes(art), png.write(read.chunks)):
        told = found(version, "png")
        assert {code for code, _ in told} <= CODES
        assert not any("broke off" in reason for _, reason in told)


CODES = {
    "image-animated", "image-baked", "image-dimensions", "image-failed", "image-type", "png-chunk", "png-crc",
    "png-data", "png-end", "png-header", "png-length", "png-order", "png-signature", "png-truncated",
}  # fmt: skip


def test_whoever_publishes_has_more_time_than_whoever_checks(fresh):
    fresh(WAITING=0.01)
    assert [one.code for one in apart.publishable(drawing(), "svg").findings] == ["image-time"]
    assert apart.publishable(drawing(), "svg", headroom=6000).published is not None
