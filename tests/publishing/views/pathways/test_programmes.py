"""The degrees and programmes that pathways count towards."""

import datetime
import re

import pytest

from page_samples import ACHIEVEMENT, achievement_page, award_page, render_award, templates, views_of
from sample_pathways import pathway, take
from testamur.records.model.pathways import Programme, Step

DEGREE = Programme(
    name="BSc in Coastal Studies",
    institution="University of the Western Shore",
    credits=4,
    url="https://www.westernshore.example/bsc",
    until=datetime.date(2028, 8, 31),
)


def views(programme=DEGREE, **fields):
    return views_of(pathway("p", take("a"), take("b"), leads_to=programme, **fields), pathway("q", Step(pathway="p")))


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def pathway_html(programme):
    page = next(one for one in views(programme).pages() if one.slug == "p")
    return templates().get_template("pathway.html").render(pathway=page, here=page.here)


def test_the_page_of_a_pathway_says_what_it_counts_towards_and_whose_word_that_is():
    said = text_of(pathway_html(DEGREE))
    assert (
        "The whole of it counts 4 ECTS credits towards BSc in Coastal Studies, University of the Western Shore." in said
    )
    assert "This is agreed until 31 August 2028." in said
    assert "This is Harbour Institute’s own statement." in said


def test_without_credits_and_an_end_neither_is_said():
    said = text_of(pathway_html(Programme(name="BSc", institution="Shore")))
    assert "The whole of it counts towards BSc, Shore." in said
    assert "ECTS credits towards" not in said
    assert "agreed until" not in said


def test_an_agreement_that_is_over_says_so_and_stands_on_no_achievement():
    over = Programme(name="BSc", institution="Shore", until=datetime.date(2026, 11, 22))
    assert "The agreement ended on 22 November 2026." in text_of(pathway_html(over))
    assert views(over).programmes("a") == ()


def test_the_last_day_of_an_agreement_still_counts():
    assert (
        len(views(Programme(name="BSc", institution="Shore", until=datetime.date(2026, 11, 23))).programmes("a")) == 1
    )


@pytest.mark.parametrize("achievement", ["a", "b", "c"])
def test_an_achievement_says_where_its_pathways_count(achievement):
    found = views(milestone="c").programmes(achievement)
    assert [(one.pathway.title, one.name, one.credits) for one in found] == [("P", "BSc in Coastal Studies", 4)]


def test_an_achievement_of_no_such_pathway_says_nothing():
    assert views().programmes("d") == ()


def test_a_pathway_that_can_no_longer_be_begun_leads_nobody_anywhere():
    assert views(retired=datetime.date(2026, 1, 1)).programmes("a") == ()


def test_an_achievement_s_page_names_the_programme():
    made = achievement_page(ACHIEVEMENT)
    known = views()
    html = (
        templates()
        .get_template("achievement.html")
        .render(
            achievement=made,
            holders=[],
            next_steps=known.next_steps("a"),
            programmes=known.programmes("a"),
            endorsements=[],
            course=None,
            here=made.here,
        )
    )
    assert "P: The whole of it counts 4 ECTS credits towards BSc in Coastal Studies" in text_of(html)


def test_no_award_says_where_its_pathway_counts():
    assert "Coastal Studies" not in render_award(award_page(), templates())


def test_names_of_programmes_are_text():
    hostile = Programme(name="</p><script>alert(1)</script>", institution="<img src=x>", url="javascript:alert(1)")
    html = pathway_html(hostile)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "javascript:" not in html
