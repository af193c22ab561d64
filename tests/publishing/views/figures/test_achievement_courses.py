"""What an achievement's page says of its courses: those to come, and how those before went."""

import re
from dataclasses import replace

from page_samples import ACHIEVEMENT, achievement_page, course_part, every_page, sample_registry, sample_site, templates
from testamur.publishing.views.figures.achievement_courses import CourseParts


def test_the_page_of_an_achievement_shows_the_figures_of_its_course():
    part = course_part(sample_site())
    assert (len(part.runs), part.enrolled) == (2, 78)
    html = every_page()["achievement.html"]
    assert "How the course is doing" in html
    assert "Atlantic Skills Board" in html


def test_an_upcoming_course_is_shown_with_its_places_and_survey():
    made = sample_registry()
    run = next(iter(made.offerings.values()))
    later = replace(run, slug="later", last_day=run.last_day.replace(year=2099), survey="https://survey.example/1")
    part = CourseParts(made.with_records({"offering": {"later": later}}), None, sample_site()).course_part(
        ACHIEVEMENT.slug
    )
    page = achievement_page()
    html = (
        templates()
        .get_template("achievement.html")
        .render(achievement=page, holders=[], course=part, next_steps=None, endorsements=(), here=page.here)
    )
    assert "40 places" in html
    assert "https://survey.example/1" in html
    assert "How the course is doing" not in html
    assert str(run.enrolled) not in re.sub(r"<[^>]*>", "", html).partition("When you can take it")[2][:200]


def test_an_achievement_without_courses_shows_no_figures():
    made = sample_registry().with_records({"offering": {}})
    assert CourseParts(made, None, sample_site()).course_part(ACHIEVEMENT.slug) is None
