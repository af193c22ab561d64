"""The issue forms as the files that GitHub shows them from: `.github/ISSUE_TEMPLATE/`.

GitHub, "Syntax for GitHub's form schema". In an open repository no form asks for a name or an address.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from testamur.authoring.editing import yaml_writer
from testamur.github.record_forms import spoken_forms
from testamur.github.record_forms.form_fields import Field, Form
from testamur.text.languages.messages import ENGLISH, Tongue, msg, say

_NOTE = msg("This repository can be read by everyone, for good. Write learner ids here, and no names or addresses.")


def issue_form(form: Form, *, is_open: bool, tongue: Tongue = ENGLISH) -> str:
    """Return the file that GitHub shows as this form: `.github/ISSUE_TEMPLATE/<id>.yml`."""
    form = spoken_forms.in_language(form, tongue)
    body = [_question(one, tongue, is_open=is_open) for one in form.asked(is_open=is_open)]
    if is_open:
        body.insert(0, {"type": "markdown", "attributes": {"value": say(_NOTE, tongue)}})
    # GitHub asks for a title of every issue: with one in the field, nobody has to think of one, or writes a name there.
    head = {"name": form.name, "description": form.description, "title": form.name, "labels": [form.label]}
    return yaml_writer.write({**head, "body": body})


def address(repository: str, form: str, **answers: str) -> str:
    """Return the address of a form whose questions have these answers already, below the page of a repository.

    GitHub, "Creating an issue", "Creating an issue from a URL query": `template`, and the ids of questions.
    """
    return f"{repository}/issues/new?{urlencode({'template': f'{form}.yml', **answers})}"


def config() -> str:
    """Return the file that leaves the forms as the only way to open an issue."""
    return yaml_writer.write({"blank_issues_enabled": False})


def _question(one: Field, tongue: Tongue, *, is_open: bool) -> dict[str, Any]:
    description, placeholder = one.description, one.placeholder
    if is_open and one.id == "learner" and one.placeholder:
        description, placeholder = say(msg("Their learner id. Never a name: everyone can read this."), tongue), "l-4821"
    if is_open and one.id == "table":
        placeholder = say(msg("Learner id\tFinal project"), tongue)
    attributes: dict[str, Any] = {"label": one.label}
    if description:
        attributes["description"] = description
    if placeholder:
        attributes["placeholder"] = placeholder
    if one.kind == "checkboxes":
        attributes["options"] = [{"label": option, "required": True} for option in one.options]
        return {"type": one.kind, "id": one.id, "attributes": attributes}
    if one.options:
        attributes["options"] = list(one.options)
    if one.preselected:
        attributes["default"] = 0  # the place of an option, counted from 0
    if one.id == "table":
        attributes["render"] = "text"
    return {
        "type": one.kind,
        "id": one.id,
        "attributes": attributes,
        "validations": {"required": one.required},
    }
