import itertools
import json
import re
import shutil

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

import make_translations
from page_samples import sample_site
from testamur import installed
from testamur.credentials.words import LANGUAGES
from testamur.publishing.rendering import environment
from testamur.publishing.words import texts, translations
from testamur.records.parsing import schema

FOLDER = installed.shipped_folder("theme") / "translations"
OTHERS = [language for language in LANGUAGES if language != "en"]
PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
TAG = re.compile(r"</?\w+[^>]*>")


def catalogue_of(language):
    with (FOLDER / language / "LC_MESSAGES" / "testamur.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def each(message):
    """Every form of a translation with its English original; a sentence without plurals has one."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return [(message.id[1], form) for form in message.string]


@pytest.fixture
def folder(tmp_path):
    catalogue = Catalog(locale="fr")
    catalogue.add("Withdrawn", "Retiré", locations=[("static/verifier/reader.js", 0)])
    catalogue.add("By %(n)s", "Par %(n)s", locations=[("templates/award.html", 0)])
    catalogue.add("Save", "Enregistrer", locations=[("static/verify.js", 0), ("static/copy.js", 0)])
    catalogue.add("A picture", "Une image", locations=[("static/verifier/baked.js", 0)])
    file = tmp_path / "translations" / "fr" / "LC_MESSAGES" / "testamur.po"
    file.parent.mkdir(parents=True)
    with file.open("wb") as stream:
        write_po(stream, catalogue)
    for name, text in {
        "award.js": 'import { a } from "./verifier/proof.js";\nconst part = await import("./copy.js");',
        "copy.js": "",
        "verifier/proof.js": 'import { b } from "./reader.js";',
        "verifier/reader.js": 'export * from "../award.js";\nexport const word = usual("Withdrawn");',
        "verifier/baked.js": "",
    }.items():
        script = tmp_path / "static" / name
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(text)
    return tmp_path / "translations"


def test_a_catalogue_in_the_folder_is_used(folder):
    spoken = translations.catalogue(folder, "fr-CA")
    env = environment.prepare(Environment(), sample_site(language="fr"), spoken)
    template = env.from_string("{{ 'withdrawn'|word('standing') }} {% trans n=x %}By {{ n }}{% endtrans %}")
    assert template.render(x="<") == "Retiré Par &lt;"


def test_without_a_catalogue_text_is_not_translated(tmp_path):
    assert translations.catalogue(tmp_path, "fr").gettext("Withdrawn") == "Withdrawn"
    assert translations.catalogue(None, "fr").gettext("Withdrawn") == "Withdrawn"


def test_scripts_get_only_their_own_sentences(folder):
    words = {name: json.loads(data) for name, data in translations.script_words(folder, "fr").items()}
    assert words["fr"] == {"Withdrawn": "Retiré"}
    assert words["fr-more"] == {"Save": "Enregistrer"}
    assert words["fr-verify"] == {"A picture": "Une image"}
    assert translations.script_words(folder, "de") == {"de": b"{}", "de-more": b"{}", "de-verify": b"{}"}


def test_the_catalogues_have_every_sentence_of_the_theme_and_no_other():
    assert make_translations.differing() == []


def test_every_sentence_of_a_script_is_found():
    """The extraction reads JavaScript by rough rules; sentences it overlooked would stay English."""
    with (FOLDER / "messages.pot").open("rb") as file:
        known = {message.id for message in read_po(file)}
    written = {
        text.replace('\\"', '"')
        for path in (installed.shipped_folder("theme") / "static").rglob("*.js")
        for text in re.findall(r'[^`](?:msg|usual)\(\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))
    }
    assert written <= known


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_is_completely_translated(language):
    said = [(message, form) for message in catalogue_of(language) for _, form in each(message)]
    assert [message.id for message, form in said if not form or message.fuzzy] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_placeholders_and_tags(language):
    def parts(text):
        return sorted(PLACEHOLDER.findall(text)), sorted(TAG.findall(text)), text.count("%%")

    plain = [message for message in catalogue_of(language) if isinstance(message.id, str)]
    assert [message.id for message in plain if parts(message.id) != parts(message.string)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_plural_has_only_the_placeholders_of_its_original(language):
    """A form may leave the number out: "one step" spells it."""

    def names(text):
        return {*PLACEHOLDER.findall(text), *TAG.findall(text)}

    counted = [message for message in catalogue_of(language) if not isinstance(message.id, str)]
    wrong = [message.id for message in counted for text, form in each(message) if not names(form) <= names(text)]
    assert (counted != [], wrong) == (True, [])


def test_a_plural_form_follows_the_rules_of_its_language():
    """In English's rules Arabic would say "two steps" for every number but one."""
    spoken = translations.catalogue(FOLDER, "ar")
    words = [spoken.ngettext("One step", "%(number)s steps", number) for number in range(4)]
    assert words == ["%(number)s خطوة", "خطوة واحدة", "خطوتان", "%(number)s خطوات"]


CATEGORIES = ("zero", "one", "two", "few", "many", "other")
COUNTS = (*range(201), 1_000_000)  # some of each category that a language has
TABLES = {
    "as they are": None,
    "one form for all": lambda locale: (1, "0"),
    "another for millions": lambda locale: (3, "(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2)"),
}


def of_category(forms, locale, count):
    """The form that CLDR's rule selects; in French and Spanish millions have no form of their own."""
    named = [name for name in CATEGORIES if name in {*locale.plural_form.tags, "other"}]
    if len(named) > len(forms):
        named.remove("many")
    name = locale.plural_form(count)
    return dict(zip(named, forms, strict=True))[name if name in named else "other"]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("language", OTHERS)
def test_plurals_are_translated_with_any_version_of_babels_tables(language, table, tmp_path, monkeypatch):
    """2.18 swaps two forms of Arabic; 2.19 has a third in French and Spanish, which stayed English."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    counted = [message for message in catalogue_of(language) if not isinstance(message.id, str)]
    if table:
        monkeypatch.setattr("babel.messages.catalog.get_plural", table)
    locale = Locale.parse(language)
    assert {locale.plural_form(count) for count in COUNTS} == {*locale.plural_form.tags, "other"}
    spoken = translations.catalogue(tmp_path, language)
    env = environment.prepare(Environment(), sample_site(language=language), spoken)
    template = env.from_string("{{ ngettext(english[0], english[1], count, **values) }}")
    wrong = []
    for message, count in itertools.product(counted, COUNTS):
        values = {name: f"<{name}>" for name, _ in PLACEHOLDER.findall(message.id[1])}
        said = template.render(english=message.id, count=count, values=values)
        if said != Markup(of_category(message.string, locale, count)) % values:  # the English, where that is empty
            wrong.append((message.id[1], count, said))
    assert (counted != [], wrong) == (True, [])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("way.progress(found, here)", "étapes accomplies\u00a0: 1 sur 3"),
        ("figures.average(one)", "20 réponses"),
    ],
)
def test_the_count_of_a_plural_is_a_number(call, said):
    """Not its text: the plural rules of a catalogue cannot compare that."""
    loader = FileSystemLoader(installed.shipped_folder("theme") / "templates")
    spoken = translations.catalogue(FOLDER, "fr")
    env = environment.prepare(Environment(loader=loader), sample_site(language="fr"), spoken)
    part = call.partition(".")[0]
    template = env.from_string(f'{{% import "parts/{part}.html" as {part} with context %}}{{{{ {call} }}}}')
    pathway = {"path": "p/", "title": "P", "is_retired": False}
    found = {"pathway": pathway, "is_complete": False, "has_milestone": False, "done": 1, "total": 3, "next_steps": []}
    one = {"score": 4.5, "best": 5, "worst": 1, "responses": 20}
    assert said in template.render(found=found, one=one, here={"root": ""})


def test_every_type_of_achievement_has_words():
    kinds = schema.bundled("achievement")["properties"]["achievementType"]["enum"]
    assert set(texts.TABLES["achievementType"]) == set(kinds)
