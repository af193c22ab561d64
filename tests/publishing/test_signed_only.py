"""Every fact that an award's page shows is in the signed document.

So says docs/architecture.md, "Pages". The interface speaks a language in which every sentence of its own stands in
⟦brackets⟧. What is left of the page's text has to be found in the document, or is named here as the institution's own.
"""

import datetime
import gettext
import json
import re
from dataclasses import replace

import html5lib
import pytest
from babel import Locale
from jinja2 import Environment, FileSystemLoader

from page_samples import HISTORIES, ISSUER, OTHER, award, award_page, document, render_award, sample_site
from paths import ROOT
from result_samples import KINDS, signed
from testamur.credentials.words import words
from testamur.publishing.rendering import environment
from testamur.publishing.views.renewal_links import Renewal
from testamur.publishing.views.site_info import site

SIGNED = document()
# Not facts of the award: addresses of the registry, and what the institution says of itself beside them.
OWN = {"badges.harbour.example", "registrar@harbour.example", "https://www.harbour.example/badges", "ECTS"}
# Where its achievement leads: under a sentence that says whose statement this is, of which day, and that none of it was
# signed. Titles of pathways and of what comes next, and no word about the learner.
LEADS = {"Work on the quay", "Quay-Hand"}
FORMATS = {"JSON", "PNG", "SVG", "HTML", "SHA-256"}


class Bracketed(gettext.NullTranslations):
    """A catalogue that marks every sentence of the interface, and not what is inserted into it."""

    def gettext(self, message):
        return "⟦" + re.sub(r"(%\(\w+\)s)", r"⟧\1⟦", message) + "⟧"

    def pgettext(self, context, message):
        return self.gettext(message)

    def ngettext(self, one, many, number):
        return self.gettext(one if number == 1 else many)


def page(shown, whose):
    loader = FileSystemLoader(ROOT / "theme" / "templates")
    html = render_award(shown, environment.prepare(Environment(loader=loader), whose, Bracketed()))
    return html5lib.parse(html, namespaceHTMLElements=False).find(".//main")


def texts(element):
    """Yield the text below an element that is no day (a day says itself which it is), picture or command."""
    if element.tag in {"time", "svg", "pre"}:
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from texts(child)
        yield child.tail or ""


def strings(value):
    """Yield every text and number of a document, also as it is written in JSON."""
    if isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    else:
        yield value if isinstance(value, str) else json.dumps(value)


def plain(text):
    """Return text without Markdown's marks and extra spaces."""
    return " ".join(re.sub(r"[*_`#\\]|\s", lambda found: " " if found[0].isspace() else "", text).split())


def unsigned(main, signed, *more):
    """Return every piece of the page's text that is neither from the interface nor in the document."""
    said = plain(" ␟ ".join([*strings(signed), *words("en").values(), *OWN, *LEADS, *more]))
    parts = "\n".join(re.split(r"⟦[^⟧]*⟧", "\n".join(texts(main))))
    pieces = {plain(part).strip(" ,.%") for part in re.split(r"\n|·|\. ", parts)}
    return sorted(piece for piece in pieces if piece not in said and piece not in FORMATS)


def derived():
    """Values derived from the signed document: the names of country and language, and the digest."""
    english = Locale.parse("en")
    return english.territories["IE"], english.languages["en"], "ab" * 32, "2026"


@pytest.mark.parametrize("state", HISTORIES)
def test_every_fact_on_the_page_is_in_the_signed_document(state):
    main = page(award_page(state, signed=SIGNED, replacement=award(id=OTHER)), sample_site())
    assert unsigned(main, SIGNED, *derived()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_result_is_in_the_signed_document(kind):
    description, value, _ = KINDS[kind]
    credential = signed(description, value)
    assert unsigned(page(award_page(signed=credential), sample_site()), credential, *derived(), "1 2 3") == []


@pytest.mark.parametrize("state", HISTORIES)
def test_every_day_on_the_page_is_signed_from_the_history_or_the_day_of_the_build(state):
    main = page(award_page(state, signed=SIGNED, replacement=award(id=OTHER)), sample_site())
    (by,) = main.findall(".//section[@class='by']")
    assert "by its list of keys, it signs here since" in " ".join(texts(by))
    days = {found.get("datetime") for found in main.iter("time") if found not in list(by.iter("time"))}
    signed = {text[:10] for text in strings(SIGNED)} | {"2029-05-14"}
    history = {line.date.isoformat() for line in HISTORIES[state]} | {sample_site().as_of.isoformat()}
    assert days <= signed | history


def test_a_renewal_is_shown_apart_from_signed_facts_and_attributed_to_the_records():
    earlier = Renewal(id="", on=datetime.date(2023, 5, 14))
    newer = Renewal(id=OTHER, on=datetime.date(2026, 8, 1), until=datetime.date(2031, 7, 31))
    main = page(replace(award_page(signed=SIGNED), renews=earlier, renewed=newer), sample_site())
    more = main.find(".//section[@id='status']//p[@class='more']")
    assert [found.get("datetime") for found in more.iter("time")] == ["2031-07-31", "2023-05-14"]
    assert [link.get("href") for link in more.iter("a")] == [f"../../awards/{OTHER}/"]
    assert "".join(texts(more)).count("By the institution’s records") == 2
    elsewhere = [found.get("datetime") for found in main.iter("time") if found not in list(more.iter("time"))]
    assert not {"2031-07-31", "2023-05-14"} & set(elsewhere)
    assert unsigned(main, SIGNED, *derived()) == []


@pytest.mark.parametrize("state", HISTORIES)
def test_further_steps_are_shown_as_of_today_and_for_awards_in_force_only(state):
    main = page(award_page(state, signed=SIGNED, replacement=award(id=OTHER)), sample_site())
    (today,) = main.findall(".//div[@class='today']") or (None,)
    assert (today is not None) == (state in {"current", "corrected"})
    outside = "".join(texts(main)).replace("".join(texts(today)) if today is not None else "", "")
    assert not any(title in outside for title in LEADS)
    if today is not None:
        said = "".join(texts(today[0]))
        assert "This is not part of what was signed." in said
        assert today.find(".//time").get("datetime") == sample_site().as_of.isoformat()


def test_later_changes_of_the_records_are_not_on_the_page_of_an_award():
    """An institution that changed its name; it also shows that this test finds an unsigned fact."""
    renamed = replace(ISSUER, name="UNSIGNED", description="UNSIGNED", country="FR")
    main = page(award_page(signed=SIGNED), site(renamed, now=award_page().facts.valid_from))
    assert "UNSIGNED" not in "".join(texts(main))
    forged = document(learner="Somebody Else")
    assert "Zoë Ó Briain" in unsigned(page(award_page(signed=SIGNED), sample_site()), forged, *derived())
