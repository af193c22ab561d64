"""The page of figures as it is laid out: not too long, nothing beside the screen, and without a script."""

import itertools

import pytest

from demo_site import LANGUAGES, open_page

MOST = 4500
"""Pixels that the page may be high on a screen 1280 wide: what a director of studies scrolls through."""
OPEN = "document.querySelectorAll('details').forEach((one) => one.open = true)"


def place(language):
    return "insights/" if language == "en" else f"{language}/insights/"


@pytest.fixture
def insights(browser, host):
    """The page of figures in a language, `wide` pixels wide."""

    def visit(language, wide, **options):
        page = open_page(browser, host, place(language), width=wide, height=900, **options)
        pages.append(page)
        return page

    pages = []
    yield visit
    for page in pages:
        page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_not_too_long(insights, language):
    assert insights(language, 1280).evaluate("document.documentElement.scrollHeight") <= MOST


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wide", [360, 768, 1280])
def test_nothing_lies_beside_the_screen_even_with_all_tables_open(insights, language, wide):
    page = insights(language, wide)
    page.evaluate(OPEN)
    assert page.evaluate("document.documentElement.scrollWidth") <= wide


def test_every_number_is_there_without_a_script(insights):
    page = insights("en", 1280, java_script_enabled=False)
    assert page.locator(".tiles dd").count() == 4
    assert page.locator(".columns svg").first.is_visible()
    assert page.locator("script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_people_did_can_be_told_apart_by_lightness_alone(insights, scheme):
    page = insights("en", 1280, scheme=scheme)
    fills = page.evaluate("""() => {
      const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
      return ["passed", "stayed", "left"].map((name) => {
        canvas.fillStyle = getComputedStyle(document.querySelector(`.bar .${name}`)).fill;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      });
    }""")
    ordered = sorted(fills)
    assert min(after - before for before, after in itertools.pairwise(ordered)) >= 20


def test_a_number_that_is_not_shown_is_not_taken_for_one_more_note(insights):
    page = insights("en", 1280)
    page.evaluate(OPEN)
    before = page.eval_on_selector_all(
        ".entries .note + .withheld", "(all) => all.map((one) => getComputedStyle(one, '::before').content)"
    )
    assert before
    assert set(before) == {"none"}
