"""A new registry in each language that the command speaks: the same files, commands and links, in other words."""

import datetime
import importlib.resources
import re
from dataclasses import replace
from string import Template

import pytest

from testamur.authoring.repository import scaffold
from testamur.authoring.repository.beginning import example_record
from testamur.authoring.repository.scaffold import Institution
from testamur.github import forms, repository_files
from testamur.github.record_forms import spoken_forms
from testamur.records import registry
from testamur.records.rules import completeness
from testamur.text.languages import command

TODAY = datetime.date(2026, 11, 1)
OTHERS = [language for language in command.LANGUAGES if language != "en"]
FOLDER = importlib.resources.files("testamur.authoring.repository") / "new_repository"
PAGES = ("README.md", "README-by-hand.md", "about.md")
RENNES = Institution(
    name="Institut du Port", base="https://badges.harbour.example", country="FR", contact="registrar@harbour.example"
)


def page(name, language):
    return (FOLDER / name if language == "en" else FOLDER / language / name).read_text("utf-8")


def commands(text):
    """The commands of a page: what stands in code, without the words beside it."""
    blocks = "\n".join(re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    listed = [re.split(r" {3,}", line)[0].strip() for line in blocks.splitlines() if line.strip()]
    return listed, sorted(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_commands_and_the_places_of_the_english_one(name, language):
    english, spoken = page(name, "en"), page(name, language)
    assert commands(spoken) == commands(english)
    assert sorted(Template(spoken).get_identifiers()) == sorted(Template(english).get_identifiers())


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_outline_and_the_links_of_the_english_one(name, language):
    def outline(text):
        lines = text.splitlines()
        marks = [re.match(r"(#+|\d+\.|-|[A-Z][a-z]+:)? ?", line)[1] for line in lines]
        return [mark for mark in marks if mark], re.findall(r"\]\(([^)]*)\)", text)

    assert outline(page(name, language)) == outline(page(name, "en"))


@pytest.mark.parametrize("language", command.LANGUAGES)
def test_the_readme_calls_the_forms_as_github_shows_them(language):
    text = page("README.md", language)
    names = [spoken_forms.in_language(form, command.tongue(language)).name for form in forms.FORMS]
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("languages", [(language,) for language in command.LANGUAGES] + [("fr", "en"), ("it",)])
def test_a_new_registry_passes_every_check_in_its_languages(tmp_path, languages):
    scaffold.create(tmp_path / "port", replace(RENNES, languages=languages), repository_files)
    found = registry.load(tmp_path / "port" / "credentials", today=TODAY)
    (example,) = found.achievements.values()
    assert found.warnings == ()
    assert completeness.assess(example, found.issuer).missing == ()


def test_the_example_speaks_each_language_of_the_site():
    record = example_record.record(("fr", "en"))
    assert record["name"] == {"fr": "Travailler avec un tableur", "en": "Working with Spreadsheets"}
    assert record["inLanguage"] == "fr"


def test_a_site_in_a_language_that_is_not_spoken_has_an_english_example():
    assert example_record.record(("it",))["inLanguage"] == "en"


@pytest.mark.parametrize("language", command.LANGUAGES)
def test_our_words_are_known_again_in_every_language(language):
    files = scaffold.files(replace(RENNES, languages=(language,)), repository_files)
    assert scaffold.is_our_prose(files["content/pages/about.md"])
    assert example_record.is_example(example_record.record((language,))["description"])


def test_words_of_the_institution_are_not_ours():
    assert not scaffold.is_our_prose("Title: Qui sommes-nous ?\n\nNous enseignons.\n")
    assert not example_record.is_example("Mettre des chiffres en ordre.")


def test_forms_are_in_the_language_of_the_registry():
    files = scaffold.files(replace(RENNES, languages=("fr", "en")), repository_files)
    assert "Qu’est-ce qui a été obtenu" in files[".github/ISSUE_TEMPLATE/award.yml"]
