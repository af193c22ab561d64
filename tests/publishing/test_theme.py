"""What holds of every page: HTML without errors, landmarks, the policy, addresses, and nothing from elsewhere."""

import dataclasses
import datetime
import itertools
import json
import re
from urllib.parse import urlsplit

import pytest

from page_samples import (
    HISTORIES,
    ID,
    ProsePage,
    achievement_page,
    erased_page,
    every_page,
    sample_site,
    templates,
)
from parsed_pages import PAGES, parse, text, tree
from paths import ROOT
from testamur.github import forms
from testamur.publishing.views.site_info import Place

STATIC = ROOT / "theme" / "static"
every = pytest.mark.parametrize("name", PAGES)


@every
def test_a_page_is_html_without_errors(name):
    assert parse(PAGES[name])[1] == []


@every
def test_a_page_has_one_h1_and_skips_no_heading_level(name):
    levels = [int(element.tag[1]) for element in tree(name).iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@every
def test_a_page_has_its_landmarks_and_a_way_past_them(name):
    assert [len(tree(name).findall(f".//{tag}")) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    assert tree(name).find(".//main").get("id") == "content"
    assert tree(name).find(".//a").get("href") == "#content"


@every
def test_ids_occur_once_and_what_is_referred_to_exists(name):
    ids = [element.get("id") for element in tree(name).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in tree(name).iter():
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            assert element.get(attribute, ids[0]) in ids


@every
def test_the_policy_allows_nothing_but_the_sites_own_files(name):  # M-14
    (policy,) = [meta.get("content") for meta in tree(name).findall(".//meta") if meta.get("http-equiv")]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == directives["base-uri"] == directives["form-action"] == "'none'"
    connect = directives.pop("connect-src", "'self'")
    # Any issuer's keys may be asked for where anything may be checked; on a copy of a page, those of its original.
    anywhere = ["'self' https:"] * (name == "verify.html")
    assert connect in {"'self'", "'self' https://badges.harbour.example", *anywhere}
    # The badge of a sealed award comes out of what the browser opened.
    assert directives.pop("img-src") == ("'self' blob:" if name == "award-sealed.html" else "'self'")
    assert {value for key, value in directives.items() if key.endswith("-src") and key != "default-src"} == {"'self'"}


@every
def test_no_script_or_style_stands_in_the_page(name):  # M-14
    for element in tree(name).iter():
        assert element.tag != "style"
        assert not [attribute for attribute in element.attrib if attribute == "style" or attribute.startswith("on")]
        if element.tag == "script":
            assert element.get("type") == "module" or json.loads(element.text)["@context"] == "https://schema.org"
            assert bool(element.text) == (element.get("type") == "application/ld+json")


@every
def test_a_page_with_a_script_allows_it_and_another_has_none(name):
    assert ("script-src" in PAGES[name]) is bool(tree(name).findall(".//script[@type='module']"))


@every
def test_nothing_is_loaded_from_another_origin(name):  # M-04, M-14
    for element in tree(name).iter():
        loads = [element.get("src"), element.get("srcset"), element.get("poster"), element.get("data")]
        if element.tag == "link" and element.get("rel") in {"stylesheet", "icon", "preload", "modulepreload"}:
            loads.append(element.get("href"))
        assert not [address for address in loads if address and urlsplit(address).netloc]


@every
def test_links_away_take_no_referrer_and_no_window_along(name):  # M-03, M-14, V-02
    assert tree(name).find(".//meta[@name='referrer']").get("content") == "no-referrer"
    for link in tree(name).findall(".//a"):
        address = urlsplit(link.get("href", ""))
        assert address.scheme in {"", "https", "http", "mailto"}
        if address.netloc:
            assert "noopener" in link.get("rel")


@every
def test_every_image_has_its_words_or_says_that_it_needs_none(name):
    for image in tree(name).findall(".//img"):
        assert image.get("alt") is not None


@every
def test_the_day_of_the_build_is_on_every_page(name):
    assert "23 November 2026" in text(PAGES[name])


@every
def test_no_page_is_green_says_valid_or_gives_a_note_away(name):
    assert "secret note" not in PAGES[name]
    for picture in tree(name).findall(".//img") + tree(name).findall(".//svg"):
        assert "valid" not in str(picture.attrib).lower()
    assert not re.search(r"\b(genuine|verified)\b", text(PAGES[name]), re.IGNORECASE)


def test_every_page_of_a_preview_says_so_and_is_not_listed():
    for html in every_page(sample_site(preview=True)).values():
        page = parse(html)[0]
        assert page.find(".//meta[@name='robots']").get("content") == "noindex"
        assert "PREVIEW" in text(html)
        assert page.find(".//link[@rel='canonical']") is None


def test_a_level_that_nobody_confirmed_is_the_institutions_own_statement():
    page = achievement_page()
    object.__setattr__(page.level, "confirmed_by", "")
    try:
        html = (
            templates()
            .get_template("achievement.html")
            .render(achievement=page, holders=[], next_steps=None, endorsements=[], course=None, here=page.here)
        )
    finally:
        object.__setattr__(page.level, "confirmed_by", "Quality and Qualifications Ireland")
    assert "the institution’s own statement" in html


def test_prose_of_the_site_keeps_its_markup_and_its_title_is_escaped():
    html = templates().get_template("page.html").render(page=ProsePage)
    assert "<p>We keep little.</p>" in html
    assert "<h1>Privacy &amp; you</h1>" in html


def test_an_award_page_is_small():
    assert len(PAGES["award current"].encode()) < 13_000  # and about 2 KB of QR code
    assert (STATIC / "style.css").stat().st_size < 22_000


def test_links_between_pages_are_relative_but_where_they_must_not_be():
    base = "https://badges.harbour.example"
    for element in tree("award current").iter():
        href = element.get("href") or ""
        assert not href.startswith(base) or element.get("rel") == "canonical"
    assert tree("home.html").find(".//link[@type='application/atom+xml']").get("href") == f"{base}/feed.xml"


def test_the_static_files_load_nothing_from_elsewhere():  # M-14
    for file in STATIC.rglob("*"):
        if file.suffix in {".css", ".js", ".svg"}:
            source = file.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
            assert not re.search(r"@import|\burl\(|eval\(|innerHTML|document\.write", source)
            assert not re.search(r'(?<!")\b(?:from|import)\b\(? ?"(?!\.{1,2}/|testamur/|[)\],])', source)


def test_every_history_of_the_samples_is_among_the_pages():
    assert {f"award {name}" for name in HISTORIES} <= set(PAGES)
    assert erased_page().here == Place(f"awards/{ID}/", indexed=False)


def test_staff_find_the_form_from_an_achievements_page():
    whose = dataclasses.replace(sample_site(), records_url="https://github.com/port/registry")
    page = every_page(whose)["achievement.html"]
    address = f"https://github.com/port/registry/issues/new?template={forms.FORMS[0].id}.yml"
    assert f"{address}&amp;achievement=data-analysis-foundations" in page
    assert "issues/new" not in PAGES["achievement.html"]


@pytest.mark.parametrize("name", ["issuer.html", "award current"])
def test_an_institution_of_one_person_says_so(name):
    said = "one person awards here, and nobody else approves it first"
    assert said in every_page(dataclasses.replace(sample_site(), has_one_person=True))[name]
    assert said not in PAGES[name]


def test_every_page_of_a_closed_registry_says_so():
    pages = every_page(dataclasses.replace(sample_site(), closed=datetime.date(2026, 10, 31)))
    assert [name for name in PAGES if "closed this registry on" not in pages[name]] == []
    assert [name for name in PAGES if "closed this registry on" in PAGES[name]] == []


def test_nothing_can_be_earned_any_more_in_a_closed_registry():
    pages = every_page(dataclasses.replace(sample_site(), closed=datetime.date(2026, 10, 31)))
    for said in ("What can be earned", "how to earn it", "to earn</a>"):
        assert [name for name in PAGES if said in pages[name]] == []
        assert [name for name in PAGES if said in PAGES[name]] != []


def test_what_could_be_earned_is_shown_in_a_closed_registry():
    pages = every_page(dataclasses.replace(sample_site(), closed=datetime.date(2026, 10, 31)))
    assert [name for name in PAGES if "What could be earned" in pages[name]] != []
