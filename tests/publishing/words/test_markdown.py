import gc
import re
import time

import html5lib
import pytest

from testamur.publishing.words import markdown


def elements(html):
    return html5lib.parseFragment(str(html), namespaceHTMLElements=False).iter()


def tags(html):
    return {element.tag for element in elements(html)} - {"DOCUMENT_FRAGMENT"}


def hrefs(html):
    return [element.get("href") for element in elements(html) if element.get("href")]


def test_paragraphs_lists_and_emphasis_are_rendered():
    assert tags(markdown.render("A *b* **c**\n\n1. one\n\n- two\n\n> three `four`")) == {
        "p",
        "em",
        "strong",
        "ol",
        "ul",
        "li",
        "blockquote",
        "code",
    }


def test_raw_html_is_escaped():  # M-01
    html = markdown.render("<script>alert(1)</script> and <b onclick=x>y</b>")
    assert tags(html) == {"p"}
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "text",
    [
        "<!-- c --><base href=//evil>",
        "<![CDATA[x]]>",
        "<meta http-equiv=refresh content=0>",
        "<form action=//evil><input></form>",
        "<style>*{display:none}</style>",
        "<svg onload=alert(1)>",
        "<iframe src=//evil>",
    ],
)
def test_no_element_of_raw_html_survives(text):  # M-10
    assert tags(markdown.render(text)) == {"p"}
    assert tags(markdown.render_line(text)) == set()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#x73;cript:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "../../issuer/",
        "?q",
        "#status",
        "blob:https://x/y",
    ],
)
@pytest.mark.parametrize("pattern", ["[x]({})", "[x](<{}>)", "<{}>", "[x][y]\n\n[y]: {}", "[x]({} 'title')"])
def test_links_are_allowed_only_to_absolute_web_and_mail_addresses(pattern, address):  # M-03
    assert hrefs(markdown.render(pattern.format(address))) == []


@pytest.mark.parametrize("address", ["https://harbour.example/a", "http://harbour.example/", "mailto:a@b.example"])
def test_a_link_sends_no_referrer(address):
    html = markdown.render(f"[x]({address})")
    assert hrefs(html) == [address]
    assert 'rel="noopener noreferrer nofollow"' in html


def test_an_image_is_replaced_by_its_alternative_text():  # M-04
    html = markdown.render('![a <b> chart](https://tracker.example/p.png "t")')
    assert tags(html) == {"p"}
    assert "a &lt;b&gt; chart" in html
    assert "tracker" not in html


@pytest.mark.parametrize(
    ("text", "levels"),
    [("# a\n\n## b\n\n###### c", ["3", "4", "6"]), ("### a\n\n#### b", ["3", "4"]), ("a\n=\n\nb\n-", ["3", "4"])],
)
def test_headings_start_below_the_headings_of_the_page(text, levels):  # M-09
    assert re.findall(r"<h([1-6])", markdown.render(text)) == levels


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }} {% include '/etc/passwd' %}",
        "{static}/../pelicanconf.py",
        "Slug: ../x",
        "Save_As: index.html",
        "Status: hidden",
        "Template: x",
    ],
)
def test_template_and_pelican_syntax_is_shown_as_text(text):  # M-05, M-06, M-11
    assert html5lib.parseFragment(str(markdown.render(text))).find(".//*").text == text


@pytest.mark.parametrize(
    "text",
    [
        ">" * 200 + " deep",
        "- " * 200 + "deep",
        "*_" * 500_000,
        "**a" * 4_000,
        "[" * 50_000,
        "![" * 25_000,
        "`" * 20_000 + "a" + "`" * 19_999,
        "[a](" * 10_000,
        "<" * 50_000,
        "&" * 50_000,
        "a\n" * 30_000,
        "| a " * 10_000,
        "[a]: b\n" * 8_000,
        "1. a\n" * 10_000,
        "\\" * 50_000,
        "~a " * 16_000,
        "http://" * 8_000,
        "x" * 1_000_000,
    ],
    ids=lambda text: f"{text[:6]!r} {len(text)}",
)
@pytest.mark.parametrize("render", [markdown.render, markdown.render_line])
def test_text_designed_to_be_slow_is_rendered_whole_within_a_second(render, text):  # M-09
    gc.freeze()  # what other tests left behind is not looked through meanwhile
    start = time.process_time()
    html = render(text)
    took = time.process_time() - start
    gc.unfreeze()
    assert took < 1
    assert len(html) >= len(text.strip()) / 8


def test_text_nested_too_deeply_is_shown_as_written():  # M-09
    assert markdown.render("> " * 30 + "the end").endswith("&gt; the end</p>")
    assert "the end" in markdown.render("> " * 10 + "the end")


def test_a_single_line_has_no_paragraph_and_its_bare_addresses_become_links():
    html = markdown.render_line("Review (external) https://harbour.example/q.")
    assert not html.startswith("<p>")
    assert hrefs(html) == ["https://harbour.example/q"]


def test_an_address_that_is_already_a_link_is_not_linked_twice():
    assert len(hrefs(markdown.render_line("[q](https://harbour.example/q) <https://harbour.example/r>"))) == 2


def test_line_separators_and_other_scripts_are_kept():  # M-08
    assert "علي" in markdown.render("علي\u2028李")
