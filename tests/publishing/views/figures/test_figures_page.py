"""The page of figures: what stands there, and that no more does."""

import re
from dataclasses import replace

import html5lib
import pytest

from page_samples import (
    ACHIEVEMENT,
    award,
    every_page,
    insights_page,
    sample_figures,
    sample_registry,
    sample_site,
    templates,
)
from parsed_pages import parse
from testamur.figures import institution_figures
from testamur.publishing.views.figures import figures_page
from testamur.publishing.views.figures.demand_views import DemandViews
from testamur.publishing.views.site_info import Place

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def html():
    return every_page()["insights.html"]


@pytest.fixture(scope="module")
def tree(html):
    return html5lib.parse(html)


def test_a_chart_contains_nothing_that_the_content_security_policy_blocks(html):
    for drawn in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        assert not re.search(r"<style|<script|style=|href|url\(|\son\w+=|<!--| id=", drawn)


def test_every_chart_stands_below_a_heading_and_before_a_table(tree):
    headings = {one.get("id") for one in tree.iter(f"{XHTML}h2")}
    sections = [one for one in tree.iter(f"{XHTML}section") if one.find(f".//{SVG}svg") is not None]
    assert len(sections) >= 5
    for section in sections:
        assert section.get("aria-labelledby") in headings
        assert section.find(f".//{XHTML}table") is not None or section.find(f".//{XHTML}details") is not None


def test_shapes_are_hidden_from_screen_readers_and_columns_have_their_numbers_as_text(tree):
    assert {one.get("aria-hidden") for one in tree.iter(f"{SVG}svg")} == {"true"}
    columns = [one for one in tree.iter(f"{XHTML}li") if one.find(f"{SVG}svg/{SVG}text") is not None]
    assert columns
    for column in columns:
        drawn = "".join(column.find(f"{SVG}svg").itertext())
        said = "".join(column.find(f"{XHTML}span").itertext())
        assert said == ("not shown: " if drawn == "–" else f"{drawn}: ")


def test_the_numbers_of_columns_are_in_their_table(tree):
    for section in tree.iter(f"{XHTML}section"):
        drawn = {"".join(one.itertext()) for one in section.iter(f"{SVG}text")} - {"–"}
        cells = {"".join(one.itertext()).strip() for one in section.iter(f"{XHTML}td")}
        assert drawn <= cells


def test_suppressed_numbers_are_in_no_table(tree):
    found = sample_figures()
    shown = {str(one) for one in found.counts.values() if one is not None}
    shown |= {str(one.responses) for one in found.opinions} | {f"{one.feedback.score:.1f}" for one in found.opinions}
    cells = {"".join(one.itertext()).strip() for one in tree.iter(f"{XHTML}td") if "amount" in (one.get("class") or "")}
    numbers = {one for one in cells if re.fullmatch(r"\d+", one)}
    assert numbers
    assert numbers <= shown


def test_small_numbers_are_not_shown(html):
    # Three employers gave 2.1.
    assert "2.1" not in re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    assert "not shown" in html


def test_the_page_says_once_that_numbers_are_suppressed():
    made = sample_registry()
    awards = [award(id=str(one), visibility="unlisted", language="fr" if one < 2 else "en") for one in range(30)]
    found = institution_figures.compute_figures(made, awards, today=sample_site().as_of)
    page = figures_page.page(made, found, sample_site(), {}, DemandViews(made, sample_site()).part({}))
    html = templates().get_template("insights.html").render(insights=page, here=page.here)
    assert html.count("Nothing is shown that is about fewer than 5 people.") == 1


def test_the_page_states_its_source_and_its_date(html):
    assert "own figures" in html
    assert "30 September 2026" in html
    assert "They are not part of what an award’s signature proves." in html


def test_evaluations_and_changes_are_shown_with_day_and_report(html):
    assert "Atlantic Skills Board" in html
    assert 'href="https://www.atlanticskills.example/reports/87"' in html
    assert "<em>exercises</em>" in html
    assert "12 May 2025" in html


def test_names_in_records_cannot_break_out_of_a_chart():
    title = "</svg><script>alert(1)</script>\0\u202e"
    made = sample_registry()
    hostile = made.with_records({"achievement": {ACHIEVEMENT.slug: replace(ACHIEVEMENT, name=title)}})
    awards = [award(id=str(one), visibility="unlisted") for one in range(9)]
    found = institution_figures.compute_figures(hostile, awards, today=sample_site().as_of)
    page = figures_page.page(hostile, found, sample_site(), {}, DemandViews(hostile, sample_site()).part({}))
    html = templates().get_template("insights.html").render(insights=page, here=page.here)
    assert "&lt;script&gt;alert(1)" in html
    assert "<script" not in html


def test_the_same_numbers_give_the_same_bytes():
    assert insights_page(sample_site()) == insights_page(sample_site())


def test_a_page_of_many_figures_has_an_end_and_says_so():
    page = insights_page(sample_site())
    rows = tuple(replace(page.compared[0], label=f"row {number}") for number in range(450))
    many = replace(page, runs=page.runs * 300, achievements=rows)
    render = templates().get_template("insights.html").render
    html, short = (render(insights=made, here=made.here) for made in (many, page))
    assert html.count(">row ") == 200
    assert html.count("Enrolled:") == 200
    assert f"The first 200 of {len(many.runs)} are shown." in html
    assert "The first 200 of 450 are shown." in html
    assert "are shown." not in short


def test_a_text_that_is_not_in_the_language_of_the_page_says_in_which_it_is():
    whose = sample_site(language="ar")
    html = (
        templates(whose).get_template("insights.html").render(insights=insights_page(whose), here=Place("ar/insights/"))
    )
    quotes = parse(html)[0].findall(".//blockquote/*")
    assert quotes
    assert {(quote.get("lang"), quote.get("dir")) for quote in quotes} == {("en", "ltr")}
    assert 'lang="en"' not in every_page()["insights.html"].partition("<main")[2]
