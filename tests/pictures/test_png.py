"""Every byte of a PNG belongs to a chunk, and every flaw is reported with its place."""

import zlib

import pytest

from testamur.pictures import png

HEADER = png.Chunk(8, b"IHDR", bytes(13))
PIXELS = png.Chunk(33, b"IDAT", b"abc")
END = png.Chunk(48, b"IEND", b"")
SOUND = png.write([HEADER, PIXELS, END])


def test_a_file_is_read_as_it_was_written():
    assert png.read(SOUND) == ((HEADER, PIXELS, END), (), b"")


def test_a_chunk_is_length_type_data_and_checksum():
    assert png.chunk(b"IDAT", b"abc") == b"\0\0\0\3IDATabc" + zlib.crc32(b"IDATabc").to_bytes(4)


def test_data_after_the_end_is_kept_apart():
    assert png.read(SOUND + b"more").trailing == b"more"


def test_reading_goes_on_after_a_wrong_checksum():
    damaged = bytearray(SOUND)
    damaged[41] ^= 1
    read = png.read(bytes(damaged))
    assert [chunk.kind for chunk in read.chunks] == [b"IHDR", b"IDAT", b"IEND"]
    assert read.flaws == (png.Flaw("png-crc", "the checksum of the chunk IDAT at byte 33 is wrong"),)


@pytest.mark.parametrize("length", range(len(SOUND)))
def test_a_file_that_is_cut_off_anywhere_has_a_flaw(length):
    assert png.read(SOUND[:length]).flaws


@pytest.mark.parametrize(
    ("chunks", "reason"),
    [
        ([PIXELS, END], "does not start with one chunk IHDR"),
        ([HEADER, HEADER, PIXELS, END], "does not start with one chunk IHDR"),
        ([HEADER, END], "before any IDAT"),
        ([HEADER, PIXELS, png.Chunk(0, b"IEND", b"x")], "is not empty"),
        ([HEADER, PIXELS, png.Chunk(0, b"tEXt", b""), PIXELS, END], "do not follow one another"),
        ([HEADER, PIXELS, png.Chunk(0, b"PLTE", b""), END], "after the picture"),
        ([HEADER, png.Chunk(0, b"ABCD", b""), PIXELS, END], "not known to any decoder"),
        ([HEADER, *[png.Chunk(0, b"tEXt", b"")] * 20_000, PIXELS, END], "more than 20,000 chunks"),
    ],
)
def test_chunks_out_of_order_are_flaws(chunks, reason):
    assert any(reason in flaw.reason for flaw in png.read(png.write(chunks)).flaws)
