"""The plan of an import: what it would write, what it leaves to a person, and the settings that it was given."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from testamur.authoring.spreadsheets.cells import Percent
from testamur.authoring.spreadsheets.day_cells import Order
from testamur.errors import Problem
from testamur.records.parsing.kinds import RecordKind
from testamur.text import reporting

Answer = Literal["same", "new"]
EVERY = 0  # in answers: stands for every row that has no answer of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings for every row: the slug and day from options, and how dates and percentages are written.

    `answers` to doubts are by the number of the row, or EVERY. `schema_paths` say where editors find the schema of each
    kind.
    """

    today: datetime.date
    achievement: str = ""
    day: str = ""
    order: Order = ""
    percent: Percent = ""
    answers: Mapping[int, Answer] = field(default_factory=dict)
    schema_paths: Mapping[RecordKind, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row whose learner may be in the records already; `is_one`: exactly one may, so that "same" is an answer."""

    row: int
    name: str
    reason: str
    is_one: bool


@dataclass(slots=True)
class ImportPlan:
    """The files that an import would write (by name, a learner before their awards), and the rows left out."""

    files: dict[str, str] = field(default_factory=dict)
    awards: int = 0
    there: list[tuple[int, str]] = field(default_factory=list)  # rows whose award exists, and its id
    doubts: list[Doubt] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)  # warnings too, by row and column
    bad_rows: int = 0  # how many rows cannot be taken

    @property
    def learners(self) -> int:
        """How many learners are new."""
        return len(self.files) - self.awards

    @property
    def wrong(self) -> list[Problem]:
        """The problems that keep rows from being written."""
        return reporting.errors(self.problems)
