"""The choices by which the list of achievements can be filtered."""

from dataclasses import replace

from page_samples import ACHIEVEMENT
from testamur.publishing.views import achievement_pages
from testamur.publishing.views.catalogue import achievement_filters, skill_pages
from testamur.records.model.micro_credentials import Level
from testamur.records.model.models import Alignment

UUID = "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
ESCO = f"http://data.europa.eu/esco/skill/{UUID}"
DATA = Alignment(target_name="perform data analysis", target_url=ESCO, target_framework="ESCO")
DONNEES = Alignment(target_name="analyse de données", target_url=ESCO, target_framework="Esco")
OWN = Alignment(target_name="perform data analysis", target_url="https://x.example/1", target_framework="Our own")


def page(slug, **changes):
    made = replace(ACHIEVEMENT, slug=slug, **{"tags": (), "alignments": (), "level": None, **changes})
    return achievement_pages.page(made, language="en", picture=None)


def test_a_skill_named_in_several_languages_is_one_choice():
    shown = [page("a", alignments=(DATA,)), page("b", alignments=(DONNEES,), in_language="fr")]
    found = achievement_filters.filters(shown, "en")
    assert found.skills == ((skill_pages.skill_slug(shown[0].skills[0]), "perform data analysis"),)
    assert found.frameworks == ("ESCO",)
    assert found.languages == ("en", "fr")


def test_a_skill_of_the_same_name_in_another_framework_is_another_choice():
    found = achievement_filters.filters([page("a", alignments=(DATA, OWN))], "en")
    assert [name for _, name in found.skills] == ["perform data analysis"] * 2
    assert len({mark for mark, _ in found.skills}) == 2
    assert found.frameworks == ("ESCO", "Our own")


def test_a_tag_is_distinct_from_a_skill_even_if_it_equals_its_slug():
    slug = skill_pages.skill_slug(page("a", alignments=(DATA,)).skills[0])
    shown = page("a", alignments=(DATA,), tags=(slug,))
    assert set(achievement_filters.filter_values(shown)["skills"]) == {slug, f"#{slug}"}


def test_levels_of_both_frameworks_are_choices_in_ascending_order():
    levels = [Level(eqf=6), Level(eqf=5, qf_ehea="short-cycle"), Level(qf_ehea="first-cycle"), None]
    shown = [page(f"a{number}", level=level) for number, level in enumerate(levels)]
    found = achievement_filters.filters(shown)
    assert (found.eqf, found.qf_ehea) == ((5, 6), ("short-cycle", "first-cycle"))
    assert [achievement_filters.filter_values(one)["level"] for one in shown] == [
        ["eqf-6"],
        ["eqf-5", "short-cycle"],
        ["first-cycle"],
        [],
    ]


def test_every_choice_matches_an_achievement():
    shown = [page("a", alignments=(DATA, OWN), tags=("tide",), level=Level(eqf=6)), page("b", achievement_type="Badge")]
    found, marks = achievement_filters.filters(shown), [achievement_filters.filter_values(one) for one in shown]
    choices = {
        "skills": [mark for mark, _ in found.skills],
        "framework": found.frameworks,
        "level": [f"eqf-{level}" for level in found.eqf],
        "language": found.languages,
        "type": found.types,
    }
    assert [
        (name, one) for name, all_ in choices.items() for one in all_ if not any(one in m[name] for m in marks)
    ] == []


def test_more_skills_than_anybody_looks_through_are_left_to_the_list_of_skills(monkeypatch):
    monkeypatch.setattr(achievement_filters, "MOST_SKILLS", 1)
    found = achievement_filters.filters([page("a", alignments=(DATA, OWN), tags=("tide",))])
    assert found.skills == (("#tide", "tide"),)
    assert found.has_skill_pages
    assert achievement_filters.filters([page("a", alignments=(DATA, OWN), tags=("tide", "quay"))]).skills == ()


def test_words_of_an_institutions_own_alone_make_no_list_of_skills():
    assert not achievement_filters.filters([page("a", tags=("tide",))]).has_skill_pages
    assert achievement_filters.filters([page("a", alignments=(DATA,))]).has_skill_pages
