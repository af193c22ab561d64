"""A form that was asked in another language does what the English one does."""

import datetime
import itertools

import pytest

from fake_github import form_body
from form_answers import ANSWERS, FORM
from registries import make_registry
from testamur.errors import RecordsError
from testamur.github import form_acts, form_files, forms
from testamur.github.record_forms import spoken_forms
from testamur.records import registry
from testamur.text.languages import command

TODAY = datetime.date(2026, 11, 1)
OTHERS = [language for language in command.LANGUAGES if language != "en"]


def asked_in(language, form):
    return spoken_forms.in_language(FORM[form], command.tongue(language))


def body_in(language, form, **changes):
    """What GitHub makes of a form that was asked in a language, with the good answers to it."""
    english, asked = FORM[form], asked_in(language, form)
    answers = {}
    for field, spoken in zip(english.fields, asked.fields, strict=True):
        answer = ANSWERS[form].get(field.id, "")
        for option, offered in zip(field.options, spoken.options, strict=True):
            answer = answer.replace(option, offered) if field.kind == "checkboxes" else answer
            answer = offered if answer == option else answer
        answers[spoken.label] = changes.get(field.id, answer)
    return form_body(answers)


def send(folder, form, text):
    found = registry.load(folder / "credentials", today=TODAY)
    numbers = itertools.count(1)
    made = form_acts.apply(FORM[form], text, found, today=TODAY, random=lambda n: next(numbers).to_bytes(n, "big"))
    made.make()
    return made.title, {path.name: path.read_bytes() for path in folder.rglob("*.yml")}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("form", FORM)
def test_a_form_in_another_language_makes_the_same_change(tmp_path, language, form):
    made = []
    for spoken in ("en", language):
        folder = tmp_path / spoken
        make_registry(folder)
        made.append(send(folder, form, body_in(spoken, form)))
    assert made[0] == made[1]


@pytest.mark.parametrize("language", command.LANGUAGES)
@pytest.mark.parametrize("form", FORM)
def test_a_form_without_its_label_is_known_by_its_headings_in_every_language(language, form):
    found = forms.of_issue([], body_in(language, form))
    assert found is FORM[form]


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_wrong_is_told_at_the_question_as_it_was_asked(tmp_path, language):
    make_registry(tmp_path)
    with pytest.raises(RecordsError) as refused:
        send(tmp_path, "award", body_in(language, "award", learner=""))
    (problem,) = refused.value.problems
    asked = asked_in(language, "award")
    assert (problem.file, problem.field) == (asked.name, asked.question("learner"))


def test_an_answer_that_was_not_offered_is_refused_in_every_language(tmp_path):
    make_registry(tmp_path)
    with pytest.raises(RecordsError):
        send(tmp_path, "award", body_in("fr", "award", visibility="Only people with the link find the page"))


@pytest.mark.parametrize("language", command.LANGUAGES)
def test_no_two_questions_or_options_of_a_form_are_the_same_in_a_language(language):
    for form in FORM:
        asked = asked_in(language, form)
        labels = [field.label for field in asked.fields]
        assert len(set(labels)) == len(labels)
        assert all(len(set(field.options)) == len(field.options) for field in asked.fields)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("form", FORM)
def test_the_file_of_a_form_has_the_ids_and_the_label_of_the_english_one(language, form):
    """By them addresses fill a form in, and programs know it."""
    asked = asked_in(language, form)
    text = form_files.issue_form(FORM[form], is_open=False, tongue=command.tongue(language))
    assert all(f"id: {field.id}\n" in text for field in asked.fields)
    assert f"testamur: {form}" in text
    assert asked.name in text.replace("\n", " ")
