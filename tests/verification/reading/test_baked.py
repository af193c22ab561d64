"""Extracting the credential from a file given for verification, or refusing it in one clear sentence."""

import io
import tracemalloc
import zlib

import pytest
from PIL import Image, PngImagePlugin

from testamur.errors import IndeterminateError, VerificationError
from testamur.pictures import baking, png
from testamur.verification.reading.baked import MOST_BYTES, extract

CREDENTIAL = b'{"type":["VerifiableCredential"],"name":"Ada"}'
FORGED = b'{"type":["VerifiableCredential"],"name":"Eve"}'
OB = "https://purl.imsglobal.org/ob/v3p0"


def art(**options):
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "#0b6e4f").save(file, "PNG", **options)
    return file.getvalue()


ART = art()


def with_chunk(kind, data, place=1):
    chunks = list(png.read(ART).chunks)
    chunks.insert(place, png.Chunk(0, kind, data))
    return png.write(chunks)


def badge(credential=CREDENTIAL, keyword=b"openbadgecredential", flags=b"\0\0", words=b"\0\0"):
    return keyword + b"\0" + flags + words + credential


def twice(first, second):
    header, *rest = png.read(ART).chunks
    return png.write([header, *(png.Chunk(0, b"iTXt", badge(one)) for one in (first, second)), *rest])


def svg(inside, root=f'xmlns:openbadges="{OB}"'):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{inside}<g/></svg>'.encode()


def element(inside, attributes=""):
    return f"<openbadges:credential{attributes}>{inside}</openbadges:credential>"


SECTION = f"<![CDATA[{CREDENTIAL.decode()}]]>"


@pytest.mark.parametrize("data", [CREDENTIAL, b"\n " + CREDENTIAL + b"\n", b"[]", b'{"cut off'])
def test_json_is_returned_unchanged(data):
    assert extract(data) == data


def test_a_byte_order_mark_before_json_is_taken_off():
    assert extract(b"\xef\xbb\xbf" + CREDENTIAL) == CREDENTIAL


@pytest.mark.parametrize(
    "data",
    [
        with_chunk(b"iTXt", badge()),
        with_chunk(b"iTXt", badge(words=b"en\0Badge\0")),
        with_chunk(b"iTXt", badge(), place=2),
        svg(element(SECTION)),
        svg(element(f"\n  {SECTION}\n")),
        svg(element(CREDENTIAL.decode())),
        svg("<title>t</title>" + element(SECTION)),
    ],
)
def test_the_credential_in_a_picture_is_returned(data):
    assert extract(data) == CREDENTIAL


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (baking.PngTemplate(with_chunk(b"iTXt", badge())).bake(FORGED)[:-1], "cut off inside the chunk IEND"),
        (twice(CREDENTIAL, FORGED), "two credentials"),
        (twice(FORGED, CREDENTIAL), "two credentials"),
        (with_chunk(b"iTXt", badge(zlib.compress(CREDENTIAL), flags=b"\1\0")), "byte 33 is compressed, which"),
        (with_chunk(b"iTXt", badge(b"")), "empty"),
        (with_chunk(b"iTXt", b"openbadgecredential\0\0\0en"), "empty or cut off"),
        (with_chunk(b"iTXt", badge(), place=0), "does not start with one chunk IHDR"),
        (ART + png.chunk(b"iTXt", badge()), "follow the end of the picture, a credential among them"),
        (baking.PngTemplate(ART).bake(CREDENTIAL) + b"\0", "1 bytes follow the end of the picture;"),
        (svg(element(SECTION) + element(SECTION)), "two credentials"),
        (svg(element(SECTION) + f"<g>{element(SECTION)}</g>"), "two credentials"),
        (svg(element(SECTION, ' verify="eyJ"')), "two credentials"),
        (svg(element(SECTION + "{}")), "two credentials"),
        (svg(element("<b/>")), "has elements inside"),
        (svg(element("")), "empty"),
        (svg(element(SECTION))[:-3], "damaged or was altered; ask"),
        (svg(element(SECTION) + "<é/>"), "damaged or was altered"),
        (svg(element(SECTION) + '<g xmlns:é="u:n"/>'), "damaged or was altered"),
        (b"<!DOCTYPE svg><!DOCTYPE svg>" + svg(element(SECTION)), "declares a document type"),
        (b"<!DOCTYPE svg SYSTEM 'a.dtd'>" + svg(element(SECTION)), "declares a document type"),
        (b"<!--<!DOCTYPE svg>--><!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg(element(SECTION)), "declares a document type"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(element("&a;")), "declares a document type"),
        (svg("<g/>" * 200_001), "more than 200,000 tags"),
    ],
)  # fmt: skip
def test_an_altered_or_ambiguous_file_is_invalid(data, sentence):  # B-01, B-02, B-04, B-05
    with pytest.raises(VerificationError, match=sentence) as caught:
        extract(data)
    assert type(caught.value) is VerificationError


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (ART, "no badge data in this picture .it is lost when"),
        (with_chunk(b"tEXt", b"openbadgecredential\0" + CREDENTIAL), "seen in the chunk tEXt at byte 33"),
        (with_chunk(b"zTXt", b"openbadgecredential\0\0" + zlib.compress(CREDENTIAL)), "seen in the chunk zTXt"),
        (with_chunk(b"iTXt", badge(keyword=b"OpenBadgeCredential")), "keyword OpenBadgeCredential"),
        (with_chunk(b"iTXt", badge(keyword=b"openbadges")), "Open Badges 2 or older"),
        (svg(""), "no badge data in this picture"),
        (svg(f"<g>{element(SECTION)}</g>"), "where the standard puts it; one was seen: <credential>"),
        (svg(element(SECTION), 'xmlns:openbadges="https://evil.example"'), "of https://evil.example"),
        (svg(element("", ' verify="eyJ"')), "no token that is read here"),
        (b"<svg/>", "first element is not svg"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "a JPEG picture cannot hold a credential"),
        (b"%PDF-1.7", "it looks like PDF"),
        (b"<!doctype html><html>", "this is a web page"),
        (b"  \n", "the file is empty"),
        (b"hello", "none of them"),
        (CREDENTIAL.decode().encode("utf-16"), "this is text in UTF-16, and a credential is in UTF-8: open it in"),
        (CREDENTIAL.decode().encode("utf-16-le"), "this is text in UTF-16, and"),
        (b"\xfe\xff" + CREDENTIAL.decode().encode("utf-16-be"), "this is text in UTF-16, and"),
        (CREDENTIAL.decode().encode("utf-32"), "this is text in UTF-32, and"),
        (CREDENTIAL.decode().encode("utf-32-be"), "this is text in UTF-32, and"),
        ("\n <html>".encode("utf-16-le"), "this is text in UTF-16, and"),
        (svg("").decode().encode("utf-16"), "this is text in UTF-16, and"),
        (b"\0\0\0 ftypisom", "none of them"),
        (b"{" + bytes(MOST_BYTES), "larger than 10 MB"),
        (svg("<g/>") + b" " * 4 * 2**20, "larger than 4 MB"),
    ],
)
def test_a_file_without_a_credential_is_indeterminate(data, sentence):  # B-03, B-04, B-07, B-12
    with pytest.raises(IndeterminateError, match=sentence):
        extract(data)


def test_every_changed_byte_of_a_baked_png_is_refused():
    baked = baking.PngTemplate(ART).bake(CREDENTIAL)
    for position in range(len(baked)):
        for change in (1, 0x20, 0x80):
            altered = bytearray(baked)
            altered[position] ^= change
            with pytest.raises(VerificationError):
                extract(bytes(altered))


def test_a_wrong_checksum_is_reported_with_its_chunk_and_place():
    baked = bytearray(baking.PngTemplate(ART).bake(CREDENTIAL))
    baked[-1] ^= 1
    with pytest.raises(VerificationError, match=rf"checksum of the chunk IEND at byte {len(baked) - 12} is wrong"):
        extract(bytes(baked))


def test_a_picture_saved_again_by_an_editor_has_lost_its_credential():  # B-07
    again = io.BytesIO()
    Image.open(io.BytesIO(baking.PngTemplate(ART).bake(CREDENTIAL))).save(
        again, "PNG", pnginfo=PngImagePlugin.PngInfo()
    )
    with pytest.raises(IndeterminateError, match="it is lost when"):
        extract(again.getvalue())


def test_a_compressed_bomb_is_not_inflated():  # B-02
    bomb = with_chunk(b"iTXt", badge(zlib.compress(bytes(100_000_000)), flags=b"\1\0"))
    tracemalloc.start()
    with pytest.raises(VerificationError, match="compressed"):
        extract(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_namespace_with_white_space_is_not_accepted():
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="{OB}&#10;credential"><x:foo>{{}}</x:foo></svg>'
    with pytest.raises(VerificationError, match="damaged"):
        extract(svg.encode())


def test_a_picture_that_ends_within_a_length_is_reported_as_cut_off():
    with pytest.raises(VerificationError, match="cut off"):
        extract(b"\x89PNG\r\n\x1a\n" + b"\xff" * 5)


def test_the_file_name_is_shown_without_control_characters():
    with pytest.raises(IndeterminateError) as caught:
        extract(b"", "a\u202egnp.svg")
    assert "RIGHT-TO-LEFT OVERRIDE" in str(caught.value)
