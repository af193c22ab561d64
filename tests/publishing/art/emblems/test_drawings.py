"""Every emblem stays inside its circle, and records know the same names."""

import io
import json

import pytest
from PIL import Image, ImageChops, ImageDraw

from paths import ROOT
from testamur.pictures.drawing import raster
from testamur.publishing.art import badge_design
from testamur.publishing.art.badge_palette import palette
from testamur.publishing.art.emblems.drawings import EMBLEMS, NEUTRAL

COLOR = "#0b6e4f"


def drawn(emblem):
    """An emblem as a badge strokes it, in black: two pixels a unit, the middle at (120, 120)."""
    strokes = f'<path d="{emblem.lines}" fill="none" stroke="#000" stroke-width="2.6" stroke-linecap="round"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-60 -60 120 120">{strokes}<path d="{emblem.areas}"/></svg>'
    return Image.open(io.BytesIO(raster.square(svg.encode(), width=240))).convert("RGBA").getchannel("A")


@pytest.mark.parametrize("name", EMBLEMS)
def test_an_emblem_stays_inside_its_circle(name):
    picture = drawn(EMBLEMS[name])
    ImageDraw.Draw(picture).ellipse((120 - 103, 120 - 103, 120 + 103, 120 + 103), fill=0)
    assert picture.point(lambda value: 255 * (value > 100)).getbbox() is None


@pytest.mark.parametrize("name", EMBLEMS)
def test_an_emblem_fills_its_circle(name):
    left, top, right, bottom = drawn(EMBLEMS[name]).getbbox()
    assert max(right - left, bottom - top) > 2 * 66
    assert abs(left + right - 240) < 2 * 14
    assert abs(top + bottom - 240) < 2 * 18


def test_records_may_name_every_emblem_and_no_other():
    schema = json.loads((ROOT / "plugins/testamur/records/schemas/achievement.schema.json").read_text())
    assert schema["properties"]["emblem"]["enum"] == sorted(EMBLEMS)
    assert NEUTRAL in EMBLEMS


def ink(drawing, color):
    """Where a badge has pixels of a colour."""
    picture = Image.open(io.BytesIO(raster.png(drawing, width=512, colors=256))).convert("RGBA").convert("RGB")
    apart = ImageChops.difference(picture, Image.new("RGB", picture.size, color))
    bands = [band.point(lambda value: 255 * (value < 5)) for band in apart.split()]
    return ImageChops.darker(ImageChops.darker(bands[0], bands[1]), bands[2])


@pytest.mark.parametrize(
    "title", ["Welding", "Data Analysis Foundations", "Rechtsschutzversicherungsgesellschaften", ""]
)
@pytest.mark.parametrize("name", ["globe", "cross", "truck", "star"])
def test_an_emblem_is_six_percent_clear_of_the_ring(name, title):
    drawing = badge_design.svg(title=title, institution="", color=COLOR, emblem=name)
    mask = ink(drawing, palette(COLOR, "").emblem)
    # The field's edge and the ring around it have colours of the same metal: only what is inside is asked for.
    field = badge_design._FIELD
    inside = Image.new("L", mask.size)
    ImageDraw.Draw(inside).ellipse((256 - field + 14, 256 - field + 14, 256 + field - 14, 256 + field - 14), fill=255)
    clear = 0.94 * field
    ImageDraw.Draw(inside).ellipse((256 - clear, 256 - clear, 256 + clear, 256 + clear), fill=0)
    assert Image.composite(mask, Image.new("L", mask.size), inside).getbbox() is None
