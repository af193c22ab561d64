"""Writes the weekly summary for the registrar: awards that end soon, milestones that are due, lists and keys grown old.

Each part is a function of the week; a new one is added to PARTS. The text is Markdown, in which words of records are
inert. Learners are named only where few people can read it: in an open repository, awards are named by their ids.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from testamur.authoring.acts import milestones
from testamur.authoring.handing_out import expiring_awards
from testamur.authoring.handing_out.register import RegisterRow
from testamur.authoring.issuing import ledger_line
from testamur.ledger.safeguards import list_age
from testamur.records import pathway_progress
from testamur.records.registry import Registry
from testamur.records.rules.untranslated import Untranslated
from testamur.text.reporting import inert, number_of

TITLE = "This week in the registry"
MARK = "<!-- testamur: this week -->"  # by this the issue is known as ours
WITHIN = 60  # days before its end, in which an award is listed
KEYS_AFTER = 365  # days
SCHEDULES_WITHIN = 21  # days: three of these summaries tell it
_MOST = 50  # lines of one part


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The facts that the parts are made from.

    `lists` has the day on which each status list was signed; `schedules_end` is when the host ends the daily and weekly
    runs if nothing is changed before (None: it does not).
    """

    registry: Registry
    today: datetime.date
    lists: Mapping[str, datetime.date] = field(default_factory=dict)
    untranslated: tuple[Untranslated, ...] = ()
    ledger_id: str = ""
    schedules_end: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, its lines, and what to do about them, all in Markdown."""

    heading: str
    lines: tuple[str, ...]
    remedy: str


def parts(week: Week) -> list[Part]:
    """Return the parts that have lines, in their order."""
    return [part for make in PARTS if (part := make(week)).lines]


def text(week: Week) -> str:
    """Return the summary as Markdown; it begins with `MARK`, by which the issue is found again."""
    summary_parts = parts(week)
    head = f"Needs attention as of {week.today}. Checked again every week."
    if not summary_parts:
        head = f"Nothing needs attention as of {week.today}."
    return "\n\n".join([MARK, head, *map(_part_text, summary_parts)]) + "\n"


def _part_text(part: Part) -> str:
    lines = [f"- {line}" for line in part.lines[:_MOST]]
    if len(part.lines) > _MOST:
        lines.append(f"- … and {len(part.lines) - _MOST:,} more")
    return "\n\n".join([f"## {part.heading}", "\n".join(lines), part.remedy])


def _ending_part(week: Week) -> Part:
    rows, renewed = expiring_awards.awards_ending(week.registry, week.today, WITHIN)
    heading = f"{number_of(len(rows), 'award')} {'ends' if len(rows) == 1 else 'end'} within {WITHIN} days"
    more = f" {number_of(renewed, 'award')} more, renewed already, left out." if renewed else ""
    remedy = f"To renew one: `testamur new award --renews AWARD`. All of them: `testamur expiring --within {WITHIN}`."
    is_closed = week.registry.issuer.repository == "closed"
    return Part(heading, tuple(_award_line(row, named=is_closed) for row in rows), remedy + more)


def _award_line(row: RegisterRow, *, named: bool) -> str:
    whose = f"{inert(row.name)}, {inert(row.title)}" if named and row.name else inert(row.title)
    return f"{row.until}: {whose} (<code>{row.award}</code>)"


def _due_part(week: Week) -> Part:
    milestones_due = pathway_progress.due_milestones(week.registry, week.today)
    lines = tuple(inert(line) for line in milestones.sentences(week.registry, milestones_due))
    return Part("Milestones that are due", lines, "Look at them, then propose the awards: `testamur new award --due`.")


def _untranslated_part(week: Week) -> Part:
    lines = tuple(f"{inert(str(gap))}." for gap in week.untranslated)
    return Part("Not translated", lines, "Until then readers see these texts in another language.")


def _lists_part(week: Week) -> Part:
    old = list_age.old_lists(week.lists, week.today)
    lines = tuple(f"<code>{inert(name)}</code>, signed on {day}" for name, day in old.items())
    remedy = (
        f"After {list_age.MAX_AGE_DAYS} days verifiers no longer take a status list for an answer, and every award "
        "reads “could not be checked”. Signing them anew is part of every publish: press *Run workflow* on the page of "
        "*publish*, under *Actions*."
    )
    return Part("Status lists grow old", lines, remedy)


def _keys_part(week: Week) -> Part:
    active = (method for method in week.registry.issuer.verification_methods if method.state == "active")
    lines = tuple(
        f"<code>{inert(method.public_key_multibase[:16])}…</code> signs since {method.from_}"
        for method in active
        if (week.today - method.from_).days > KEYS_AFTER
    )
    remedy = "`testamur rotate-key` makes a new one. What the old one signed stays good."
    return Part("Keys that sign for more than a year", lines, remedy)


def _ledger_part(week: Week) -> Part:
    is_named = not week.ledger_id or week.registry.issuer.ledger_id
    lines = () if is_named else (f"<code>{inert(ledger_line.ledger_id_line(week.ledger_id))}</code>",)
    remedy = (
        "Propose this line for `issuer.yml`. From then on nothing is signed while the ledger is missing: without it, "
        "every award would be issued a second time, and what learners have from the first would be refused."
    )
    return Part("issuer.yml does not say which ledger is its own", lines, remedy)


def _schedules_part(week: Week) -> Part:
    end = week.schedules_end
    is_near = end is not None and (end - week.today).days <= SCHEDULES_WITHIN
    lines = (f"{end}, if nothing is changed here before",) if is_near else ()
    remedy = (
        "In a public repository GitHub ends them after 60 days in which nothing happened there. Any change that is "
        "merged is enough: a word in `README.md`, for one. If they have ended, somebody has to press *Enable workflow* "
        "under *Actions*, on the pages of *publish* and of *weekly*. Until then nobody is told what ends soon; awards "
        "are verified as before."
    )
    return Part("GitHub is about to end the daily and weekly runs", lines, remedy)


PARTS: tuple[Callable[[Week], Part], ...] = (
    _ending_part,
    _due_part,
    _untranslated_part,
    _lists_part,
    _keys_part,
    _ledger_part,
    _schedules_part,
)
