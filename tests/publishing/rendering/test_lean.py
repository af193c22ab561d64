"""Pages in fewer bytes say what they said, a compact registry's in the fewest, whatever the records say."""

import dataclasses
import re

import html5lib
import pytest

from page_samples import award_page, document, every_page, render_award, sample_site, templates
from parsed_pages import PAGES, parse
from testamur.publishing.rendering import environment, lean

LEAN = every_page(dataclasses.replace(sample_site(), compact=True))
# What a compact registry says otherwise.
OTHER = ("award ", "mine.html")


def nodes(html):
    """Every element with its attributes, and every text without the white space around it, in order."""

    def below(element):
        yield element.tag, dict(element.attrib)
        yield (element.text or "").strip()
        for child in element:
            yield from below(child)
            yield (child.tail or "").strip()

    return list(below(html5lib.parse(html, namespaceHTMLElements=False)))


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith(OTHER)])
def test_a_lean_page_is_the_same_document(name):
    assert nodes(LEAN[name]) == nodes(PAGES[name])
    assert len(LEAN[name]) < len(PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_a_lean_page_is_html_without_errors(name):
    assert parse(LEAN[name])[1] == []


@pytest.fixture(scope="module")
def loose():
    """Every page as its templates are written."""
    with pytest.MonkeyPatch.context() as as_written:
        as_written.setattr(lean, "tight", lambda source: source)
        as_written.setattr(environment, "_COMPILED", environment.CompiledTemplates())
        return every_page()


@pytest.mark.parametrize("hostile", ['" onload="x', "</p><li>", "a=b c", "{{ 7*7 }}", "</dd></div>"])
def test_what_a_record_says_goes_through_a_lean_page_as_it_is(hostile):
    signed = document(learner=hostile)
    signed["credentialSubject"]["achievement"]["description"] = hostile
    page = parse(render_award(award_page(signed=signed), templates(dataclasses.replace(sample_site(), compact=True))))[
        0
    ]
    assert page.find(".//bdi[@class='learner']").text == hostile
    assert page.find(".//p[@class='lead']").text == hostile


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ('<p class="word" id="x">', "<p class=word id=x>"),
        ('<p class="two words">', '<p class="two words">'),
        ('<a href="{{ x }}">', '<a href="{{ x }}">'),
        ('<a href="{{ x }}y">', '<a href="{{ x }}y">'),
        ('{{ sheet(kind="full") }}', '{{ sheet(kind="full") }}'),
        ("{% trans %}a\n<p class=\"b\">{% endtrans %}", "{% trans %}a\n<p class=\"b\">{% endtrans %}"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a<li>b</ul>"),
        ("<dl><div><dt>a</dt><dd>{{ b }}</dd></div></dl>", "<dl><div><dt>a<dd>{{ b }}</div></dl>"),
        ("<b>a</b>\n<i>b</i>", "<b>a</b>\n<i>b</i>"),
        ("<p>a</p> b", "<p>a</p> b"),
        ('<pre>a\n<p b="c">\n</pre>', '<pre>a\n<p b="c">\n</pre>'),
        ('<script>x ="<p a="; let y="z" + x\n</script>', '<script>x ="<p a="; let y="z" + x\n</script>'),
    ],
)  # fmt: skip
def test_only_what_html_lets_out_is_left_out(source, made):
    assert lean.lean(source) == made


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ('<ul>\n<li id="a">a</li>\n\n  <li>b</li>\n</ul>', '<ul><li id="a">a</li><li>b</li></ul>'),
        ("<b>a</b>\n<i>b</i>", "<b>a</b>\n<i>b</i>"),
        ("<p>{{ a }}\n{{ b }}</p>", "<p>{{ a }}\n{{ b }}</p>"),
        ("<pre>a\n<p>\n</pre>", "<pre>a\n<p>\n</pre>"),
    ],
)
def test_only_line_breaks_that_nobody_sees_are_left_out(source, made):
    assert lean.tight(source) == made


@pytest.mark.parametrize("name", PAGES)
def test_a_tight_page_is_the_same_document(name, loose):
    assert nodes(PAGES[name]) == nodes(loose[name])


def test_the_page_of_a_compact_award_is_light():
    made = LEAN["award current"].encode()
    assert len(made) < 9_000  # and about 2 KB of QR code
    assert not re.search(rb"ld\+json|badge\.svg|qr\.svg", made)
