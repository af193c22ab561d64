"""The files that GitHub shows the forms from: they ask what the reader reads, in words of the institution's."""

import pytest
import yaml

from testamur.github import form_files, forms


@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize("form", forms.FORMS, ids=lambda form: form.id)
def test_the_issue_form_asks_exactly_the_questions_that_are_read(form, is_open):
    shown = yaml.safe_load(form_files.issue_form(form, is_open=is_open))
    questions = [one for one in shown["body"] if one["type"] != "markdown"]
    assert [one["id"] for one in questions] == [one.id for one in form.asked(is_open=is_open)]
    assert shown["labels"] == [form.label]
    labels = [one["attributes"]["label"] for one in questions]
    assert len(set(labels)) == len(labels)
    for one in questions:
        # GitHub, "Syntax for GitHub's form schema": what each type takes.
        assert set(one) <= {"type", "id", "attributes", "validations"}
        options = one["attributes"].get("options", [])
        assert len(options) == len({str(option) for option in options})
        assert (one["type"] in {"dropdown", "checkboxes"}) == bool(options)


def test_no_form_of_an_open_repository_asks_for_an_address():
    text = "".join(form_files.issue_form(form, is_open=True) for form in forms.FORMS)
    assert "e-mail" not in text.lower()
    assert "Ada Okafor" not in text


def test_forms_use_no_words_of_git():
    text = " ".join(form_files.issue_form(form, is_open=False) for form in forms.FORMS).lower()
    assert not {"commit", "branch", "merge", "pull request", "repository"} & {
        word for word in ("commit", "branch", "merge", "pull request", "repository") if word in text
    }


@pytest.mark.parametrize("form", forms.FORMS, ids=lambda form: form.id)
def test_nobody_has_to_think_of_a_title(form):
    assert yaml.safe_load(form_files.issue_form(form, is_open=False))["title"] == form.name


def test_what_nobody_chooses_is_what_does_least():
    """GitHub, "Syntax for GitHub's form schema": `default` is the place of an option, counted from 0."""
    chosen = {
        question["id"]: question["attributes"]["options"][question["attributes"]["default"]]
        for form in forms.FORMS
        for question in yaml.safe_load(form_files.issue_form(form, is_open=False))["body"]
        if "default" in question["attributes"]
    }
    assert {forms.SAME_PERSON.get(chosen.pop("same"), "?"), forms.VISIBILITY[chosen.pop("visibility")]} == {
        None,
        "unlisted",
    }
    assert chosen == {}


def test_an_award_asks_for_what_was_earned_and_by_whom_and_for_nothing_else():
    shown = yaml.safe_load(form_files.issue_form(next(one for one in forms.FORMS if one.id == "award"), is_open=False))
    left = [one["id"] for one in shown["body"] if one["validations"]["required"] and "default" not in one["attributes"]]
    assert left == ["achievement", "learner"]
