"""Texts that carry their language, and pages that mark text in another one."""

import json
from dataclasses import replace

import html5lib
import pytest
from jinja2 import Environment
from markupsafe import Markup

from edition_samples import VISIT
from page_samples import ACHIEVEMENT, ISSUER, NOW, one_page, sample_site, templates
from testamur.publishing.rendering import environment
from testamur.publishing.views import achievement_pages
from testamur.publishing.views.catalogue import skill_pages
from testamur.publishing.views.signed_facts import Picture
from testamur.publishing.views.site_info import Place, site
from testamur.publishing.words import tagged_text
from testamur.publishing.words.tagged_text import TaggedText
from testamur.records.model import localized_text
from testamur.records.model.models import AchievementImage, Alignment, ResultDescription, RubricLevel

TEXT = {"fr": "Visite", "ar": "زيارة"}


@pytest.mark.parametrize(("asked", "found"), [(("ar",), "ar"), (("en", "fr"), "fr"), (("de",), "fr"), ((), "fr")])
def test_a_text_carries_its_language(asked, found):
    text = tagged_text.text_in(TEXT, *asked)
    assert (text, tagged_text.language_of(text)) == (localized_text.say(TEXT, *asked), found)


@pytest.mark.parametrize("asked", ["ar", "de"])
def test_a_list_of_texts_carries_its_language(asked):
    lists = {"fr": ("a", "b"), "ar": ("c",)}
    texts = tagged_text.texts_in(lists, asked)
    assert texts == localized_text.say_all(lists, asked)
    assert {tagged_text.language_of(text) for text in texts} == {"ar" if asked == "ar" else "fr"}
    assert tagged_text.texts_in({}, "fr") == tagged_text.texts_in((), "fr") == ()


def test_a_text_without_a_language_has_none_until_it_is_assigned():
    assert tagged_text.language_of(tagged_text.text_in("Visit", "fr")) == ""
    assert tagged_text.language_of(tagged_text.text_in(tagged_text.tag_text("Visit", "en"), "fr")) == "en"
    assert tagged_text.tag_text("", "en") == ""


def test_every_text_of_a_record_is_assigned_its_language():
    made = tagged_text.tag_record(ACHIEVEMENT, "en")
    assert made.name == {"en": ACHIEVEMENT.name}
    assert made.outcomes == {"en": ACHIEVEMENT.outcomes}
    assert made.stackability.description == {"en": ACHIEVEMENT.stackability.description}
    assert made.result_descriptions[0].name == {"en": "Final project"}
    assert made.alignments[0].target_name == {"en": "analyse data"}
    assert (made.in_language, made.tags, made.level) == (ACHIEVEMENT.in_language, ACHIEVEMENT.tags, ACHIEVEMENT.level)
    assert tagged_text.tag_record(VISIT, "en") is VISIT


def test_a_tagged_text_behaves_like_a_plain_one():
    text = TaggedText("a<b", "fr")
    assert json.dumps([text]) == '["a<b"]'
    assert Markup("{}").format(text) == "a&lt;b"
    assert text == "a<b"
    assert hash(text) == hash("a<b")


def render(source, language="en", **context):
    env = environment.prepare(Environment(), sample_site(language=language))
    return env.from_string(source).render(context)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<p{{ x|lang }}>{{ x }}</p>", '<p lang="ar" dir="rtl">*a* &lt;</p>'),
        ("{{ x|bdi }}", '<bdi lang="ar" dir="rtl">*a* &lt;</bdi>'),
        ("{{ x|markdown }}", '<div lang="ar" dir="rtl"><p><em>a</em> &lt;</p>\n</div>'),
        ("{{ x|line }}", '<span lang="ar" dir="rtl"><em>a</em> &lt;</span>'),
        ("{% trans n=x|bdi %}By {{ n }}{% endtrans %}", 'By <bdi lang="ar" dir="rtl">*a* &lt;</bdi>'),
    ],
)
def test_a_text_in_another_language_is_marked(source, html):
    assert render(source, x=TaggedText("*a* <", "ar")) == html
    assert "lang" not in render(source, x=TaggedText("*a* <", "en"))
    assert "lang" not in render(source, x="*a* <")


def test_a_hostile_language_cannot_break_out_of_its_attribute():
    assert render("<p{{ x|lang }}>", x=TaggedText("a", '"><script>')) == '<p lang="&#34;&gt;&lt;script&gt;" dir="ltr">'


ENGLISH = replace(
    ACHIEVEMENT,
    alignments=(Alignment(target_name="analyse data", target_url="http://data.europa.eu/x", target_description="It."),),
    image=AchievementImage(file="images/data.svg", caption="A bar chart"),
    result_descriptions=(
        ResultDescription(
            id="final-project",
            name="Final project",
            result_type="RubricCriterionLevel",
            levels=(RubricLevel(id="one", name="Able", description="Does it alone."),),
        ),
    ),
)


def page(name, language, achievement=ENGLISH):
    """The texts of the achievement on a page, with the languages they are marked as."""
    issuer = replace(ISSUER, languages=("en", "fr", "ar"))
    whose = site(issuer, now=NOW, language=language)
    caption = tagged_text.text_in(tagged_text.tag_text(achievement.image.caption, "en"), language)
    made = achievement_pages.page(
        achievement, language=language, picture=Picture(address="x.svg", caption=caption), own="en"
    )
    skill = skill_pages.pages([made], whose.prefix)[0]
    contexts = {
        "achievement.html": {
            "achievement": made,
            "holders": [],
            "next_steps": None,
            "endorsements": [],
            "course": None,
            "here": made.here,
        },
        "home.html": {
            "achievements": [made],
            "more": 0,
            "more_pathways": False,
            "pathways": [],
            "fan": (),
            "facts": (),
            "here": Place(whose.prefix),
        },
        "skill.html": {
            "skill": skill,
            "achievements": [made],
            "list": one_page([made], skill.here.path),
            "here": skill.here,
        },
    }
    return html5lib.parse(templates(whose).get_template(name).render(contexts[name]), namespaceHTMLElements=False)


OURS = {
    "Data Analysis Foundations", "Clean, join and question data.", "Clean and join data", "Complete a", "project",
    "Arithmetic.", "Counts towards the certificate.", "Final project", "analyse data", "It.", "Harbour Institute",
    "Evening classes on the quay.", "A bar chart", "Able", "Does it alone.",
}  # fmt: skip


def tongues(tree):
    """Return each text of the records that a page has, with the language it is read in."""
    found = []

    def walk(element, tongue):
        tongue = element.get("lang", tongue)
        found.extend((text.strip(), tongue) for text in (element.text, element.get("alt")) if text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in {"head", "script"}:
                walk(child, tongue)
            found.append(((child.tail or "").strip(), tongue))

    walk(tree, "")
    return {(text, tongue) for text, tongue in found if text in OURS}


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize(
    ("name", "lacks"),
    [
        ("achievement.html", {"Evening classes on the quay."}),
        ("home.html", OURS - {"Data Analysis Foundations", "Clean, join and question data.", "Harbour Institute",
                              "Evening classes on the quay."}),
        ("skill.html", OURS - {"Data Analysis Foundations", "Clean, join and question data.", "Harbour Institute",
                               "analyse data", "It."}),
    ],
)  # fmt: skip
def test_a_page_marks_exactly_the_texts_in_another_language(name, lacks, language):
    assert tongues(page(name, language)) == {(text, "en") for text in OURS - lacks}
    english = page(name, "en")
    marked = [one for one in english.iter() if isinstance(one.tag, str) and one.get("lang") and not one.get("hreflang")]
    assert [one.tag for one in marked] == ["html"]


def test_a_text_in_the_pages_language_is_not_marked():
    french = replace(ENGLISH, description={"en": "English.", "fr": "Français."})
    (lead,) = [one for one in page("achievement.html", "fr", french).iter("p") if one.get("class") == "lead"]
    assert (lead.text, lead.get("lang")) == ("Français.", None)
