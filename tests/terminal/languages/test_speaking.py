"""The language in which the command speaks, and that each of them has all of its sentences."""

import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from testamur import installed
from testamur.credentials import words
from testamur.terminal.languages import speaking
from testamur.text.languages import catalogues, command
from testamur.text.languages.messages import msg
from testamur.text.reporting import one_line

OTHERS = [language for language in command.LANGUAGES if language != "en"]
PLACE = re.compile(r"\{(\w+)\}")


@pytest.fixture
def nothing_set(monkeypatch, tmp_path):
    for name in ("TESTAMUR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(speaking, "_CHOSEN", [])  # what an init of another test chose
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_issuer(folder, text):
    (folder / "credentials").mkdir()
    (folder / "credentials" / "issuer.yml").write_text(text)


def test_english_is_spoken_where_nothing_says_otherwise(nothing_set):
    assert speaking.language() == "en"


@pytest.mark.parametrize(
    ("variable", "value"), [("LANG", "fr_CA.UTF-8"), ("LC_ALL", "fr_FR"), ("LC_MESSAGES", "fr"), ("LANG", "fr.UTF-8")]
)
def test_the_system_says_the_language(nothing_set, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    assert speaking.language() == "fr"


def test_a_language_that_is_not_spoken_is_english(nothing_set, monkeypatch):
    monkeypatch.setenv("LANG", "fi_FI.UTF-8")
    assert speaking.language() == "en"


@pytest.mark.parametrize("line", ["languages: [fr, en]", "languages:\n  - fr-BE\n  - en"])
def test_the_registry_counts_more_than_the_system(nothing_set, monkeypatch, line):
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    write_issuer(nothing_set, f"base: https://x.example\n{line}\n")
    assert speaking.language() == "fr"


def test_a_registry_of_any_size_that_a_record_may_have_says_its_language(nothing_set):
    write_issuer(nothing_set, "# a long comment\n" * 15_000 + "languages: [fr]\n")
    assert speaking.language() == "fr"


@pytest.mark.parametrize("text", ["languages: [", "- a\n", "languages: fr\n", "\x00"])
def test_a_registry_that_cannot_be_read_says_nothing(nothing_set, text):
    write_issuer(nothing_set, text)
    assert speaking.language() == "en"


def test_the_variable_counts_most(nothing_set, monkeypatch):
    write_issuer(nothing_set, "languages: [en]\n")
    monkeypatch.setenv("TESTAMUR_LANGUAGE", "fr")
    assert speaking.language() == "fr"


def test_what_somebody_has_just_chosen_is_spoken(nothing_set, monkeypatch):
    monkeypatch.setattr(speaking, "_CHOSEN", [])
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    speaking.use("fr-CA")
    assert speaking.language() == "fr"


def test_a_message_is_printed_in_the_language(monkeypatch, capsys):
    monkeypatch.setenv("TESTAMUR_LANGUAGE", "fr")
    speaking.echo(msg("Nothing was changed."), err=True)
    assert capsys.readouterr().err == "Rien n’a été modifié.\n"


def test_a_path_is_printed_as_it_is(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("TESTAMUR_LANGUAGE", "fr")
    speaking.echo(tmp_path)
    assert capsys.readouterr().out == f"{tmp_path}\n"


def test_the_command_speaks_no_language_that_the_site_has_not():
    assert set(command.LANGUAGES) <= set(words.LANGUAGES)


def test_english_loads_no_catalogue():
    """A person waits for every command."""
    script = (
        "import sys; from testamur.terminal.languages import speaking;"
        "from testamur.text.languages.messages import msg;"
        "speaking.echo(msg('Nothing was changed.')); print([n for n in sys.modules if n.startswith('babel')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "Nothing was changed.\n[]\n"


def messages(language):
    with catalogues.path_of(installed.command_catalogues(), language, command.DOMAIN).open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def each_form(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_that_is_spoken_is_complete(language):
    spoken = messages(language)
    assert spoken
    assert [message.id for message in spoken if message.fuzzy or not all(each_form(message))] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_of_its_sentence(language):
    """A form of a plural may spell the number out."""
    wrong = []
    for message in messages(language):
        is_counted = not isinstance(message.id, str)
        own = set(PLACE.findall(message.id[1] if is_counted else message.id))
        for form in each_form(message):
            places = set(PLACE.findall(form))
            if places != own and not (is_counted and own - places <= {"number"}):
                wrong.append((message.id, form))
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_plural_of_the_command_has_all_its_forms(language):
    path = catalogues.path_of(installed.command_catalogues(), language, command.DOMAIN)
    of_site = catalogues.path_of(installed.shipped_folder("theme") / "translations", language, "testamur")
    (rule,) = re.findall(r"Plural-Forms: (.*?)\\n", path.read_text("utf-8"))
    assert rule in of_site.read_text("utf-8")
    number = int(re.match(r"nplurals=(\d+)", rule)[1])
    counted = [message for message in messages(language) if not isinstance(message.id, str)]
    assert counted
    assert {len(message.string) for message in counted} == {number}


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_the_lines_and_the_options_of_its_sentence(language):
    def kept(text):
        return text.count("\n"), sorted(re.findall(r"--[a-z][a-z-]+|testamur [a-z-]+", text))

    plain = [message for message in messages(language) if isinstance(message.id, str)]
    assert [message.id for message in plain if kept(message.id) != kept(message.string)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_no_character_that_a_terminal_would_escape(language):
    lines = [line for message in messages(language) for form in each_form(message) for line in re.split("[\n\t]", form)]
    assert [line for line in lines if one_line(line) != line.strip()] == []
