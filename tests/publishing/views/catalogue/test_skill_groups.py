"""The list of skills in groups: by what an entry is, and by the field that its framework's code names."""

from dataclasses import replace

import pytest

from page_samples import ACHIEVEMENT, achievement_page, templates
from testamur.publishing.views.catalogue import skill_groups, skill_pages
from testamur.publishing.views.list_pages import list_pages
from testamur.publishing.words import texts
from testamur.records.model.models import Alignment

UUID = "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
ESCO = "http://data.europa.eu/esco"


def skill(name, framework, code="", address=""):
    return Alignment(target_name=name, target_framework=framework, target_code=code, target_url=address)


ANALYSIS = skill("perform data analysis", "ESCO", UUID, f"{ESCO}/skill/{UUID}")
SCIENTISTS = skill("Data Scientists", "O*NET-SOC", "15-2051.00")
SAILORS = skill("Sailors", "O*NET-SOC", "", "https://www.onetonline.org/link/summary/53-5011.00")
OWN = skill("Splicing", "Quay Skills", "Q-7")


def grouped(*skills):
    pages = skill_pages.pages([achievement_page(replace(ACHIEVEMENT, alignments=skills))], "")
    return skill_groups.groups(skill_groups.in_order(pages, "en"))


def read(*skills):
    return [
        (group.kind, [(one.field, [page.skill.name for page in one.skills]) for one in group.fields])
        for group in grouped(*skills)
    ]


def test_occupations_stand_by_the_major_group_that_their_code_begins_with():
    assert read(SAILORS, SCIENTISTS) == [
        ("occupations", [("soc-15", ["Data Scientists"]), ("soc-53", ["Sailors"])]),
    ]


def test_skills_languages_and_occupations_stand_apart_and_in_one_order():
    french = skill("French B1", "CEFR", "B1")
    assert [kind for kind, _ in read(OWN, SCIENTISTS, french, ANALYSIS)] == [
        "skills",
        "languages",
        "occupations",
        "own",
    ]


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (skill("a", "ESCO", "", f"{ESCO}/occupation/{UUID}"), "occupations"),
        (skill("a", "esco v1.2", "", f"{ESCO}/skill/{UUID}"), "skills"),
        (skill("a", "O*NET", "15-2051.00"), "occupations"),
        (skill("a", "O*NET", "2.A.1.a"), "skills"),
        (skill("a", "ISCO-08", "2511"), "occupations"),
        (skill("a", "ISCED-F 2013", "0611"), "studies"),
        (skill("a", "", ""), "own"),
    ],
)
def test_an_entry_is_what_its_framework_says(entry, kind):
    assert [found for found, _ in read(entry)] == [kind]


def test_each_framework_of_an_institutions_own_is_a_group():
    other = skill("Knots", "Rope Skills")
    assert [group.frameworks for group in grouped(other, OWN)] == [("Quay Skills",), ("Rope Skills",)]


def test_frameworks_that_have_occupations_are_one_group():
    (group,) = grouped(SCIENTISTS, skill("Developers", "ISCO-08", "2512"))
    assert group.frameworks == ("ISCO-08", "O*NET-SOC")


def test_any_part_of_the_list_can_be_grouped():
    skills = (SAILORS, SCIENTISTS, ANALYSIS, OWN)
    pages = skill_pages.pages([achievement_page(replace(ACHIEVEMENT, alignments=skills))], "")
    parts = list_pages(skill_groups.in_order(pages, "en"), most=2, first="skills/", more="skills-")
    assert [[group.kind for group in skill_groups.groups(part.entries)] for part in parts] == [
        ["skills", "occupations"],
        ["occupations", "own"],
    ]


def test_every_major_group_has_its_words():
    groups = {f"soc-{number}" for number in range(11, 56, 2)}
    assert groups == set(texts.SKILL_FIELD)


def html(*skills):
    groups = grouped(*skills)
    here = groups[0].fields[0].skills[0].here
    (part,) = list_pages([], most=1, first="skills/", more="skills-")
    return templates().get_template("skills.html").render(groups=groups, list=part, here=here)


def test_nobody_has_to_read_a_long_code():
    page = html(ANALYSIS)
    assert "perform data analysis" in page
    assert UUID not in page.replace(f"/skills/esco-{UUID}-", "")


def test_how_many_achievements_lead_to_a_skill_is_said_where_it_is_more_than_one():
    first = achievement_page(replace(ACHIEVEMENT, alignments=(ANALYSIS, SCIENTISTS)))
    second = achievement_page(replace(ACHIEVEMENT, slug="b", alignments=(ANALYSIS,)))
    groups = skill_groups.groups(skill_groups.in_order(skill_pages.pages([first, second], ""), "en"))
    (part,) = list_pages([], most=1, first="skills/", more="skills-")
    page = templates().get_template("skills.html").render(groups=groups, list=part, here=part.here)
    assert page.count("2 achievements") == 1
    assert "1 achievement" not in page


def test_a_group_stands_in_the_order_of_the_pages_language():
    skills = (skill("Zebra", "ESCO", "S1"), skill("Äpfel", "ESCO", "S2"), skill("Birnen", "ESCO", "S3"))
    pages = skill_pages.pages([achievement_page(replace(ACHIEVEMENT, alignments=skills))], "", "de")
    assert [page.skill.name for page in skill_groups.in_order(pages, "de")] == ["Äpfel", "Birnen", "Zebra"]
