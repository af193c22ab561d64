"""`testamur revoke`, `suspend`, `reinstate`, `correct`, `supersede` and `erase`: add a line to an award's history.

Each says what will happen, and to whom, before anything is written, and on a terminal asks for consent.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from testamur.authoring.acts import act_preview, erasing, erasure_letter, history_acts
from testamur.authoring.finding.awards_meant import find_award, find_learner
from testamur.errors import Problem, UsageError
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.model.history import REASONS, HistoryLine
from testamur.records.model.models import Award, Learner
from testamur.records.registry import Registry
from testamur.terminal import asking, clock, options
from testamur.terminal.days import day
from testamur.text.reporting import one_line

_USUAL = {"correct": "details-corrected", "supersede": "replaced", "erase": "learner-request"}
# The acts that have no usual reason, and of which docs/records.md, "History", requires one.
_ASKED = frozenset({"revoke", "suspend"})
_FINAL = frozenset({"revoke", "supersede", "erase"})  # No later act takes them back.
_HELP = {
    "revoke": "Withdraw AWARD, for good. It keeps its page, which says so and accuses nobody.",
    "suspend": "Put AWARD on hold, while something is looked into. testamur reinstate ends the hold.",
    "reinstate": "End the hold on AWARD.",
    "correct": "Correct details of AWARD: it is signed anew, and the old copy is refused everywhere.\n\n"
    "Without --set, adds the line only: for what was edited by hand, in its file or in its learner's.",
    "supersede": "Replace AWARD by another award of the same learner: its page then leads to the new one.",
    "erase": "Remove a learner: their file, and what is personal in every award of theirs.\n\n"
    "Named by their id, their name, or one of their awards. Prints a letter to them on stdout. "
    "Does not withdraw anything: a copy that they kept still verifies.",
}
_NEXT = "Next: commit this change, or open a pull request with it; once it is accepted, testamur issue signs it."


def _command(name: str) -> click.Command:
    """Return the click command of one act, with its options."""
    act = functools.partial(_erase if name == "erase" else _act, name)
    made = click.Command(name, callback=act, help=f"{_HELP[name]}\n\n{_WHICH[name == 'erase']}")
    for option in _options(name):
        made = option(made)
    return made


_WHICH = {
    False: "AWARD is an id, a link to its page, or its learner's name where that is unique.",
    True: "LEARNER is an id, a name where it is unique, or an award's id or link.",
}


def _options(name: str) -> list[Any]:
    usual = f" (default: {_USUAL[name]})" if name in _USUAL else ""
    found: list[Any] = [
        click.argument("which", metavar="LEARNER" if name == "erase" else "AWARD"),
        click.option("--reason", type=click.Choice(REASONS), metavar="CODE", help=f"{', '.join(REASONS)}{usual}."),
    ]
    if name == "supersede":
        found.append(click.option("--by", metavar="AWARD", help="The award that takes its place."))
    if name == "correct":
        text = "validUntil, awardedDate, language, or evidence.0.name; may be given again. Empty: removed."
        found.append(click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help=text))
    return [
        *found,
        click.option("--date", "day", type=day, metavar="DAY", help="The day of it (default: today)."),
        click.option("--note", default="", metavar="TEXT", help="For your own memory; never published."),
        options.yes_final if name in _FINAL else options.yes,
        options.records,
        *([] if name == "erase" else [options.ledger]),
    ]


def _act(
    name: str,
    *,
    which: str,
    reason: str | None,
    day: datetime.date | None,
    note: str,
    yes: bool,
    records: Path,
    ledger: Path,
    by: str | None = None,
    settings: tuple[str, ...] = (),
) -> None:
    today = clock.latest_day_anywhere()
    registry = registries.load(records, today=today)
    award = find_award(registry, which)
    other = _replacement(registry, by) if name == "supersede" else None
    # The day is the institution's own: an act late in its evening is not of the next day because UTC is ahead.
    line = HistoryLine(
        date=day or clock.day_in(registry.issuer.time_zone),
        act=history_acts.ACTS[name],
        reason=_reason(name, reason),
        by=other.id if other else "",
        note=note.strip(),
    )
    changed = _settings(settings)
    change = history_acts.act(registry, award, line, today=today, settings=changed)
    _say(act_preview.sentence(registry, award, line, changed))
    _say(_of_ledger(award, ledger, name))
    asking.confirm_or_abort(yes, final=name in _FINAL)
    change.make(registry)
    click.echo(history_acts.file_of(registry, award))
    _warn(change.warnings)
    _say(_NEXT)


def _erase(
    name: str, *, which: str, reason: str | None, day: datetime.date | None, note: str, yes: bool, records: Path
) -> None:
    today = clock.latest_day_anywhere()
    registry = registries.load(records, today=today)
    learner = find_learner(registry, which)
    date = day or clock.day_in(registry.issuer.time_zone)
    line = HistoryLine(date=date, act="erased", reason=_reason(name, reason), note=note.strip())
    erasure = erasing.erase(registry, learner, line, today=today)
    _say(act_preview.erasure(registry, erasure))
    asking.confirm_or_abort(yes, final=True)
    erasure.change.make(registry)
    asked = line.reason == "learner-request"
    click.echo(erasure_letter.letter(registry, erasure, day=date, asked=asked), nl=False)
    _tell_erased(registry, learner, erasure)


def _tell_erased(registry: Registry, learner: Learner, erasure: erasing.Erasure) -> None:
    """Print on stderr which files changed, what to look through, and how to clear git's history."""
    gone = registry.folder / "learners" / f"{learner.id}.yml"
    _say(
        "\n".join(
            ["", *(f"changed {history_acts.file_of(registry, one)}" for one in erasure.awards), f"removed {gone}"]
        )
    )
    _warn(erasure.change.warnings)
    if erasure.leftovers:
        places = "\n".join(f"  {place}" for place in erasure.leftovers)
        _say(f"Notes and comments stay. Look whether these still speak of the learner, and take that out:\n{places}")
    _say(f"The letter above is for the learner: read it, and send it.\n{_NEXT}")
    _say(
        "Once that is published, the history still has the old files. A helper clears it with these commands, from "
        "the root of the repository; everybody else then deletes their copy and fetches a new one:\n"
    )
    click.echo(erasure_letter.purge(registry, erasure), err=True)
    _say(
        "GitHub refuses the part of that push that is called refs/pull: ask its support to remove the old versions "
        "that pull requests still show, and delete the issue of the form if there was one. Backups run out by "
        "themselves: write down when."
    )


def _reason(name: str, given: str | None) -> str:
    if given or name not in _ASKED:
        return given or _USUAL.get(name, "")
    return asking.ask_required(given, "--reason", f"Why ({', '.join(REASONS)})", check=_is_reason)


def _is_reason(answer: str) -> None:
    if answer not in REASONS:
        raise ValueError(f"write one of {', '.join(REASONS)}")


def _replacement(registry: Registry, given: str | None) -> Award:
    return find_award(registry, asking.ask_required(given, "--by", "The award that takes its place"))


def _settings(given: tuple[str, ...]) -> Mapping[str, str]:
    wrong = next((one for one in given if "=" not in one), None)
    if wrong is not None:
        raise UsageError(f"--set {wrong}: write field=value, e.g. --set validUntil=2029-05-14")
    pairs = [one.partition("=") for one in given]
    names = [name.strip() for name, _, _ in pairs]
    if len(set(names)) < len(names):
        raise UsageError("--set has the same field twice: give each once")
    return {name: value.strip() for name, (_, _, value) in zip(names, pairs, strict=True)}


def _of_ledger(award: Award, ledger: Path, name: str) -> str:
    """Return a hint that an award was never issued and so needs no act; "" if it was, or if there is no ledger here."""
    if not (ledger / "format").exists() or Ledger(ledger).state(award.id) is not None:
        return ""
    what = "edit its file" if name == "correct" else "delete its file"
    return f"It is not issued yet: instead of this, you can still {what}, and nobody ever saw it."


def _warn(warnings: tuple[Problem, ...]) -> None:
    for warning in warnings:
        _say(f"warning: {warning.file}: {warning.reason}. {warning.remedy}.")


def _say(text: str) -> None:
    """Print a text line by line on stderr, made harmless: a name in it may be a stranger's text."""
    if text:
        click.echo("\n".join(f"{_indent(line)}{one_line(line)}" for line in text.split("\n")), err=True)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


COMMANDS = {name: _command(name) for name in history_acts.ACTS}
