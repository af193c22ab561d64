"""The forms in the language of a registry: the same questions in other words, and their answers read back.

The table of forms is English, and so is what acts on answers. A form is said in a language where GitHub's file of it is
made, and understood by its headings: whatever language the registry has chosen since, a form that was sent before is
read as it was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from testamur.github import form_body
from testamur.github.record_forms.form_fields import Field, Form
from testamur.text.languages import command
from testamur.text.languages.messages import Message, Tongue, say

_WORDS = re.compile(r"[^\W\d_]{2}")


def texts_of(form: Form) -> Iterator[str]:
    """Yield every text of a form that is said in another language: examples that are codes or days are not."""
    for text in (form.name, form.description, *(text for field in form.fields for text in _texts_of(field))):
        if _WORDS.search(text):
            yield text


def in_language(form: Form, tongue: Tongue) -> Form:
    """Return a form with its texts in a language; its ids, by which programs know it, stay."""
    return replace(
        form,
        name=_said(form.name, tongue),
        description=_said(form.description, tongue),
        fields=tuple(
            replace(
                field,
                label=_said(field.label, tongue),
                description=_said(field.description, tongue),
                options=tuple(_said(option, tongue) for option in field.options),
                placeholder=_said(field.placeholder, tongue),
            )
            for field in form.fields
        ),
    )


def as_sent(form: Form, body: str) -> Form:
    """Return the form in the language in which it was asked: the one that most headings of its text are in."""
    headings = form_body.headings(body)
    asked = [in_language(form, command.tongue(language)) for language in command.LANGUAGES]
    return max(asked, key=lambda one: len(headings & {field.label for field in one.fields}))


def in_english(form: Form, sent: Form, answers: Mapping[str, str]) -> dict[str, str]:
    """Return answers by the ids of their questions, with what was offered as the table of forms has it."""
    english = dict(answers)
    for field, asked in zip(form.fields, sent.fields, strict=True):
        if field.id not in english:
            continue
        for option, offered in zip(field.options, asked.options, strict=True):
            if field.kind == "checkboxes":
                english[field.id] = english[field.id].replace(offered, option)
            elif english[field.id] == offered:
                english[field.id] = option
                break
    return english


def _texts_of(field: Field) -> Iterator[str]:
    yield from (field.label, field.description, *field.options, field.placeholder)


def _said(text: str, tongue: Tongue) -> str:
    return say(Message(text, {}), tongue) if text else text
