"""The page of figures, and the figures on an achievement's page: the institution's own statements, with their days.

What is shown is what `figures.figures` says may be shown together: a chart, its table and a sentence have the same
numbers, and nothing here counts anything anew.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from testamur.figures import figures as counting
from testamur.figures.figures import AGAINST, REACHED, THIS, Average, Figures, Opinion
from testamur.publishing.art import charts
from testamur.publishing.views.site_info import Place, Site
from testamur.publishing.words.texts import language_name
from testamur.records.model.models import say
from testamur.records.model.offerings import Evaluation, Offering
from testamur.records.registry import Registry
from testamur.text.periods import Period

_QUARTERS = 8  # columns whose names stand side by side on a phone too


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: what it is about, where its page is ("" for none), and its numbers; None: not shown."""

    label: str
    path: str = ""  # below the base
    values: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture and the table behind it. The picture is None where there is nothing to draw."""

    picture: Markup | None
    rows: tuple[Row, ...]

    @property
    def hides_something(self) -> bool:
        """Say whether the picture lacks a number."""
        return any(row.values[0] is None for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a course as a reader is told of it."""

    offering: Offering
    title: str  # of its achievement
    name: str
    path: str
    enrolled: int | None
    fill: float | None
    completion: float | None
    passing: float | None
    spread: tuple[tuple[str, int], ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What was said of one run, or what somebody found who evaluated it."""

    title: str
    name: str
    path: str
    date: datetime.date
    by: str  # learners, employers; or who evaluated it
    opinion: Opinion | None = None
    text: str = ""  # what was changed, or was found
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightsPage:
    """`insights.html`."""

    here: Place
    figures: Figures
    years: Chart
    quarters: Chart
    achievements: Chart
    skills: Chart
    languages: Chart
    enrolled: Chart
    completion: Chart
    passing: Chart
    compared: tuple[Row, ...]
    compared_achievements: tuple[Row, ...]
    this: Period
    against: Period
    by_year: tuple[Row, ...]
    runs: tuple[Run, ...]
    averages: tuple[Average, ...]
    said: tuple[Voice, ...]
    changed: tuple[Voice, ...]
    evaluated: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePart:
    """What `achievement.html` shows of its courses: those to come or under way, and how those before went."""

    open: tuple[Run, ...] = ()
    runs: tuple[Run, ...] = ()
    as_of: datetime.date | None = None
    awards: int | None = None
    awards_as_of: datetime.date | None = None
    enrolled: int | None = None
    completion: float | None = None
    passing: float | None = None
    averages: tuple[Average, ...] = ()
    changed: tuple[Voice, ...] = ()
    evaluated: tuple[Voice, ...] = ()
    hides_something: bool = False
    has_page: bool = False
    surveys: tuple[str, ...] = field(default=())


def page(registry: Registry, figures: Figures, site: Site, skill_paths: dict[str, str]) -> InsightsPage:
    """Return the page of figures in the language of `site`; `skill_paths` has the page of each skill by its key."""
    view = _View(registry, figures, site, skill_paths)
    return InsightsPage(
        here=Place(f"{site.prefix}insights/"),
        figures=figures,
        years=view.over_time("years", "year"),
        quarters=view.over_time("quarters", "quarter"),
        achievements=view.by("awarded", "awards", "achievement"),
        skills=view.by("skills", "awards", "skill"),
        languages=view.by("languages", "awards", "language"),
        enrolled=view.by("enrolled", "enrolled", "achievement"),
        completion=view.rates("completion"),
        passing=view.rates("pass"),
        compared=(*view.compared("awards", "total"), *view.compared("enrolled", "total")),
        compared_achievements=tuple(
            sorted((row for row in view.compared("awards", "achievement") if any(row.values)), key=_largest)
        ),
        this=figures.spans[THIS],
        against=figures.spans[AGAINST],
        by_year=tuple(view.course_years()),
        runs=tuple(view.run(one) for one in figures.offerings),
        averages=tuple(counting.averages(figures.opinions)),
        said=tuple(view.voices(figures.opinions)),
        changed=tuple(view.changed(registry.offerings.values())),
        evaluated=tuple(view.evaluated(registry.offerings.values())),
    )


def course(registry: Registry, figures: Figures | None, site: Site, slug: str) -> CoursePart | None:
    """Return what the page of an achievement shows of its courses; None where there is nothing.

    `figures` are None where the institution shows none: what can be taken is said all the same.
    """
    view = _View(registry, figures, site, {})
    mine = sorted(
        (one for one in registry.offerings.values() if one.achievement == slug),
        key=lambda one: (one.first_day, one.slug),
    )
    coming = tuple(view.run(one) for one in mine if one.last_day >= site.as_of)
    surveys = tuple(one.survey for one in mine if one.survey and one.first_day <= site.as_of <= one.last_day)
    if figures is None:
        return CoursePart(open=coming, surveys=surveys) if coming else None
    counted = [one for one in figures.offerings if one.achievement == slug]
    opinions = [one for one in figures.opinions if one.offering.achievement == slug]
    part = CoursePart(
        open=coming,
        runs=tuple(view.run(one) for one in counted),
        as_of=max((one.as_of for one in counted), default=None),
        awards=figures.get("awards", "achievement", slug),
        awards_as_of=figures.as_of,
        enrolled=figures.get("enrolled", "achievement", slug),
        completion=figures.rate("completion", "achievement", slug),
        passing=figures.rate("pass", "achievement", slug),
        averages=tuple(counting.averages(opinions)),
        changed=tuple(view.changed(mine)),
        evaluated=tuple(view.evaluated(mine)),
        hides_something=_hides(figures, slug, counted),
        has_page=True,
        surveys=surveys,
    )
    return part if part.open or part.runs or part.changed or part.evaluated or part.averages else None


def _hides(figures: Figures, slug: str, runs: Iterable[Offering]) -> bool:
    """Say whether a number of an achievement, or of its runs, stays away."""
    mine = {("achievement", slug), *(("offering", one.slug) for one in runs)}
    return any(number is None and place[2:] in mine for place, number in figures.counts.items() if not place[1])


class _View:
    """Rows and charts of one language."""

    def __init__(self, registry: Registry, figures: Figures | None, site: Site, skill_paths: dict[str, str]) -> None:
        self.registry = registry
        self.site = site
        self.skill_paths = skill_paths
        self._figures = figures
        self.number: Callable[[float], str] = functools.partial(format_decimal, locale=site.locale)
        self.percent: Callable[[float], str] = functools.partial(format_percent, locale=site.locale)

    @property
    def figures(self) -> Figures:
        assert self._figures is not None  # noqa: S101 - only pages of figures ask
        return self._figures

    def title(self, slug: str) -> str:
        return say(self.registry.achievements[slug].name, self.site.language)

    def over_time(self, heading: str, group: str) -> Chart:
        """Return the awards of every year or quarter, the oldest first; of quarters the newest."""
        rows = [
            Row(label=key, values=(self.figures.get("awards", group, key),))
            for key in sorted(self.figures.keys("awards", group))
        ]
        rows = rows[-_QUARTERS:] if group == "quarter" else rows[-charts.MOST :]
        labels = [row.label if group == "year" else _short_quarter(row.label) for row in rows]
        return self._chart(
            rows, lambda: charts.columns(heading, labels, [("", [_whole(row.values[0]) for row in rows])], self.number)
        )

    def by(self, heading: str, subject: str, group: str) -> Chart:
        """Return one number of each of a group, the largest first, and then those that are not shown."""
        rows = [
            self._row(group, key, (self.figures.get(subject, group, key),)) for key in self.figures.keys(subject, group)
        ]
        rows = sorted((row for row in rows if row.values[0] != 0), key=_largest)
        drawn = [row for row in rows if row.values[0] is not None][: charts.MOST]
        return self._chart(
            rows,
            lambda: charts.bars(heading, [row.label for row in drawn], [row.values[0] for row in drawn], self.number),
        )

    def rates(self, subject: str) -> Chart:
        """Return the rate of every achievement's courses, the largest first, with what it is a part of."""
        rows = [
            self._row(
                "achievement",
                slug,
                (
                    self.figures.rate(subject, "achievement", slug),
                    self.figures.get(REACHED[subject], "achievement", slug),
                    self.figures.get(f"{subject}-of", "achievement", slug),
                ),
            )
            for slug in self.figures.keys(f"{subject}-of", "achievement")
        ]
        rows.sort(key=_largest)
        drawn = [row for row in rows if row.values[0] is not None][: charts.MOST]
        return self._chart(
            rows,
            lambda: charts.bars(
                subject, [row.label for row in drawn], [row.values[0] for row in drawn], self.percent, most=1
            ),
        )

    def compared(self, subject: str, group: str) -> Iterable[Row]:
        """Yield a number of each of a group in the two periods: this one, and the one before."""
        spans = (THIS, AGAINST)
        for key in dict.fromkeys(key for span in spans for key in self.figures.keys(subject, group, span)):
            yield self._row(group, key, tuple(self.figures.get(subject, group, key, span) for span in spans), subject)

    def course_years(self) -> Iterable[Row]:
        """Yield the courses of every year: enrolled, completed, passed, and the rates."""
        get, rate = self.figures.get, self.figures.rate
        for year in sorted(self.figures.keys("enrolled", "year"), reverse=True):
            numbers = (get("enrolled", "year", year), rate("completion", "year", year), rate("pass", "year", year))
            yield Row(label=year, values=numbers)

    def run(self, offering: Offering) -> Run:
        """Return what is told of one run."""
        known, slug = self._figures, offering.slug
        spread = offering.results if known and slug in known.spreads else ()
        return Run(
            offering=offering,
            title=self.title(offering.achievement),
            name=say(offering.name, self.site.language) if offering.name else "",
            path=f"{self.site.prefix}achievements/{offering.achievement}/",
            enrolled=known.get("enrolled", "offering", slug) if known else None,
            fill=known.fill(offering) if known else None,
            completion=known.rate("completion", "offering", slug) if known else None,
            passing=known.rate("pass", "offering", slug) if known else None,
            spread=spread,
            source=say(offering.source, self.site.language) if offering.source else "",
        )

    def voices(self, opinions: Iterable[Opinion]) -> Iterable[Voice]:
        """Yield what was said, as far as it may be shown."""
        for one in opinions:
            yield self._voice(one.offering, one.feedback.date, one.feedback.by, opinion=one)

    def changed(self, offerings: Iterable[Offering]) -> Iterable[Voice]:
        """Yield what was changed because of what was said, the newest first."""
        found = [(said.date, one, said) for one in offerings for said in one.feedback if said.changed]
        for date, one, said in sorted(found, key=lambda item: (item[0], item[1].slug), reverse=True):
            yield self._voice(one, date, said.by, text=say(said.changed, self.site.language))

    def evaluated(self, offerings: Iterable[Offering]) -> Iterable[Voice]:
        """Yield what others found, the newest first."""
        found: list[tuple[datetime.date, Offering, Evaluation]] = [
            (each.date, one, each) for one in offerings for each in one.evaluations
        ]
        for date, one, each in sorted(found, key=lambda item: (item[0], item[1].slug), reverse=True):
            finding = say(each.finding, self.site.language) if each.finding else ""
            yield self._voice(one, date, say(each.by, self.site.language), text=finding, report=each.report)

    def _voice(
        self,
        offering: Offering,
        date: datetime.date,
        by: str,
        *,
        opinion: Opinion | None = None,
        text: str = "",
        report: str = "",
    ) -> Voice:
        run = self.run(offering)
        return Voice(
            title=run.title,
            name=run.name,
            path=run.path,
            date=date,
            by=by,
            opinion=opinion,
            text=text,
            report=report,
        )

    def _row(self, group: str, key: str, values: tuple[float | None, ...], subject: str = "") -> Row:
        label, path = key or subject, ""
        if group == "achievement":
            label, path = self.title(key), f"{self.site.prefix}achievements/{key}/"
        elif group == "skill":
            label = say(self.figures.skills[key].target_name, self.site.language)
            path = self.skill_paths.get(key, "")
        elif group == "language":
            label = language_name(key, locale=self.site.locale)
        return Row(label=label, path=path, values=values)

    def _chart(self, rows: Sequence[Row], draw: Callable[[], Markup]) -> Chart:
        something = any(row.values[0] for row in rows)
        return Chart(picture=draw() if something else None, rows=tuple(rows))


def _largest(row: Row) -> tuple[bool, float, str]:
    return row.values[0] is None, -(row.values[0] or 0), row.label.casefold()


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _short_quarter(key: str) -> str:
    """Return `2026-Q2` as it fits below a column."""
    return f"{key[5:]} {key[2:4]}"
