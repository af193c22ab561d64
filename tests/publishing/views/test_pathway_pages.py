"""Pages of pathways: the route, where an achievement leads, and a learner's progress."""

import datetime
from dataclasses import replace

import html5lib
import pytest

from page_samples import ACHIEVEMENT, achievement_page, sample_site, templates, ways
from sample_pathways import FIRST_STEPS, QUAY
from testamur.publishing.views import pathway_pages
from testamur.records.model.pathways import Pathway, Step

DAY = datetime.date(2026, 11, 23)


def of(*made, achievements="abcdefgh", as_of=DAY, **options):
    """Return the pages of these pathways, over achievements named by letters."""
    shown = [achievement_page(replace(ACHIEVEMENT, slug=slug, name=slug.upper())) for slug in achievements]
    return pathway_pages.ways({one.slug: one for one in made}, shown, language="en", as_of=as_of, **options)


def pathway(slug, *steps, **fields):
    return Pathway(slug=slug, name=fields.pop("name", slug.title()), steps=steps, **fields)


def take(slug):
    return Step(achievement=slug)


def choose(number, *slugs, **fields):
    return Step(choose=number, of=tuple(map(take, slugs)), **fields)


def html(template, **context):
    text = templates().get_template(template).render(here=context.pop("here"), **context)
    return html5lib.parse(text, namespaceHTMLElements=False).find(".//main")


def said(element):
    return " ".join("".join(element.itertext()).split())


def page(name):
    return next(one for one in ways().pages() if one.slug == name)


def drawn(shown):
    return html("pathway.html", pathway=shown, here=shown.here)


def test_pages_are_sorted_by_title_in_the_language_of_the_site():
    made = ways("fr", "fr/").pages()
    assert [one.title for one in made] == ["First steps", "Travailler sur le quai"]
    assert made[1].here.path == "fr/pathways/work-on-the-quay/"
    assert made[1].steps[1].name == "Une matière de la mer"


def test_a_text_in_another_language_than_the_pages_is_marked():
    shown = next(one for one in ways("fr", "fr/").pages() if one.slug == "work-on-the-quay")
    env = templates(replace(sample_site(), language="fr"))
    main = html5lib.parse(
        env.get_template("pathway.html").render(pathway=shown, here=shown.here), namespaceHTMLElements=False
    ).find(".//main")
    assert (main.find(".//h1/bdi").get("lang"), main.find(".//p[@class='lead']").get("lang")) == (None, "en")


def test_a_page_states_the_least_number_of_achievements_if_known():
    assert page("work-on-the-quay").least == 5
    many = [choose(3, *(f"{one}{other}" for other in range(8) for one in "ab")) for _ in range(3)]
    many.append(choose(3, *(f"a{other}" for other in range(8))))
    names = [f"{one}{other}" for other in range(8) for one in "ab"]
    (unsure,) = of(pathway("p", *many), achievements=names).pages()
    assert unsure.least == 0


def test_the_route_is_an_ordered_list_that_describes_each_step():
    main = drawn(page("work-on-the-quay"))
    way = main.find(".//section[@class='route']/ol")
    assert way.get("class") == "way in-order"
    assert [said(item.find("p[@class='says']")) for item in way] == [
        "Step 1 All of this pathway", "Step 2 A subject of the sea 2 of these 4", "Step 3",
    ]  # fmt: skip
    assert [said(one.find(".//p[@class='title']")) for one in way[1].findall("ul/li")] == [
        "Navigation", "Planking", "Tides", "Ecology",
    ]  # fmt: skip
    assert said(main.find(".//div[@class='goal']")).startswith("Then this is awarded Quay-Hand")


def test_a_nested_pathway_is_shown_inside_with_its_own_steps():
    inside = drawn(page("work-on-the-quay")).find(".//div[@class='nest']")
    assert said(inside[0]).startswith("First steps")
    assert (inside[1].tag, inside[1].get("class")) == ("ul", "way inside")
    assert len(inside[1]) == 2


def test_a_long_nested_pathway_is_only_named():
    inner = pathway("inner", *(choose(1, *(f"a{one}" for one in range(20))) for _ in range(3)))
    made = of(inner, pathway("outer", Step(pathway="inner")), achievements=[f"a{one}" for one in range(20)])
    outer = next(one for one in made.pages() if one.slug == "outer")
    assert outer.steps[0].inner is None
    assert outer.steps[0].stops[0].steps == 3


def test_an_unordered_pathway_is_a_list_without_numbers():
    main = drawn(page("first-steps"))
    assert main.find(".//section[@class='route']/ul").get("class") == "way"
    assert "Step" not in said(main.find(".//section[@class='route']/ul"))
    assert "in any order" in said(main)
    assert [one.get("href") for one in main.findall(".//section[@aria-labelledby='within']//a")] == [
        "../../pathways/work-on-the-quay/"
    ]


def test_every_achievement_and_pathway_of_a_route_is_linked():
    main = drawn(page("work-on-the-quay"))
    links = {link.get("href") for link in main.findall(".//section[@class='route']//a")}
    slugs = {leaf.achievement for step in (*QUAY.steps, *FIRST_STEPS.steps) for leaf in (step, *step.of)} - {""}
    assert links == {f"../../achievements/{slug}/" for slug in {*slugs, "quay-hand"}} | {"../../pathways/first-steps/"}


def test_pathway_pages_do_not_mention_learners():
    main = drawn(page("work-on-the-quay"))
    assert main.findall(".//a[@href='awards/']") == []
    assert "awards/" not in "".join(link.get("href") for link in main.findall(".//a"))


@pytest.mark.parametrize(("number", "expected"), [(1, "One of these 3"), (2, "2 of these 3"), (3, "All of these")])
def test_a_choice_states_how_many_it_takes(number, expected):
    (made,) = of(pathway("p", choose(number, "a", "b", "c"))).pages()
    assert expected in said(drawn(made))


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-11-22", "It could be begun until"), ("2026-11-23", "It can be begun until")]
)
def test_an_ended_pathway_states_its_last_day(day, expected):
    (made,) = of(pathway("p", take("a"), retired=datetime.date.fromisoformat(day))).pages()
    assert made.is_retired == expected.startswith("It could")
    assert expected in said(drawn(made))


def test_an_achievement_leads_to_its_pathways_and_to_those_that_nest_them():
    found = ways().leads("safety")
    assert [(one.pathway.title, one.through.title if one.through else "") for one in found.towards] == [
        ("First steps", ""),
        ("Work on the quay", "First steps"),
    ]
    assert not ways().leads("none-of-these")


def test_the_page_of_a_milestone_links_to_its_pathway():
    made = achievement_page(replace(ACHIEVEMENT, slug="quay-hand"))
    leads = ways().leads("quay-hand")
    main = html(
        "achievement.html", achievement=made, holders=[], leads=leads, endorsements=[], course=None, here=made.here
    )
    assert "Awarded for completing Work on the quay." in said(main)


def following(made, achievement):
    (found,) = made.leads(achievement).following
    return [(one.choose, [stop.title for stop in one.stops]) for one in found.steps], found.more, found.milestone


def test_after_part_of_a_choice_the_rest_of_it_comes_next():
    made = of(pathway("p", choose(2, "a", "b", "c"), take("d"), is_ordered=True))
    assert following(made, "a") == ([(1, ["B", "C"])], 0, None)


def test_after_the_last_step_the_milestone_comes_next():
    made = of(pathway("p", take("a"), take("b"), is_ordered=True, milestone="h"))
    steps, more, milestone = following(made, "b")
    assert (steps, more, milestone.title) == ([], 0, "H")


def test_in_an_unordered_pathway_the_other_steps_come_next_and_only_some_are_named():
    names = [f"a{number}" for number in range(12)]
    made = of(pathway("p", *map(take, names)), achievements=names)
    steps, more, _ = following(made, "a3")
    assert [titles for _, titles in steps] == [[name] for name in ("A0", "A1", "A2", "A4", "A5", "A6")]
    assert more == 5


def test_in_an_ended_pathway_nothing_comes_next():
    made = of(pathway("p", take("a"), take("b"), retired=datetime.date(2026, 1, 1)))
    assert made.leads("a").following == ()
    assert made.leads("a").towards[0].pathway.is_retired


def progress(*earned):
    return {one.pathway.title: one for one in ways().progress(earned)}


def test_progress_is_shown_for_each_pathway_with_something_earned():
    found = progress("safety", "navigation")
    assert set(found) == {"First steps", "Work on the quay"}
    quay = found["Work on the quay"]
    assert (quay.done, quay.total, quay.is_complete, quay.has_milestone) == (0, 3, False, False)
    assert [stop.title for one in quay.following for stop in one.stops] == ["First steps"]
    assert (found["First steps"].done, found["First steps"].total) == (1, 2)


def test_progress_counts_steps_and_shows_the_rest_of_a_choice():
    quay = progress("safety", "first-aid", "tides")["Work on the quay"]
    assert quay.done == 1
    assert [(one.number, one.choose, len(one.stops)) for one in quay.following] == [(2, 1, 3)]


def test_progress_shows_completion_and_the_milestone():
    everything = ("safety", "first-aid", "tides", "ecology", ACHIEVEMENT.slug)
    quay = progress(*everything)["Work on the quay"]
    assert (quay.done, quay.is_complete, quay.has_milestone, quay.following) == (3, True, False, ())
    assert progress(*everything, "quay-hand")["Work on the quay"].has_milestone


def test_without_a_relevant_achievement_no_progress_is_shown():
    assert progress() == progress("something-else") == {}
