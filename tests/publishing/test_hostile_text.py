"""Hostile text in what is signed, in Markdown and in the institution's own record: it is shown, and does nothing."""

from pathlib import Path

import pytest

from page_samples import award_page, document, every_page, render_award, sample_site
from parsed_pages import PAGES, parse

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}{% include '/etc/passwd' %}{{ self.__init__ }}",
    "{static}/../pelicanconf.py {filename}x {author} {index}",
    "</script></title></style><h1>",
    "<!--",
    "\u2028]]>",
    "%(name)s %s %",
    "&lt;b&gt;",
]


def shape(html):
    """Return every element with the names of its attributes: what markup there is, without its text."""
    return [(element.tag, sorted(element.attrib)) for element in parse(html)[0].iter() if isinstance(element.tag, str)]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_a_credential_is_shown_and_changes_no_markup(hostile):  # M-01, M-02, M-05, M-06, M-07
    harmless = document()
    signed = document(learner=hostile)
    achievement = signed["credentialSubject"]["achievement"]
    achievement |= {
        "name": hostile,
        "description": hostile,
        "version": hostile,
        "tag": [hostile],
        "achievementType": hostile,
    }
    achievement["image"]["caption"] = achievement["alignment"][0]["targetName"] = hostile
    achievement["alignment"][-1] |= {"targetName": hostile, "targetFramework": hostile, "targetDescription": hostile}
    achievement["resultDescription"][0]["name"] = signed["credentialSubject"]["result"][0]["value"] = hostile
    signed["evidence"][0] |= {"name": hostile, "description": hostile, "genre": hostile}
    signed["issuer"]["name"] = hostile
    harmless["credentialSubject"]["achievement"]["alignment"][-1]["targetDescription"] = "x"
    harmless["evidence"][0]["description"] = "x"
    assert shape(render_award(award_page(signed=signed))) == shape(render_award(award_page(signed=harmless)))
    page = parse(render_award(award_page(signed=signed)))[0]
    assert page.find(".//bdi[@class='learner']").text == hostile
    assert page.find(".//figure[@class='badge']/img").get("alt") == hostile
    assert hostile in page.find(".//title").text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_markdown_runs_loads_and_includes_nothing(hostile):  # M-01, M-04, M-05, M-06, M-09, M-10
    signed = document()
    signed["credentialSubject"]["achievement"]["criteria"]["narrative"] = hostile
    signed["evidence"][0]["narrative"] = hostile
    page = parse(render_award(award_page(signed=signed)))[0]
    assert {script.get("type") for script in page.findall(".//script")} == {"module", "application/ld+json"}
    assert not [script for script in page.findall(".//script[@type='module']") if script.text]
    assert len(page.findall(".//h1")) == 1
    assert [Path(image.get("src")).name for image in page.findall(".//img")] == ["badge.png", "qr.svg"]
    assert not [element for element in page.iter() if any(attribute.startswith("on") for attribute in element.attrib)]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_institution_changes_no_markup(hostile):  # M-02
    site = sample_site()
    for field in ("name", "description", "country", "contact", "did"):
        object.__setattr__(site, field, hostile)
    for name, html in every_page(site).items():
        assert shape(html) == shape(PAGES[name])
