"""What the page of a pathway says, and that it says nothing of learners."""

import datetime
from dataclasses import replace

import html5lib
import pytest

from page_samples import sample_site, sample_views, templates, views_of
from sample_pathways import FIRST_STEPS, QUAY, choose, pathway, take
from testamur.records.model.pathways import Step


def said(element):
    return " ".join("".join(element.itertext()).split())


def page(name):
    return next(one for one in sample_views().pages() if one.slug == name)


def drawn(shown):
    text = templates().get_template("pathway.html").render(pathway=shown, here=shown.here)
    return html5lib.parse(text, namespaceHTMLElements=False).find(".//main")


def test_pages_are_sorted_by_title_in_the_language_of_the_site():
    made = sample_views("fr", "fr/").pages()
    assert [one.title for one in made] == ["First steps", "Travailler sur le quai"]
    assert made[1].here.path == "fr/pathways/work-on-the-quay/"
    assert made[1].steps[1].name == "Une matière de la mer"


def test_a_text_in_another_language_than_the_pages_is_marked():
    shown = next(one for one in sample_views("fr", "fr/").pages() if one.slug == "work-on-the-quay")
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
    (unsure,) = views_of(pathway("p", *many), achievements=names).pages()
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
    made = views_of(inner, pathway("outer", Step(pathway="inner")), achievements=[f"a{one}" for one in range(20)])
    outer = next(one for one in made.pages() if one.slug == "outer")
    assert outer.steps[0].inner is None
    assert outer.steps[0].items[0].steps == 3


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
    (made,) = views_of(pathway("p", choose(number, "a", "b", "c"))).pages()
    assert expected in said(drawn(made))


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-11-22", "It could be begun until"), ("2026-11-23", "It can be begun until")]
)
def test_an_ended_pathway_states_its_last_day(day, expected):
    (made,) = views_of(pathway("p", take("a"), retired=datetime.date.fromisoformat(day))).pages()
    assert made.is_retired == expected.startswith("It could")
    assert expected in said(drawn(made))
