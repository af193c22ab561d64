"""A drawing given as art is refused with code, line and column, or published without its comments."""

import pytest

from testamur.pictures.svg.art import check_svg, read_svg

SVG = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def text(*inside):
    return f"<svg {SVG}>{''.join(inside)}</svg>".encode()


def copied(*inside):
    found, copy = read_svg(text(*inside))
    assert found == []
    return copy


def codes(findings):
    return [finding.code for finding in findings]


def test_an_ordinary_drawing_is_accepted():
    assert check_svg(
        text(
            f'<title>Data: a chart</title><defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/>'
            '</linearGradient><clipPath id="b"><rect width="9" height="9"/></clipPath></defs>'
            '<g transform="rotate(5)" style="fill:url(#a); stroke: none" aria-label="Data: a chart">'
            f'<path d="M0 0h1z" clip-path="url(#b)"/><use {XLINK} xlink:href="#b"/></g>'
        )
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "code", "value"),
    [
        ("<script>alert(1)</script>", "svg-element", "<script>"),
        ("<foreignObject/>", "svg-element", "<foreignObject>"),
        ("<animate attributeName='href' values='javascript:1'/>", "svg-element", "<animate>"),
        ("<set/>", "svg-element", "<set>"),
        ('<path xmlns="http://www.w3.org/1999/xhtml"/>', "svg-element", "<path>"),
        ('<g onload="x"/>', "svg-attribute", "onload=x"),
        ('<g onbegin="x"/>', "svg-attribute", "onbegin=x"),
        ('<g xml:base="https://a"/>', "svg-attribute", "base=https://a"),
        ('<g filter="url(http://a)"/>', "svg-attribute", "filter=url(http://a)"),
        ('<image href="https://a"/>', "svg-reference", "https://a"),
        ('<use href="https://a#b"/>', "svg-reference", "https://a#b"),
        (f'<use {XLINK} xlink:href="data:,x"/>', "svg-reference", "data:,x"),
        ('<a href="javascript:1"/>', "svg-reference", "javascript:1"),
        ('<g fill="url(//a)"/>', "svg-reference", "url(//a)"),
        ('<g fill="uurl(#a)rl(//a)"/>', "svg-reference", "uurl(#a)rl(//a)"),
        ('<g mask="-webkit-cross-fade(x)"/>', "svg-reference", "-webkit-cross-fade(x)"),
        ('<g mask="element (#a)"/>', "svg-reference", "element (#a)"),
        ('<g style="fill:paint(x)"/>', "svg-style", "fill:paint(x)"),
        ('<g fill="u\\72l(//a)"/>', "svg-reference", "u\\72l(//a)"),
        ("<style>@import 'a'</style>", "svg-style", "@import 'a'"),
        ('<g style="fill:red;background:url(//a)"/>', "svg-style", "background:url(//a)"),
        ('<g style="fill:url(//a)"/>', "svg-style", "fill:url(//a)"),
        ("<?xml-stylesheet href='a'?>", "xml-processing-instruction", "<?xml-stylesheet href='a'?>"),
        ('<image href="data:image/png;base64,AAAA"/>', "svg-element", "<image>"),
        ('<g style="animation:a 1s"/>', "svg-style", "animation:a 1s"),
        ('<path style="d:path(\'M0 0\')"/>', "svg-style", "d:path('M0 0')"),
        ("<style>.a{fill:red} .a:hover{fill:blue}</style>", "svg-style", ".a:hover"),
        ("<style>@media print{.a{fill:red}}</style>", "svg-style", "@media print{.a{fill:red}}"),
        ("<style>.a{fill:url(//b)}</style><g class='a'/>", "svg-style", "fill:url(//b)"),
        ("<style>.a{background:url(//b)}</style><g class='a'/>", "svg-style", "background:url(//b)"),
        ("<switch><g/><g/></switch>", "svg-element", "<switch>"),
        ('<iframe xmlns="http://www.w3.org/1999/xhtml" src="//a"/>', "svg-element", "<iframe>"),
        (f'<path d="{"M" * 100_001}"/>', "svg-size", "d"),
        ('<g id="a"><use href="#a"/></g>', "svg-reference", ""),
        ('<use id="a" href="#a"/>', "svg-reference", ""),
        ('<pattern id="a" fill="url(#a)"/>', "svg-reference", ""),
        ("".join(f'<g id="n{n + 1}">' + f'<use href="#n{n}"/>' * 9 + "</g>" for n in range(9)), "svg-reference", ""),
        ("<g>", "not-svg", ""),
    ],
)  # fmt: skip
# I-01, I-02, I-03, I-04, I-05, I-06, I-08, I-09
def test_forbidden_content_of_a_drawing_is_refused_with_its_line(inside, code, value):
    found = [finding for finding in read_svg(text("\n", inside))[0] if finding.code == code]
    assert [(finding.line, finding.value) for finding in found] == [(2, value)]


def test_every_finding_has_its_line_and_column():  # I-01, I-02
    found, _ = read_svg(text("\n<title>é</title> <script/>\n  <g onclick=''/>"))
    assert [(finding.code, finding.line, finding.column) for finding in found] == [
        ("svg-element", 2, 18),
        ("svg-attribute", 3, 3),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-svg"),
        (b"<html><svg/></html>", "not-svg"),
        (b"\x89PNG\r\n\x1a\n", "not-svg"),
        (b'<svg viewBox="0 0 9 9"/>', "not-svg"),
        (f"<svg {SVG}/>".encode("utf-16"), "not-svg"),
        (f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg {SVG}>&a;</svg>".encode(), "xml-doctype"),
        (f"<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg {SVG}>&b;</svg>".encode(), "xml-doctype"),
        (f"<?xml version='1.0' encoding='utf-7'?><svg {SVG}/>".encode(), "svg-encoding"),
        (text("<g>" * 60, "</g>" * 60), "svg-depth"),
        (text("<g/>" * 5_001), "svg-elements"),
        (text(" " * 262_144), "image-size"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image-dimensions"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 100"/>', "image-dimensions"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e999 9"/>', "image-dimensions"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="9"/>', "image-dimensions"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="0.01"/>', "image-dimensions"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="1%" height="5000%"/>', "image-dimensions"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="1px" height="1in"/>', "image-dimensions"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="1em" height="1em"/>', "image-dimensions"),
    ],
)
def test_a_file_that_is_not_a_safe_svg_is_refused(data, code):  # I-07, I-09, I-10
    assert codes(read_svg(data)[0]) == [code]


def test_text_is_a_warning_because_it_is_missing_from_the_png():
    (finding,) = read_svg(text("<text>Data</text>"))[0]
    assert (finding.code, finding.severity) == ("svg-text", "warning")


def test_a_copy_has_no_comments():  # I-16
    art = text("<!-- 12 Harbour Street -->", "<g/>", "<!---->") + b"<!-- made in\n12 Harbour Street -->"
    assert read_svg(art) == ([], copied("<g/>"))


@pytest.mark.parametrize(
    ("inside", "plain"),
    [
        ("<metadata><a:who xmlns:a='urn:a'>Ada Okafor</a:who></metadata>", ""),
        ("<i:view xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:zoom='1'><g/></i:view>", ""),
        ("<g xmlns:i='urn:i' i:label='Ada' data-name='Layer 1' tabindex='0' zoomAndPan='magnify'/>", "<g/>"),
        ("<g>Ada Okafor</g>", "<g/>"),
        ("<g style='enable-background:new 0 0 9 9;-inkscape-font-specification:Arial;fill:red'/>",
         '<g style="fill:red"/>'),
        ("<?xpacket begin='x'?><g/>", "<g/>"),
        ("<title><![CDATA[a < b]]></title>", "<title>a &lt; b</title>"),
        ("<switch><foreignObject requiredExtensions='x'/><g/></switch>", "<g><g/></g>"),
        ("<flowRoot><flowPara/></flowRoot>", ""),
        (f"<use {XLINK} xlink:href='#1'/>", '<use href="#1"/>'),
        ("<g fill='&#34;'/>", "<g fill='\"'/>"),
    ],
)  # fmt: skip
def test_what_draws_nothing_is_not_copied(inside, plain):  # I-16
    assert copied(inside) == text(plain)


@pytest.mark.parametrize(
    ("sheet", "style"),
    [
        (".a{fill:red}", "fill:red;stroke:#000"),
        ("<![CDATA[ .a , .b { fill : red ; } ]]>", "fill:red;stroke:#000"),
        ("path{fill:blue}.a{fill:red}", "fill:red;stroke:#000"),
        (".a{fill:red}path{fill:blue}", "fill:red;stroke:#000"),
        (".a{fill:red}.a{fill:green}", "fill:green;stroke:#000"),
        ("#p{fill:red}.a{fill:green}", "fill:red;stroke:#000"),
        (".a{stroke:red}", "stroke:#000"),
        ("@font-face{font-family:A;src:url(//a)} .a{fill:red}", "fill:red;stroke:#000"),
        ("/* { */ .a{fill:red}", "fill:red;stroke:#000"),
    ],
)
def test_simple_rules_of_a_style_sheet_are_said_at_the_elements_that_they_are_for(sheet, style):
    inside = '<path id="p" {}d="M0 0h1z"{}/>'
    drawn = inside.format('class="a" style="stroke:#000" ', "")
    assert copied(f"<style>{sheet}</style>{drawn}") == text(inside.format("", f' style="{style}"'))


def test_a_document_type_that_declares_nothing_is_not_copied():
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    assert read_svg(doctype + text("<g/>")) == ([], text("<g/>"))
    (finding,) = read_svg(doctype + text("<script/>"))[0]
    assert (finding.line, finding.code) == (3, "svg-element")


@pytest.mark.parametrize(
    "size", ['width="100%" height="5"', 'width="20em" height="20em"', 'width="9"', 'height="auto"']
)
def test_a_size_that_says_no_shape_is_not_copied_where_a_view_box_says_it(size):
    art = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {size}/>'
    assert read_svg(art.encode()) == ([], b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>')


def test_a_cause_in_many_places_is_told_once():
    (finding,) = read_svg(text("<g onclick='a'/><g onclick='b'/><g onclick='c'/>"))[0]
    assert (finding.value, finding.reason) == ("onclick=a", "this attribute is not allowed (so in 2 more places)")


@pytest.mark.parametrize("inside", ["<metadata/>", "<style>.a{fill:red}</style>", "<g xmlns:i='urn:i' i:a='b'/>"])
def test_a_drawing_that_is_published_as_it_is_has_nothing_that_a_copy_leaves_out(inside):
    assert codes(check_svg(text(inside))) != []


@pytest.mark.parametrize(
    "before",
    [
        b"\xef\xbb\xbf",
        b'<?xml version="1.0" encoding="us-ascii"?>\n',
        b"<?xml version='1.0'?>",
        b"<?xml version='1.0' encoding='iso-8859-1'?>",
    ],
)
def test_a_copy_declares_nothing_for_it_is_utf_8_to_everyone(before):
    assert read_svg(before + text("<g/>")) == ([], text("<g/>"))


@pytest.mark.parametrize(
    "inside",
    [
        '<badge:credential xmlns:badge="https://purl.imsglobal.org/ob/v3p0" verify="e.y.z"/>',
        '<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">{}</openbadges:credential>',
        '<openbadges:assertion xmlns:openbadges="http://openbadges.org" verify="https://a"/>',
        '<o:other xmlns:o="https://purl.imsglobal.org/OpenBadges/v9"/>',
    ],
)
def test_a_badge_that_was_awarded_is_no_drawing_for_others(inside):
    (finding,) = read_svg(text(inside))[0]
    assert (finding.code, finding.remedy) == ("image-baked", "Use the plain picture, without a credential")
