"""What search engines are told of courses."""

import json
import re

import pytest

from page_samples import ACHIEVEMENT, achievement_page, course_part, sample_registry, sample_site, templates
from testamur.publishing.views import structured_data
from testamur.publishing.views.figures.achievement_courses import CoursePart, CourseParts
from testamur.records.model import offerings

RUN = {
    "achievement": ACHIEVEMENT.slug,
    "name": "Spring 2027",
    "period": {"from": "2027-02-01", "to": "2027-03-12"},
    "language": "en",
    "mode": "in-person",
    "places": 24,
}


def part(**changes):
    value = {**RUN, **changes}
    made = sample_registry().with_records({"offering": {"one": offerings.read("one", value)}})
    found = CourseParts(made, None, sample_site()).course_part(ACHIEVEMENT.slug)
    return found.open if found else ()


def data(**changes):
    return structured_data.course_data(achievement_page(ACHIEVEMENT), part(**changes), sample_site())


def test_a_course_is_told_with_its_runs_to_come():
    course = data()
    assert (course["@type"], course["name"]) == ("Course", "Data Analysis Foundations")
    assert course["provider"]["name"] == "Harbour Institute"
    assert course["hasCourseInstance"] == [
        {
            "@type": "CourseInstance",
            "name": "Spring 2027",
            "courseMode": "Onsite",
            "startDate": "2027-02-01",
            "endDate": "2027-03-12",
            "inLanguage": "en",
            "courseWorkload": "PT50H",
            "maximumAttendeeCapacity": 24,
        }
    ]


def test_a_course_that_is_over_is_no_course_to_take():
    assert data(period={"from": "2026-02-01", "to": "2026-03-12"}) == {}


@pytest.mark.parametrize(("mode", "told"), [("online", "Online"), ("blended", "Blended"), ("in-person", "Onsite")])
def test_the_mode_has_the_word_that_search_engines_know(mode, told):
    assert data(mode=mode)["hasCourseInstance"][0]["courseMode"] == told


def elements(course):
    made = achievement_page(ACHIEVEMENT)
    html = (
        templates()
        .get_template("achievement.html")
        .render(achievement=made, holders=[], next_steps=None, endorsements=[], course=course, here=made.here)
    )
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]


def test_an_achievement_s_page_tells_of_the_course_only_where_it_can_be_taken():
    assert [one["@type"] for one in elements(CoursePart(open=part()))] == [
        "EducationalOccupationalCredential",
        "Course",
    ]
    assert [one["@type"] for one in elements(course_part(sample_site()))] == ["EducationalOccupationalCredential"]


def test_no_name_of_a_run_ends_its_element():
    assert elements(CoursePart(open=part(name="</script><b>")))[1]["hasCourseInstance"][0]["name"] == "</script><b>"
