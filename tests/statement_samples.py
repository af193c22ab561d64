"""Registries whose awards and endorsements become signed documents that are no awards, and what became of them."""

import datetime
import json
from dataclasses import replace

from issuing import NOW, bit, make_award, make_registry
from testamur.ledger.store import Ledger
from testamur.records.model import pathways
from testamur.records.model.endorsements import Endorsing
from testamur.records.parsing import model_readers

LATER = NOW + datetime.timedelta(days=1)
WAY = pathways.Pathway(
    slug="quay",
    name="On the quay",
    steps=(pathways.Step(achievement="visit"), pathways.Step(achievement="tour")),
    is_ordered=True,
    milestone="hand",
)
GIVEN = Endorsing(
    slug="crane",
    endorses="https://badges.northquay.example/achievements/crane/",
    name="Crane Signals",
    comment="We use it every day.",
    date=datetime.date(2026, 5, 1),
)
VISITED, TOURED, DONE = 1, 2, 3


def registry(*awards, consent=False, given=(), ways=(WAY,), **changes):
    made = make_registry(*awards, **changes)
    records = {
        slug: {"name": slug.title(), "achievementType": "Badge", "description": "D.", "criteria": "C."}
        for slug in ("visit", "tour", "hand")
    }
    found = {
        "achievement": {slug: model_readers.read_achievement(slug, record) for slug, record in records.items()},
        "learner": {"l-1": replace(made.learners["l-1"], consent_profile=consent)},
        "pathway": {one.slug: one for one in ways},
        "endorsing": {one.slug: one for one in given},
    }
    return replace(made.with_records(found), achievement_records=records)


def steps(**changes):
    return (
        make_award(VISITED, **changes),
        make_award(TOURED, achievement="tour", **changes),
        make_award(DONE, achievement="hand", **changes),
    )


def documents(folder):
    """Return every signed document that is no award, by its source."""
    ledger = Ledger(folder)
    return {
        known.subject_key: json.loads(ledger.statement(name, known))
        for name, known in ledger.statements().items()
        if known.subject_key and (folder / "documents" / f"{name}.json").exists()
    }


def states(folder):
    return {known.subject_key: known for known in Ledger(folder).statements().values()}


def is_set(folder, edition):
    """Whether an edition of a document is not in force."""
    return bit(folder, "revocation", edition)
