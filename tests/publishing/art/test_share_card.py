"""The card of an achievement shows its title whatever the script, names where to check it, and stays small."""

import ast
import io
import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from paths import ROOT
from script_samples import LEFT_OUT, SAMPLES
from testamur.pictures.drawing import picture_cache, raster
from testamur.pictures.outcome import CARD
from testamur.publishing.art import badge_design, fonts, share_card
from testamur.publishing.art.color import contrast
from testamur.publishing.art.fonts import font_files
from testamur.publishing.art.share_card import Words

BADGE = raster.png(badge_design.svg(title="Net Mending", institution="Port College"), width=CARD)
FACTS = ("Micro-credential", "4 ECTS", "EQF level 5")
CHECK = "Check it at badges.harbour.example"


def words(title="Net Mending", institution="Port College", language="en", **options):
    defaults = {"facts": FACTS, "check": CHECK}
    return Words(title=title, institution=institution, language=language, **{**defaults, **options})


def card(*texts, color="", badge=BADGE, logo=b"", **options):
    return share_card.png(words(*texts, **options), color=color, badge=badge, logo=logo)


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def differing(one, other):
    """Where two cards differ by what is seen."""
    return (
        ImageChops.difference(opened(one), opened(other)).convert("L").point(lambda value: 255 * (value > 40)).getbbox()
    )


def test_a_card_has_the_size_that_social_networks_ask_for():
    picture = Image.open(io.BytesIO(card()))
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 627), "P")


@pytest.mark.parametrize("script", ["Latin", "Arabic", "Thai", "Myanmar"])
def test_only_what_is_empty_is_not_drawn(script):
    language, *texts = SAMPLES[script]
    drawing = share_card._drawing(words(*texts, language, from_right=script == "Arabic"), "#1f4e79", None)
    left, top, wide = drawing.place
    whole = re.sub(b'viewBox="[^"]*"', b'viewBox="0 0 1200 627"', drawing.svg)
    placed = Image.new("RGBA", (1200, 627))
    placed.paste(raster._drawn(drawing.svg, wide), (left, top))
    assert wide < 700
    assert placed.tobytes() == raster._drawn(whole, 1200).tobytes()


def test_a_card_that_is_kept_is_not_set_again(tmp_path, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path))
    share_card.png.cache_clear()
    first = card("Kept", logo=BADGE)
    share_card.png.cache_clear()
    with monkeypatch.context() as without_fonts:
        without_fonts.setattr(share_card, "_drawing", None)
        assert card("Kept", logo=BADGE) == first


def test_all_code_that_draws_a_card_is_part_of_its_entrys_name():
    """Of other rooms than these, a card must not depend: `share_card._drawn_by`, `what_draws.digest`."""
    script = "import sys; import testamur.publishing.art.share_card; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PYTHONPATH": "plugins"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name for name in done.stdout.split() if name.startswith("testamur.") and name != "testamur.publishing"}
    named = (
        "testamur.publishing.art",
        "testamur.pictures",
        "testamur.text",
        "testamur.errors",
        "testamur.process_limits",
    )
    # What keeps entries draws nothing.
    assert {name for name in loaded if not name.startswith(named)} <= {
        "testamur.cache_entries",
        "testamur.cache_folder",
    }


@pytest.mark.parametrize("other", [{"color": "#884400"}, {"logo": b""}, {"check": ""}, {"language": "fr"}])
def test_another_card_is_another_entry(tmp_path, monkeypatch, other):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path))
    share_card.png.cache_clear()
    card("Kept", logo=BADGE)
    before = picture_cache.drawn()
    card("Kept", **{"logo": BADGE, **other})
    assert picture_cache.drawn() == before + 1


def test_the_same_input_gives_the_same_card():
    first = card()
    share_card.png.cache_clear()
    assert card() == first
    assert card("Net Making") != first


@pytest.mark.parametrize(
    "title", ["A" * 120, "word " * 60, "Νίκος Σταματίου", "Обработка данных", "陈志远", "تحليل البيانات"]
)
def test_the_card_of_every_title_is_small(title):
    assert len(card(title)) < 60_000


def test_text_is_never_markup():  # I-19
    assert opened(card("</svg><script>", "<b>&amp;")).size == (1200, 627)


@pytest.mark.parametrize("script", SAMPLES)
def test_a_title_in_every_script_is_on_the_card(script):
    language, title, institution = SAMPLES[script]
    left, top, right, bottom = differing(
        card(title, institution, language), card("", institution, language, facts=(), check="")
    )
    assert right - left > 200
    assert bottom - top > 60
    assert right < 1200 - 72 - CARD - 30


@pytest.mark.parametrize("script", LEFT_OUT)
def test_a_title_that_no_font_has_is_left_out_and_the_rest_stays(script):
    language, title = LEFT_OUT[script]
    assert card(title, language=language) == card("", language=language)
    assert differing(card(title, language=language), card("", "", language, facts=(), check="")) is not None


@pytest.mark.parametrize(
    "title",
    [
        "word " * 60,
        "Rechtsschutzversicherungsgesellschaftsangestellte " * 3,
        "x" * 300,
        "数据" * 80,
        "ข้อมูล" * 60,
        "بيت " * 99,
        "W",
    ],
)
def test_a_title_of_any_length_stays_inside_its_place(title):
    blank = card("", "", facts=(), check="")
    left, top, right, bottom = differing(card(title, "Institution of " * 20, check="x" * 90), blank)
    assert left >= 70
    assert right <= 1200 - 72 - CARD - 50
    assert top >= 20
    assert bottom <= 627 - 20


def test_a_long_title_ends_in_dots():
    paragraph = share_card._text(words(), "word " * 60, (72, 32), 300)
    dots = share_card._text(words(), "…", (32,), 300).lines[0].glyphs[0].outline
    assert paragraph.lines[-1].glyphs[-1].outline == dots
    assert len(paragraph.lines) == 5


def test_a_host_that_is_too_long_is_left_out_and_never_cut():
    assert card(check="Check it at " + "very-long-name." * 9 + "example") == card(check="")


def test_facts_are_parted_between_them():
    facts = ("Microcertification", "5 ECTS", "Niveau 4 du CEC (selon l’établissement)")
    paragraph = share_card._text(words(), " · ".join(facts), (26, 23), 78, weight=400, separator=" · ")
    first = share_card._text(words(), " · ".join(facts[:2]), (26,), 78, weight=400, separator=" · ")
    assert [glyph.outline for glyph in paragraph.lines[0].glyphs] == [glyph.outline for glyph in first.lines[0].glyphs]


def test_a_card_from_the_right_is_mirrored():
    arabic = words(*SAMPLES["Arabic"][1:], "ar", from_right=True)
    blank = words("", "", "ar", facts=(), check="", from_right=True)
    left, _, right, _ = differing(*(share_card.png(one, color="", badge=BADGE) for one in (arabic, blank)))
    assert left > 72 + CARD + 30
    assert 1200 - 76 < right <= 1200 - 70


@pytest.mark.parametrize("color", ["", "#ffffff", "#000000", "#ffd166", "#0b6e4f", "#ff0000"])
def test_white_letters_can_be_read_on_every_ground(color):
    ground = share_card._ground(color)
    assert contrast(ground, "#ffffff") >= 7
    assert opened(card(color=color)).getpixel((3, 3)) == tuple(bytes.fromhex(ground[1:]))


def logo(drawing, width=470):
    return raster.square(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{drawing}</svg>'.encode(), width=width
    )


def logo_colors(drawing):
    """The colours of the first eight pixels from the left margin on, where a logo or what is around it is."""
    drawn = opened(card("", "", facts=(), check="", logo=logo(drawing)))
    return {drawn.getpixel((x, y)) for x in range(72, 80) for y in range(280, 350)}


def test_a_logo_without_a_ground_of_its_own_stands_on_white():
    colors = logo_colors('<circle cx="32" cy="32" r="20" fill="none" stroke="#001018" stroke-width="6"/>')
    assert max(map(sum, colors)) > 3 * 250


def test_a_logo_with_a_ground_stands_as_it_is():
    colors = logo_colors('<rect width="64" height="64" rx="6" fill="#c01830"/>')
    assert max(map(sum, colors)) < 3 * 200
    assert max(red for red, _, _ in colors) > 180


def test_a_logo_of_nothing_is_no_logo():
    assert card(logo=logo("")) == card()


def test_a_picture_with_shades_has_no_bands():
    stops = '<stop stop-color="#203060"/><stop offset="1" stop-color="#f0a060"/>'
    shades = (
        f'<linearGradient id="g" y2="1" x2="0">{stops}</linearGradient><rect width="64" height="64" fill="url(#g)"/>'
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{shades}</svg>'.encode()
    drawn = opened(card(badge=raster.fill_square_with(svg, width=CARD)))
    middle = [drawn.getpixel((900, y)) for y in range(120, 500)]
    # In a band, every pixel would be the one above it; dithered, few are.
    assert sum(one == other for one, other in itertools.pairwise(middle)) < 200
    assert len(card(badge=raster.fill_square_with(svg, width=CARD))) < 150_000


def test_no_card_has_a_text_that_needs_a_font():
    drawing = share_card._drawing(words(*SAMPLES["Thai"][1:], "th"), "#102030", None).svg
    assert b"<text" not in drawing
    assert len(re.findall(rb"<path", drawing)) == 4


def test_a_card_is_drawn_anew_with_another_version_of_whatever_sets_its_text():
    names = {"bidi": "python-bidi"}
    modules = [ast.parse(path.read_text()) for path in Path(fonts.__file__).parent.glob("*.py")]
    imported = {
        alias.name.partition(".")[0]
        for module in modules
        for node in ast.walk(module)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    imported |= {
        node.module.partition(".")[0]
        for module in modules
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module
    }
    libraries = {names.get(name, name) for name in imported - set(sys.stdlib_module_names) - {"testamur"}}
    packages = {getattr(font_files, name).replace("_", "-") for name in ("_SANS", "_CJK", "_SERIF")}
    assert libraries | packages == set(share_card._LIBRARIES)
