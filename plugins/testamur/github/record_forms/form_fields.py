"""What a form is made of: its questions, and how it is known again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from testamur.errors import Problem

FieldKind = Literal["input", "textarea", "dropdown", "checkboxes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    `closed_only`: it is not asked where everyone can read the answers. `preselected`: whoever chooses nothing has
    chosen the first option, which has to be the one that does least.
    """

    id: str
    label: str
    kind: FieldKind = "input"
    description: str = ""
    options: tuple[str, ...] = ()
    required: bool = True
    placeholder: str = ""
    closed_only: bool = False
    preselected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form: its file's name, what its button says, and the label by which the workflow knows it."""

    id: str
    name: str
    description: str
    fields: tuple[Field, ...]

    @property
    def label(self) -> str:
        """The label of issues that were made with it."""
        return f"testamur: {self.id}"

    def question(self, field: str) -> str:
        """Return the label of the question with this id."""
        return next(one.label for one in self.fields if one.id == field)

    def problem(self, field: str, reason: str, remedy: str) -> Problem:
        """Return what is wrong with the answer to the question with this id."""
        return Problem(code="form", file=self.name, field=self.question(field), reason=reason, remedy=remedy)

    def asked(self, *, is_open: bool) -> tuple[Field, ...]:
        """Return the questions of this form in an open or a closed repository."""
        return tuple(one for one in self.fields if not (is_open and one.closed_only))
