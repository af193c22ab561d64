"""The pages of awards: what was signed, and how it stands; and which awards lists may name.

A page takes its facts from the signed document; of the record it sees only what may change after signing (visibility
and history).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.credentials import narrative
from testamur.credentials.narrative import Narrative
from testamur.errors import PublishingError
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.views import signed_facts
from testamur.publishing.views.achievement_pages import CARD, EMBLEM, badge_path
from testamur.publishing.views.awards import timeline
from testamur.publishing.views.awards.timeline import AwardDay
from testamur.publishing.views.renewal_links import Renewal
from testamur.publishing.views.signed_facts import Facts, Picture
from testamur.publishing.views.site_info import Place, Site, direction
from testamur.publishing.views.standing import Standing, erased_standing, is_withdrawn, standing_of
from testamur.records.model.models import Award, Issuer

_LONG = 70  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPage:
    """`award.html`: one award, as it was signed and as it stands."""

    id: str
    here: Place
    facts: Facts
    narrative: Narrative  # the signed criteria in their parts; the text of each is Markdown
    standing: Standing
    public: bool
    language: str  # of the credential's text
    digest: str  # of the published bytes: 64 hexadecimal digits
    picture: Picture | None  # its address a path below the base
    achievement_path: str  # below the base; "" when the achievement has no page any more
    is_long: bool = False  # the name and the title together: they are set smaller
    has_record: bool = False  # of the pathway that it completes: record.json beside the page
    learner_path: str = ""  # below the base: the learner's own page, with consent
    renews: Renewal | None = None  # the earlier award that it renews, as the records say
    renewed: Renewal | None = None  # the newer award that renews it
    is_confirmed: bool = False  # by a second person, as the ledger has it

    @property
    def timeline(self) -> tuple[AwardDay, ...]:
        """The days of the award, in their order."""
        return timeline.timeline(self.facts, self.standing, self.renewed)

    @property
    def direction(self) -> str:
        """The direction the credential's text is written in."""
        return direction(self.language)

    @property
    def card(self) -> str:
        """The path below the base of the picture that a link to it is shown with; "" when there is none."""
        edition = self.here.path.partition("awards/")[0]
        return f"{edition}{self.achievement_path}{CARD}" if self.achievement_path and self.picture else ""

    @property
    def emblem(self) -> str:
        """The path below the base of its picture for places of fewer than 64 pixels; "" when there is none."""
        return f"{self.achievement_path}{EMBLEM}" if self.achievement_path and self.picture else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPage:
    """`award-erased.html`: an award whose details were removed."""

    id: str
    here: Place
    standing: Standing


def page(
    published: Publication,
    issued: IssuedAward,
    site: Site,
    credential: Mapping[str, Any] | None = None,
) -> AwardPage:
    """Return the page of an award that has one, in the language of `site`; `credential` where it was read already."""
    superseded = issued.award.last("superseded")
    return signed_page(
        credential or json.loads(published.credential(issued)),
        issued.award,
        published.registry.issuer,
        now=published.now,
        digest=issued.known.current.digest.removeprefix("sha256:"),
        achievement_path=f"achievements/{issued.award.achievement}/",
        badge=badge_path(published.registry.achievements[issued.award.achievement]),
        replacement=published.registry.awards.get(superseded.by) if superseded else None,
        prefix=site.prefix,
        is_confirmed=bool(issued.known.approved_by),
    )


def signed_page(
    document: Mapping[str, Any],
    award: Award,
    issuer: Issuer,
    *,
    now: datetime.datetime,
    digest: str,
    achievement_path: str = "",
    badge: str = "",
    replacement: Award | None = None,
    prefix: str = "",
    is_confirmed: bool = False,
) -> AwardPage:
    """Return the page of a signed credential; PublishingError for a private award, or a document not in shape.

    `now` is an instant with a zone. `achievement_path` is `achievements/<slug>/` if that page is made, and `badge` the
    path of the picture that it shows, which is sharper than the PNG that was signed as its address.
    `prefix` is where the pages of the site's edition lie (`fr/`).
    """
    if award.visibility == "private":
        raise PublishingError(f"award {award.id} is private: it has no page")
    facts = signed_facts.read_facts(document)
    public = award.visibility == "public"
    language = award.language or facts.in_language or issuer.languages[0]
    standing = standing_of(
        award,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        now=now,
        time_zone=issuer.time_zone,
        replacement=replacement,
    )
    return AwardPage(
        id=award.id,
        here=place_of(award, prefix=prefix),
        facts=facts,
        narrative=narrative.split(facts.criteria, language),
        standing=standing,
        public=public,
        language=language,
        digest=digest,
        picture=None if standing.withholds else _picture_below(issuer.base, facts.image, achievement_path, badge),
        achievement_path=achievement_path,
        is_long=len(facts.learner + facts.title) > _LONG,
        is_confirmed=is_confirmed,
    )


def erased_page(award: Award, *, now: datetime.datetime, prefix: str = "") -> ErasedPage:
    """Return the page that stays of an erased award: that it was here, and when its details were removed."""
    here = place_of(award, prefix=prefix, is_erased=True)
    return ErasedPage(id=award.id, here=here, standing=erased_standing(award, now=now))


def place_of(award: Award, *, prefix: str = "", is_erased: bool = False) -> Place:
    """Return where the page of an award lies: known without its document, so that a list of pages can be made alone."""
    indexed = award.visibility == "public" and not is_erased and not is_withdrawn(award)
    return Place(f"{prefix}awards/{award.id}/", indexed=indexed)


def public_awards(published: Publication) -> list[IssuedAward]:
    """Return the awards that lists may name: public ones that were not withdrawn."""
    return [
        issued
        for issued in published.awards
        if issued.is_shown and issued.award.visibility == "public" and issued.known.state != "revoked"
    ]


def _picture_below(base: str, picture: Picture | None, achievement_path: str, badge: str) -> Picture | None:
    """Return a signed picture with its path below the base; one that lies elsewhere is not shown."""
    if picture is None or not picture.address.startswith(f"{base}/"):
        return None
    path = picture.address.removeprefix(f"{base}/")
    is_own = path == f"{achievement_path}badge.png"
    return Picture(address=badge if badge and is_own else path, caption=picture.caption)
