"""The fields of a record that `testamur edit` changes: their options, their questions, and how an answer is read.

One table for each kind. What is not in it has a command of its own (keys, the end of practice, closing), is final (the
address), or is a table that a person edits better in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import click

from testamur.errors import UsageError
from testamur.records.parsing import schema
from testamur.records.parsing.parsed import FieldPath
from testamur.terminal.options import Command


def number(text: str) -> int | float:
    """Read a number as a record has it; ValueError for anything else."""
    try:
        return int(text) if text.isdigit() else float(text)
    except ValueError:
        raise ValueError(f"{text} is not a number") from None


def yes_or_no(text: str) -> bool:
    """Read yes or no; ValueError for anything else."""
    if text not in {"yes", "no"}:
        raise ValueError("write yes or no")
    return text == "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableField:
    """One field: its place in the record, its option, what is asked, and what else there is to know of it."""

    path: FieldPath
    option: str
    question: str
    values: tuple[str, ...] = ()  # the only ones there are
    is_list: bool = False
    read: Callable[[str], Any] = str
    metavar: str | None = None

    @property
    def parameter(self) -> str:
        """The name of the option as an argument of a function."""
        return self.option.removeprefix("--").replace("-", "_")

    def value(self, text: str) -> Any:
        """Return what a record has for an answer; UsageError names the option, and what it takes."""
        if self.values and text not in self.values:
            raise UsageError(f"{self.option} {text}: write one of {', '.join(self.values)}")
        try:
            return self.read(text)
        except ValueError as error:
            raise UsageError(f"{self.option}: {error}") from None


def edit_options(fields: Sequence[EditableField]) -> Callable[[Command], Command]:
    """Return the decorator that adds an option for each field, in their order."""

    def add(command: Command) -> Command:
        for field in reversed(fields):
            more = "; may be given again" if field.is_list else ""
            choices = f" ({', '.join(field.values)})" if field.values else ""
            command = click.option(
                field.option, field.parameter, multiple=field.is_list, help=f"{field.question}{choices}{more}.",
                metavar=field.metavar or ("CODE" if field.values else "TEXT"),
            )(command)  # fmt: skip
        return command

    return add


BOOLEAN = ("yes", "no")

ACHIEVEMENT = (
    EditableField(path=("name",), option="--name", question="What it is called"),
    EditableField(
        path=("achievementType",), option="--type", question="What kind it is",
        values=tuple(schema.values("achievement", "achievementType")),
    ),
    EditableField(
        path=("inLanguage",), option="--taught-in", question="The language it is taught in",
        metavar="TAG",
    ),
    EditableField(path=("description",), option="--description", question="What it is, in a sentence or two"),
    EditableField(path=("outcomes",), option="--outcome", question="What one can do afterwards", is_list=True),
    EditableField(path=("criteria",), option="--criteria", question="What one must do to earn it"),
    EditableField(
        path=("creditsAvailable",), option="--credits", question="Workload in ECTS credits", read=number,
        metavar="NUMBER",
    ),
    EditableField(
        path=("workload", "hours"), option="--hours", question="Workload in hours", read=number,
        metavar="NUMBER",
    ),
    EditableField(
        path=("level", "eqf"), option="--eqf", question="Level in the European Qualifications Framework, 1 to 8",
        read=number, metavar="NUMBER",
    ),
    EditableField(path=("level", "confirmedBy"), option="--level-confirmed-by", question="Who confirmed the level"),
    EditableField(
        path=("assessment", "type"), option="--assessment", question="How learning is assessed",
        values=tuple(schema.values("achievement", "assessment", "type")), is_list=True,
    ),
    EditableField(
        path=("assessment", "supervision"), option="--supervision", question="Who watches",
        values=tuple(schema.values("achievement", "assessment", "supervision")),
    ),
    EditableField(
        path=("participation",), option="--participation", question="How one takes part",
        values=tuple(schema.values("achievement", "participation")),
    ),
    EditableField(
        path=("qualityAssurance", "name"), option="--quality",
        question="What assures the quality, a body or a procedure"
    ),
    EditableField(
        path=("qualityAssurance", "type"), option="--quality-type", question="Whose the quality assurance is",
        values=("internal", "external"),
    ),
    EditableField(path=("prerequisites",), option="--prerequisites", question="What one needs to have before"),
    EditableField(
        path=("furtherInformation",), option="--further-information", question="Where to read more",
        metavar="URL",
    ),
    EditableField(path=("tag",), option="--tag", question="Words to find it by", is_list=True),
    EditableField(
        path=("validFor",), option="--valid-for", question="How long an award lasts (P3Y is three years)",
        metavar="PERIOD",
    ),
    EditableField(path=("color",), option="--color", question="The colour of the drawn badge (#0b6e4f)"),
    EditableField(
        path=("retired",), option="--retired", question="The last day it can be earned",
        metavar="DATE",
    ),
    EditableField(path=("version",), option="--version", question="The version of what it takes to earn it"),
)  # fmt: skip

LEARNER = (
    EditableField(path=("name",), option="--name", question="The name as the learner writes it"),
    EditableField(
        path=("email",), option="--email", question="The e-mail address, never published",
        metavar="EMAIL",
    ),
    EditableField(
        path=("consent", "date"), option="--consent", question="The day on which the learner agreed to what follows",
        metavar="DATE",
    ),
    EditableField(
        path=("consent", "profile"), option="--profile", question="The learner wants a page of their public awards",
        values=BOOLEAN, read=yes_or_no,
    ),
    EditableField(
        path=("consent", "hashedEmail"), option="--hashed-email", values=BOOLEAN, read=yes_or_no,
        question="A salted hash of the address goes into the credential",
    ),
)  # fmt: skip

ISSUER = (
    EditableField(path=("name",), option="--name", question="The institution's name"),
    EditableField(path=("description",), option="--description", question="Who it is, in a few sentences"),
    EditableField(
        path=("country",), option="--country", question="Its country, as two letters",
        metavar="CC",
    ),
    EditableField(
        path=("contact",), option="--contact", question="An e-mail address for questions",
        metavar="EMAIL",
    ),
    EditableField(
        path=("requestsUrl",), option="--requests-url", question="A page for requests instead",
        metavar="URL",
    ),
    EditableField(
        path=("answerDays",), option="--answer-days", question="Within how many days a request is answered",
        read=number, metavar="NUMBER",
    ),
    EditableField(
        path=("url",), option="--url", question="The institution's own site",
        metavar="URL",
    ),
    EditableField(
        path=("confirmedBy",), option="--confirmed-by", question="The page of that site that links to this registry",
        metavar="URL",
    ),
    EditableField(
        path=("languages",), option="--language", question="The languages of the site, the main one first",
        is_list=True, metavar="TAG",
    ),
    EditableField(
        path=("timeZone",), option="--time-zone", question="Where its days end (Europe/Dublin)",
        metavar="ZONE",
    ),
    EditableField(path=("founded",), option="--founded", question="The day it was founded", metavar="DATE"),
    EditableField(
        path=("linkedinOrganizationId",), option="--linkedin", question="The number of its LinkedIn page",
        metavar="NUMBER",
    ),
    EditableField(
        path=("recordsUrl",), option="--records-url", question="The address of this repository on GitHub",
        metavar="URL",
    ),
    EditableField(
        path=("insights",), option="--insights", question="The site has a page of figures", values=BOOLEAN,
        read=yes_or_no,
    ),
    EditableField(
        path=("figuresThreshold",), option="--figures-threshold", read=number, metavar="NUMBER",
        question="Figures about fewer people than this are not shown",
    ),
    EditableField(
        path=("certificate", "style"), option="--certificate-style", question="How printed certificates look",
        values=tuple(schema.values("issuer", "certificate", "style")),
    ),
)  # fmt: skip
