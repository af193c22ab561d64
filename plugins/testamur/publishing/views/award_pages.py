"""The page of one award as it was issued, and which awards lists may name."""

from __future__ import annotations

import json
from typing import Any

from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.views import pages as views
from testamur.publishing.views.pages import AwardPage
from testamur.publishing.views.site_info import Site


def page(
    published: Publication,
    one: IssuedAward,
    site: Site,
    credential: dict[str, Any] | None = None,
) -> AwardPage:
    """Return the page of an award that has one, in the language of `site`; `credential` where it was read already."""
    superseded = one.award.last("superseded")
    return views.award_page(
        credential or json.loads(published.credential(one)),
        one.award,
        published.registry.issuer,
        now=published.now,
        digest=one.known.current.digest.removeprefix("sha256:"),
        achievement_path=f"achievements/{one.award.achievement}/",
        replacement=published.registry.awards.get(superseded.by) if superseded else None,
        prefix=site.prefix,
    )


def public(published: Publication) -> list[IssuedAward]:
    """Return the awards that lists may name: public ones that were not withdrawn."""
    return [
        one
        for one in published.awards
        if one.is_shown and one.award.visibility == "public" and one.known.state != "revoked"
    ]
