"""Fetches documents that issuers publish, by address: from folders here, from the web in `web.py`."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

# Plain paths only: no "..", no escapes, nothing that a file system and an address read differently.
_PATH = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")


class Unavailable(Exception):  # noqa: N818 — it says how the thing is, as the checks will
    """A document could not be fetched; the message says why, in words for people.

    `status` is that of the web's answer, where there was one.
    """

    def __init__(self, said: str, *, status: int | None = None) -> None:
        self.status = status
        super().__init__(said)


class NotFound(Unavailable):
    """There is no such document, and it is known that there is none: the host says so, or does not exist."""


class LeftOut(NotFound):
    """There is no such document here, where some were left out: it says nothing of whether it was published."""


class Resolver(Protocol):
    """Fetches published documents."""

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the bytes at `url`, at most `limit`; Unavailable otherwise."""


class RememberingResolver:
    """Asks for each address once: the credentials of one wrapper share an issuer's keys and lists."""

    def __init__(self, inner: Resolver) -> None:
        self._inner = inner
        self._answers: dict[tuple[str, int], bytes | Unavailable] = {}

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the bytes at `url`, as they were when first asked for."""
        if (url, limit) not in self._answers:
            try:
                self._answers[url, limit] = self._inner.fetch(url, limit=limit)
            except Unavailable as error:
                # Failures too: a host that does not answer is waited for once, not once a credential.
                self._answers[url, limit] = error
        answer = self._answers[url, limit]
        if isinstance(answer, Unavailable):
            raise answer
        return answer


class FolderResolver:
    """Answers for web addresses from folders, one for each base address (no slash at its end).

    Nothing outside the folders is read, wherever an address or a link leads.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._folders = {base.rstrip("/"): folder for base, folder in folders.items()}

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the bytes of the file for `url`, at most `limit`; Unavailable says why not."""
        # The longest base that fits, so that one site may lie below another.
        base = max((base for base in self._folders if url.startswith(f"{base}/")), key=len, default=None)
        if base is None:
            raise Unavailable(f"{url[:200]} is in none of the folders given, and nothing else is asked")
        path = url[len(base) + 1 :]
        if not _PATH.fullmatch(path):
            raise Unavailable(f"'{path[:80]}' is not a plain path")
        file = self._folders[base] / path
        if not _is_inside(file, self._folders[base]):
            raise NotFound(f"there is no file for {url[:200]}")
        return _read(file, url[:200], limit)


def _is_inside(file: Path, folder: Path) -> bool:
    """Say whether a file lies in a folder, wherever links lead."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False  # Links that lead to each other: Python says RuntimeError until 3.12.


def _read(path: Path, url: str, limit: int) -> bytes:
    # Without waiting for whoever would write into a pipe; and no link, should one have taken the file's place by now.
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError as error:
        raise NotFound(f"there is no file for {url}") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unavailable(f"there is no file for {url}")
    with os.fdopen(handle, "rb") as file:
        data = file.read(limit + 1)  # One byte more shows that a file is larger, even if it grows meanwhile.
    if len(data) > limit:
        raise Unavailable(f"{url} is larger than {limit} bytes")
    return data
