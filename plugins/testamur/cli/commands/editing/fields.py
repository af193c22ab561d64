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
from testamur.records.parsing.kinds import RecordKind
from testamur.records.parsing.parsed import FieldPath
from testamur.terminal.options import Command
from testamur.text.languages.messages import msg


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


def amount(*path: str, option: str, question: str) -> EditableField:
    """Return a field that is a number."""
    return EditableField(path=path, option=option, question=question, read=_number, metavar="NUMBER")


def one_of(kind: RecordKind, *path: str, option: str, question: str, is_list: bool = False) -> EditableField:
    """Return a field that has one of the values which the schema of `kind` names at its path, or a list of them."""
    values = tuple(schema.values(kind, *path))
    return EditableField(path=path, option=option, question=question, values=values, is_list=is_list)


def yes_or_no(*path: str, option: str, question: str) -> EditableField:
    """Return a field that is true or false."""
    return EditableField(path=path, option=option, question=question, values=("yes", "no"), read=_is_yes)


def _number(text: str) -> int | float:
    """Read a number as a record has it; ValueError for anything else."""
    try:
        return int(text) if text.isdigit() else float(text)
    except ValueError:
        raise ValueError(msg("{text} is not a number", text=text)) from None


def _is_yes(text: str) -> bool:
    return text == "yes"


ACHIEVEMENT = (
    EditableField(path=("name",), option="--name", question=msg("What it is called")),
    one_of("achievement", "achievementType", option="--type", question=msg("What kind it is")),
    EditableField(
        path=("inLanguage",), option="--taught-in", question=msg("The language it is taught in"), metavar="TAG"
    ),
    EditableField(path=("description",), option="--description", question=msg("What it is, in a sentence or two")),
    EditableField(path=("outcomes",), option="--outcome", question=msg("What one can do afterwards"), is_list=True),
    EditableField(path=("criteria",), option="--criteria", question=msg("What one must do to earn it")),
    amount("creditsAvailable", option="--credits", question=msg("Workload in ECTS credits")),
    amount("workload", "hours", option="--hours", question=msg("Workload in hours")),
    amount("level", "eqf", option="--eqf", question=msg("Level in the European Qualifications Framework, 1 to 8")),
    EditableField(
        path=("level", "confirmedBy"), option="--level-confirmed-by", question=msg("Who confirmed the level")
    ),
    one_of(
        "achievement",
        "assessment",
        "type",
        option="--assessment",
        question=msg("How learning is assessed"),
        is_list=True,
    ),
    one_of("achievement", "assessment", "supervision", option="--supervision", question=msg("Who watches")),
    one_of("achievement", "participation", option="--participation", question=msg("How one takes part")),
    EditableField(
        path=("qualityAssurance", "name"),
        option="--quality",
        question=msg("What assures the quality, a body or a procedure"),
    ),
    one_of(
        "achievement",
        "qualityAssurance",
        "type",
        option="--quality-type",
        question=msg("Whose the quality assurance is"),
    ),
    EditableField(path=("prerequisites",), option="--prerequisites", question=msg("What one needs to have before")),
    EditableField(
        path=("furtherInformation",), option="--further-information", question=msg("Where to read more"), metavar="URL"
    ),
    EditableField(path=("tag",), option="--tag", question=msg("Words to find it by"), is_list=True),
    EditableField(
        path=("validFor",),
        option="--valid-for",
        question=msg("How long an award lasts (P3Y is three years)"),
        metavar="PERIOD",
    ),
    EditableField(path=("color",), option="--color", question=msg("The colour of the drawn badge (#0b6e4f)")),
    one_of("achievement", "emblem", option="--emblem", question=msg("The emblem of the drawn badge")),
    EditableField(path=("retired",), option="--retired", question=msg("The last day it can be earned"), metavar="DATE"),
    EditableField(path=("version",), option="--version", question=msg("The version of what it takes to earn it")),
)

LEARNER = (
    EditableField(path=("name",), option="--name", question=msg("The name as the learner writes it")),
    EditableField(
        path=("email",), option="--email", question=msg("The e-mail address, never published"), metavar="EMAIL"
    ),
    EditableField(
        path=("consent", "date"),
        option="--consent",
        question=msg("The day on which the learner agreed to what follows"),
        metavar="DATE",
    ),
    yes_or_no(
        "consent", "profile", option="--profile", question=msg("The learner wants a page of their public awards")
    ),
    yes_or_no(
        "consent",
        "hashedEmail",
        option="--hashed-email",
        question=msg("A salted hash of the address goes into the credential"),
    ),
)

ISSUER = (
    EditableField(path=("name",), option="--name", question=msg("The institution's name")),
    EditableField(path=("description",), option="--description", question=msg("Who it is, in a few sentences")),
    EditableField(path=("country",), option="--country", question=msg("Its country, as two letters"), metavar="CC"),
    EditableField(
        path=("contact",), option="--contact", question=msg("An e-mail address for questions"), metavar="EMAIL"
    ),
    EditableField(
        path=("requestsUrl",), option="--requests-url", question=msg("A page for requests instead"), metavar="URL"
    ),
    amount("answerDays", option="--answer-days", question=msg("Within how many days a request is answered")),
    EditableField(path=("url",), option="--url", question=msg("The institution's own site"), metavar="URL"),
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
        path=("timeZone",), option="--time-zone", question=msg("Where its days end (Europe/Dublin)"), metavar="ZONE"
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
    yes_or_no("insights", option="--insights", question=msg("The site has a page of figures")),
    amount(
        "figuresThreshold",
        option="--figures-threshold",
        question=msg("Figures about fewer people than this are not shown"),
    ),
    one_of(
        "issuer", "certificate", "style", option="--certificate-style", question=msg("How printed certificates look")
    ),
    yes_or_no(
        "certificate",
        "statementCode",
        option="--statement-code",
        question=msg("Certificates have a second code, which needs no network"),
    ),
)
