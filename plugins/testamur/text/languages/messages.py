"""Sentences of the command that can be said in another language: English text that knows its places and values.

A `Message` is a `str`, and as one it is English: what programs read (JSON, logs, annotations, other messages) needs to
know nothing of languages. Where a person reads it, `say` says it anew, by a catalogue. A message that is put into
another string by other means than `msg` becomes plain English text there.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

_PLACE = re.compile(r"\{(\w+)\}")


class Message(str):
    """An English sentence, with the template and the values that it was made of."""

    __slots__ = ("many", "number", "template", "values")

    template: str
    values: Mapping[str, object]
    many: str  # the template for several; "" where a sentence counts nothing
    number: int

    def __new__(cls, template: str, values: Mapping[str, object], many: str = "", number: int = 1) -> Message:
        """Return the sentence in English."""
        chosen = many if many and number != 1 else template
        message = super().__new__(cls, _filled(chosen, {name: _english(value) for name, value in values.items()}))
        message.template, message.values, message.many, message.number = template, values, many, number
        return message

    def __str__(self) -> str:
        """Return the message itself: `str` of an exception that has one has its places still."""
        return self

    def __reduce__(self) -> tuple[type[Message], tuple[object, ...]]:
        """Return what a copy is made of, in another process too."""
        return Message, (self.template, dict(self.values), self.many, self.number)


class Row(Message):
    """Several texts with the same between them, such as names with commas."""

    __slots__ = ()

    def __new__(cls, texts: Iterable[object], between: str) -> Row:
        """Return the texts in a row; `between` is a sentence of the catalogue too."""
        texts = tuple(texts)
        message = str.__new__(cls, between.join(map(_english, texts)))
        message.template, message.values, message.many, message.number = between, {"texts": texts}, "", 1
        return message

    def __reduce__(self) -> tuple[type[Message], tuple[object, ...]]:
        """Return what a copy is made of."""
        return Row, (self.values["texts"], self.template)


class Amount(int):
    """A whole number that is written with the separators of the reader's language: 1,000. A `Decimal` always is."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language in which a person is spoken to, and its sentences."""

    language: str = "en"
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)


ENGLISH = Tongue()


def msg(template: str, /, **values: object) -> Message:
    """Return an English sentence; `{name}` in it is the value of that name.

    The template is a literal: `tests/make_translations.py` finds it by the name of this function.
    """
    return Message(template, values)


def counted(one: str, many: str, number: int, /, **values: object) -> Message:
    """Return a sentence about `number` things, of its two English forms; `{number}` is the number."""
    return Message(one, {"number": Amount(number), **values}, many, number)


def with_values(text: str, /, **values: object) -> Message:
    """Return a sentence of a table with these among its values."""
    return Message(text.template, {**text.values, **values}) if isinstance(text, Message) else Message(text, values)


def listed(texts: Iterable[object]) -> Message:
    """Return names or sentences with commas between them."""
    return Row(texts, msg(", ").template)


def with_each(text: str, change: Callable[[str], str]) -> str:
    """Return a message with each text among its values changed, and any other text changed itself."""
    if not isinstance(text, Message):
        return change(text)
    if isinstance(text, Row):
        return Row((_changed(one, change) for one in _texts(text)), text.template)
    values = {name: _changed(value, change) for name, value in text.values.items()}
    return Message(text.template, values, text.many, text.number)


def say(text: str, tongue: Tongue) -> str:
    """Return a message in a language; any other text, and a sentence without a translation, as it is."""
    if not isinstance(text, Message):
        return text
    if isinstance(text, Row):
        between = tongue.catalogue.gettext(text.template)
        return between.join(_said(one, tongue) for one in _texts(text))
    if text.many:
        template = tongue.catalogue.ngettext(text.template, text.many, text.number)
    else:
        template = tongue.catalogue.gettext(text.template)
    return _filled(template, {name: _said(value, tongue) for name, value in text.values.items()})


def _said(value: object, tongue: Tongue) -> str:
    if isinstance(value, Amount | Decimal):
        # Imported here: English, and a command that says no number, need not load it.
        from babel.numbers import format_decimal

        _, _, parts = str(value).partition(".")
        return format_decimal(value, format="#,##0." + "0" * len(parts), locale=tongue.language)
    return say(value, tongue) if isinstance(value, str) else str(value)


def _changed(value: object, change: Callable[[str], str]) -> object:
    return with_each(value, change) if isinstance(value, str) else value


def _texts(row: Row) -> tuple[object, ...]:
    return cast("tuple[object, ...]", row.values["texts"])


def _english(value: object) -> str:
    return f"{value:,}" if isinstance(value, Amount) else f"{value}"


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its values; what is no place of one of them stays as it is, such as YAML in braces."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), template)
