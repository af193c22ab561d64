"""Results of every kind, read from the signed document and shown on the award's page, in print and beforehand."""

import re
from dataclasses import replace

import html5lib
import pytest

from page_samples import ACHIEVEMENT, achievement_page, award_page, render_award, templates
from result_samples import KINDS, RUBRIC, signed
from testamur.publishing.rendering.certificate_layout import lay_out
from testamur.publishing.views import signed_facts


def words(element):
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize(("description", "value", "said"), KINDS.values(), ids=KINDS)
def test_a_result_is_shown_with_its_scale_and_required_value(description, value, said):
    main = html5lib.parse(render_award(award_page(signed=signed(description, value))), namespaceHTMLElements=False)
    section = next(one for one in main.iter("section") if one.findtext("h2") == "Result")
    assert words(section.find(".//dd")) == said
    assert words(section.find(".//dt")) == description.name


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("percent", "87%"),
        ("a status", "Completed"),
        ("a level of a rubric", "Expert (level 3 of 3)"),
        ("points", "18"),
    ],
)
def test_the_printed_sheet_has_the_result(kind, printed):
    description, value, _ = KINDS[kind]
    page = award_page(signed=signed(description, value))
    sheet = templates().get_template("parts/certificate.html")
    html = sheet.render(
        award=page,
        layout=lay_out(page, "classic"),
        style="classic",
        accent="#123456",
        signatories=(),
        logo="",
        badge="",
        qr="",
        code="",
        link="https://badges.harbour.example/awards/7k3q-9c2m-4t8x-0v6e/",
    )
    main = html5lib.parse(html, namespaceHTMLElements=False)
    rows = {words(one.find("dt")): words(one.find("dd")) for one in main.findall(".//dl[@class='elements']/div")}
    assert rows[description.name] == printed


def test_a_level_is_matched_by_its_signed_id_and_not_by_its_name():
    credential = signed(RUBRIC, "second")
    credential["credentialSubject"]["result"][0]["achievedLevel"] = "https://elsewhere.example/level"
    (result,) = signed_facts.read_facts(credential).results
    assert (result.place, result.reached, result.value) == (0, None, "Proficient")
    credential["credentialSubject"]["result"][0]["achievedLevel"] = credential["credentialSubject"]["achievement"][
        "resultDescription"
    ][0]["rubricCriterionLevel"][0]["id"]
    (result,) = signed_facts.read_facts(credential).results
    assert (result.place, result.reached.name) == (1, "Beginning")


def test_the_page_of_an_achievement_explains_each_level_and_the_required_one():
    shown = achievement_page(replace(ACHIEVEMENT, result_descriptions=(RUBRIC,)))
    html = (
        templates()
        .get_template("achievement.html")
        .render(achievement=shown, holders=[], next_steps=None, endorsements=[], course=None, here=shown.here)
    )
    levels = html5lib.parse(html, namespaceHTMLElements=False).find(".//ol[@class='levels']")
    assert [words(one) for one in levels] == [
        "Beginning Reads from a sheet.".replace(" Reads", "Reads"),
        "Proficient 2 points needed to passSpeaks freely.",
        "Expert 3 pointsAnswers every question.",
    ]


def test_markup_in_a_rubric_stays_text():
    hostile = replace(RUBRIC.levels[2], name="<b>x</b>", description="<img src=x onerror=alert(1)>")
    html = render_award(award_page(signed=signed(replace(RUBRIC, levels=(*RUBRIC.levels[:2], hostile)), "third")))
    assert not re.search(r"<b>x|<img src=x", html)
