"""Checks the records for `testamur check`: what is wrong or pending, what a change does, what is incomplete."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testamur.authoring import log_check
from testamur.authoring.acts import milestones
from testamur.authoring.repository.base_revision import Difference
from testamur.authoring.translating import translatable
from testamur.errors import Problem, RecordsError, UnlistedRecordsError
from testamur.ledger import pending, pending_statements
from testamur.ledger.safeguards import list_age
from testamur.ledger.store import Ledger
from testamur.records import pathway_progress, registry
from testamur.records.changes import change_summary, changes, snapshots
from testamur.records.parsing.kinds import KINDS, RecordKind
from testamur.records.pathway_progress import DueMilestone
from testamur.records.registry import Registry
from testamur.records.rules import completeness, untranslated
from testamur.records.rules.completeness import Completeness
from testamur.records.rules.untranslated import Untranslated
from testamur.text import reporting
from testamur.text.languages.messages import Amount, Message, listed, msg
from testamur.verification import received

_LONGEST = 9000  # characters of a sentence that names thirty learners
_PENDING: Mapping[str, Callable[[int], Message]] = {
    "issue": lambda number: msg("{number} to issue", number=Amount(number)),
    "reissue": lambda number: msg("{number} to re-issue", number=Amount(number)),
    "state": lambda number: msg("{number} with a new status", number=Amount(number)),
    "erase": lambda number: msg("{number} to erase", number=Amount(number)),
    "statement": lambda number: msg("{number} more documents to sign", number=Amount(number)),
}


@dataclass(slots=True)
class Findings:
    """The findings about the records."""

    problems: list[Problem] = field(default_factory=list)
    counts: dict[RecordKind, int] = field(default_factory=dict)
    elements: list[Completeness] = field(default_factory=list)
    untranslated: list[Untranslated] = field(default_factory=list)
    pending: dict[str, int] = field(default_factory=dict)  # by act: issue, reissue, state, erase
    compared: bool = False  # with a ledger
    lists: dict[str, datetime.date] = field(default_factory=dict)  # when each status list of the ledger was signed
    old_lists: str = ""  # that they grow old, in a sentence
    due: list[DueMilestone] = field(default_factory=list)  # milestones that learners have reached
    due_sentences: list[str] = field(default_factory=list)
    base: str = ""  # the commit that the change was compared with
    change: list[str] = field(default_factory=list)  # what it does, in sentences for a terminal
    approval: str = ""  # the issuer's policy
    change_markdown: list[str] = field(default_factory=list)  # the same, for a job summary

    @property
    def is_wrong(self) -> bool:
        """Say whether something stops an issue."""
        return bool(reporting.errors(self.problems))

    def lines(self, spoken: Callable[[str], str] = str) -> list[str]:
        """Return the lines that follow the problems: counts, what is pending, what is due, completeness.

        `spoken` says a message in the language of whoever reads them.
        """
        told: list[str] = []
        tally = reporting.tally(self.problems)
        if self.counts:
            told.append(msg("{records}: {problems}.", records=reporting.numbers_of(self.counts), problems=tally))
        elif self.problems:
            told.append(msg("{problems}. Correct them, and run testamur check again.", problems=tally))
        if self.compared:
            acts = [_PENDING[act](number) for act, number in self.pending.items() if number]
            pending = msg("Pending: {acts}. testamur issue does it.", acts=listed(acts))
            told.append(pending if acts else msg("Nothing is pending."))
        told += [self.old_lists] if self.old_lists else []
        told += self.due_sentences
        told += [msg("{sentence}.", sentence=str(one)) for one in (*self.elements, *self.untranslated)]
        return [reporting.one_line(spoken(line), _LONGEST) for line in told]


def examine(
    records: Path,
    ledger: Path,
    *,
    today: datetime.date,
    every: bool = False,
    advance: Any = lambda: None,
    difference: Difference | None = None,
) -> Findings:
    """Return all findings about the records; never raises RecordsError.

    With a `difference` from a base, the change is checked too, and completeness is measured only of the achievements
    that it concerns, or with `every` of all.
    """
    found = Findings()
    loaded: Registry | None = None
    try:
        loaded = registry.load(records, today=today, advance=advance, pictures=1)
    except UnlistedRecordsError as error:
        # Compared with a base, everything that could not be listed would seem to be gone.
        found.problems, difference = list(error.problems), None
    except RecordsError as error:
        found.problems = list(error.problems)
    concerned = _compare(found, records, loaded, difference) if difference is not None else None
    if loaded is not None:
        found.approval = loaded.issuer.approval
        found.counts = registry.counts(loaded)
        found.due = pathway_progress.due_milestones(loaded, today)
        found.due_sentences = milestones.sentences(loaded, found.due)
        found.elements = [
            completeness.assess(achievement, loaded.issuer)
            for slug, achievement in sorted(loaded.achievements.items())
            if every or (achievement.achievement_type == "MicroCredential" and (concerned is None or slug in concerned))
        ]
        texts = (one.record for one in translatable.sources(records))
        found.untranslated = untranslated.find_untranslated(texts, loaded.issuer.languages)
        _tell(
            found,
            [
                *loaded.warnings,
                *_endorsed(loaded),
                *log_check.problems(loaded, ledger, today),
                *_consult(found, loaded, ledger, today),
            ],
        )
    found.problems = reporting.sort_problems(found.problems)
    return found


def _compare(found: Findings, records: Path, loaded: Registry | None, difference: Difference) -> set[str]:
    """Add what the change does and may not do; return the achievements that it concerns."""
    # A registry with mistakes is compared too, as far as it can be read, so that everything is reported at once.
    now = snapshots.from_registry(loaded) if loaded is not None else snapshots.read(records)
    before = snapshots.of_base(now, [one.path for one in difference.changed], difference.contents)
    now.count_unread(before)
    change = changes.describe(before, now, difference.changed, records=records.name)
    _tell(
        found,
        changes.check(
            before,
            now,
            difference.changed,
            parsed=snapshots.record_parser(records),
            records=records.name,
            altered=difference.attributes.altered,
            complaint=difference.attributes.complaint,
        ),
    )
    plain, inert = reporting.one_line, reporting.inert
    found.base = difference.base
    found.change = change_summary.sentences(change, before, now, plain=plain, title=plain)
    found.change_markdown = change_summary.sentences(
        change, before, now, plain=inert, title=lambda text: f"*{inert(text)}*"
    )
    return change.concerned


def _tell(found: Findings, problems: Sequence[Problem]) -> None:
    """Add problems, but none that is reported for the same place already: two rules may find one mistake."""
    told = {(one.code, one.file, one.field) for one in found.problems}
    found.problems += [one for one in problems if (one.code, one.file, one.field) not in told]


def _endorsed(loaded: Registry) -> Sequence[Problem]:
    """Return the problems of endorsements that others signed."""
    try:
        received.read_all(loaded)
    except RecordsError as error:
        return error.problems
    return ()


def _consult(found: Findings, loaded: Registry, ledger: Path, today: datetime.date) -> Sequence[Problem]:
    """Count what is pending and note old lists, if there is a ledger; return what testamur issue would refuse."""
    if not (ledger / "format").exists():
        return ()
    try:
        kept = Ledger(ledger)
        plan = pending.plan(loaded, kept)
        for one in plan.pending:
            found.pending[one.act] = found.pending.get(one.act, 0) + 1
        documents = len(pending_statements.plan(loaded, plan.states, kept.statements()).pending)
        if documents:
            found.pending["statement"] = documents
    except RecordsError as error:
        return error.problems
    found.compared = True
    found.lists = list_age.signing_days(kept)
    found.old_lists = list_age.age_warning(found.lists, today)
    return ()


def as_json(found: Findings) -> str:
    """Return the findings for programs."""
    wrong = len(reporting.errors(found.problems))
    value = {
        "problems": reporting.as_json(found.problems),
        "counts": {
            **{KINDS[kind].folder: number for kind, number in found.counts.items()},
            "errors": wrong,
            "warnings": len(found.problems) - wrong,
        },
        "pending": found.pending if found.compared else None,
        "statusLists": {name: day.isoformat() for name, day in found.lists.items()},
        "due": [{"pathway": one.pathway, "milestone": one.milestone, "learner": one.learner} for one in found.due],
        "change": {"base": found.base, "sentences": found.change} if found.base else None,
        "elements": [
            {
                "achievement": one.title,
                "stated": one.stated,
                "of": completeness.MANDATORY,
                "missing": one.missing,
                "optional": one.optional,
            }
            for one in found.elements
        ],
        "untranslated": [dataclasses.asdict(one) for one in found.untranslated],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)
