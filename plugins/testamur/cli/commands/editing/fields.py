"""The fields of a record that `testamur edit` changes: their options, their questions, and how an answer is read.

One table for each kind; longer than other modules since each row says what is asked. What is not in it has a command
of its own (keys, the end of practice, closing), is final (the address), or is a table that a person edits better in the
file.
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
from testamur.text.languages.messages import msg


def number(text: str) -> int | float:
    """Read a number as a record has it; ValueError for anything else."""
    try:
        return int(text) if text.isdigit() else float(text)
    except ValueError:
        raise ValueError(msg("{text} is not a number", text=text)) from None


def yes_or_no(text: str) -> bool:
    """Read yes or no; ValueError for anything else."""
    if text not in {"yes", "no"}:
        raise ValueError(msg("write yes or no"))
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
            raise UsageError(
                msg(
                    "{option} {text}: write one of {names}", option=self.option, text=text, names=", ".join(self.values)
                )
            )
        try:
            return self.read(text)
        except ValueError as error:
            raise UsageError(msg("{option}: {error}", option=self.option, error=error)) from None


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
    EditableField(path=("name",), option="--name", question=msg("What it is called")),
    EditableField(
        path=("achievementType",),
        option="--type",
        question=msg("What kind it is"),
        values=tuple(schema.values("achievement", "achievementType")),
    ),
    EditableField(
        path=("inLanguage",),
        option="--taught-in",
        question=msg("The language it is taught in"),
        metavar="TAG",
    ),
    EditableField(path=("description",), option="--description", question=msg("What it is, in a sentence or two")),
    EditableField(path=("outcomes",), option="--outcome", question=msg("What one can do afterwards"), is_list=True),
    EditableField(path=("criteria",), option="--criteria", question=msg("What one must do to earn it")),
    EditableField(
        path=("creditsAvailable",),
        option="--credits",
        question=msg("Workload in ECTS credits"),
        read=number,
        metavar="NUMBER",
    ),
    EditableField(
        path=("workload", "hours"),
        option="--hours",
        question=msg("Workload in hours"),
        read=number,
        metavar="NUMBER",
    ),
    EditableField(
        path=("level", "eqf"),
        option="--eqf",
        question=msg("Level in the European Qualifications Framework, 1 to 8"),
        read=number,
        metavar="NUMBER",
    ),
    EditableField(
        path=("level", "confirmedBy"), option="--level-confirmed-by", question=msg("Who confirmed the level")
    ),
    EditableField(
        path=("assessment", "type"),
        option="--assessment",
        question=msg("How learning is assessed"),
        values=tuple(schema.values("achievement", "assessment", "type")),
        is_list=True,
    ),
    EditableField(
        path=("assessment", "supervision"),
        option="--supervision",
        question=msg("Who watches"),
        values=tuple(schema.values("achievement", "assessment", "supervision")),
    ),
    EditableField(
        path=("participation",),
        option="--participation",
        question=msg("How one takes part"),
        values=tuple(schema.values("achievement", "participation")),
    ),
    EditableField(
        path=("qualityAssurance", "name"),
        option="--quality",
        question=msg("What assures the quality, a body or a procedure"),
    ),
    EditableField(
        path=("qualityAssurance", "type"),
        option="--quality-type",
        question=msg("Whose the quality assurance is"),
        values=("internal", "external"),
    ),
    EditableField(path=("prerequisites",), option="--prerequisites", question=msg("What one needs to have before")),
    EditableField(
        path=("furtherInformation",),
        option="--further-information",
        question=msg("Where to read more"),
        metavar="URL",
    ),
    EditableField(path=("tag",), option="--tag", question=msg("Words to find it by"), is_list=True),
    EditableField(
        path=("validFor",),
        option="--valid-for",
        question=msg("How long an award lasts (P3Y is three years)"),
        metavar="PERIOD",
    ),
    EditableField(path=("color",), option="--color", question=msg("The colour of the drawn badge (#0b6e4f)")),
    EditableField(
        path=("emblem",),
        option="--emblem",
        question=msg("The emblem of the drawn badge"),
        values=tuple(schema.values("achievement", "emblem")),
    ),
    EditableField(
        path=("retired",),
        option="--retired",
        question=msg("The last day it can be earned"),
        metavar="DATE",
    ),
    EditableField(path=("version",), option="--version", question=msg("The version of what it takes to earn it")),
)

LEARNER = (
    EditableField(path=("name",), option="--name", question=msg("The name as the learner writes it")),
    EditableField(
        path=("email",),
        option="--email",
        question=msg("The e-mail address, never published"),
        metavar="EMAIL",
    ),
    EditableField(
        path=("consent", "date"),
        option="--consent",
        question=msg("The day on which the learner agreed to what follows"),
        metavar="DATE",
    ),
    EditableField(
        path=("consent", "profile"),
        option="--profile",
        question=msg("The learner wants a page of their public awards"),
        values=BOOLEAN,
        read=yes_or_no,
    ),
    EditableField(
        path=("consent", "hashedEmail"),
        option="--hashed-email",
        values=BOOLEAN,
        read=yes_or_no,
        question=msg("A salted hash of the address goes into the credential"),
    ),
)

ISSUER = (
    EditableField(path=("name",), option="--name", question=msg("The institution's name")),
    EditableField(path=("description",), option="--description", question=msg("Who it is, in a few sentences")),
    EditableField(
        path=("country",),
        option="--country",
        question=msg("Its country, as two letters"),
        metavar="CC",
    ),
    EditableField(
        path=("contact",),
        option="--contact",
        question=msg("An e-mail address for questions"),
        metavar="EMAIL",
    ),
    EditableField(
        path=("requestsUrl",),
        option="--requests-url",
        question=msg("A page for requests instead"),
        metavar="URL",
    ),
    EditableField(
        path=("answerDays",),
        option="--answer-days",
        question=msg("Within how many days a request is answered"),
        read=number,
        metavar="NUMBER",
    ),
    EditableField(
        path=("url",),
        option="--url",
        question=msg("The institution's own site"),
        metavar="URL",
    ),
    EditableField(
        path=("confirmedBy",),
        option="--confirmed-by",
        question=msg("The page of that site that links to this registry"),
        metavar="URL",
    ),
    EditableField(
        path=("languages",),
        option="--language",
        question=msg("The languages of the site, the main one first"),
        is_list=True,
        metavar="TAG",
    ),
    EditableField(
        path=("timeZone",),
        option="--time-zone",
        question=msg("Where its days end (Europe/Dublin)"),
        metavar="ZONE",
    ),
    EditableField(path=("founded",), option="--founded", question=msg("The day it was founded"), metavar="DATE"),
    EditableField(
        path=("linkedinOrganizationId",),
        option="--linkedin",
        question=msg("The number of its LinkedIn page"),
        metavar="NUMBER",
    ),
    EditableField(
        path=("recordsUrl",),
        option="--records-url",
        question=msg("The address of this repository on GitHub"),
        metavar="URL",
    ),
    EditableField(
        path=("insights",),
        option="--insights",
        question=msg("The site has a page of figures"),
        values=BOOLEAN,
        read=yes_or_no,
    ),
    EditableField(
        path=("figuresThreshold",),
        option="--figures-threshold",
        read=number,
        metavar="NUMBER",
        question=msg("Figures about fewer people than this are not shown"),
    ),
    EditableField(
        path=("certificate", "style"),
        option="--certificate-style",
        question=msg("How printed certificates look"),
        values=tuple(schema.values("issuer", "certificate", "style")),
    ),
)
