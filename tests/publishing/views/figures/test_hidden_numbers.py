"""Nobody reads a number that is not shown out of lengths, places, order, words, tables or files (decision 13)."""

import datetime
import random
import re
from dataclasses import replace

import pytest

from figure_samples import TODAY, course, registry, said, some
from page_samples import sample_site, templates
from testamur.cli.commands.awards import stats_formats
from testamur.figures import institution_figures
from testamur.publishing.views.figures import figures_page
from testamur.publishing.views.figures.demand_views import DemandViews

QUARTER_DAYS = ("2025-02-03", "2025-05-05", "2025-08-04", "2025-11-03", "2026-02-02", "2026-05-04")
FEW_RESULTS = {"of": "test", "counts": [{"value": "0–50", "count": 1}, {"value": "51–100", "count": 1}]}
COURSES = (
    course("a-1", last="2025-05-08", enrolled=30, completed=24, passed=18, places=40, feedback=[said(20)]),
    course("a-2", last="2026-05-08", enrolled=33, completed=26, passed=19, places=40, feedback=[said(3, score=2.1)]),
    course("b-1", "b", last="2026-05-08", enrolled=3, completed=2, passed=1, places=9, results=FEW_RESULTS),
    course("c-1", "c", last="2025-06-08", enrolled=12, completed=11, passed=4, places=20),
)


def awards_by_quarter(numbers):
    """As many awards in each of the quarters of QUARTER_DAYS."""
    made = []
    for day, number in zip(QUARTER_DAYS, numbers, strict=True):
        made += some(number, start=len(made), awarded_date=datetime.date.fromisoformat(day))
    return made


def figures_of(awards, courses=COURSES):
    found = registry(awards, courses)
    return found, institution_figures.compute_figures(found, awards, today=TODAY)


def html_of(found, figures):
    page = figures_page.page(found, figures, sample_site(), {}, DemandViews(found, sample_site()).part({}))
    return templates().get_template("insights.html").render(insights=page, here=page.here)


def other_numbers(offering, figures):
    """The same run with other numbers of people wherever its own are counted, and other unshown results and answers."""
    opinions = [id(opinion.feedback) for opinion in figures.opinions]
    steps = {step: 777 for step in ("enrolled", "completed", "passed") if getattr(offering, step) is not None}
    results = offering.results if offering.slug in figures.spreads else (("0–50", 555), ("51–100", 444))
    feedback = tuple(
        told if id(told) in opinions else replace(told, score=4.9, responses=333) for told in offering.feedback
    )
    return replace(offering, **steps, results=results, feedback=feedback)


def test_the_page_depends_on_no_count_of_people_but_those_that_were_chosen():
    found, figures = figures_of(awards_by_quarter((9, 3, 12, 7, 2, 20)))
    assert figures.hides_something
    others = {offering.slug: other_numbers(offering, figures) for offering in found.offerings.values()}
    assert html_of(
        found.with_records({"offering": others}),
        replace(
            figures,
            offerings=tuple(others[offering.slug] for offering in figures.offerings),
            opinions=tuple(replace(opinion, offering=others[opinion.offering.slug]) for opinion in figures.opinions),
        ),
    ) == html_of(found, figures)


@pytest.fixture(scope="module")
def exchanged():
    """Two records that show the same numbers: what two hidden quarters have is exchanged."""
    one, other = (figures_of(awards_by_quarter(numbers)) for numbers in ((14, 3, 12, 4, 6, 20), (14, 4, 12, 3, 6, 20)))
    hidden = [key.key for key, number in one[1].counts.items() if key.grouping == "quarter" and number is None]
    assert {"2025-Q2", "2025-Q4"} <= set(hidden)
    return one, other


def test_hidden_quarters_with_other_numbers_give_the_same_page(exchanged):
    one, other = exchanged
    assert html_of(*one) == html_of(*other)


@pytest.mark.parametrize("form", [stats_formats.as_table, stats_formats.as_csv, stats_formats.as_json])
def test_hidden_quarters_with_other_numbers_give_the_same_file(exchanged, form):
    one, other = exchanged
    assert form(*one) == form(*other)


def test_every_stub_is_the_same_shape(exchanged):
    html = html_of(*exchanged[0])
    stubs = [drawn for drawn in re.findall(r"<svg.*?</svg>", html) if 'class="chart column"' in drawn and "–" in drawn]
    assert len(stubs) >= 2
    assert len(set(stubs)) <= 2, "a width for years, and one for quarters"


def test_courses_that_are_not_shown_stand_last_by_name():
    found, figures = figures_of(awards_by_quarter((9, 3, 12, 7, 2, 20)))
    courses = figures_page.page(found, figures, sample_site(), {}, None).courses
    hidden = [bar.label for bar in courses if bar.began is None]
    assert hidden
    assert [bar.label for bar in courses][-len(hidden) :] == sorted(hidden)


def test_the_busiest_quarter_is_named_so_only_where_every_quarter_is_shown(exchanged):
    assert "Of the quarters shown, Q2 2026 has most" in html_of(*exchanged[0])
    assert "The busiest quarter: Q2 2026" in html_of(*figures_of(awards_by_quarter((9, 8, 12, 7, 9, 20))))


def drawn_courses(seed):
    """Eight runs of three courses with numbers that are often small."""
    draw = random.Random(seed)
    for number in range(8):
        passed, only_completed, left = draw.randrange(30), draw.choice([0, 1, 3, 5, 9]), draw.choice([0, 2, 4, 6, 12])
        steps = {"enrolled": passed + only_completed + left, "completed": passed + only_completed, "passed": passed}
        given = dict(list(steps.items())[: draw.choice([1, 2, 3, 3])])
        yield course(f"r-{number}", draw.choice("abc"), last=f"2026-0{draw.randrange(1, 9)}-08", **given)


def test_no_part_of_a_bar_is_of_a_few_people():
    parts = []
    for seed in range(12):
        found, figures = figures_of(some(40), list(drawn_courses(seed)))
        for bar in figures_page.page(found, figures, sample_site(), {}, None).courses:
            parts += [bar.began, bar.completed, bar.passed, bar.only_completed, bar.left]
    assert len([part for part in parts if part]) > 20
    assert not any(0 < part < figures.threshold for part in parts if part is not None)
