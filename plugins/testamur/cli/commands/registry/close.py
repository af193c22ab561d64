"""`testamur close`: ends awarding on a day, keeps existing awards, and prints a list of what to hand over.

With --last, once that day is over: the next publish signs the status lists for the last time, and ends the log.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import click

from testamur.authoring.acts import root_acts
from testamur.authoring.archiving import closing
from testamur.authoring.editing import atomic_files, log_settings
from testamur.cli.commands.log import log_files
from testamur.errors import UsageError
from testamur.ledger import pending
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.parsing import formats
from testamur.records.registry import Registry
from testamur.records.rules import days
from testamur.terminal import options
from testamur.terminal.asking import confirm_or_abort
from testamur.terminal.clock import now, today_of
from testamur.terminal.days import day
from testamur.terminal.secrets import signing_key
from testamur.text.characters import harmless
from testamur.text.reporting import number_of

_EXPECT = """\
What will happen:
  - issuer.yml says that the registry is closed on {day}; every page says so from the next publish on
  - awards of a later day are refused; what was awarded stays as it is, and stays checkable
  - acts on awards (withdrawing, correcting, erasing) stay possible, until testamur close --last
"""
_EXPECT_LAST = """\
What will happen:
  - issuer.yml says that the next status lists are the last ones, good until {until}
  - with the next publish, how every award stands is said for the last time: check before that nothing is missing
{end}"""
_EXPECT_END = """\
  - that publish enters the end of the log{onward}. Nothing can be withdrawn, corrected or erased after it
"""


@click.command()
@click.option("--on", "on", type=day, metavar="DAY", help="The last day on which something is awarded.")
@click.option("--successor", default="", metavar="URL", help="Where it goes on: every page leads there.")
@click.option("--last", is_flag=True, help="Once that day is over: sign the last status lists, and end the log.")
@click.option(
    "--lists-until",
    type=day,
    metavar="DAY",
    help=f"With --last: how long those lists are good (default: {closing.DEFAULT_YEARS} years after the last day).",
)
@click.option(
    "--root-key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="With --last, where there is a log: the file of its root key.",
)
@options.yes_final
@options.records
@options.ledger
def command(
    *,
    on: datetime.date | None,
    successor: str,
    last: bool,
    lists_until: datetime.date | None,
    root_key: Path | None,
    yes: bool,
    records: Path,
    ledger: Path,
) -> None:
    """Close the registry: nothing is awarded after DAY. Prints a hand-over list on stdout."""
    if last == (on is not None) or (last and successor):
        raise UsageError("first testamur close --on DAY, with --successor if it goes on; after that day, close --last")
    if not last and (lists_until is not None or root_key is not None):
        raise UsageError("--lists-until and --root-key go with --last")
    registry = registries.load(records, today=today_of(records))
    if on is not None:
        _close(registry, on, successor.rstrip("/"), ledger, yes=yes)
    else:
        _end(registry, lists_until, root_key, ledger, yes=yes)


def _close(registry: Registry, on: datetime.date, successor: str, ledger: Path, *, yes: bool) -> None:
    if registry.issuer.closed:
        raise UsageError(f"this registry is closed since {registry.issuer.closed}: edit that line to change the day")
    if successor and (not successor.startswith("https://") or successor == registry.issuer.base):
        raise UsageError(f"--successor {harmless(successor)}: write the https:// address of where the registry goes on")
    later = [award.id for award in registry.awards.values() if award.awarded_date > on]
    if later:
        are_later = f"{number_of(len(later), 'award')} {'is' if len(later) == 1 else 'are'} dated later"
        raise UsageError(f"{are_later}: choose a later day (the first is {later[0]})")
    _say_pending(registry, ledger)
    click.echo(_EXPECT.format(day=on), err=True)
    confirm_or_abort(yes, final=True)
    change = log_files.change(registry, lambda before: closing.closed_on(before, on, successor))
    atomic_files.replace_all(*change, drafts=registry.folder.parent)
    click.echo(closing.checklist(registry.issuer, on), nl=False)
    click.echo(_next(registry), err=True)


def _end(
    registry: Registry, lists_until: datetime.date | None, root_key: Path | None, ledger: Path, *, yes: bool
) -> None:
    issuer = registry.issuer
    closed, log = issuer.closed, issuer.log
    if closed is None or now().astimezone(datetime.UTC).date() <= closed:
        remedy = "testamur close --on DAY says which it is"
        if closed is not None and closed < datetime.date.max:
            remedy = f"{closed}. Run this again from {closed + datetime.timedelta(days=1)} (UTC) on"
        raise UsageError(f"the last day has to be over first: {remedy}")
    if issuer.lists_valid_until is not None:
        raise UsageError(
            f"the last lists are good until {issuer.lists_valid_until} already: publish, if it is not done"
        )
    until = lists_until or closing.lists_until(closed)
    if not closed < until <= days.latest_lists_day(closed):
        raise UsageError(f"--lists-until: write a day after {closed}, and up to {days.latest_lists_day(closed)}")
    has_end = log is not None and any(act.operation == "end" for act in log.acts)
    if root_key is not None and (log is None or has_end):
        raise UsageError("there is no log to end: leave --root-key out")
    if root_key is None and log is not None and not has_end:
        raise UsageError(
            "this registry keeps a log, which only its root key ends: --root-key FILE. On the machine that has it: "
            f"testamur log root end --base {issuer.base}, and copy its line below acts:"
        )
    _say_pending(registry, ledger)
    onward = f", and that {issuer.successor} goes on" if issuer.successor else ""
    end = "" if log is None else _EXPECT_END.format(onward=onward)
    click.echo(_EXPECT_LAST.format(until=until, end=end), err=True)
    confirm_or_abort(yes, final=True)
    add_end = _end_of_log(registry, root_key) if root_key is not None else _unchanged
    change = log_files.change(registry, lambda before: closing.with_last_lists(add_end(before), until))
    atomic_files.replace_all(*change, drafts=registry.folder.parent)
    click.echo(_next(registry), err=True)


def _end_of_log(registry: Registry, root_key: Path) -> Callable[[bytes], bytes]:
    """Return what adds the act that ends the log, signed by its root key."""
    root = signing_key(root_key)
    root_acts.refuse_other_root(registry.issuer, root)
    act = root_acts.end(registry.issuer.base, root, now=now(), next_base=_next_base(registry.issuer.successor))
    return lambda before: log_settings.with_act(before, act)


def _next_base(successor: str) -> str:
    """Return the successor's address if a registry can have it: only such a one can have a log."""
    try:
        formats.base(successor)
    except ValueError:
        return ""
    return successor


def _unchanged(before: bytes) -> bytes:
    return before


def _say_pending(registry: Registry, ledger: Path) -> None:
    if (ledger / "format").exists() and (waiting := pending.plan(registry, Ledger(ledger)).pending):
        click.echo(f"{number_of(len(waiting), 'award')} still to be signed: publish before you hand over.", err=True)


def _next(registry: Registry) -> str:
    return (
        f"\nChanged {registry.folder / 'issuer.yml'}. Next: propose this change, and let it be approved and published."
    )
