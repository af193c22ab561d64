"""Whoever brings a picture is told how it will look, in true figures."""

import io
import re

import pytest
from PIL import Image, ImageDraw

from paths import ROOT
from testamur.authoring.courses import picture_figures
from testamur.pictures.publishable import publishable


def svg(inside, box="0 0 100 100"):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'.encode()


def pixels(size, color="#1f4e79", mode="RGB", ring=False):
    file, picture = io.BytesIO(), Image.new(mode, size, (0, 0, 0, 0) if ring else color)
    if ring:
        ImageDraw.Draw(picture).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=color)
    picture.save(file, "PNG")
    return file.getvalue()


def figures(data):
    kind = "svg" if data.startswith(b"<") else "png"
    return picture_figures.measure(data, publishable(data, kind).published)


def codes(data):
    return [problem.code for problem in picture_figures.warnings(figures(data), "a")]


def test_a_picture_has_the_size_of_its_file():
    assert figures(pixels((800, 600))).pixels == (800, 600)
    assert figures(svg('<path d="M0 0h100v100H0z"/>')).pixels == (0, 0)


@pytest.mark.parametrize(
    ("data", "filled"),
    [
        (pixels((600, 600)), (1, 1)),
        (pixels((600, 300)), (1, 0.5)),
        (svg('<path d="M0 0h100v100H0z"/>'), (1, 1)),
        (svg('<path d="M0 0h300v100H0z"/>', "0 0 300 100"), (1, 1 / 3)),
        (svg('<path d="M25 40h50v20H25z"/>'), (0.5, 0.2)),
    ],
)
def test_how_much_of_a_square_it_fills_is_measured(data, filled):
    assert figures(data).filled == pytest.approx(filled, abs=0.01)


@pytest.mark.parametrize(
    ("color", "on_light", "on_dark"), [("#ffffff", 1.03, 17.9), ("#000000", 20.3, 1.17), ("#767676", 4.4, 4.0)]
)
def test_contrast_is_that_of_wcag(color, on_light, on_dark):
    found = figures(svg(f'<circle cx="50" cy="50" r="50" fill="{color}"/>'))
    assert (found.on_light, found.on_dark) == (pytest.approx(on_light, rel=0.02), pytest.approx(on_dark, rel=0.02))


def test_the_pages_are_those_of_the_style_sheet():
    papers = re.findall(r"--paper: (#\w+);", (ROOT / "theme/static/style.css").read_text())
    assert {picture_figures._LIGHT, picture_figures._DARK} <= set(papers)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (pixels((600, 600), "#767676"), []),
        (svg('<circle cx="50" cy="50" r="50" fill="#767676"/>'), []),
        (pixels((200, 200), "#767676"), ["image-small"]),
        (pixels((600, 300), "#767676"), ["image-not-square"]),
        (pixels((600, 600), "#ffffff", "RGBA", ring=True), ["image-contrast"]),
        (svg('<circle cx="50" cy="50" r="20" fill="#000"/>'), ["image-not-square", "image-contrast"]),
    ],
)
def test_what_deserves_a_second_look_is_told(data, found):
    assert codes(data) == found


def test_figures_are_said_in_one_sentence():
    assert figures(pixels((600, 300), "#767676")).sentence() == (
        "The picture has 600 × 300 pixels. It fills 100 % of a square’s width and 50 % of its height; "
        "its contrast is 4.4 : 1 on light pages, 4.0 : 1 on dark ones."
    )
    assert "a drawing, sharp at any size" in figures(svg('<path d="M0 0h100v100H0z"/>')).sentence()


def test_a_warning_has_the_true_figures():
    (problem,) = picture_figures.warnings(figures(pixels((600, 300), "#767676")), "a.png")
    assert problem.reason == "a badge is a square, and it fills 100 % of its width, 50 % of its height"
    assert (problem.file, problem.severity) == ("a.png", "warning")


def test_a_picture_of_nothing_is_no_error():
    assert figures(svg('<path d="M0 0h1v1z" fill="none"/>')).filled == (0, 0)
