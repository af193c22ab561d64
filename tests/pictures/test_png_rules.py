"""A PNG given as art is refused with chunk and offset, or published with nothing but its pixels."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from testamur.pictures import png
from testamur.pictures.image_finding import recognise
from testamur.pictures.png_rules import check_png, clean_png


def picture(size=(128, 96), mode="RGB", form="PNG", **options):
    file = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(file, form, **options)
    return file.getvalue()


def header(width, height, depth=8, colour=2, interlace=0):
    return png.Chunk(0, b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def made(head, pixels, *extra):
    return png.write([head, *extra, png.Chunk(0, b"IDAT", pixels), png.Chunk(0, b"IEND", b"")])


def codes(findings):
    return [finding.code for finding in findings]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_sound_png_is_accepted(mode):
    assert check_png(picture(mode=mode)) == []


def test_an_interlaced_png_is_measured_pass_by_pass():
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    size = sum(len(range(y, 67, dy)) * (1 + 3 * len(range(x, 65, dx))) for x, y, dx, dy in passes)
    data = made(header(65, 67, interlace=1), zlib.compress(bytes(size)))
    assert check_png(data) == []
    assert Image.open(io.BytesIO(data)).convert("RGB").getpixel((64, 66)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture(form="JPEG"), "JPEG"),
        (picture(form="WEBP"), "WebP"),
        (picture(form="GIF"), "GIF"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"<svg/>", "SVG"),
        (b"", "empty"),
        (b"hello", ""),
    ],
)
def test_a_file_that_is_not_a_png_is_refused_by_its_kind(data, kind):  # I-14
    (finding,) = check_png(data)
    assert (finding.code, finding.value) == ("image-type", kind)


@pytest.mark.parametrize(
    ("width", "height"), [(0, 0), (1, 1), (63, 100), (100, 4097), (20_000, 1), (60_000, 60_000), (100, 301)]
)
def test_png_sizes_out_of_bounds_are_refused_without_decoding(width, height):  # I-11, I-15
    (finding,) = check_png(made(header(width, height), b""))
    assert (finding.code, finding.value) == ("image-dimensions", f"{width} × {height}")


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        (picture()[:-30], "png-truncated", "cut off inside the chunk IDAT at byte"),
        (picture()[:-12], "png-end", "IEND is missing"),
        (picture()[:33] + struct.pack(">I4s", 2**31, b"IDAT"), "png-length", "IDAT at byte 33 claims 2147483648 bytes"),
        (picture()[:-1] + b"\0", "png-crc", "the checksum of the chunk IEND at byte"),
        (picture()[:33] + png.chunk(b"ABCD", b"") + picture()[33:], "png-chunk", "ABCD at byte 33 is not known"),
        (picture()[:33] + png.chunk(b"\x1b[2m", b"") + picture()[33:], "png-chunk", "no chunk at byte 33"),
        (picture() [:33] + png.chunk(b"IHDR", bytes(13)) + picture()[33:], "png-order", "one chunk IHDR"),
        (made(header(64, 64, colour=3), zlib.compress(bytes(65 * 64))), "png-order", "palette that is missing"),
        (made(header(64, 64, depth=3), b""), "png-header", "impossible picture"),
        (made(header(64, 64), b"rubbish"), "png-data", "cannot be inflated"),
        (made(header(64, 64), zlib.compress(bytes(100))), "png-data", "less than the 12,352 bytes"),
        (made(header(64, 64), zlib.compress(bytes(193 * 64))[:-3]), "png-data", "less than"),
        (made(header(64, 64), zlib.compress(bytes(193 * 64 + 1))), "png-data", "more than"),
        (made(header(64, 64), zlib.compress(bytes(193 * 64)) + b"secret"), "png-data", "something follows"),
        (picture(form="PNG", save_all=True, append_images=[Image.new("RGB", (128, 96))]), "image-animated", "animated"),
        (picture() + bytes(2 * 1024 * 1024), "image-size", "at most 2,097,152"),
    ],
)  # fmt: skip
def test_an_unsound_png_is_refused_with_chunk_and_offset(data, code, reason):  # I-13, I-15
    found = {finding.code: finding.reason for finding in check_png(data)}
    assert reason in found[code]


def test_every_wrong_checksum_is_reported():  # I-13
    data = bytearray(picture())
    data[29] ^= 1
    data[-1] ^= 1
    assert codes(check_png(bytes(data))) == ["png-crc", "png-crc"]


def test_compressed_text_is_not_inflated_and_a_bomb_of_pixels_is_refused():  # I-12
    bomb = zlib.compress(bytes(200_000_000))
    for text in (png.Chunk(0, b"zTXt", b"a\0\0" + bomb), png.Chunk(0, b"iTXt", b"a\0\1\0\0\0" + bomb)):
        art = made(header(64, 64), zlib.compress(bytes(193 * 64)), text)
        assert check_png(art) == []
        assert text.kind not in clean_png(art)
    assert codes(check_png(made(header(64, 64), bomb))) == ["png-data"]


def test_a_decoder_is_shown_the_picture_and_nothing_else():  # I-16
    words, exif = PngImagePlugin.PngInfo(), Image.Exif()
    for method in (words.add_text, words.add_itxt):
        method("Comment", "12 Harbour Street")
    words.add_text("Author", "12 Harbour Street", zip=True)
    exif[0x010E] = "12 Harbour Street"
    art = picture(mode="RGBA", pnginfo=words, exif=exif, dpi=(300, 300), icc_profile=b"12 Harbour Street")
    cleaned = clean_png(art + b"12 Harbour Street")
    assert b"Harbour" in art
    assert b"Harbour" not in cleaned
    assert {chunk.kind for chunk in png.read(cleaned).chunks} == {b"IHDR", b"IDAT", b"IEND"}
    assert Image.open(io.BytesIO(cleaned)).tobytes() == Image.open(io.BytesIO(art)).tobytes()


def test_cleaning_removes_chunks_of_impossible_length():
    art = made(header(64, 64), zlib.compress(bytes(193 * 64)), png.Chunk(0, b"tRNS", b"12 Harbour Street" * 20))
    assert b"Harbour" not in clean_png(art)


@pytest.mark.parametrize("kind", [b"iTXt", b"tEXt", b"zTXt"])
@pytest.mark.parametrize("keyword", [b"openbadgecredential", b"openbadges", b"OpenBadge"])
def test_a_badge_that_was_awarded_is_no_picture_for_others(kind, keyword):
    baked = picture()[:33] + png.chunk(kind, keyword + b"\0{}") + picture()[33:]
    (finding,) = check_png(baked)
    assert (finding.code, finding.remedy) == ("image-baked", "Use the plain picture, without a credential")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG", "PNG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "SVG"),
        (b"<s:svg xmlns:s='a'>", "SVG"),
        (b"<!-- svg --><html>", "HTML"),
        (b"<!doctype HTML>", "HTML"),
        (b"<feed/>", "XML"),
        (b" [1]", "JSON"),
        (b"PK\3\4", "ZIP"),
        (b" \n", "empty"),
        (b"svg", ""),
        (b"<!-- --" * 200_000, "XML"),
    ],
)
def test_a_file_is_recognised_by_its_content(data, kind):
    assert recognise(data) == kind
