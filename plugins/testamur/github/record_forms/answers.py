"""Reads the answers to one question each: days, numbers, lines, codes; every problem is told at its question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.errors import Problem, RecordsError
from testamur.github.record_forms.form_fields import Form
from testamur.records.parsing import formats
from testamur.records.parsing.formats import FormatError
from testamur.records.registry import Registry
from testamur.text import dates

Read = TypeVar("Read")
_LONGEST_NUMBER = 10  # digits, and a point


class Answers:
    """The answers to a form by the ids of its questions, and the problems that were found in them so far."""

    def __init__(self, form: Form, answers: Mapping[str, str]) -> None:
        self.form, self._answers = form, answers
        self.problems: list[Problem] = []

    def text(self, field: str) -> str:
        """Return an answer as it is; "" where there is none."""
        return self._answers[field].strip()

    def read(self, field: str, reader: Callable[[str], Read]) -> Read | None:
        """Return an answer as `reader` reads it; None where there is none, or where it is a problem."""
        if not self.text(field):
            return None
        try:
            return reader(self.text(field))
        except FormatError as error:
            self.problems.append(self.form.problem(field, error.reason, error.remedy))
        except ValueError as error:
            remedy = str(error)[:1].upper() + str(error)[1:]
            self.problems.append(self.form.problem(field, "this cannot be read", remedy))
        return None

    def code(self, field: str, words: Mapping[str, str]) -> str:
        """Return the code of what was chosen among the words that were offered; "" where nothing was."""
        return words.get(self.text(field), "")

    def day(self, field: str) -> str:
        """Return a day as records have it; "" where there is none, or it is a problem."""
        return self.read(field, read_day) or ""

    def lines(self, field: str, reader: Callable[[str], Read]) -> list[Read]:
        """Return what stands on the lines of an answer, each as `reader` reads it."""
        texts = [line.strip().removeprefix("- ").strip() for line in self.text(field).split("\n") if line.strip()]
        return self.read(field, lambda _: [reader(text) for text in texts]) or []

    def achievement(self, field: str, registry: Registry) -> str:
        """Return the slug of the achievement that an answer names; "" where there is none, or it is a problem."""
        return self.read(field, AchievementLookup(registry.achievements.values()).find) or ""

    def refuse(self) -> None:
        """Raise RecordsError where an answer is a problem."""
        if self.problems:
            raise RecordsError(self.problems)

    def in_questions(self, problems: Iterable[Problem], fields: Mapping[str, str]) -> list[Problem]:
        """Return problems of the record as it would be as those of the questions that its `fields` come from."""
        told = []
        for one in problems:
            names = [
                field for field in fields if one.field == field or one.field.startswith((f"{field}.", f"{field}["))
            ]
            label = self.form.question(fields[names[0]]) if names else one.field
            told.append(replace(one, file=self.form.name, line=0, column=0, field=label))
        return told


def number(text: str) -> int | float:
    """Read a number of hours or credits; ValueError for anything else."""
    plain = text.replace(",", ".")
    if not plain.replace(".", "", 1).isdecimal() or not plain.isascii() or len(plain) > _LONGEST_NUMBER:
        raise ValueError("write a number in digits: 2.5")
    return float(plain) if "." in plain else int(plain)


def told_in_questions(make: Callable[[], Any], answers: Answers, fields: Mapping[str, str]) -> Callable[[], Any]:
    """Return `make`, with the problems of what it writes told at the questions of a form."""

    def told() -> Any:
        try:
            return make()
        except RecordsError as error:
            raise RecordsError(answers.in_questions(error.problems, fields)) from None

    return told


def read_day(text: str) -> str:
    """Read a day, and return it as records have it; FormatError for anything else."""
    try:
        formats.date(text)
    except FormatError as error:
        raise FormatError(error.code, f"this is no day: {error.reason}", error.remedy) from None
    return dates.day(text).isoformat()
