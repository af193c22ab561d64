"""The figures of a registry: of awards and of courses together, and what is missing from them."""

import datetime

from figure_samples import KINDS, course, day, figures, said, some
from testamur.figures import institution_figures


def test_everything_is_shown_to_those_who_ask_for_it():
    found = figures(some(2), unsuppressed=True)
    assert found.get("awards", grouping="achievement", key="a") == 2


def test_averages_are_weighted_and_only_over_the_same_scale():
    courses = [
        course("x", enrolled=60, feedback=[said(10, score=3.0)]),
        course("y", enrolled=60, feedback=[said(30, score=5.0), said(20, score=8.0, best=10)]),
    ]
    made = [
        (one.best, one.score, one.responses) for one in institution_figures.averages(figures(courses=courses).opinions)
    ]
    assert made == [(5, 4.5, 40), (10, 8.0, 20)]


def test_what_nobody_takes_is_named():
    found = figures(some(6, awarded_date=day("2025-02-01")) + some(6, 10, achievement="b"), unsuppressed=True)
    assert found.not_taken == ("a", "c")
    taken = figures(courses=[course("x", "c", enrolled=9)], unsuppressed=True)
    assert taken.not_taken == ("a", "b")


def test_courses_that_nobody_was_asked_about_or_counted_are_named():
    heard = course("x", "b", enrolled=30, feedback=[said(20)])
    found = figures(courses=[course("y", "a"), heard, course("z", "c", last="2027-01-01")])
    assert (found.without_feedback, found.without_figures) == (("a",), ("y",))


def test_passes_are_not_told_by_awards_nor_awards_by_passes():
    courses = [course("x", enrolled=60, completed=52, passed=26), course("y", enrolled=40, completed=30, passed=3)]
    # 29 were awarded `a`: whoever is told of 26 in one course knows of 3 in the other.
    found = figures(some(29) + some(30, 100, achievement="b"), courses)
    assert found.get("awards", grouping="achievement", key="a") == 29
    assert found.get("passed", grouping="offering", key="x") is None


def test_passes_are_shown_of_those_achievements_of_which_the_awards_are():
    courses = [
        course("x", enrolled=60, completed=50, passed=30),
        course("y", "b", enrolled=70, completed=50, passed=30),
    ]
    found = figures(some(30) + some(3, 100, achievement="b") + some(8, 200, achievement="c"), courses)
    assert [found.get("awards", grouping="achievement", key=kind) for kind in KINDS] == [30, None, None]
    assert [found.get("completed", grouping="offering", key=slug) for slug in "xy"] == [50, 50]
    assert [found.get("passed", grouping="offering", key=slug) for slug in "xy"] == [30, None]


def test_what_is_large_is_all_shown():
    awards, number = [], 0
    for kind in KINDS:
        for year in (2025, 2026):
            for month in (2, 5, 8):
                for language in ("en", "fr"):
                    day_of = datetime.date(year, month, 1)
                    awards += some(6, number, achievement=kind, awarded_date=day_of, language=language)
                    number += 6
    courses = [course(f"o{one}", KINDS[one % 3], enrolled=40, completed=30, passed=20) for one in range(6)]
    assert not figures(awards, courses).hides_something
