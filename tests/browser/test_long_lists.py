"""The demo registry with lists that have room for little: pages that follow each other, and a catalogue of several."""

import datetime
import json
import re

import pytest
import yaml
from playwright.sync_api import expect

import demo_site
from axe import complaints
from built_once import built_once
from demo_site import open_page
from paths import ROOT
from testamur.publishing.site import page_list, sitemap
from thoroughness import either

RECORDS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (ROOT / "credentials" / "achievements").glob("*.yml")
}
MICRO = {slug for slug, record in RECORDS.items() if record["achievementType"] == "MicroCredential"}
SHOWN = "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.querySelector('a').href)"
OFFERED = [slug for slug, record in RECORDS.items() if "retired" not in record]


def make(folder):
    with pytest.MonkeyPatch.context() as patch:
        for name, most in (("MOST_AT_HOME", 2), ("MOST_CARDS", 1), ("MOST_LINES", 5)):
            patch.setattr(page_list, name, most)
        patch.setattr(sitemap, "MOST", 40)
        now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
        demo_site.make(folder, now=now, languages=("en", "ar"))


@pytest.fixture(scope="session")
def long_site(tmp_path_factory):
    return built_once(tmp_path_factory, "long-lists", make) / "site"


@pytest.fixture
def host(long_site):
    return demo_site.Host(long_site)


@pytest.fixture
def catalogue(browser, host):
    page = open_page(browser, host, "achievements/")
    yield page
    page.context.close()


def shown(page):
    return [link.rstrip("/").rpartition("/")[2] for link in page.eval_on_selector_all(".card", SHOWN)]


def addresses(data):
    return re.findall(r"<loc>([^<]*)</loc>", data.decode())


def followed(browser, host, path, **options):
    """What the pages of a list show, from the first to the last by their own links."""
    page = open_page(browser, host, path, **options)
    found = [(page.url, shown(page))]
    while page.locator("a[rel=next]").count():
        page.click("a[rel=next]")
        found.append((page.url, shown(page)))
    page.context.close()
    return found


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_the_pages_of_the_catalogue_lead_through_all_of_it_without_javascript(browser, host, prefix):
    pages = followed(browser, host, f"{prefix}achievements/", java_script_enabled=False)
    assert [len(cards) for _, cards in pages] == [1] * len(RECORDS)
    assert sorted(slug for _, cards in pages for slug in cards) == sorted(RECORDS)


def test_the_pages_lead_back_too(browser, host):
    page = open_page(browser, host, "achievements-2/")
    page.click("a[rel=prev]")
    assert page.url == f"{host.base}/achievements/"
    page.context.close()


def test_the_front_page_shows_some_and_leads_to_all(browser, host):
    page = open_page(browser, host, "")
    assert page.locator("section[aria-labelledby=earn] .card").count() == 2
    assert page.locator("section[aria-labelledby=lead] .card").count() == 2
    page.click(f"text=All achievements: {len(OFFERED)}")
    assert page.url == f"{host.base}/achievements/"
    page.context.close()


def test_the_front_page_leads_to_all_pathways_too(browser, host):
    page = open_page(browser, host, "")
    page.click("section[aria-labelledby=lead] > p a")
    assert page.url == f"{host.base}/pathways/"
    page.context.close()


def test_a_choice_finds_what_stands_on_any_page(catalogue):
    catalogue.select_option("select[name=type]", "MicroCredential")
    expect(catalogue.locator("#pages")).to_be_hidden()
    expect(catalogue.locator("#filters [role=status]")).to_have_text(f"{len(MICRO)} / {len(RECORDS)}")
    assert set(shown(catalogue)) == MICRO


def test_cards_of_other_pages_lead_where_they_led_there(catalogue, long_site):
    catalogue.select_option("select[name=type]", "MicroCredential")
    expect(catalogue.locator("#pages")).to_be_hidden()
    links = catalogue.eval_on_selector_all(".card a", "(all) => all.map((one) => new URL(one.href).pathname)")
    assert len(links) == len(RECORDS)
    assert all((long_site / link.strip("/") / "index.html").is_file() for link in links)


def test_a_choice_in_the_address_is_made_at_once(browser, host):
    page = open_page(browser, host, "achievements/#type=MicroCredential")
    expect(page.locator("#pages")).to_be_hidden()
    expect(page.locator("#filters [role=status]")).to_have_text(f"{len(MICRO)} / {len(RECORDS)}")
    assert set(shown(page)) == MICRO
    page.context.close()


def test_other_pages_are_fetched_only_when_somebody_chooses(catalogue, host):
    assert not any("achievements-" in address for address in host.asked)


def test_pages_that_cannot_be_read_are_told_and_tried_again(browser, host):
    host.instead["achievements-3/"] = 503
    page = open_page(browser, host, "achievements/")
    page.select_option("select[name=type]", "MicroCredential")
    expect(page.locator("#filters [role=status]")).to_have_text("The rest of the list could not be read. Try again.")
    host.instead.clear()
    page.select_option("select[name=type]", "")
    expect(page.locator("#pages")).to_be_hidden()
    expect(page.locator("#filters [role=status]")).to_have_text("")
    assert set(shown(page)) == set(RECORDS)
    page.context.close()


def test_a_skill_with_many_achievements_has_several_pages(browser, long_site, host):
    second = min(path.parent for path in (long_site / "skills").glob("*/2"))
    pages = followed(browser, host, f"skills/{second.name}/")
    assert pages[1][0] == f"{host.base}/skills/{second.name}/2/"
    cards = [slug for _, shown_cards in pages for slug in shown_cards]
    assert len(cards) == len(set(cards)) > 1


def test_the_list_of_skills_has_several_pages(browser, host, long_site):
    page, names = open_page(browser, host, "skills/"), []
    while True:
        names += page.eval_on_selector_all(".index a", "(all) => all.map((one) => one.pathname)")
        if not page.locator("a[rel=next]").count():
            break
        page.click("a[rel=next]")
    page.context.close()
    assert sorted(names) == sorted(
        f"/skills/{path.parent.name}/" for path in (long_site / "skills").glob("*/index.html")
    )


def test_every_link_leads_to_a_file_of_the_site(long_site):
    lost = set()
    for path in long_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        for link in re.findall(r'<[^>]*\s(?:href|src)="([^"#?]+)', html):
            if not re.match(r"[a-z]+:", link) and path.name != "404.html":
                target = (path.parent / link).resolve()
                if not (target / "index.html" if link.endswith("/") else target).is_file():
                    lost.add((path.relative_to(long_site).as_posix(), link))
    assert lost == set()


def test_every_address_of_the_sitemap_leads_to_a_page_that_may_be_listed(long_site, host):
    parts = addresses((long_site / "sitemap.xml").read_bytes())
    assert len(parts) > 1
    listed = [address for part in parts for address in addresses((long_site / part.rpartition("/")[2]).read_bytes())]
    pages = {
        f"{host.base}/{path.parent.relative_to(long_site).as_posix()}/".replace("/./", "/")
        for path in long_site.rglob("index.html")
        if 'content="noindex"' not in path.read_text(encoding="utf-8")
    }
    prose = {
        page for page in pages if page.split("/")[3] in {"about", "privacy", "how-we-award", "how-to-check-an-award"}
    }
    assert sorted(listed) == sorted(pages - prose)


def test_robots_are_told_of_the_index(long_site, host):
    assert f"Sitemap: {host.base}/sitemap.xml\n" in (long_site / "robots.txt").read_text()


@pytest.mark.parametrize("scheme", either(["light"], ["light", "dark"]))
def test_axe_finds_nothing_wrong_on_any_of_them(browser, host, long_site, scheme):
    skill = min(path.parent.name for path in (long_site / "skills").glob("*/2"))
    found = {}
    for path in ("", "achievements/", "achievements-2/", "ar/achievements-3/", "skills-2/", f"skills/{skill}/2/"):
        page = open_page(browser, host, path, scheme=scheme)
        found[path] = complaints(page)
        page.context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_form_tells_its_script_where_the_other_pages_are(long_site):
    html = (long_site / "achievements" / "index.html").read_text(encoding="utf-8")
    (told,) = re.findall(r'data-pages="([^"]*)"', html)
    later = json.loads(told.replace("&#34;", '"'))
    assert later == [f"../achievements-{number}/" for number in range(2, len(later) + 2)]
