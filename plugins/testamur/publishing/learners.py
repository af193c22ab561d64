"""Learners' pages: with consent only, and of public awards only, under an address that tells nothing about anybody.

What a page says is in the learner's record, which is signed: the name, and the awards in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from testamur.publishing.pages import AwardPage
from testamur.publishing.publication import IssuedStatement, Publication
from testamur.publishing.site import Place, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerPage:
    """`learner.html`: a learner, their public awards (the newest first), and the record of them to download."""

    code: str
    here: Place
    name: str  # as it is signed
    awards: tuple[AwardPage, ...]
    learner: str  # the id in the records: never shown


def statements(published: Publication) -> list[IssuedStatement]:
    """Return the learners' records that are on the site."""
    return [one for one in published.statements if one.statement.kind == "learners"]


def page(one: IssuedStatement, awards: Mapping[str, AwardPage], site: Site) -> LearnerPage:
    """Return the page of a learner whose record was signed; `awards` are the pages of those in it, by id."""
    identifiers: Iterable[Mapping[str, str]] = json.loads(one.data)["credentialSubject"]["identifier"]
    return LearnerPage(
        code=one.name,
        here=Place(f"{site.prefix}learners/{one.name}/"),
        name=next((item["identityHash"] for item in identifiers if item.get("identityType") == "name"), ""),
        awards=tuple(awards[award_id] for award_id in reversed(one.statement.parts) if award_id in awards),
        learner=one.statement.learner,
    )
