"""Plans an import: turns the rows of a spreadsheet into new learners and awards, and reports all problems in one go.

Pure: rows and registry in, records and problems out. Every record is composed as text, read again by the records'
own strict reader, and checked by their schema and rules. An award that exists already is left alone, so that
importing the same file again changes nothing.

It is longer than other modules since each problem of a row has a sentence and a remedy of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from testamur.authoring.editing import new_record
from testamur.authoring.editing.new_record import Random
from testamur.authoring.finding.learner_lookup import LearnerDetails, LearnerLookup, LearnerMatch
from testamur.authoring.spreadsheets import cells, day_cells
from testamur.authoring.spreadsheets.columns import Columns
from testamur.authoring.spreadsheets.composing import Composer
from testamur.authoring.spreadsheets.import_plan import EVERY, Doubt, ImportPlan, Settings
from testamur.authoring.spreadsheets.rows import ImportRow, RowReader
from testamur.authoring.spreadsheets.spreadsheet import Sheet, SheetRow
from testamur.errors import Problem
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.text import dates, reporting
from testamur.text.languages.messages import msg

_Severity = Literal["error", "warning"]
_Key = tuple[str, str, str]  # learner, achievement, day
_UNKNOWN = "unknown"
_SETTLED_BY_AN_OPTION = frozenset({day_cells.UNCLEAR, cells.FRACTION})


def plan_import(
    sheet: Sheet, columns: Columns, registry: Registry, settings: Settings, *, random: Random
) -> ImportPlan:
    """Return the plan for the rows of `sheet`; `random(n)` returns n random bytes. Writes nothing.

    Raises UsageError if the records would become more files than a registry may have.
    """
    closed = registry.issuer.repository == "closed"
    reader = RowReader(
        sheet,
        # In an open repository the addresses are refused as a column, and match nobody either.
        columns if closed else columns.without("email"),
        registry.achievements,
        order=settings.order,
        percent=settings.percent,
        achievement=settings.achievement,
        day=settings.day,
    )
    at = columns.fields.get("learner")
    # Ids that rows name are taken before any is given out, whichever row comes first.
    reserved = [] if at is None else [row.cells[at].strip() for row in sheet.rows]
    people = LearnerLookup(registry.learners, closed=closed, reserved=reserved, random=random)
    work = _Import(registry, settings, reader, people, random)
    for row in sheet.rows:
        work.take(reader.read(row))
    plan = work.plan
    refused = [] if closed else _addresses(sheet, columns, reader)
    found = sorted([*refused, *sheet.problems, *plan.problems], key=lambda problem: (problem.line, problem.column))
    plan.bad_rows = len({problem.line for problem in reporting.errors(found)})
    plan.problems = _once(found)
    new_record.refuse_too_many(registry, plan.files)
    return plan


def _once(problems: list[Problem]) -> list[Problem]:
    """Tell once for a column, and in how many rows, what one option settles for all of them."""
    alike: dict[tuple[str, int], list[Problem]] = {}
    for problem in problems:
        if problem.code in _SETTLED_BY_AN_OPTION:
            alike.setdefault((problem.code, problem.column), []).append(problem)
    told = []
    for problem in problems:
        same = alike.get((problem.code, problem.column), [problem])
        if problem is same[0]:
            more = f"; so in {reporting.number_of(len(same) - 1, 'more row')}" if len(same) > 1 else ""
            told.append(replace(problem, reason=msg("{reason}{more}", reason=problem.reason, more=more)))
    return told


def _addresses(sheet: Sheet, columns: Columns, reader: RowReader) -> list[Problem]:
    """Refuse e-mail addresses in an open repository (`rules.policies`): once for the column, not for each row."""
    at = columns.fields.get("email")
    if at is None or not any(row.cells[at].strip() for row in sheet.rows):
        return []
    reason = msg("this repository is open: everything in it is public for good, addresses too")
    head = SheetRow(sheet.header_row, sheet.headers)
    return [
        reader.problem(head, at, "privacy-email", reason, msg("Remove the column, or leave it out: --column email="))
    ]


class _Import:
    """One pass over the rows: the plan so far, and the awards that the next row may repeat."""

    def __init__(
        self, registry: Registry, settings: Settings, reader: RowReader, people: LearnerLookup, random: Random
    ):
        self.plan = ImportPlan()
        self._registry, self._settings, self._reader = registry, settings, reader
        self._people, self._random = people, random
        self._composer = Composer(registry, reader, today=settings.today, schema_paths=settings.schema_paths)
        self._ids = dict.fromkeys(registry.awards)
        self._there = {_key(award): award for award in registry.awards.values() if award.learner}
        self._erased = {
            (award.achievement, str(award.awarded_date)) for award in registry.awards.values() if award.erased
        }
        self._seen: dict[_Key, int] = {}  # the first row of each award in this file
        self._drafts: dict[str, tuple[int, str]] = {}  # row and text of each new learner; "" if refused

    def take(self, entry: ImportRow) -> None:
        """Plan a row's award and, where needed, its learner; or remember all that is wrong with it."""
        learner = ""
        if entry.person is not None:
            match = self._people.find(entry.person)
            # A namesake may well be the one with this award; whoever shares only the address is taken for another
            # person until somebody says that they are the same.
            if not match.is_other_name and self._is_known(entry, match.candidates, match.doubt):
                return
            learner = self._settle(entry, entry.person, match)
            if match.is_other_name and learner and self._is_known(entry, (learner,), ""):
                return
            if learner:
                self._seen.setdefault((learner, entry.achievement, entry.day), entry.row.number)
                self._draft(entry, entry.person, learner)
        self._award(entry, learner)
        self.plan.problems += entry.problems

    def _is_known(self, entry: ImportRow, learners: Iterable[str], doubt: str) -> bool:
        """Say whether an earlier row or the registry has this award of one of these learners, and report it."""
        keys = [(learner, entry.achievement, entry.day) for learner in learners]
        is_known = self._repeats(entry, keys, doubt) or self._is_there(entry, keys)
        self.plan.problems += entry.problems if is_known else []
        return is_known

    def _repeats(self, entry: ImportRow, keys: list[_Key], doubt: str) -> bool:
        number = entry.row.number
        first = next((self._seen[key] for key in keys if key in self._seen), 0)
        is_other = bool(doubt) and self._settings.answers.get(number) == "new"
        if not (first and entry.achievement and entry.day) or is_other:
            return False
        remedy = msg("Remove one of the two")
        if doubt:
            remedy = msg(
                "Remove one of the two; for two people of one name add a column with their addresses, or "
                "--new-person {row}",
                row=number,
            )
        reason = msg("row {row} is the same learner, achievement and day", row=first)
        self._add(entry, None, "duplicate-row", reason, remedy)
        return True

    def _is_there(self, entry: ImportRow, keys: list[_Key]) -> bool:
        # In any state: an award that was withdrawn must not come back when the same file is imported again.
        award = next((self._there[key] for key in keys if key in self._there), None)
        if award is None:
            return False
        self._seen.setdefault(_key(award), entry.row.number)
        if not entry.is_bad:
            self.plan.there.append((entry.row.number, award.id))
            for name in entry.differing_fields(award):
                reason = msg("award {id} is there already, and says something else", id=award.id)
                remedy = msg("An import changes no award: correct that one, if this is right")
                self._add(entry, self._reader.place(name, entry.achievement), "differs", reason, remedy, "warning")
        return True

    def _settle(self, entry: ImportRow, person: LearnerDetails, match: LearnerMatch) -> str:
        """Return the id of the learner, new or known; "" with a problem if it is still in doubt."""
        at = self._reader.place("learner" if person.id else "name", entry.achievement)
        if match.refusal:
            refusal = match.refusal
            place = self._reader.place(refusal.field, entry.achievement)
            self._add(entry, place, refusal.code, refusal.reason, refusal.remedy)
            return ""
        if match.note:
            self._add(entry, at, "possible-duplicate", match.note, msg("Look whether this is right"), "warning")
        if not match.doubt:
            return match.candidates[0] if match.candidates else self._people.add(person)
        answers = self._settings.answers
        answer = answers.get(entry.row.number) or answers.get(EVERY)
        is_one = len(match.candidates) == 1
        if answer == "same" and is_one:
            return match.candidates[0]
        if answer == "new":
            return self._people.add(person)
        number = entry.row.number
        self.plan.doubts.append(Doubt(number, person.name or person.email, match.doubt, is_one))
        same = msg("--same-person {number}", number=number) if is_one else msg("add a column with learner ids")
        self._add(
            entry,
            at,
            "unclear-person",
            match.doubt,
            msg("Say who it is: {same}, or --new-person {number}", same=same, number=number),
        )
        return ""

    def _draft(self, entry: ImportRow, person: LearnerDetails, learner: str) -> None:
        """Compose and check the file of a new learner, once."""
        if learner in self._registry.learners:
            return
        if learner not in self._drafts:
            record = {"name": person.name, "email": person.email}
            text, problems = self._composer.compose(entry, "learner", learner, record)
            entry.problems += problems
            self._drafts[learner] = entry.row.number, "" if reporting.errors(problems) else text
        elif not self._drafts[learner][1]:
            first = self._drafts[learner][0]
            self._add(
                entry,
                None,
                "learner-refused",
                msg("row {first} has the learner, and is refused", first=first),
                msg("Mend that row"),
            )

    def _award(self, entry: ImportRow, learner: str) -> None:
        """Compose and check the award; plan it if nothing is wrong with the row."""
        day = entry.day or str(self._settings.today)  # Missing values get a stand-in, so that the others are checked.
        record = {
            **entry.others, "achievement": entry.achievement or _UNKNOWN, "learner": learner or _UNKNOWN,
            "awardedDate": day,
        }  # fmt: skip
        name = new_record.new_award_id(self._ids, self._random)
        text, problems = self._composer.compose(entry, "award", name, record)
        problems = problems if entry.day else [problem for problem in problems if not problem.code.startswith("date-")]
        # A renewal can be judged only once learner, achievement and day are known.
        is_whole = bool(learner and entry.achievement and entry.day)
        at = self._reader.place("renews", entry.achievement)
        entry.problems += [problem for problem in problems if is_whole or at is None or problem.column != at + 1]
        if entry.is_bad or not learner:
            return
        # Nothing says any more whose an erased award was, so that this can only be a warning.
        if (entry.achievement, entry.day) in self._erased:
            reason = msg("an award of this achievement and day was erased")
            self._add(entry, None, "erased", reason, msg("Make sure that it was not this learner's"), "warning")
        self._ids[name] = None
        if learner in self._drafts:
            self.plan.files.setdefault(f"learners/{learner}.yml", self._drafts[learner][1])
        self.plan.files[new_record.award_path(name, dates.day(day))] = text
        self.plan.awards += 1

    def _add(
        self, entry: ImportRow, at: int | None, code: str, reason: str, remedy: str, severity: _Severity = "error"
    ) -> None:
        value = "" if at is None else entry.row.cells[at]
        entry.problems.append(self._reader.problem(entry.row, at, code, reason, remedy, value, severity=severity))


def _key(award: Award) -> _Key:
    return award.learner, award.achievement, str(award.awarded_date)
