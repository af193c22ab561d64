"""A sealed award, opened with the key of its link: what its folder would have answered had it not been sealed.

Everything else is asked where it is always asked, and the checks are the same. The key decides nothing: what opens is
judged by its signature, as any credential is. Mirrored by `theme/static/verifier/sealed_award.js`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from testamur.credentials import sealed_file
from testamur.credentials.addresses import SEALED_FILE
from testamur.errors import DocumentError
from testamur.verification.resolving.resolver import NotFound, Resolver, Unavailable

_KEY = re.compile(r"#key=([^#]*)\Z")
NEEDS_KEY = "this award is sealed: give its whole link, with what stands after #"
_FILES = ("credential.json", "award.tlog-proof")


def key_in(link: str) -> str:
    """Return what stands in a link in the place of a key, whole or not; "" where there is none."""
    found = _KEY.search(link)
    return found[1] if found else ""


def is_sealed(page: str, resolver: Resolver) -> bool:
    """Say whether the award of a page is sealed, so that its proof lies in its file; Unavailable where none can say."""
    try:
        resolver.fetch(f"{page}{SEALED_FILE}", limit=sealed_file.LIMIT)
    except NotFound:
        return False
    return True


class SealedAwards:
    """A resolver that answers for sealed awards. `keys` has those of their links, by the addresses of their pages.

    Of a sealed award without a key, Unavailable says what is missing; of one that does not open, why.
    """

    def __init__(self, inner: Resolver, keys: Mapping[str, str]) -> None:
        self._inner, self.keys = inner, dict(keys)
        self._opened: dict[str, Mapping[str, bytes]] = {}

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the bytes at `url`, out of the award's own file where it is sealed; Unavailable otherwise."""
        page, name = url[: url.rfind("/") + 1], url[url.rfind("/") + 1 :]
        if name == SEALED_FILE and page in self._opened:
            raise NotFound("the award is open: what it does not have is not to be had elsewhere")
        if name not in _FILES or not page.rstrip("/").rpartition("/")[0].endswith("/awards"):
            return self._inner.fetch(url, limit=limit)
        if page in self._opened:
            return self._part(page, name, limit)
        try:
            return self._inner.fetch(url, limit=limit)
        except NotFound:
            # The proof of an award that is not sealed may be missing, too: nobody is asked for a key because of that.
            if (name != _FILES[0] and page not in self.keys) or not self._open(page):
                raise
            return self._part(page, name, limit)

    def _open(self, page: str) -> bool:
        """Open the file beside a page, if there is one."""
        try:
            data = self._inner.fetch(f"{page}{SEALED_FILE}", limit=sealed_file.LIMIT)
        except NotFound:
            return False
        text = self.keys.get(page, "")
        if not text:
            raise Unavailable(NEEDS_KEY)
        award_id = page.rstrip("/").rpartition("/")[2]
        try:
            self._opened[page] = sealed_file.open_file(sealed_file.read_key(text), award_id, data)
        except DocumentError as error:
            raise Unavailable(error.reason) from error
        return True

    def _part(self, page: str, name: str, limit: int) -> bytes:
        data = self._opened[page].get(name)
        if data is None or len(data) > limit:
            raise NotFound(f"there is no {name} in the sealed award")
        return data
