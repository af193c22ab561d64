"""Whom the page of an achievement names: the newest public awards of it, as few facts of each as the page shows.

The facts are those that were signed. They are the same in every language, so they are read once a site.
"""

from __future__ import annotations

import datetime
import heapq
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.views import award_pages, signed_facts

MOST = 12
"""Names on one page: a glance at who holds the award, not a register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One award: its id, and from the signed document whose it is and on which day it was awarded."""

    id: str
    learner: str
    awarded: datetime.date


def newest_holders(published: Publication) -> Mapping[str, tuple[Holder, ...]]:
    """Return the newest public awards in force of each achievement, by its slug, the newest first."""
    awards: dict[str, list[IssuedAward]] = defaultdict(list)
    for issued in award_pages.public_awards(published):
        if issued.known.state == "active":
            awards[issued.award.achievement].append(issued)
    return {
        slug: tuple(_holder(published, issued) for issued in heapq.nlargest(MOST, some, key=_by_day))
        for slug, some in awards.items()
    }


def _by_day(issued: IssuedAward) -> tuple[datetime.date, str]:
    return issued.award.awarded_date, issued.award.id


def _holder(published: Publication, issued: IssuedAward) -> Holder:
    facts = signed_facts.read_facts(orjson.loads(published.credential(issued)))
    return Holder(id=issued.award.id, learner=facts.learner, awarded=facts.awarded)
