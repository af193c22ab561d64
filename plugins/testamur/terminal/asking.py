"""Asks on a terminal for missing options; in a pipe or a script, names them instead. Questions go to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence

import click

from testamur.errors import UsageError
from testamur.records.parsing.formats import FormatError
from testamur.terminal.languages import speaking, yes_no
from testamur.text.languages.messages import msg
from testamur.text.reporting import one_line

_MOST_SHOWN = 300  # characters of what a field is now


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
        # Of an empty answer click itself asks again and says nothing: so it is taken here, and the reason is told.
        answer = _prompt(question)
        if not answer:
            speaking.echo(msg("This one is needed: write it, or end with Ctrl-C."), err=True)
        elif _is_taken(answer, check=check):
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
    if not yes_no.confirm(question):
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


def ask_optional(value: str | None, question: str, *, otherwise: str = "") -> str:
    """Return the given value, or ask for one that may be empty; "" without a terminal."""
    if value is not None or not is_terminal():
        return (value or "").strip()
    return _prompt(msg("{question} (Enter: {otherwise})", question=question, otherwise=otherwise or msg("none")))


def ask_optional_checked(
    question: str, check: Callable[[str], object], *, given: str | None = None, otherwise: str = ""
) -> str:
    """Ask for one that may be empty, and again where `check` refuses it, with the reason; "" without a terminal.

    `otherwise` is what an empty answer means. What is `given` is returned as it is: the record's own check has it.
    """
    if given is not None:
        return given
    while is_terminal():
        answer = ask_optional(None, question, otherwise=otherwise)
        if not answer or _is_taken(answer, check=check):
            return answer
    return ""


def ask_list(value: Iterable[str], question: str, *, values: Iterable[str] = ()) -> list[str]:
    """Return the given values, or ask for one after another until an empty answer; only for `values`, if there are."""
    answers = [answer.strip() for answer in value]
    if answers or not is_terminal():
        return answers
    choices = list(values)
    while True:
        answer = _prompt(msg("{question} (Enter: no more)", question=question))
        if not answer:
            return answers
        if _is_taken(answer, choices):
            answers.append(answer)


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
        _say_choices(choices)


def _prompt(question: str) -> str:
    """Return an answer without the spaces around it; it may be empty."""
    return str(click.prompt(speaking.spoken(question), default="", show_default=False, err=True)).strip()


def ask_changed(
    now: str, question: str, *, values: Iterable[str] = (), check: Callable[[str], object] | None = None
) -> str | None:
    """Ask what a field is to be that is `now`; None for an empty answer: as it is. "" is the answer that takes it out.

    An answer that is none of `values`, or that `check` refuses, is asked for again, with the reason.
    """
    choices = list(values)
    _say_now(question, choices, one_line(now, _MOST_SHOWN) or msg("(nothing)"))
    while True:
        answer = _prompt(msg("  instead"))
        if not answer or answer == now:
            return None
        if answer == "-":
            return "" if now else None
        if _is_taken(answer, choices, check):
            return answer


def ask_changed_list(
    now: Sequence[str], question: str, *, values: Iterable[str] = (), check: Callable[[str], object] | None = None
) -> list[str] | None:
    """Ask for the texts of a list that is `now`, one after another; None: as it is. No texts: the list is taken out."""
    choices = list(values)
    _say_now(question, choices, "" if now else msg("(nothing)"))
    for text in now:
        click.echo(f"  {one_line(text, _MOST_SHOWN)}", err=True)
    answers: list[str] = []
    while True:
        answer = _prompt(msg("  and") if answers else msg("  instead, all of it, one by one"))
        if answer == "-" and not answers:
            return [] if now else None
        if not answer:
            return answers or None
        if _is_taken(answer, choices, check):
            answers.append(answer)


def _say_now(question: str, choices: Sequence[str], value: str) -> None:
    """Print what a field is now, after the question and what it may be."""
    if choices:
        question = msg("{question} ({choices})", question=question, choices=", ".join(choices))
    speaking.echo(msg("{question}: {value}", question=question, value=value), err=True)


def _is_taken(answer: str, choices: Sequence[str] = (), check: Callable[[str], object] | None = None) -> bool:
    """Say whether an answer is one of the choices, if there are any, and `check` accepts it; if not, print why."""
    if choices and answer not in choices:
        _say_choices(choices)
        return False
    refusal = _refusal(check, answer) if check is not None else None
    if refusal is not None:
        click.echo(refusal, err=True)
    return refusal is None


def _say_choices(choices: Sequence[str]) -> None:
    speaking.echo(msg("Write one of {names}, or nothing.", names=", ".join(choices)), err=True)


def _refusal(check: Callable[[str], object], answer: str) -> str | None:
    """Return why `check` refuses an answer, and what to write instead; None if it does not."""
    try:
        check(answer)
    except FormatError as error:
        said = _sentence(msg("{reason}. {remedy}", reason=error.reason, remedy=error.remedy))
        return said if error.remedy.endswith("?") else f"{said}."
    except (ValueError, UsageError) as error:
        said = _sentence(str(error))
        return said if said.endswith(("?", ".")) else f"{said}."
    return None


def _sentence(text: str) -> str:
    said = speaking.spoken(text)
    return said[:1].upper() + said[1:]
