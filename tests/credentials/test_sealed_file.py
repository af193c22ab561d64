"""The file of a sealed award opens with its key, under its id, and in no other way; in browsers, too."""

import json

import pytest

import verifying
from testamur.credentials import sealed_file
from testamur.errors import DocumentError

CASES = sorted(path.name for path in (verifying.VECTORS / "sealed").iterdir())
KEY, AWARD = bytes(range(32)), "7krs-23cy-pkcv-wy1c"
PARTS = {"credential.json": b"{}"}


def opened(name):
    """The parts of a vector by name, or the code of what is wrong with it."""
    folder = verifying.VECTORS / "sealed" / name
    expected = json.loads((folder / "expect.json").read_text())
    try:
        key = sealed_file.read_key(expected["key"])
        return sealed_file.open_file(key, expected["award"], (folder / "award.sealed").read_bytes()), expected
    except DocumentError as error:
        return error.code, expected


@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith("opens")])
def test_what_is_wrong_with_a_sealed_file_is_said_by_its_code(name):
    found, expected = opened(name)
    assert found == expected["code"]


def test_a_sealed_file_has_what_was_sealed():
    found, expected = opened("opens")
    assert {name: data.hex() for name, data in found.items()} == expected["parts"]


def test_at_least_two_vectors_do_not_open_for_one_that_does():
    codes = [opened(name)[1]["code"] for name in CASES]
    assert codes.count("") * 2 < len(codes)


def test_a_change_of_any_byte_is_refused():
    data = bytearray(sealed_file.seal(KEY, AWARD, PARTS))
    for place in range(len(data)):
        data[place] ^= 1
        with pytest.raises(DocumentError):
            sealed_file.open_file(KEY, AWARD, bytes(data))
        data[place] ^= 1
    assert sealed_file.open_file(KEY, AWARD, bytes(data)) == PARTS


def test_a_file_cut_off_anywhere_is_refused():
    data = sealed_file.seal(KEY, AWARD, PARTS)
    for size in range(0, len(data), 7):
        with pytest.raises(DocumentError):
            sealed_file.open_file(KEY, AWARD, data[:size])


def test_the_same_is_sealed_alike_every_time():
    assert sealed_file.seal(KEY, AWARD, PARTS) == sealed_file.seal(KEY, AWARD, dict(reversed(PARTS.items())))


def test_two_contents_share_nothing_but_what_says_which_key_it_is():
    one, other = (sealed_file.seal(KEY, AWARD, {"a": data}) for data in (b"one", b"two"))
    head = len("testamur-sealed/1\n") + 16
    alike = sum(a == b for a, b in zip(one[head:], other[head:], strict=True))
    assert one[:head] == other[:head]
    assert alike < len(one) / 64  # one byte in 256 is alike by chance


@pytest.mark.parametrize("size", [1, 3000, 24_000])
def test_sizes_within_a_step_are_alike(size):
    assert (
        len(sealed_file.seal(KEY, AWARD, {"a": bytes(size)}))
        == len("testamur-sealed/1\n") + 16 + 32 + sealed_file.STEP + 16
    )


def test_a_key_is_written_and_read():
    assert sealed_file.read_key(sealed_file.write_key(KEY)) == KEY
