"""The runs of courses as pages show them: their numbers, the feedback on them, what was changed and found.

A number that may not be shown (`figures/institution_figures.py`) is None.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.figures.institution_figures import Figures, Opinion
from testamur.publishing.views.figures.spoken_texts import SpokenTexts
from testamur.publishing.views.site_info import Site
from testamur.records.model.offerings import Feedback, Offering
from testamur.records.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRun:
    """One run of a course as a page shows it."""

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
class FeedbackView:
    """Feedback on one run, or what somebody found who evaluated it."""

    title: str
    name: str
    path: str
    date: datetime.date
    by: str  # learners, employers; or who evaluated it
    opinion: Opinion | None = None
    text: str = ""  # what was changed, or was found
    report: str = ""


class CourseRuns:
    """The runs of a registry's courses; without figures, no number of theirs is shown."""

    def __init__(self, registry: Registry, figures: Figures | None, site: Site) -> None:
        self._figures, self._site = figures, site
        self._spoken = SpokenTexts(registry, site.language)
        self._opinions: dict[str, list[Opinion]] = defaultdict(list)
        for opinion in figures.opinions if figures else ():
            self._opinions[opinion.offering.slug].append(opinion)

    def course_run(self, offering: Offering) -> CourseRun:
        """Return what is shown of one run."""
        figures, slug = self._figures, offering.slug
        return CourseRun(
            offering=offering,
            title=self._spoken.title(offering.achievement),
            name=self._spoken.text(offering.name),
            path=f"{self._site.prefix}achievements/{offering.achievement}/",
            enrolled=figures.get("enrolled", grouping="offering", key=slug) if figures else None,
            fill=figures.fill(offering) if figures else None,
            completion=figures.rate("completion", grouping="offering", key=slug) if figures else None,
            passing=figures.rate("pass", grouping="offering", key=slug) if figures else None,
            spread=offering.results if figures and slug in figures.spreads else (),
            source=self._spoken.text(offering.source),
        )

    def feedback(self, opinions: Iterable[Opinion]) -> Iterable[FeedbackView]:
        """Yield the feedback, as far as it may be shown."""
        for opinion in opinions:
            feedback = opinion.feedback
            yield self._feedback_view(opinion.offering, date=feedback.date, by=feedback.by, opinion=opinion)

    def changes(self, offerings: Iterable[Offering]) -> Iterable[FeedbackView]:
        """Yield what was changed because of feedback, the newest first."""
        pairs = [(offering, feedback) for offering in offerings for feedback in offering.feedback if feedback.changed]
        for offering, feedback in sorted(pairs, key=lambda pair: (pair[1].date, pair[0].slug), reverse=True):
            text, opinion = self._spoken.text(feedback.changed), self._shown_opinion(offering, feedback)
            yield self._feedback_view(offering, date=feedback.date, by=feedback.by, text=text, opinion=opinion)

    def evaluations(self, offerings: Iterable[Offering]) -> Iterable[FeedbackView]:
        """Yield what others found, the newest first."""
        pairs = [(offering, evaluation) for offering in offerings for evaluation in offering.evaluations]
        for offering, evaluation in sorted(pairs, key=lambda pair: (pair[1].date, pair[0].slug), reverse=True):
            yield self._feedback_view(
                offering,
                date=evaluation.date,
                by=self._spoken.text(evaluation.by),
                text=self._spoken.text(evaluation.finding),
                report=evaluation.report,
            )

    def _shown_opinion(self, offering: Offering, feedback: Feedback) -> Opinion | None:
        """Return what is shown of feedback; None where it may not be shown."""
        opinions = self._opinions.get(offering.slug, ())
        return next((opinion for opinion in opinions if opinion.feedback is feedback), None)

    def _feedback_view(
        self,
        offering: Offering,
        *,
        date: datetime.date,
        by: str,
        opinion: Opinion | None = None,
        text: str = "",
        report: str = "",
    ) -> FeedbackView:
        run = self.course_run(offering)
        return FeedbackView(
            title=run.title,
            name=run.name,
            path=run.path,
            date=date,
            by=by,
            opinion=opinion,
            text=text,
            report=report,
        )
