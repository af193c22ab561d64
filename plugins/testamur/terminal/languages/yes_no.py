"""Asks what is answered by yes or no, in the words of the language that is spoken."""

from __future__ import annotations

import click

from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg


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
        asked = speaking.spoken(msg("{question} {letters}", question=question, letters=letters))
        answer = str(click.prompt(asked, default="", show_default=False, err=True)).strip().casefold()
        if answer in answers:
            return answers[answer]
        speaking.echo(msg("Write {yes} or {no}.", yes=msg("yes"), no=msg("no")), err=True)
