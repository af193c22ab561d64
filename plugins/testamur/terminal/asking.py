"""Questions on a terminal for what no option gave; in a pipe or a script, the options that are missing are named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import click

from testamur.errors import UsageError
from testamur.records.parsing.formats import FormatError


def is_terminal() -> bool:
    """Say whether somebody is there to answer."""
    return sys.stdin.isatty()


def needed(given: str | None, option: str, question: str, *, check: Callable[[str], object] | None = None) -> str:
    """Return what was given, or ask until the answer is something; UsageError names `option` where nobody can answer.

    `check` raises FormatError or ValueError for an answer that cannot be; it is then asked again.
    """
    if given is not None:
        return given.strip()
    if not is_terminal():
        raise UsageError(f"{option} is missing: give it, or run this on a terminal to be asked")
    while True:
        answer: str = click.prompt(question, err=True).strip()
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


def agreed(yes: bool, question: str = "Do this?") -> None:
    """Ask whether to go on, where somebody is there and has not said --yes; click.Abort when not."""
    if yes or not is_terminal():
        return
    if not click.confirm(question, default=False, err=True):
        click.echo("Nothing was changed.", err=True)
        raise click.Abort


def typed(yes: bool, option: str, words: str, what: str) -> None:
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


def optional(given: str | None, question: str) -> str:
    """Return what was given, or ask for what may stay empty; "" where nobody can answer."""
    if given is not None or not is_terminal():
        return (given or "").strip()
    answer: str = click.prompt(f"{question} (Enter: none)", default="", show_default=False, err=True)
    return answer.strip()


def several(given: Iterable[str], question: str) -> list[str]:
    """Return what was given, or ask for one after the other until an empty answer."""
    answers = [one.strip() for one in given]
    while not answers or answers[-1]:
        if given or not is_terminal():
            return answers
        answer: str = click.prompt(f"{question} (Enter: no more)", default="", show_default=False, err=True)
        answers.append(answer.strip())
    return answers[:-1]


def choice(given: str | None, question: str, values: Iterable[str]) -> str:
    """Return what was given, or ask for one of `values`, or none of them."""
    if given is not None or not is_terminal():
        return given or ""
    known = list(values)
    while True:
        answer: str = click.prompt(
            f"{question} ({', '.join(known)}; Enter: none)", default="", show_default=False, err=True
        )
        if not answer or answer in known:
            return answer
        click.echo(f"Write one of {', '.join(known)}, or nothing.", err=True)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
