"""Asks on a terminal for missing options; in a pipe or a script, names them instead. Questions go to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import click

from testamur.errors import UsageError
from testamur.records.parsing.formats import FormatError
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg


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
        raise UsageError(msg("{option} is missing: give it, or run this on a terminal to be asked", option=option))
    while True:
        answer = _prompt(question, is_required=True)
        try:
            if check is not None and answer:
                check(answer)
        except FormatError as error:
            end = "" if error.remedy.endswith("?") else "."
            said = msg("{reason}. {remedy}", reason=error.reason, remedy=error.remedy)
            click.echo(f"{_sentence(said)}{end}", err=True)
        except ValueError as error:
            click.echo(f"{_sentence(str(error))}.", err=True)
        else:
            if answer:
                return answer


def confirm_or_abort(yes: bool, question: str = msg("Do this?"), *, final: bool = False) -> None:
    """Ask for consent on a terminal, unless `yes`; raises click.Abort when it is refused.

    What only adds goes on without a terminal. What is `final`, which no other act takes back, does not: a loop over the
    lines of a file would erase people, so UsageError asks for --yes.
    """
    if final:
        refuse_unasked(yes)
    if yes or not is_terminal():
        return
    if not confirm(question):
        speaking.echo(msg("Nothing was changed."), err=True)
        raise click.Abort


def confirm_by_typing(yes: bool, *, option: str, words: str, what: str) -> None:
    """Ask for `words` to be typed, since `what` cannot be undone; click.Abort for anything else.

    UsageError names `option` and --yes where nobody is there to type.
    """
    if yes:
        return
    if not is_terminal():
        raise UsageError(
            msg("{option}: {what}. Run this on a terminal to be asked, or give --yes as well", option=option, what=what)
        )
    asked = msg("{what}. To do it, type {words}", what=what, words=words)
    if _prompt(_sentence(asked)) != words:
        speaking.echo(msg("Nothing was changed."), err=True)
        raise click.Abort


def refuse_unasked(yes: bool, reason: str = msg("this cannot be taken back")) -> None:
    """Raise UsageError where what no other act takes back was not agreed to by --yes, and nobody can be asked."""
    if not yes and not is_terminal():
        raise UsageError(
            msg(
                "{reason}, and nobody is here to be asked: nothing was changed. Look at what would "
                "happen, and run it again with --yes, or on a terminal",
                reason=reason,
            )
        )


def ask_optional(value: str | None, question: str) -> str:
    """Return the given value, or ask for one that may be empty; "" without a terminal."""
    if value is not None or not is_terminal():
        return (value or "").strip()
    return _prompt(msg("{question} (Enter: none)", question=question))


def ask_list(value: Iterable[str], question: str) -> list[str]:
    """Return the given values, or ask for one after another until an empty answer."""
    answers = [answer.strip() for answer in value]
    while not answers or answers[-1]:
        if value or not is_terminal():
            return answers
        answers.append(_prompt(msg("{question} (Enter: no more)", question=question)))
    return answers[:-1]


def ask_choice(value: str | None, question: str, values: Iterable[str], *, otherwise: str = msg("none")) -> str:
    """Return the given value, or ask for one of `values`; "" for an empty answer, which means `otherwise`."""
    if value is not None or not is_terminal():
        return value or ""
    choices = list(values)
    while True:
        answer = _prompt(
            msg(
                "{question} ({choices}; Enter: {otherwise})",
                question=question,
                choices=", ".join(choices),
                otherwise=otherwise,
            )
        )
        if not answer or answer in choices:
            return answer
        speaking.echo(msg("Write one of {names}, or nothing.", names=", ".join(choices)), err=True)


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask a question that is answered by yes or no, in the language of whoever is asked."""
    if speaking.language() == "en":
        return click.confirm(question, default=default, err=True)
    # click knows the English letters alone.
    answers = {
        **{word.casefold(): True for word in ("y", "yes", speaking.spoken(msg("y")), speaking.spoken(msg("yes")))},
        **{word.casefold(): False for word in ("no", speaking.spoken(msg("n")), speaking.spoken(msg("no")))},
        "": default,
    }
    letters = msg("[Y/n]") if default else msg("[y/N]")
    while True:
        answer = _prompt(msg("{question} {letters}", question=question, letters=letters)).casefold()
        if answer in answers:
            return answers[answer]
        speaking.echo(msg("Write {yes} or {no}.", yes=msg("yes"), no=msg("no")), err=True)


def _prompt(question: str, *, is_required: bool = False) -> str:
    """Return an answer without the spaces around it; where it is required, click asks until there is one."""
    asked = speaking.spoken(question)
    if is_required:
        return str(click.prompt(asked, err=True)).strip()
    return str(click.prompt(asked, default="", show_default=False, err=True)).strip()


def _sentence(text: str) -> str:
    said = speaking.spoken(text)
    return said[:1].upper() + said[1:]
