"""The site in an archive, asked for documents by their addresses, in the place of the web."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from testamur.authoring.archiving import contents
from testamur.authoring.archiving.bag import Bag
from testamur.credentials import did as dids
from testamur.errors import ArchiveError, DocumentError
from testamur.verification.reading.instants import is_day
from testamur.verification.resolving.resolver import LeftOut, NotFound, Unavailable

_MANIFEST_BYTES = 1024 * 1024
_AWARDS = f"{contents.SITE}awards/"
_PARTIAL = "which has no unlisted awards: ask for one that was made with testamur archive --with-unlisted"
_END_OF_DAY = datetime.time(23, 59, 59, tzinfo=datetime.UTC)


class ArchivedSite:
    """The site in a bag: its base, its issuer's DID, and the day as of which it was built.

    ArchiveError where the bag has none, or calls itself something else than the site does. A Resolver.
    """

    def __init__(self, bag: Bag) -> None:
        self.bag = bag
        self.manifest = self._json(contents.MANIFEST)
        head = self._json(f"{contents.SITE}index.json")
        if self.manifest.get("archive") != contents.FORMAT:
            raise self._refused(f"{contents.MANIFEST} does not say that it is one ({contents.FORMAT})")
        base, did, day = (self.manifest.get(member) for member in ("base", "did", "asOf"))
        if not (isinstance(base, str) and isinstance(did, str) and is_day(day)):
            raise self._refused(f"{contents.MANIFEST} does not say whose it is, and of which day")
        if (head.get("base"), head.get("did"), head.get("asOf")) != (base, did, day) or head.get("preview"):
            raise self._refused(f"{contents.MANIFEST} and the site in it are not of one registry and day")
        if _base_of(did) != base:
            raise self._refused(f"{did} is not the issuer of {base}")
        self.base, self.did, self.day = base, did, datetime.date.fromisoformat(str(day))
        self._is_partial = self.manifest.get("withUnlisted") is not True

    @property
    def instant(self) -> datetime.datetime:
        """The end of the site's day: whatever was signed on it counts (docs/architecture.md, "Building")."""
        return datetime.datetime.combine(self.day, _END_OF_DAY)

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the file for `url`; NotFound where the archive has none, Unavailable where it is damaged.

        LeftOut for an award's, where the archive was made without those that the site does not list.
        """
        path = contents.SITE + url.removeprefix(f"{self.base}/")
        if not url.startswith(f"{self.base}/") or path not in self.bag:
            if self._is_partial and path.startswith(_AWARDS):
                raise LeftOut(f"{url[:200]} is not in the archive, {_PARTIAL}")
            raise NotFound(f"{url[:200]} is not in the archive")
        try:
            return self.bag.read(path, limit)
        except ArchiveError as error:
            raise Unavailable(str(error)) from error

    def _json(self, path: str) -> Mapping[str, Any]:
        try:
            value = json.loads(self.bag.read(path, _MANIFEST_BYTES))
        except (ValueError, RecursionError) as error:
            raise self._refused(f"{path} is not JSON") from error
        return value if isinstance(value, dict) else {}

    def _refused(self, reason: str) -> ArchiveError:
        return ArchiveError(f"{self.bag.archive.path} is no archive of a registry: {reason}. Ask for another copy")


def _base_of(did: str) -> str:
    try:
        return dids.base_of(did)
    except DocumentError:
        return ""
