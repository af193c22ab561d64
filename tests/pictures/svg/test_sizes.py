"""A drawing's numbers are measured before it is drawn: what leads a renderer to gigabytes or a panic is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.pictures.svg.art import check_svg
from testamur.pictures.svg.sizes import carried, corners, reach
from thoroughness import examples

TOO_FAR = "it reaches more than 10,000 times as far as the drawing is large"
TILE = "a pattern's tile is over 4 times as large as the drawing or what it fills"
TOO_MUCH = "its references and layers make it draw more than 20,000 elements"


def drawing(inside):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">\n{inside}</svg>'.encode()


def pattern(attributes, units="userSpaceOnUse"):
    return f'<pattern id="p" patternUnits="{units}" {attributes}/><rect width="9" height="9" fill="url(#p)"/>'


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (pattern('width="20000" height="20000"'), TILE),
        (pattern('width="500" height="9" patternTransform="scale(20)"'), TILE),
        (pattern('width="5000%" height="9"'), TILE),
        (pattern('width="300" height="300"', "objectBoundingBox"), TILE),
        ('<path d="M0 0L9 9" stroke-width="1e30"/>', TOO_FAR),
        ('<path d="M0 0L9 9" style="stroke-width: 1e30"/>', TOO_FAR),
        ('<path d="M0 0L9 9" stroke-width="1" style="stroke-width:1e7"/>', TOO_FAR),
        ('<circle r="1e20"/>', TOO_FAR),
        ('<circle r="1e999"/>', TOO_FAR),
        ('<circle r="99999in"/>', TOO_FAR),
        ('<rect width="1" height="900000000%"/>', TOO_FAR),
        ('<text dx="1e5em"/>', TOO_FAR),
        (f'<path d="M0 0{"l99999 0" * 99}"/>', TOO_FAR),
        ('<polygon points="0,0 1,-1e9 3,3"/>', TOO_FAR),
        ('<g transform="scale(1e6)"><g transform="scale(1e6)"><circle r="1"/></g></g>', TOO_FAR),
        ('<g style="transform:scaleX(1e8)"><circle r="1"/></g>', TOO_FAR),
        ('<g transform="skewX(90)"><circle r="1"/></g>', TOO_FAR),
        ('<g transform="matrix(1e38 0 0 1 0 0)"><circle r="1"/></g>', TOO_FAR),
        ('<g transform="perspective(1)"><circle r="1"/></g>', TOO_FAR),
        ('<g transform="translate(1e9)"><circle r="1"/></g>', TOO_FAR),
        ('<symbol id="s" viewBox="0 0 1e-20 1e-20"><circle r="1"/></symbol><use href="#s"/>', TOO_FAR),
        ('<circle id="c" r="999"/>' + '<g transform="scale(9999)"><use href="#c"/></g>', TOO_FAR),
        ('<mask id="m" width="1e7" height="9"/>', TOO_FAR),
        ('<linearGradient gradientTransform="scale(1e30)" x1="1"/>', TOO_FAR),
        ('<marker id="m"><g/></marker><path d="M0 0' + "L1 1" * 15000 + '" marker-mid="url(#m)"/>', TOO_MUCH),
        ('<g opacity=".9"/>' * 1900, TOO_MUCH),
        ('<mask id="m"><rect/></mask>' + '<g mask="url(#m)"/>' * 1600, TOO_MUCH),
        ('<g style="mix-blend-mode:luminosity"/>' * 1900, TOO_MUCH),
    ],
)  # fmt: skip
def test_what_is_too_large_is_refused_before_it_is_drawn(inside, reason):
    (finding,) = [one for one in check_svg(drawing(inside)) if one.severity == "error"]
    assert finding.reason == reason


@pytest.mark.parametrize(
    "inside",
    [
        pattern('width="24" height="24"'),
        pattern('width="100%" height="100%"', "objectBoundingBox"),
        '<g transform="translate(0,1280) scale(0.1,-0.1)"><path d="M6230 12780 c-30 -5 -44 -7 -30 -2z"/></g>',
        '<g transform="matrix(6.123e-17,1,-1,6.123e-17,12,1e-320)"><circle r="4.5e-7" stroke-width="1px"/></g>',
        '<g transform="rotate(30 256 256)">' * 30 + "<path/>" + "</g>" * 30,
        '<g transform="matrix(1,0,0,1,0,0)">' * 40 + "<path/>" + "</g>" * 40,
        '<clipPath id="c"><rect x="-9999" y="-9999" width="99999" height="99999"/></clipPath>',
        '<symbol id="s" viewBox="0 0 24 24"><path d="M3 3h9v9z"/></symbol><use href="#s" width="100" height="100"/>',
        '<path stroke="#000" stroke-dasharray="0 2" stroke-linecap="round" d="M0 0h9"/>',
        '<path d="' + "M50.5 50.5L49.5 99.5" * 4000 + '"/>',
        '<circle opacity=".5" r="1"/>' * 1500,
        "<circle fill='#999999999999'/>",
        '<g transform="scale(0)"><circle r="1e30"/></g>',
    ],
)
def test_what_drawing_programs_write_is_accepted(inside):
    assert [one for one in check_svg(drawing(inside)) if one.severity == "error"] == []


def test_the_innermost_element_from_which_it_comes_is_named():
    (finding,) = check_svg(drawing('<circle r="9"/>\n<g transform="scale(1e5)">\n  <circle r="999"/></g>'))
    assert (finding.code, finding.line, finding.column) == ("svg-size", 4, 3)


def test_lengths_are_in_the_units_of_the_drawing():
    assert reach({"x": "1in"}, 100) == 96
    assert reach({"width": "50%"}, 100) == 50
    assert reach({"d": "M5 6l3-4L9 1h2"}, 100) == 9 + 3 + 4 + 2
    assert carried({"transform": "translate(10 5) scale(2)"}, 3, 100) == 21
    assert carried({"viewBox": "0 0 10 10", "width": "200"}, 3, 100) == 60
    assert corners({"d": "M0 0L1 1L2 2"}) == 4


NUMBERS = st.sampled_from(
    ["0", "-1", "9e9", "1e999", "-1e-999", ".5", "1.", "%", "1in", "9em", "NaN", "inf", "--1", "1e"]
)
WORDS = st.lists(NUMBERS | st.sampled_from(["M", "a", "z", "scale(", "matrix(", ")", ",", " ", "url(#a)"]), max_size=8)
ATTRIBUTE = st.sampled_from(
    ["d", "points", "transform", "viewBox", "width", "height", "r", "style", "stroke-dasharray", "patternTransform"]
)


@given(st.lists(st.tuples(st.sampled_from(["g", "svg", "pattern", "use"]), ATTRIBUTE, WORDS.map(" ".join)), max_size=6))
@examples(150)
def test_no_number_stops_the_reader(elements):
    inside = "".join(f'<{name} {attribute}="{value}">' for name, attribute, value in elements)
    ends = "".join(f"</{name}>" for name, _, _ in reversed(elements))
    assert isinstance(check_svg(drawing(inside + ends)), list)
