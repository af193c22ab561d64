"""The menu leads to the pages that a registry has, and to no others."""

import datetime
from dataclasses import replace

import pytest

from page_samples import ISSUER, NOW, every_page, sample_registry, sample_site
from parsed_pages import parse
from sample_pathways import PATHWAYS
from testamur.publishing.views import editions
from testamur.publishing.views.figures import figures_page


class Published:
    """As much of a publication as its editions ask for."""

    now, preview, practice_at = NOW, False, ""
    awards = ()

    def __init__(self, registry):
        self.registry = registry


def site_of(registry):
    return editions.editions(Published(registry))[0]


def test_a_registry_with_pathways_has_their_page_in_the_menu():
    assert site_of(sample_registry().with_records({"pathway": PATHWAYS})).has_pathways
    assert not site_of(sample_registry()).has_pathways


def test_a_registry_with_figures_has_their_page_in_the_menu():
    assert site_of(sample_registry()).has_insights


@pytest.mark.parametrize("changes", [{"has_insights": False}, {}])
def test_a_registry_without_a_page_of_figures_has_none(changes):
    empty = sample_registry().with_records({"offering": {}, "demand": {}, "award": {}})
    registry = replace(sample_registry() if changes else empty, issuer=replace(ISSUER, **changes))
    assert not site_of(registry).has_insights
    assert figures_page.figures_of(Published(registry)) is None


def menu(page):
    return [link.get("href") for link in parse(page)[0].findall(".//header/nav/a")]


def test_the_menu_has_what_the_registry_has_in_one_order():
    full = replace(sample_site(), has_pathways=True, has_insights=True)
    assert menu(every_page(full)["skill.html"]) == [
        f"../../{path}/" for path in ("achievements", "pathways", "insights", "verify", "issuer")
    ]
    assert menu(every_page()["home.html"]) == ["./achievements/", "./verify/", "./issuer/"]


def test_the_menu_says_on_which_page_one_is():
    current = parse(every_page()["verify.html"])[0].findall(".//header/nav/a[@aria-current='page']")
    assert [link.get("href") for link in current] == ["../verify/"]


def test_the_languages_are_the_last_part_of_the_menu():
    several = replace(sample_site(), languages=("en", "fr"))
    for name, html in every_page(several).items():
        nav = parse(html)[0].find(".//header/nav")
        assert [child.tag for child in nav][-1] == ("a" if name in {"404.html", "page.html"} else "details"), name


def test_editions_are_made_as_of_the_same_day():
    assert site_of(sample_registry()).as_of == datetime.date(2026, 11, 23)
