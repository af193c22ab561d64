"""Where an achievement leads: the pathways that it counts towards, and what comes next in each."""

import datetime
from dataclasses import replace

import html5lib

from page_samples import ACHIEVEMENT, achievement_page, sample_views, templates, views_of
from sample_pathways import choose, pathway, take


def test_an_achievement_leads_to_its_pathways_and_to_those_that_nest_them():
    found = sample_views().next_steps("safety")
    assert [(one.pathway.title, one.through.title if one.through else "") for one in found.counts_towards] == [
        ("First steps", ""),
        ("Work on the quay", "First steps"),
    ]
    assert not sample_views().next_steps("none-of-these")


def test_the_page_of_a_milestone_links_to_its_pathway():
    made = achievement_page(replace(ACHIEVEMENT, slug="quay-hand"))
    leads = sample_views().next_steps("quay-hand")
    text = (
        templates()
        .get_template("achievement.html")
        .render(achievement=made, holders=[], next_steps=leads, endorsements=[], course=None, here=made.here)
    )
    main = html5lib.parse(text, namespaceHTMLElements=False).find(".//main")
    assert "Awarded for completing Work on the quay." in " ".join("".join(main.itertext()).split())


def following(made, achievement):
    (found,) = made.next_steps(achievement).in_pathways
    return [(one.choose, [stop.title for stop in one.items]) for one in found.steps], found.more, found.milestone


def test_after_part_of_a_choice_the_rest_of_it_comes_next():
    made = views_of(pathway("p", choose(2, "a", "b", "c"), take("d"), is_ordered=True))
    assert following(made, "a") == ([(1, ["B", "C"])], 0, None)


def test_after_the_last_step_the_milestone_comes_next():
    made = views_of(pathway("p", take("a"), take("b"), is_ordered=True, milestone="h"))
    steps, more, milestone = following(made, "b")
    assert (steps, more, milestone.title) == ([], 0, "H")


def test_in_an_unordered_pathway_the_other_steps_come_next_and_only_some_are_named():
    names = [f"a{number}" for number in range(12)]
    made = views_of(pathway("p", *map(take, names)), achievements=names)
    steps, more, _ = following(made, "a3")
    assert [titles for _, titles in steps] == [[name] for name in ("A0", "A1", "A2", "A4", "A5", "A6")]
    assert more == 5


def test_in_an_ended_pathway_nothing_comes_next():
    made = views_of(pathway("p", take("a"), take("b"), retired=datetime.date(2026, 1, 1)))
    assert made.next_steps("a").in_pathways == ()
    assert made.next_steps("a").counts_towards[0].pathway.is_retired
