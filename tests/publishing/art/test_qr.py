"""QR codes equal those of `qrcode`, module for module, and decoders read them."""

import io
import random
import xml.etree.ElementTree as ET
import zlib

import pytest
import qrcode
import zxingcpp
from PIL import Image
from qrcode import util

from testamur.errors import PublishingError
from testamur.pictures.drawing import raster
from testamur.publishing.art import qr

ADDRESS = "https://badges.harbour.example/awards/7k3q-9c2m-4t8x-0v6p/"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-./:%"
# The most bytes that versions 1 to 15 hold at level M (ISO/IEC 18004:2015, table 7).
CAPACITIES = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412)


def address(length, seed=0):
    chosen = random.Random(f"{length}/{seed}")
    return "".join(chosen.choice(LETTERS) for _ in range(length))


def matrix(text):
    """The symbol as rows of bytes, one a module."""
    return tuple(bytes(map(int, row)) for row in qr.rows(text))


def as_qrcode_draws(text):
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(util.QRData(text.encode(), mode=util.MODE_8BIT_BYTE))
    code.make(fit=True)
    return tuple(bytes(map(int, row)) for row in code.modules)


def decode(text):
    size = 4 * (len(matrix(text)) + 2 * qr.QUIET_ZONE)
    picture = Image.open(io.BytesIO(raster.png(qr.svg(text, title="scan").encode(), width=size)))
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("version", range(1, 16))
def test_smallest_and_largest_symbol_of_each_version_equal_those_of_qrcode(version):
    fewest, most = ([-1, *CAPACITIES][version - 1] + 1, CAPACITIES[version - 1])
    for text in (address(fewest), address(most)):
        assert matrix(text) == as_qrcode_draws(text)
        assert len(matrix(text)) == 17 + 4 * version


@pytest.mark.parametrize("length", range(50, 110, 2))
def test_addresses_of_usual_length_get_the_same_mask_as_from_qrcode(length):
    assert matrix(address(length, 1)) == as_qrcode_draws(address(length, 1))


@pytest.mark.parametrize("text", [ADDRESS, "", "é", address(106), address(412)])
def test_a_decoder_reads_exactly_the_address(text):  # B-09
    assert decode(text or ADDRESS) == [text or ADDRESS]
    assert matrix(text) == as_qrcode_draws(text)


def test_text_beyond_the_largest_version_is_refused():  # B-09
    with pytest.raises(PublishingError, match="413 bytes is too long"):
        matrix(address(413))


def test_the_drawing_has_a_quiet_zone_of_four_modules_and_fixed_colours():  # B-09
    root = ET.fromstring(qr.svg(ADDRESS, title="scan"))
    _, paper, ink = root
    side = len(matrix(ADDRESS)) + 8
    assert root.get("viewBox") == f"0 0 {side} {side}"
    assert (paper.get("fill"), paper.get("d")) == ("#fff", f"M0 0h{side}v{side}H0z")
    # The ring of a finder pattern is one module wide: its outer edge is where the quiet zone ends.
    assert (ink.get("stroke"), ink.get("fill"), ink.get("d")[:16]) == ("#000", "none", "M4.5 4.5h6v6h-6z")


def test_markup_in_the_title_stays_text():  # I-19
    root = ET.fromstring(qr.svg(ADDRESS, title="</title><script>&]]>"))
    assert [child.tag.rpartition("}")[2] for child in root] == ["title", "path", "path"]
    assert root[0].text == "</title><script>&]]>"


def test_the_drawing_of_an_address_never_changes():
    # A printed certificate and its page must show the same symbol for ever.
    assert zlib.crc32(b"\n".join(matrix(ADDRESS))) == 2585343603


def letters(length, seed=0):
    chosen = random.Random(f"{length}/{seed}")
    return "".join(chosen.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(length))


def with_letters_as_qrcode_draws(text, behind):
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(util.QRData(text.encode(), mode=util.MODE_8BIT_BYTE))
    code.add_data(util.QRData(behind.encode(), mode=util.MODE_ALPHA_NUM))
    code.make(fit=True)
    return [bytes(map(int, row)) for row in code.modules]


# Versions with counts of 9, 11 and 13 bits, an odd and an even number of letters, and the most that version 15 holds.
@pytest.mark.parametrize("length", [1, 2, 60, 131, 250, 399, 400, 444, 531, 540])
def test_letters_behind_a_text_are_drawn_as_qrcode_draws_them(length):
    start = "https://badges.harbour.example/verify/#"
    rows = [bytes(map(int, row)) for row in qr.rows(start, letters(length))]
    assert rows == with_letters_as_qrcode_draws(start, letters(length))


def test_letters_behind_a_text_are_read_as_one_text():
    start, behind = "https://badges.harbour.example/verify/#", letters(500)
    picture = Image.open(io.BytesIO(raster.png(qr.svg(start, title="scan", letters=behind).encode(), width=600)))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [start + behind]


def test_letters_that_do_not_fit_version_15_are_refused():
    with pytest.raises(PublishingError, match="too long for a QR code"):
        qr.rows("https://badges.harbour.example/verify/#", letters(545))
