"""The runs of courses as a reader is told of them: their numbers, what was said of them, changed and found.

A number that may not be shown (`figures.figures`) is None.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.figures.figures import Figures, Opinion
from testamur.publishing.views.site_info import Site
from testamur.records.model.localized_text import say
from testamur.records.model.offerings import Evaluation, Offering
from testamur.records.registry import Registry


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


class Runs:
    """The runs of a registry's courses; without figures, no number of theirs is shown."""

    def __init__(self, registry: Registry, figures: Figures | None, site: Site) -> None:
        self._registry, self._figures, self._site = registry, figures, site

    def run(self, offering: Offering) -> Run:
        """Return what is told of one run."""
        known, slug = self._figures, offering.slug
        spread = offering.results if known and slug in known.spreads else ()
        return Run(
            offering=offering,
            title=say(self._registry.achievements[offering.achievement].name, self._site.language),
            name=say(offering.name, self._site.language) if offering.name else "",
            path=f"{self._site.prefix}achievements/{offering.achievement}/",
            enrolled=known.get("enrolled", "offering", slug) if known else None,
            fill=known.fill(offering) if known else None,
            completion=known.rate("completion", "offering", slug) if known else None,
            passing=known.rate("pass", "offering", slug) if known else None,
            spread=spread,
            source=say(offering.source, self._site.language) if offering.source else "",
        )

    def voices(self, opinions: Iterable[Opinion]) -> Iterable[Voice]:
        """Yield what was said, as far as it may be shown."""
        for one in opinions:
            yield self._voice(one.offering, one.feedback.date, one.feedback.by, opinion=one)

    def changed(self, offerings: Iterable[Offering]) -> Iterable[Voice]:
        """Yield what was changed because of what was said, the newest first."""
        found = [(said.date, one, said) for one in offerings for said in one.feedback if said.changed]
        for date, one, said in sorted(found, key=lambda item: (item[0], item[1].slug), reverse=True):
            yield self._voice(one, date, said.by, text=say(said.changed, self._site.language))

    def evaluated(self, offerings: Iterable[Offering]) -> Iterable[Voice]:
        """Yield what others found, the newest first."""
        found: list[tuple[datetime.date, Offering, Evaluation]] = [
            (each.date, one, each) for one in offerings for each in one.evaluations
        ]
        for date, one, each in sorted(found, key=lambda item: (item[0], item[1].slug), reverse=True):
            finding = say(each.finding, self._site.language) if each.finding else ""
            yield self._voice(one, date, say(each.by, self._site.language), text=finding, report=each.report)

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
