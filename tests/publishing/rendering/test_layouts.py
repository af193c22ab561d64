"""A page that is filled into a layout is the page that the template renders by itself, letter for letter."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from page_samples import HISTORIES, award, award_page, document, sample_site, templates
from result_samples import KINDS, signed
from testamur.publishing.rendering import environment, layouts
from testamur.publishing.rendering.layouts import AwardTemplate
from testamur.publishing.views.renewal_links import Renewal
from testamur.publishing.views.site_info import Place
from testamur.publishing.views.structured_data import award_data, script_element
from thoroughness import examples

ENV = templates()
NAMES = [
    "Ada Okafor",
    "Siobhán O’Brien",
    "Siobhan O'Brien",
    "李 小龍",
    "Ибраим Кызы",
    "فاطمة الزهراء",
    "רות כהן",
    "Ruth رو Cohen",
    "R & D <b>Ada</b>",
    'The "Ada"',
    "back\\slash",
    "a" * 80,
    "",
    " ",
    "{{ site }}",
    "Ada\u2028Okafor",
    "Zoë\N{COMBINING DIAERESIS}",
]


class Counting:
    """A template that counts how often it was asked."""

    def __init__(self, template):
        self.template, self.asked = template, 0

    def render(self, context):
        self.asked += 1
        return self.template.render(context)


def context(page, qr="<svg>1</svg>", prospects=()):
    return {"award": page, "here": page.here, "qr": Markup(qr), "prospects": prospects}


def named(learner, **changes):
    return award_page(signed=document(award(**changes), learner=learner), **changes)


def of_another(page, code="9999-aaaa-bbbb-ccc9"):
    """Return the page of another award of the same kind."""
    path = page.here.path.replace(page.id, code)
    facts = replace(page.facts, address=page.facts.address.replace(page.id, code))
    return replace(page, id=code, here=Place(path, page.here.indexed), facts=facts, digest="ab" * 32)


def both(pages, template):
    """Return the pages as they are filled in, and as they are rendered by themselves."""
    filled = AwardTemplate(template)
    return [filled.render(context(page)) for page in pages], [template.render(context(page)) for page in pages]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_written_as_the_template_writes_it(name):
    pages = [named(one) for one in ("Ada Lovelace", "Grace Hopper", name, name, name)]
    filled, alone = both(pages, ENV.get_template("award.html"))
    assert filled == alone


@given(st.lists(st.text(max_size=90), min_size=3, max_size=6))
@examples(25)
def test_any_names_are_written_as_the_template_writes_them(names):
    page = named("Ada Lovelace")
    pages = [page, page, *(replace(page, facts=replace(page.facts, learner=name)) for name in names)]
    filled, alone = both(pages, ENV.get_template("award.html"))
    assert filled == alone


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("history", HISTORIES)
def test_a_page_is_the_same_however_the_award_stands(history, language):
    page = award_page(history)
    env = templates(sample_site(language=language))
    filled, alone = both(
        [page, of_another(page), of_another(page, "8888-aaaa-bbbb-ccc8")], env.get_template("award.html")
    )
    assert filled == alone


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_the_same_with_a_result_of_any_kind(kind):
    description, value, _ = KINDS[kind]
    pages = [award_page(signed=signed(description, value)) for _ in range(3)]
    filled, alone = both(pages, ENV.get_template("award.html"))
    assert filled == alone


def test_a_template_is_rendered_for_the_first_awards_of_a_kind_and_for_no_more():
    template = Counting(ENV.get_template("award.html"))
    filled = AwardTemplate(template)
    page = named("Ada Lovelace")
    for number in range(20):
        filled.render(context(of_another(page, f"9999-aaaa-bbbb-{number:04}")))
    assert template.asked == 3  # by itself; for the layout, and beside it; then no more


@pytest.mark.parametrize(
    "asks",
    [
        "{{ award.facts.learner|upper }}",
        "{{ award.id|length }}",
        "{{ award.facts.learner[:3] }}",
        "{{ award.digest[:8] }}",
        "{{ award.facts.valid_from }}",
    ],
)
def test_a_template_that_asks_something_of_a_text_is_rendered_each_time(asks):
    env = environment.prepare(Environment(loader=DictLoader({"award.html": asks})), sample_site())
    pages = [named(name) for name in ("Grace", "Grace", "Grace", "Ada", "Barbara")]
    filled, alone = both(pages, env.get_template("award.html"))
    assert filled == alone


def test_an_award_that_names_another_has_its_own_page():
    page = award_page()
    renewed = replace(page, renewed=Renewal(id="7777-aaaa-bbbb-ccc7", on=page.facts.awarded))
    template = Counting(ENV.get_template("award.html"))
    filled = AwardTemplate(template)
    assert [filled.render(context(renewed)) for _ in range(4)] == [
        ENV.get_template("award.html").render(context(renewed))
    ] * 4
    assert template.asked == 4


def test_each_page_has_its_own_qr_code_and_its_own_next_steps():
    filled = AwardTemplate(templates(replace(sample_site(), compact=True)).get_template("award.html"))
    page = named("Ada Lovelace")
    made = [filled.render(context(page, qr=f"<svg>{number}</svg>")) for number in range(4)]
    assert [f"<svg>{number}</svg>" in html for number, html in enumerate(made)] == [True] * 4


def test_what_search_engines_are_told_names_the_person():
    filled = AwardTemplate(ENV.get_template("award.html"))
    pages = [named(name, visibility="public") for name in ("Ada", "Grace", "Barbara", "Zoë Ó Briain")]
    made = [filled.render(context(page)) for page in pages]
    assert all(script_element(award_data(page, sample_site())) in html for page, html in zip(pages, made, strict=True))


def test_a_mark_is_filled_in_as_the_language_of_the_page_writes_it():
    template = Counting(templates(replace(sample_site(), language="fr", locale="fr_FR")).get_template("award.html"))
    filled = AwardTemplate(template, "fr_FR")
    description, _, _ = KINDS["percent"]
    pages = [award_page(signed=signed(description, value)) for value in ("87.5", "90", "66.25", "71", "80")]
    made = [filled.render(context(page)) for page in pages]
    assert ["87,5\u00a0%" in made[0], "80\u00a0%" in made[4], template.asked] == [True, True, 3]


def test_no_mark_is_left_on_a_page():
    filled = AwardTemplate(ENV.get_template("award.html"))
    page = named("Ada Lovelace")
    assert not any(layouts._NONCE in filled.render(context(page)) for _ in range(4))
