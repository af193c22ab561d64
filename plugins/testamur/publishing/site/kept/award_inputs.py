"""What the pages and files of one award are made from, in short: with the same inputs they are the same bytes.

They are a function of what `award_items.AwardSource` has, and of nothing else. A text of the theme, the engine, the
day, the institution and the site's languages are in every award's inputs; the picture and the prospects in those of
its achievement; and the award's own are its record, the digest of its credential, its state, and what other records
say of it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import operator
from collections.abc import Mapping

from testamur.publishing.publication import IssuedAward
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.kept.spelling import digest_of_value
from testamur.records.model.models import Award

_fields_of = operator.attrgetter(*(field.name for field in dataclasses.fields(Award)))


class AwardInputs:
    """The inputs of the awards of one site."""

    def __init__(self, source: AwardSource, makers: bytes) -> None:
        """`makers` is a digest of the code, the theme and the libraries that make pages."""
        self._source = source
        published = source.published
        common = (makers, tuple(source.sites), published.registry.issuer, published.now, published.preview)
        self._common = digest_of_value((*common, published.practice_at, published.registry.known_as))
        self._achievements: Mapping[str, bytes] = {slug: self._of_achievement(slug) for slug in source.badges}
        self._shared = {
            slug: hashlib.sha256(self._common + digest).hexdigest() for slug, digest in self._achievements.items()
        }

    def digest(self, issued: IssuedAward) -> bytes:
        """Return the digest of the inputs of an award."""
        award, known, context = issued.award, issued.known, self._source.context
        superseded = award.last("superseded") if award.history else None
        replacement = self._source.published.registry.awards.get(superseded.by) if superseded else None
        # A record is data without languages of its own, and the quick `repr` of plain data tells all of it.
        own = (
            _fields_of(award),
            known.state,
            known.erased,
            known.current.digest,
            bool(known.approved_by),
            known.link_key,
            replacement,
            context.renewals.earlier_of(award),
            context.renewals.newer_of(award),
            award.id in context.records.pathways,
            context.records.learners.get(award.id, ""),
            self._proven_by(issued),
        )
        data = repr(own).encode("utf-8", "backslashreplace")
        return hashlib.sha256(self._common + self._achievements[award.achievement] + data).digest()

    def shared(self, issued: IssuedAward) -> str:
        """Return the digest of all inputs but the award's own, if those are its record, state and credential alone.

        "" where something happened to it, other records say something of it, or it is sealed with a key of its own.
        """
        award, context = issued.award, self._source.context
        if award.visibility == "sealed" or award.history or award.renews or award.id in context.renewals.newer:
            return ""
        if award.id in context.records.pathways or award.id in context.records.learners:
            return ""
        proven_by = self._proven_by(issued)
        shared = self._shared[award.achievement]
        return hashlib.sha256(shared.encode() + proven_by).hexdigest() if proven_by else shared

    def _proven_by(self, issued: IssuedAward) -> bytes:
        log = self._source.published.log
        return log.proven_by(issued.known.current.digest) if log is not None else b""

    def _of_achievement(self, slug: str) -> bytes:
        badge, views = self._source.badges[slug], self._source.context.prospects
        prospects = [views[site.language].of_achievement(slug) for site in self._source.sites]
        return digest_of_value((slug, badge.small_svg, badge.small_png, prospects))
