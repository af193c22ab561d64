"""A badge is drawn from any title and any colour: legible, inside its outline, and the same everywhere."""

import hashlib
import io
import re
import xml.etree.ElementTree as ET

import pytest
import resvg_py
from PIL import Image, ImageChops, ImageDraw

from script_samples import LEFT_OUT, SAMPLES
from testamur.pictures.drawing import raster
from testamur.pictures.svg.art import check_svg
from testamur.publishing.art import badge_design
from testamur.publishing.art.badge_palette import palette

SPACE = "{http://www.w3.org/2000/svg}"
TITLES = (
    "Welding",
    "Data Analysis Foundations",
    "Rechtsschutzversicherungsgesellschaften",
    "Éducation à l’été",
    "Основы анализа данных",
    "Βασικές αρχές",
    "資料分析基礎",
    "أساسيات تحليل البيانات",
    "x" * 300,
    "a b " * 80,
    "",
)


def draw(title="Welding", institution="Harbour Institute", **options):
    return badge_design.svg(title=title, institution=institution, **options)


@pytest.mark.parametrize("title", TITLES)
def test_every_title_gives_a_safe_drawing(title):  # I-20
    assert check_svg(draw(title, title, color="#0b6e4f", year="2026")) == []


@pytest.mark.parametrize("title", ["</text><script>alert(1)</script>", "]]>", "a -- b", "\"&<>'", "\x00\x1b[2J\ufffe"])
def test_a_hostile_title_is_one_text_node(title):  # I-19
    root = ET.fromstring(draw(title, title))
    texts = [part for element in root.iter() for part in (element.text, element.tail) if part]
    shown = re.sub("[\x00\x1b\ufffe]", "\ufffd", title)
    assert texts[0] == f"{shown}, {shown}"
    assert {element.tag for element in root.iter()} <= {
        SPACE + tag for tag in ("svg", "title", "linearGradient", "stop", "clipPath", "g", "use", "circle", "path")
    }


@pytest.mark.parametrize("title", TITLES)
def test_words_are_drawn_and_need_no_font(title):
    assert b"<text" not in draw(title, title)


@pytest.mark.parametrize("script", SAMPLES)
def test_a_title_in_every_script_is_on_the_badge(script):
    language, title, institution = SAMPLES[script]
    drawn = draw(title, institution, language=language)
    ink = palette(badge_design.DEFAULT_COLOR, "")
    for color in (ink.words, ink.ring_words):
        assert len(b"".join(re.findall(rb'<path (?:fill|stroke)="%s"[^>]*>' % color.encode(), drawn))) > 150


@pytest.mark.parametrize("script", LEFT_OUT)
def test_a_title_that_nobody_has_letters_for_leaves_the_emblem_alone(script):
    language, title = LEFT_OUT[script]
    ink = palette(badge_design.DEFAULT_COLOR, "")
    drawing = draw(title, title, language=language).decode()
    assert ink.words not in drawing
    assert ink.ring_words not in drawing
    assert "translate(0 0) scale(2.16)" in drawing


def test_a_sign_that_no_font_has_does_not_take_the_title_with_it():
    ink = palette(badge_design.DEFAULT_COLOR, "")
    assert ink.words in draw("音楽 𝄞", language="ja").decode()
    assert ink.words not in draw("𝄞").decode()


@pytest.mark.parametrize(("language", "other"), [("ja", "zh-Hans"), ("zh-Hant", "zh-Hans"), ("ko", "zh-Hans")])
def test_letters_that_languages_share_are_drawn_as_each_draws_them(language, other):
    assert draw("骨直", language=language) != draw("骨直", language=other)


@pytest.mark.parametrize("title", [*TITLES[:10], *(title for _, title, _ in SAMPLES.values())])
def test_a_title_stays_inside_its_field(title):
    drawing = draw(title, "", color="#000000")
    _, scale = badge_design.badge_parts.OUTLINES[hashlib.sha256(title.strip().encode()).digest()[0] % 6]
    without = drawing[: drawing.rindex(b"<path")] + b"</g></g></svg>"
    pictures = [
        Image.open(io.BytesIO(raster.png(svg, width=512))).convert("RGBA").convert("RGB") for svg in (drawing, without)
    ]
    left, top, right, bottom = ImageChops.difference(*pictures).point(lambda value: 255 * (value > 60)).getbbox()
    assert max(256 - left, right - 256, bottom - 256) < 165 * scale
    assert top > 256 - 40 * scale


@pytest.mark.parametrize("chosen", ["", "red", "#12345", '#000000"/><script>'])
def test_an_invalid_colour_is_replaced_by_the_default_colour(chosen):
    named = re.compile(rb"-[0-9a-f]{6}")
    assert named.sub(b"", draw(color=chosen)) == named.sub(b"", draw(color=badge_design.DEFAULT_COLOR))


def test_badges_of_one_institution_look_different():
    shapes = {
        tuple(hashlib.sha256(title.encode()).digest()[n] % count for n, count in enumerate((6, 5)))
        for title in map(str, range(100))
    }
    assert len(shapes) > 25
    assert len({draw(str(n)) for n in range(100)}) == 100


def test_the_drawing_of_a_badge_never_changes():
    # Badges are printed, shared and cached: the drawing never changes unless a new design is decided.
    drawn = draw("Data Analysis Foundations", color="#0b6e4f", year="2026")
    assert hashlib.sha256(drawn).hexdigest()[:16] == "3f0504a978d73523"


def test_a_badge_is_small_enough_to_embed_in_every_award():
    assert max(len(draw(title, color="#0b6e4f", year="2026")) for title in TITLES) < 16_000


def test_a_name_without_end_is_bounded():
    assert len(draw("数据" * 200, "学院" * 300, year="年" * 300)) < 55_000


@pytest.mark.parametrize("title", ["Welding", "Data Analysis Foundations", "Irish Sign Language", "Éducation à l’été"])
def test_a_badge_with_a_usual_title_is_very_small(title):
    assert len(draw(title, color="#0b6e4f", year="2026")) < 4_000


def beads(institution, year):
    """The beads of a badge, drawn alone: each a patch of pixels of its own."""
    drawing = draw("Welding", institution, year=year)
    (row,) = re.findall(rb"<path[^>]*stroke-dasharray[^>]*/>", drawing)
    row = re.sub(rb'stroke="[^"]*"', b'fill="none" stroke="#fff"', row)
    start = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1024 -1024 2048 2048" stroke-linecap="round">'
    drawn = resvg_py.svg_to_bytes(svg_string=(start + row + b"</svg>").decode(), width=512)
    picture = Image.open(io.BytesIO(drawn)).convert("RGBA").getchannel("A")
    found = []
    while box := picture.point(lambda value: 255 * (value > 100)).getbbox():
        top = box[1]
        left = next(x for x in range(512) if picture.getpixel((x, top)) > 100)
        ImageDraw.floodfill(picture, (left, top), 0, thresh=200)
        ImageDraw.Draw(picture).ellipse((left - 6, top - 6, left + 6, top + 6), fill=0)
        found.append((left, top))
    return found


@pytest.mark.parametrize(("institution", "year", "number"), [("Harbour Institute", "2026", 30), ("", "", 44)])
def test_the_rows_of_beads_are_whole(institution, year, number):
    assert len(beads(institution, year)) == number


def test_where_nothing_is_written_the_rows_of_beads_meet():
    places = beads("", "")
    assert min(top for _, top in places) < 256 - 206 < min(top for _, top in places) + 6
    assert max(top for _, top in places) < 256 + 206 < max(top for _, top in places) + 6


def test_words_that_take_the_whole_ring_leave_no_beads():
    assert b"stroke-dasharray" not in draw("Welding", "A very long name of an institution " * 3, year="2026" * 9)
