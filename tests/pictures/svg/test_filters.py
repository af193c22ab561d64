"""A filter that nothing uses is left out; one that is used is one problem, and what it would fetch is never copied."""

import pytest

from testamur.pictures.svg.art import read_svg

BLUR = '<filter id="f"><feGaussianBlur stdDeviation="3"/></filter>'
FETCH = '<filter id="f"><feImage href="https://a.example/x.png"/></filter>'


def read(inside):
    findings, copy = read_svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode())
    return [(finding.code, finding.value) for finding in findings], copy


@pytest.mark.parametrize("filters", [BLUR, FETCH, BLUR + FETCH.replace('"f"', '"g"'), "<filter/>"])
def test_a_filter_that_nothing_uses_is_not_copied(filters):
    findings, copy = read(f'<defs>{filters}</defs><path d="M0 0h1z"/>')
    assert findings == []
    assert b"filter" not in copy
    assert b"example" not in copy


@pytest.mark.parametrize(
    "use",
    [
        '<g filter="url(#f)"/>',
        '<g style="filter:url(#f)"/>',
        "<g style=\"filter: url('#f') \"/>",
        '<style>.a{filter:url(#f)}</style><g class="a"/>',
        '<g filter="url(#f)"/>' * 9,
        '<filter id="g" href="#f"/><g filter="url(#g)"/>',
    ],
)
@pytest.mark.parametrize("filters", [BLUR, FETCH])
def test_a_filter_that_is_used_is_one_problem(filters, use):
    assert read(filters + use)[0] == [("svg-element", "<filter>")]


@pytest.mark.parametrize(
    ("use", "code"),
    [
        ('<g filter="url(#none)"/>', "svg-attribute"),
        ('<g filter="blur(5px)"/>', "svg-attribute"),
        ('<g style="filter:blur(5px)"/>', "svg-style"),
        ('<g filter="url(https://a.example/#f)"/>', "svg-attribute"),
    ],
)
def test_an_effect_without_a_filter_of_the_drawing_is_refused_where_it_stands(use, code):
    assert code in [found for found, _ in read(BLUR + use)[0]]


def test_text_in_a_frame_is_told_with_what_makes_it_outlines():
    findings, _ = read_svg(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><flowRoot><flowPara>A</flowPara></flowRoot></svg>'
    )
    assert [finding.value for finding in findings] == ["<flowRoot>"]
    assert "Text, Convert to Text, then Path, Object to Path" in findings[0].remedy
