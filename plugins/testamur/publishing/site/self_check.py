"""What a stranger's verifier would say of the awards on a site, asked before the site is written.

Signatures and bits are compared for every award (`publication.py`); here our own verifier looks at the files as they
will be published, for what only the whole tells: lists that are dated in the future or have grown too old, a key
outside its days, an index that disagrees. All that varies goes by the key, the list and the day of signing, so the
first and the last award of each key and list stand for those between them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from testamur.credentials import addresses, did
from testamur.errors import PublishingError
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.site import file_list, index
from testamur.text import dates
from testamur.verification import examination
from testamur.verification.resolving.resolver import NotFound, RememberingResolver
from testamur.verification.verdict import Verdict


class _Site:
    """A resolver of what will be published; nothing else is asked."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return a file of the site; NotFound when there is none, or it is larger than `limit`."""
        data = self._files.get(url)
        if data is None or len(data) > limit:
            raise NotFound(f"there is no file for {url[:200]}")
        return data


def check(published: Publication) -> None:
    """Raise PublishingError where an award in force would not be called genuine and current on the day of the build.

    What is signed later on a day counts as signed on all of that day, so that it is asked for the day's last second.
    """
    now = published.now.astimezone(datetime.UTC).replace(hour=23, minute=59, second=59, microsecond=0)
    samples = _samples(published.awards, now)
    if not samples:
        return
    base = published.registry.issuer.base
    shards = {index.shard_of(one.award.id) for one in samples}
    files = (*file_list.issuer_files(published), *file_list.index_files(published, shards))
    site = {f"{base}/{one.name}": one.data for one in files} | _proofs(published, samples)
    resolver = RememberingResolver(_Site(site))
    for one in samples:
        found = examination.examine(
            published.credential(one),
            resolver=resolver,
            now=now,
            trusted=frozenset({did.from_base(base)}),
            address=addresses.award(base, one.award.id),
        )
        if found.verdict is not Verdict.VALID:
            raise PublishingError(
                f"on {now.date()} award {one.award.id}, and those signed with it, would not be called genuine "
                f"({found.sentence}): nothing was published. Run testamur issue, with a clock that is right: it signs "
                "anew what is dated in the future, and status lists that are old"
            )


def _proofs(published: Publication, samples: Iterable[IssuedAward]) -> dict[str, bytes]:
    """Return the proofs that awards are in the log, by address; none of a registry that keeps no log."""
    base, log = published.registry.issuer.base, published.log
    found = ((one.award.id, log.proof(one.known.current.digest)) for one in samples) if log else ()
    return {addresses.award_proof(base, award_id): data for award_id, data in found if data is not None}


def _samples(awards: Iterable[IssuedAward], now: datetime.datetime) -> list[IssuedAward]:
    """Return the first and the last award in force of each key and list, by the instant of signing."""
    ends: dict[tuple[str, int], tuple[IssuedAward, IssuedAward]] = {}
    for one in awards:
        if one.is_erased or one.known.state != "active" or _has_ended(one, now):
            continue
        key = (one.known.current.key, one.known.current.list_number)
        first, last = ends.get(key, (one, one))
        issued = one.known.current.issued
        ends[key] = (
            one if issued < first.known.current.issued else first,
            one if issued > last.known.current.issued else last,
        )
    return [one for first, last in ends.values() for one in ((first,) if first is last else (first, last))]


def _has_ended(one: IssuedAward, now: datetime.datetime) -> bool:
    return bool(one.valid_until) and dates.read_instant(one.valid_until) <= now
