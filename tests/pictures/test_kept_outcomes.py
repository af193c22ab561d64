"""What became of a picture is the same at the second time, and only what would be the same again is kept."""

import io
import zlib

import pytest
from PIL import Image

from testamur import cache_entries
from testamur.pictures import apart, kept_outcomes, png
from testamur.pictures.drawing import picture_cache
from testamur.pictures.image_finding import ImageFinding
from testamur.pictures.outcome import Outcome


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path))
    cache_entries._prepared.cache_clear()
    yield tmp_path / "pictures"
    cache_entries._prepared.cache_clear()


@pytest.fixture
def ask(monkeypatch):
    """Ask as a new process would; returns the outcome, and whether the picture had to be looked at."""

    def asked(data, kind="svg", headroom=1):
        monkeypatch.setattr(apart, "_kept", {})
        looked = []
        running = apart._running
        with monkeypatch.context() as counted:
            counted.setattr(apart, "_running", lambda: looked.append(1) or running())
            outcome = apart.publishable(data, kind, headroom=headroom)
        return outcome, bool(looked)

    return asked


def drawing(inside="<path d='M0 0h9v9z'/>"):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{inside}</svg>'.encode()


def photo():
    file = io.BytesIO()
    Image.radial_gradient("L").resize((90, 80)).save(file, "PNG")
    return file.getvalue()


BAD = png.chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0{}")
CASES = {
    "a drawing": (drawing(), "svg"),
    "a picture": (photo(), "png"),
    "a warning": (drawing("<path d='M0 0h9v9z'/><text>Words</text>"), "svg"),
    "a script": (drawing("<script>alert(1)</script>"), "svg"),
    "a baked badge": (photo()[:33] + BAD + photo()[33:], "png"),
    "another kind": (b"GIF89a", "png"),
    "bytes cut off": (photo()[:-5], "png"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_second_time_is_like_the_first_and_nobody_looks(ask, case):
    first, looked_first = ask(*CASES[case])
    second, looked_second = ask(*CASES[case])
    assert second == first
    assert (looked_first, looked_second) == (True, False)


@pytest.mark.parametrize("case", CASES)
def test_it_is_the_same_where_nothing_is_kept(ask, monkeypatch, case):
    with_cache = [ask(*CASES[case])[0] for _ in range(2)]
    monkeypatch.setenv("TESTAMUR_CACHE", "off")
    without, looked = ask(*CASES[case])
    assert with_cache == [without, without]
    assert looked


def test_the_same_bytes_as_another_kind_are_looked_at(ask):
    ask(drawing(), "svg")
    outcome, looked = ask(drawing(), "png")
    assert looked
    assert [finding.code for finding in outcome.findings] == ["image-type"]


def test_what_passed_a_check_is_published_without_another_look(ask):
    ask(drawing(), headroom=1)
    assert not ask(drawing(), headroom=apart.HEADROOM)[1]


def test_a_check_finds_out_itself_whether_a_picture_needs_more_than_it_gives(ask):
    ask(drawing(), headroom=apart.HEADROOM)
    assert ask(drawing(), headroom=1)[1]


def test_a_picture_that_was_stopped_is_looked_at_again(ask, folder, monkeypatch):
    apart.stop()
    monkeypatch.setattr(apart, "_START", "import sys; sys.stdin.buffer.read(20)")
    outcome, _ = ask(drawing())
    assert [finding.code for finding in outcome.findings] == ["image-failed"]
    apart.stop()
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_picture_at_which_something_failed_is_looked_at_again(ask):
    lines = zlib.compress((b"\x09" + bytes(192)) * 64)  # a filter that PNG does not have
    header = png.Chunk(0, b"IHDR", bytes.fromhex("0000004000000040" + "0802000000"))
    data = png.write([header, png.Chunk(0, b"IDAT", lines), png.Chunk(0, b"IEND", b"")])
    outcomes = [ask(data, "png") for _ in range(2)]
    assert [(outcome.findings[0].code, looked) for outcome, looked in outcomes] == [("image-failed", True)] * 2


@pytest.mark.parametrize("content", [b"", b"\0" * 7 + b"\x05[1,2]", b"\0" * 7 + b"\x02{}", b"\xff" * 9])
def test_an_entry_that_is_no_outcome_is_looked_at_again(ask, content):
    picture_cache.write(kept_outcomes._key(drawing(), "svg", 1), content)
    outcome, looked = ask(drawing())
    assert looked
    assert outcome.published is not None


def test_a_finding_keeps_every_member():
    finding = ImageFinding(code="a", line=3, column=4, value="é", reason="b", remedy="c", severity="warning")
    kept_outcomes.write(b"data", "svg", 1, Outcome((finding,), None))
    assert kept_outcomes.read(b"data", "svg", 1) == Outcome((finding,), None)
