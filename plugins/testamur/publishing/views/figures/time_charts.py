"""Awards by year and by quarter, as columns that stand side by side, and what they show in a few words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from babel.numbers import format_decimal
from markupsafe import Markup

from testamur.figures.institution_figures import AGAINST, THIS, Figures
from testamur.publishing.art import charts
from testamur.publishing.views.figures.figure_tables import FigureRow
from testamur.publishing.views.site_info import Site
from testamur.publishing.words.locale_formats import day_of_year, quarter

_MOST = 8  # columns whose numbers stand side by side on a phone too
_WIDE, _NARROW = 60, 34
_FEW = 4  # columns that have room to be wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One year or quarter. `number` is None where it is not shown; `below` is a second line of its label."""

    name: str  # `Q2 2026`
    label: str
    below: str
    number: int | None
    drawing: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeChart:
    """Columns, oldest first."""

    columns: tuple[Column, ...]

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """Return the same as lines of a table."""
        return tuple(FigureRow(label=column.name, values=(column.number,)) for column in self.columns)

    @property
    def hides_something(self) -> bool:
        """Say whether any column is a stub."""
        return any(column.number is None for column in self.columns)

    @property
    def has_numbers(self) -> bool:
        """Say whether there is anything to draw."""
        return any(column.number for column in self.columns)

    @property
    def tallest(self) -> Column | None:
        """Return the newest column of those with the largest number that is shown; None where none is."""
        shown = [column for column in reversed(self.columns) if column.number]
        return max(shown, key=lambda column: column.number or 0, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearChart(TimeChart):
    """Years; the last may be a part of one, which is compared with the same days of the year before."""

    is_part: bool
    this: int | None
    before: int | None


def years(figures: Figures, site: Site) -> YearChart:
    """Return the awards of the newest years."""
    keys = sorted(figures.keys("awards", grouping="year"))[-_MOST:]
    numbers = [figures.get("awards", grouping="year", key=key) for key in keys]
    last = str(figures.as_of.year)
    is_part = figures.as_of < datetime.date(figures.as_of.year, 12, 31) and keys[-1:] == [last]
    this, before = (figures.get("awards", span=span) for span in (THIS, AGAINST))
    mark = before if is_part and this is not None else None
    top = max((number for number in [*numbers, mark] if number), default=1)
    until = day_of_year(figures.as_of, site.locale)
    return YearChart(
        columns=tuple(
            Column(
                name=key,
                label=key,
                below=until if is_part and key == last else "",
                number=number,
                drawing=_drawing(number, top, len(keys), site, part=is_part and key == last, mark=mark),
            )
            for key, number in zip(keys, numbers, strict=True)
        ),
        is_part=is_part,
        this=this,
        before=before,
    )


def quarters(figures: Figures, site: Site) -> TimeChart:
    """Return the awards of the newest quarters."""
    keys = sorted(figures.keys("awards", grouping="quarter"))[-_MOST:]
    numbers = [figures.get("awards", grouping="quarter", key=key) for key in keys]
    top = max((number for number in numbers if number), default=1)
    return TimeChart(
        columns=tuple(
            Column(
                name=name,
                label=label,
                below=key[:4] if place == 0 or key.endswith("Q1") else "",
                number=number,
                drawing=_drawing(number, top, _MOST, site),
            )
            for place, (key, number) in enumerate(zip(keys, numbers, strict=True))
            for name, label in (quarter(datetime.date(int(key[:4]), 3 * int(key[6:]) - 2, 1), site.locale),)
        )
    )


def _drawing(
    number: int | None, top: int, columns: int, site: Site, *, part: bool = False, mark: int | None = None
) -> Markup:
    width = _WIDE if columns <= _FEW else _NARROW
    if number is None:
        return charts.stub(width=width)
    text = format_decimal(number, locale=site.locale)
    return charts.column(number, top, text, width=width, part=part, mark=mark if part else None)
