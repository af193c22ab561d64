"""Reads one row of a spreadsheet: who, what, when, the other fields of an award, and the problems of its cells.

A problem's `line` is the number of the row and its `column` the number of the column, from 1, as the spreadsheet
shows them; 0 if the problem is about the whole row. `field` is the column's own name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from testamur.authoring.finding import level_lookup
from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.authoring.finding.learner_lookup import LearnerDetails
from testamur.authoring.spreadsheets import cells, day_cells
from testamur.authoring.spreadsheets.cells import Percent
from testamur.authoring.spreadsheets.columns import NAME_PARTS, Columns
from testamur.authoring.spreadsheets.day_cells import Order
from testamur.authoring.spreadsheets.spreadsheet import Sheet, SheetRow
from testamur.errors import Problem
from testamur.records.model.models import Achievement, Award, ResultDescription
from testamur.records.parsing.formats import FormatError
from testamur.text import award_id, reporting
from testamur.text.characters import harmless, harmless_message
from testamur.text.languages.messages import msg

# Fields of records, and the fields of a row that they are made from.
_FROM = {
    "name": ("name", "last-name", "first-name", "middle-name"),
    "email": ("email",),
    "learner": ("learner", "name", "last-name"),
    "awardedDate": ("date",),
    "validUntil": ("valid-until",),
    **{name: (name,) for name in ("achievement", "visibility", "language", "renews")},
    "evidence": ("evidence", "narrative"),
}
WHO = ("learner", "email", "name", "first-name", "middle-name", "last-name")
DAYS = ("date", "valid-until")


@dataclass(slots=True)
class ImportRow:
    """One row. Values that it does not have, or that are wrong, are "" or missing; `problems` has the reason."""

    row: SheetRow
    person: LearnerDetails | None = None  # None where a cell that says who cannot be used
    achievement: str = ""
    day: str = ""
    others: dict[str, Any] = field(default_factory=dict)  # the award's further fields, as records name them
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        """Say whether the row cannot be written."""
        return bool(reporting.errors(self.problems))

    def differing_fields(self, award: Award) -> Iterator[str]:
        """Yield the fields in which the row differs from an existing award."""
        until = self.others["validUntil"]
        if until and until != str(award.valid_until or ""):
            yield "validUntil"
        for name, value in self.others["results"].items():
            if award.results.get(name) != value:
                yield f"results.{name}"


class RowReader:
    """Reads rows. `achievement` (a slug) and `day`, if given, hold for every row."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Columns,
        achievements: Mapping[str, Achievement],
        *,
        order: Order = "",
        percent: Percent = "",
        achievement: str = "",
        day: str = "",
    ):
        self._sheet, self._columns, self._achievements = sheet, columns, achievements
        self._order, self._percent, self._achievement, self._day = order, percent, achievement, day
        self._achievement_lookup = AchievementLookup(achievements.values())

    def read(self, row: SheetRow) -> ImportRow:
        """Return a row's values and problems; never raises."""
        entry = ImportRow(row)
        texts = {name: self._clean_text(entry, at) for name, at in self._columns.fields.items()}
        entry.person = self._person(entry, texts)
        entry.achievement = self._achievement or self._slug(entry, texts["achievement"])
        entry.day = self._day or self._date(entry, "date", texts["date"])
        until = texts.get("valid-until", "")
        entry.others = {
            "validUntil": self._date(entry, "valid-until", until) if until else "",
            "visibility": texts.get("visibility", ""),
            "language": texts.get("language", ""),
            "renews": self._award(texts.get("renews", "")),
            "results": self._results(entry),
            "evidence": self._evidence(texts),
        }
        return entry

    def place(self, name: str, achievement: str) -> int | None:
        """Return the column that a record's field (`awardedDate`, `results.final-project`) comes from, from 0."""
        if name.startswith("results."):
            result = name.partition(".")[2]
            return next((at for at, ids in self._columns.results.items() if result in ids), None)
        name = name.partition("[")[0].partition(".")[0]
        fields = self._columns.fields
        if name == "achievement" and achievement == self._achievement:
            return None
        return next((fields[field_name] for field_name in _FROM.get(name, ()) if field_name in fields), None)

    def problem(
        self,
        row: SheetRow,
        at: int | None,
        code: str,
        reason: str,
        remedy: str,
        value: str = "",
        *,
        severity: Literal["error", "warning"] = "error",
    ) -> Problem:
        """Return a problem of one cell, or of the whole row (`at` is None)."""
        return Problem(
            code=code,
            file=self._sheet.file,
            line=row.number,
            column=0 if at is None else at + 1,
            field="" if at is None else harmless(self._sheet.headers[at], 60),
            value=harmless(value),
            reason=harmless_message(reason),
            remedy=harmless_message(remedy),
            severity=severity,
        )

    def _read(self, entry: ImportRow, at: int, text: str, reader: Callable[[str], str]) -> str:
        """Return what `reader` makes of a cell's text; "" if it refuses the text, with the problem noted."""
        try:
            return reader(text)
        except FormatError as error:
            entry.problems.append(self.problem(entry.row, at, error.code, error.reason, error.remedy, text))
            return ""

    def _clean_text(self, entry: ImportRow, at: int) -> str:
        return self._read(entry, at, entry.row.cells[at], cells.clean)

    def _is_refused(self, entry: ImportRow, at: int) -> bool:
        return any(problem.column == at + 1 for problem in entry.problems)

    def _person(self, entry: ImportRow, texts: Mapping[str, str]) -> LearnerDetails | None:
        fields = self._columns.fields
        # With one of these cells refused, the others could mean somebody else: nobody is looked for, or made new.
        if any(self._is_refused(entry, fields[name]) for name in WHO if name in fields):
            return None
        parts = (texts.get(part, "") for part in NAME_PARTS)
        name = texts.get("name", "") or " ".join(part for part in parts if part)
        return LearnerDetails(
            row=entry.row.number, id=texts.get("learner", ""), name=name, email=texts.get("email", "")
        )

    def _slug(self, entry: ImportRow, text: str) -> str:
        at = self._columns.fields["achievement"]
        return "" if self._is_refused(entry, at) else self._read(entry, at, text, self._achievement_lookup.find)

    def _date(self, entry: ImportRow, name: str, text: str) -> str:
        at = self._columns.fields[name]
        return "" if self._is_refused(entry, at) else self._read(entry, at, text, self._day_of)

    def _day_of(self, text: str) -> str:
        return day_cells.day(text, self._order)

    def _award(self, text: str) -> str:
        """Return the id of an award as records write it; `text` unchanged if it is none, for the schema to refuse."""
        try:
            return award_id.canonical(text) if text else ""
        except ValueError:
            return text

    def _result(self, result: ResultDescription, text: str) -> str:
        if result.result_type == "Percent":
            return cells.percent(text, self._percent)
        return level_lookup.level_id(result, text)

    def _evidence(self, texts: Mapping[str, str]) -> list[dict[str, str]]:
        """Return the evidence of a row: what a cell names or links to, with what another tells of it."""
        text, narrative = texts.get("evidence", ""), texts.get("narrative", "")
        if not text and not narrative:
            return []
        is_address = text.startswith(("https://", "http://"))
        # Its name is signed, and in no language of ours: the host of an address, or what the column is called.
        name = text.split("/")[2] if is_address else text or self._sheet.headers[self._columns.fields["narrative"]]
        item = {"name": name, "id": text if is_address else "", "narrative": narrative}
        return [{field: value for field, value in item.items() if value}]

    def _results(self, entry: ImportRow) -> dict[str, str]:
        """Return the results by their ids in the row's achievement."""
        results: dict[str, str] = {}
        achievement = self._achievements.get(entry.achievement)
        for at, ids in self._columns.results.items():
            text = self._clean_text(entry, at)
            if not text or achievement is None:
                continue
            result = next(
                (description for description in achievement.result_descriptions if description.id in ids), None
            )
            if result is not None:
                results[result.id] = self._read(entry, at, text, partial(self._result, result))
            else:
                reason = msg("{slug} has no such result", slug=achievement.slug)
                remedy = msg("Leave the cell empty, or correct the achievement")
                entry.problems.append(self.problem(entry.row, at, "unknown-reference", reason, remedy, text))
        return results
