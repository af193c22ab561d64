"""Chooses the awards that a command works on: named one by one, or by achievement and day."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from testamur.authoring.finding.award_lookup import find_award
from testamur.errors import UsageError
from testamur.ledger.store import Ledger
from testamur.proofs import verified_memory
from testamur.publishing import publication
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.rendering import certificates
from testamur.records.registry import Registry
from testamur.terminal import award_rows
from testamur.terminal.clock import latest_day_anywhere, now
from testamur.terminal.days import day
from testamur.text.languages.messages import Row, msg

Command = Callable[..., Any]


def options(command: Command) -> Command:
    """Add the options by which awards are chosen."""
    for option in (
        click.option("--to", "last", type=day, metavar="DAY", help="Awarded on this day or earlier."),
        click.option("--from", "first", type=day, metavar="DAY", help="Awarded on this day or later."),
        click.option("--achievement", default="", metavar="SLUG", help="An achievement's file, without .yml."),
        click.option("--all", "everything", is_flag=True, help="Every award in force."),
        click.argument("awards", nargs=-1, metavar="[AWARD]..."),
    ):
        command = option(command)
    return command


class ChoiceOptions(TypedDict):
    """The values of the options that choose awards."""

    everything: bool
    achievement: str
    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenAwards:
    """The publication, the chosen awards in the order requested, and how many of a wide choice were left out."""

    published: Publication
    awards: list[IssuedAward]
    left: int


def choose_awards(
    registry: Registry,
    ledger: Path,
    awards: tuple[str, ...],
    *,
    lacks: str,
    nothing: str,
    **choice: Unpack[ChoiceOptions],
) -> ChosenAwards:
    """Return the awards that a command works on: issued, in force, and with a page.

    Raises UsageError for a named award that fails this (`lacks` says what it is without), and where no award is left
    (`nothing` says what follows). Awards chosen by day or achievement are left out instead, and counted.
    """
    ids = _requested_ids(registry, awards, **choice)
    published = publication.read(registry, Ledger(ledger), now=now(), memory=verified_memory.on_disk())
    in_force, left = _split_by_force(published, ids)
    if awards and left:
        raise UsageError(
            Row(
                (msg("award {award} has {lacks}: {why}", award=award, lacks=lacks, why=why) for award, why in left),
                "\n",
            )
        )
    if not in_force:
        raise UsageError(msg("none of these awards is in force and issued: {nothing}", nothing=nothing))
    return ChosenAwards(published=published, awards=in_force, left=len(left))


def _requested_ids(
    registry: Registry,
    awards: tuple[str, ...],
    *,
    everything: bool,
    achievement: str,
    first: datetime.date | None,
    last: datetime.date | None,
) -> list[str]:
    """Return the requested ids, each once. Raises UsageError for no choice, and for names beside other choices."""
    limits = bool(achievement or first or last)
    if awards and (everything or limits):
        raise UsageError(msg("name awards, or choose them with --achievement, --from and --to, but not both"))
    if not (awards or everything or limits):
        raise UsageError(msg("name an award, choose with --achievement, --from and --to, or take --all"))
    if awards:
        return list(dict.fromkeys(find_award(registry, text).id for text in awards))
    rows = award_rows.select_rows(
        registry, today=latest_day_anywhere(), first=first, last=last, achievement=achievement
    )
    return [row.award for row in sorted(rows, key=lambda row: (row.title, row.name.casefold(), row.award))]


def _split_by_force(published: Publication, ids: list[str]) -> tuple[list[IssuedAward], list[tuple[str, str]]]:
    """Return the issued awards in force that have a page, in the given order, and the others with the reason."""
    issued_awards = {issued.award.id: issued for issued in published.awards}
    in_force: list[IssuedAward] = []
    left: list[tuple[str, str]] = []
    for award_id in ids:
        issued = issued_awards.get(award_id)
        why: str = msg("it is not issued yet: run testamur issue first")
        if issued is not None:
            why = certificates.why_not_printable(published, issued)
        if issued is not None and not why:
            in_force.append(issued)
        else:
            left.append((award_id, why))
    return in_force, left
