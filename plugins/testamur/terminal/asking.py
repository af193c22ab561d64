"""Asks on a terminal for missing options; in a pipe or a script, names them instead. Questions go to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import click

from testamur.errors import UsageError
from testamur.records.parsing.formats import FormatError


def is_terminal() -> bool:
    """Say whether stdin is a terminal, where a person can answer."""
    return sys.stdin.isatty()


def ask_required(value: str | None, option: str, question: str, *, check: Callable[[str], object] | None = None) -> str:
    """Return the given value, or ask until the answer is not empty. Without a terminal, UsageError names `option`.

    `check` raises FormatError or ValueError for an invalid answer; the question is then asked again.
    """
    if value is not None:
        return value.strip()
    if not is_terminal():
        raise UsageError(f"{option} is missing: give it, or run this on a terminal to be asked")
    while True:
        answer: str = click.prompt(question, default="", show_default=False, err=True).strip()
        try:
            if check is not None and answer:
                check(answer)
        except FormatError as error:
            end = "" if error.remedy.endswith("?") else "."
            click.echo(_sentence(f"{error.reason}. {error.remedy}{end}"), err=True)
        except ValueError as error:
            click.echo(_sentence(f"{error}."), err=True)
        else:
            if answer:
                return answer
            click.echo("An answer is needed here; Ctrl+C stops.", err=True)


def confirm_or_abort(yes: bool, question: str = "Do this?", *, final: bool = False) -> None:
    """Ask for consent on a terminal, unless `yes`; raises click.Abort when it is refused.

    What only adds goes on without a terminal. What is `final`, which no other act takes back, does not: a loop over the
    lines of a file would erase people, so UsageError asks for --yes.
    """
    if final:
        refuse_unasked(yes)
    if yes or not is_terminal():
        return
    if not click.confirm(question, default=False, err=True):
        click.echo("Nothing was changed.", err=True)
        raise click.Abort


def confirm_by_typing(yes: bool, *, option: str, words: str, what: str) -> None:
    """Ask for `words` to be typed, since `what` cannot be undone; click.Abort for anything else.

    UsageError names `option` and --yes where nobody is there to type.
    """
    if yes:
        return
    if not is_terminal():
        raise UsageError(f"{option}: {what}. Run this on a terminal to be asked, or give --yes as well")
    answer: str = click.prompt(f"{_sentence(what)}. To do it, type {words}", default="", show_default=False, err=True)
    if answer.strip() != words:
        click.echo("Nothing was changed.", err=True)
        raise click.Abort


def refuse_unasked(yes: bool, reason: str = "this cannot be taken back") -> None:
    """Raise UsageError where what no other act takes back was not agreed to by --yes, and nobody can be asked."""
    if not yes and not is_terminal():
        raise UsageError(
            f"{reason}, and nobody is here to be asked: nothing was changed. Look at what would "
            "happen, and run it again with --yes, or on a terminal"
        )


def ask_optional(value: str | None, question: str) -> str:
    """Return the given value, or ask for one that may be empty; "" without a terminal."""
    if value is not None or not is_terminal():
        return (value or "").strip()
    answer: str = click.prompt(f"{question} (Enter: none)", default="", show_default=False, err=True)
    return answer.strip()


def ask_list(value: Iterable[str], question: str) -> list[str]:
    """Return the given values, or ask for one after another until an empty answer."""
    answers = [answer.strip() for answer in value]
    while not answers or answers[-1]:
        if value or not is_terminal():
            return answers
        answer: str = click.prompt(f"{question} (Enter: no more)", default="", show_default=False, err=True)
        answers.append(answer.strip())
    return answers[:-1]


def ask_choice(value: str | None, question: str, values: Iterable[str], *, otherwise: str = "none") -> str:
    """Return the given value, or ask for one of `values`; "" for an empty answer, which means `otherwise`."""
    if value is not None or not is_terminal():
        return value or ""
    choices = list(values)
    while True:
        answer: str = click.prompt(
            f"{question} ({', '.join(choices)}; Enter: {otherwise})", default="", show_default=False, err=True
        )
        if not answer or answer in choices:
            return answer
        click.echo(f"Write one of {', '.join(choices)}, or nothing.", err=True)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
