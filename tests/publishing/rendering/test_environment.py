import datetime

import jinja2
import pytest
from jinja2 import Environment

from page_samples import sample_site
from testamur.publishing.rendering import environment
from testamur.publishing.views.site_info import Place, direction, not_found_place
from testamur.publishing.words import texts
from testamur.records.model.history import REASONS

DAY = datetime.date(2026, 11, 23)


def render(source, site=None, **context):
    return environment.prepare(Environment(), site or sample_site()).from_string(source).render(context)


def test_text_is_escaped_in_elements_and_attributes():  # M-02
    assert render('<a title="{{ x }}">{{ x }}</a>', x='"><i>') == '<a title="&#34;&gt;&lt;i&gt;">&#34;&gt;&lt;i&gt;</a>'


def test_text_in_a_translated_sentence_is_escaped():
    assert render("{% trans n=x %}By {{ n }}{% endtrans %}", x="<i>%(n)s") == "By &lt;i&gt;%(n)s"


def test_templates_compiled_before_are_compiled_again():
    env = Environment(loader=jinja2.DictLoader({"x": "{{ x }}"}), autoescape=False)
    assert env.get_template("x").render(x="<") == "<"
    assert environment.prepare(env, sample_site()).get_template("x").render(x="<") == "&lt;"


def test_a_constant_is_said_in_each_language_of_one_compiled_template():
    loader = jinja2.DictLoader({"said": '{{ "workload"|said }}'})
    said = [
        environment.prepare(Environment(loader=loader), sample_site(language=language)).get_template("said").render()
        for language in ("en", "fr")
    ]
    assert said == ["Workload", "Charge de travail"]


def test_an_undefined_variable_is_an_error():
    with pytest.raises(jinja2.UndefinedError):
        render("{{ absent }}")


def test_a_day_is_written_in_the_local_format_with_its_iso_form():
    assert render("{{ d|day }}", d=DAY) == '<time datetime="2026-11-23">23 November 2026</time>'
    assert '<span class="iso" dir="ltr">2026-11-23</span>' in render("{{ d|days }}", d=DAY)
    assert "23 novembre 2026" in render("{{ d|day }}", sample_site(language="fr"), d=DAY)


@pytest.mark.parametrize(("text", "words"), [("P3Y", "3 years"), ("P1Y6M", "1 year 6 months"), ("P90D", "90 days")])
def test_a_duration_is_written_in_words(text, words):
    assert render("{{ t|duration }}", t=text) == words


def test_numbers_countries_and_languages_are_written_in_the_pages_language():
    assert (
        render("{{ 2.5|number }} {{ 'IE'|country }} {{ 'fr'|language }} {{ 50|hours }}")
        == "2.5 Ireland French 50 hours"
    )
    french = sample_site(language="fr")
    assert render("{{ 2.5|number }} {{ 'DE'|country }}", french) == "2,5 Allemagne"


def test_a_code_without_a_name_is_shown_unchanged():
    assert render("{{ 'QQ'|country }} {{ 'xx'|language }} {{ 'ext:Kind'|word('achievementType') }}") == "QQ xx Kind"


def test_a_name_is_isolated_from_the_text_around_it():  # M-12
    assert render("{{ n|bdi }}", n="<علي>") == "<bdi>&lt;علي&gt;</bdi>"
    assert render("{{ n|isolated }}", n="علي") == "\u2068علي\u2069"
    assert render("{{ n|isolated }}", n="Zoë") == "Zoë"


def test_every_reason_has_a_neutral_sentence():
    assert set(texts.REASON) == set(REASONS)
    for sentence in texts.REASON.values():
        assert sentence.endswith(".")
        assert not {"fraud", "cheated", "failed", "misconduct", "invalid", "you"} & set(sentence.lower().split())


@pytest.mark.parametrize(
    ("path", "root"), [("", "./"), ("verify/", "../"), ("awards/x/", "../../"), ("sitemap.xml", "./")]
)
def test_relative_links_lead_from_a_page_back_to_the_base(path, root):
    assert Place(path).root == root


def test_the_404_page_links_from_the_root():
    assert not_found_place(sample_site()).root == "/"


def test_each_language_has_its_writing_direction():
    assert [direction(tag) for tag in ("en", "ar", "he", "pt-BR", "zz")] == ["ltr", "rtl", "rtl", "ltr", "ltr"]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("short", "short"),
        ("crews, drivers, contractors, volunteers", "crews, drivers…"),
        ("a sentence that ends: and another", "a sentence that…"),
        ("数据分析" * 10, "数据分析" * 5 + "…"),
    ],
)
def test_a_text_is_shortened_at_a_word_and_never_ends_in_a_comma(text, begins):
    assert environment.shorten(text, 20) == begins
