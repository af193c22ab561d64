"""A credential is baked into a picture and extracted byte for byte; the picture is unchanged."""

import io
import json
import random
import xml.etree.ElementTree as ET

import pytest
from PIL import Image, PngImagePlugin

from baking_samples import PIECES, picture
from testamur.errors import PublishingError
from testamur.pictures import baking, png
from testamur.verification.reading.baked import extract

CREDENTIAL = b'{"name":"Zo\xc3\xab","text":"a]]>b]]]>c"}'
SVG = b'<?xml version="1.0"?>\n<!-- > -->\n<svg xmlns="http://www.w3.org/2000/svg" aria-label="a > b"><g/></svg>\n'


def random_credentials(count):
    chosen = random.Random(64)
    for _ in range(count):
        document = {"id": chosen.random(), "text": "".join(chosen.choices(PIECES, k=chosen.randrange(40)))}
        yield json.dumps(document, ensure_ascii=False, indent=chosen.choice([None, 2])).encode()


def test_a_thousand_credentials_are_extracted_from_both_pictures_unchanged():  # B-08, I-19
    art = picture()
    in_png, in_svg = baking.PngTemplate(art), baking.SvgTemplate(SVG)
    for credential in random_credentials(1000):
        assert extract(in_png.bake(credential)) == credential
        assert extract(in_svg.bake(credential)) == credential


def test_png_holds_one_uncompressed_itxt_chunk_right_after_its_header():
    before, after = png.read(picture()), png.read(baking.PngTemplate(picture()).bake(CREDENTIAL))
    assert not after.flaws
    assert after.chunks[1].kind == b"iTXt"
    assert after.chunks[1].data == b"openbadgecredential\0\0\0\0\0" + CREDENTIAL
    assert [chunk[1:] for chunk in before.chunks] == [chunk[1:] for n, chunk in enumerate(after.chunks) if n != 1]


def test_a_baked_png_has_the_same_pixels_and_text_for_another_program():  # B-08
    art = picture()
    baked = Image.open(io.BytesIO(baking.PngTemplate(art).bake(CREDENTIAL)))
    assert baked.tobytes() == Image.open(io.BytesIO(art)).tobytes()
    assert baked.text == {"openbadgecredential": CREDENTIAL.decode()}


def test_earlier_credentials_in_a_png_are_dropped():
    old = PngImagePlugin.PngInfo()
    old.add_itxt("openbadges", "old")
    old.add_text("OpenBadgeCredential", "older", zip=True)
    old.add_text("Comment", "kept")
    baked = png.read(baking.PngTemplate(picture(pnginfo=old)).bake(CREDENTIAL))
    assert [chunk.data[:8] for chunk in baked.chunks if chunk.kind in (b"iTXt", b"tEXt", b"zTXt")] == [
        b"openbadg",
        b"Comment\0",
    ]


def test_a_damaged_png_is_not_baked():
    with pytest.raises(PublishingError, match="cut off inside the chunk"):
        baking.PngTemplate(picture()[:-20]).bake(CREDENTIAL)


def test_a_baked_svg_has_the_credential_as_first_child_and_is_otherwise_unchanged():  # B-08
    baked = baking.SvgTemplate(SVG).bake(CREDENTIAL)
    root = ET.fromstring(baked)
    assert root[0].tag == "{https://purl.imsglobal.org/ob/v3p0}credential"
    assert root[0].text == CREDENTIAL.decode()
    start = baked.index(b' xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">')
    end = baked.index(b"</openbadges:credential>") + len(b"</openbadges:credential>")
    assert baked[:start] + b">" + baked[end:] == SVG


@pytest.mark.parametrize(
    "art",
    [
        b'\xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"<s:svg xmlns:s='http://www.w3.org/2000/svg'\n/>",
        b'<svg xmlns="http://www.w3.org/2000/svg" ><title>t</title></svg>',
    ],
)
def test_svg_roots_of_every_form_are_baked(art):
    assert extract(baking.SvgTemplate(art).bake(CREDENTIAL)) == CREDENTIAL


@pytest.mark.parametrize(
    ("art", "reason"),
    [
        (b"", "no element found"),
        (b"<svg><g></svg>", "mismatched tag"),
        (b"<svg/>", "in its namespace"),
        (b'<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>', "DTDForbidden"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><svg xmlns="http://www.w3.org/2000/svg"/>', "UTF-8"),
        (baking.SvgTemplate(SVG).bake(CREDENTIAL), "already"),
    ],
)
def test_svg_that_is_unsound_or_baked_is_refused(art, reason):
    with pytest.raises(PublishingError, match=reason):
        baking.SvgTemplate(art).bake(CREDENTIAL)


@pytest.mark.parametrize("character", ["\0", "\r", "\x1b", "\ufffe", "\uffff"])
def test_svg_refuses_a_credential_that_xml_would_alter(character):
    with pytest.raises(PublishingError, match="XML does not allow"):
        baking.SvgTemplate(SVG).bake(f'{{"a":"{character}"}}'.encode())
