"""Awards and courses of three achievements, as the tests of figures count them."""

import datetime
from dataclasses import replace

from issuing import make_award, make_registry
from samples import ACHIEVEMENT
from testamur.figures import institution_figures
from testamur.records.model import offerings
from testamur.text.periods import Period

TODAY = datetime.date(2026, 11, 26)
KINDS = ("a", "b", "c")


def day(text):
    return datetime.date.fromisoformat(text)


def course(slug, achievement="a", last="2026-05-08", **more):
    """The record of a run of a course; `more` are its numbers and what was said of it."""
    value = {"achievement": achievement, "period": {"from": "2025-01-01", "to": last}, **more}
    return offerings.read(slug, value)


def registry(awards=(), courses=(), **issuer):
    """A registry of three achievements with these awards and courses; `issuer` has other fields of the institution."""
    made = make_registry(*awards, **issuer)
    kinds = {slug: replace(ACHIEVEMENT, slug=slug, name=slug.upper()) for slug in KINDS}
    return made.with_records({"achievement": kinds, "offering": {one.slug: one for one in courses}})


def figures(awards=(), courses=(), issuer=None, **more):
    """The figures of these awards and courses."""
    made = registry(awards, courses, **(issuer or {}))
    return institution_figures.compute_figures(made, awards, today=TODAY, **more)


def some(number, start=0, **changes):
    """As many awards, with numbers from `start`; unlisted, and of the first achievement, unless `changes` say more."""
    changes = {"achievement": "a", "visibility": "unlisted", **changes}
    return [make_award(start + one, **changes) for one in range(number)]


def said(responses, by="learners", score=4.0, worst=1, best=5):
    """Feedback on a run of a course."""
    scale = {"worst": worst, "best": best}
    return {"by": by, "date": "2026-05-12", "responses": responses, "score": score, "scale": scale}


SPANS = {
    "this": Period(day("2026-01-01"), day("2026-06-30")),
    "against": Period(day("2025-01-01"), day("2025-06-30")),
}
