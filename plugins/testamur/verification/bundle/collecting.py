"""Collects the parts of a bundle: whatever the checks of an award ask for, as they ask for it.

So a bundle has what a verifier needs, and nothing else; what later checks ask for is in it without a line more here.
"""

from __future__ import annotations

import datetime

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.errors import VerificationError
from testamur.proofs import jcs
from testamur.verification import examination
from testamur.verification.bundle.container import Bundle, credential_name
from testamur.verification.examination import Examination
from testamur.verification.reading import strict_json
from testamur.verification.resolving.resolver import Resolver, Unavailable

LIMIT = 4 * 1024 * 1024  # bytes of a credential
_PICTURE_BYTES = 256 * 1024


class _Collector:
    """Hands on what is asked for, and keeps it, by its name below `base`."""

    def __init__(self, base: str, inner: Resolver) -> None:
        self._prefix, self._inner = f"{base}/", inner
        self.parts: dict[str, bytes] = {}

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return what the inner resolver answers."""
        data = self._inner.fetch(url, limit=limit)
        if url.startswith(self._prefix):
            self.parts[url.removeprefix(self._prefix)] = data
        return data


def collect(
    base: str, award: str, credential: bytes, resolver: Resolver, now: datetime.datetime
) -> tuple[Bundle, Examination]:
    """Return the bundle of an award, and what its checks found; `resolver` has what the registry at `base` publishes.

    What could not be had is not in it, and the examination says so.
    """
    collector = _Collector(base, resolver)
    found = examination.examine(
        credential,
        resolver=collector,
        now=now,
        trusted=frozenset({dids.from_base(base)}),
        address=addresses.award(base, award),
    )
    parts = {**collector.parts, credential_name(award): credential}
    shard = addresses.index_shard(base, award).removeprefix(f"{base}/")
    if shard in parts:
        parts[shard] = _own_entry(parts[shard], award)
    name, data = _picture(base, credential, resolver)
    if data:
        parts[name] = data
    return Bundle(base, award, parts), found


def _own_entry(shard: bytes, award: str) -> bytes:
    """Return a shard of the index with the award's entry alone: the others are of people who have no part in this."""
    entries, name = strict_json.parse(shard), addresses.index_entry(award)
    return jcs.canonicalize({name: entries[name]} if isinstance(entries, dict) and name in entries else {})


def picture_name(base: str, credential: bytes) -> str:
    """Return the name of the part that is the achievement's picture; "" where the credential names no achievement."""
    try:
        document = strict_json.parse(credential)
        achievement = document["credentialSubject"]["achievement"]["id"]
    except (VerificationError, KeyError, TypeError):
        return ""
    prefix = f"{base}/achievements/"
    is_own = isinstance(achievement, str) and achievement.startswith(prefix) and achievement.endswith("/")
    return f"{achievement.removeprefix(f'{base}/')}badge.svg" if is_own else ""


def _picture(base: str, credential: bytes, resolver: Resolver) -> tuple[str, bytes]:
    name = picture_name(base, credential)
    try:
        return name, resolver.fetch(f"{base}/{name}", limit=_PICTURE_BYTES) if name else b""
    except Unavailable:
        return name, b""  # Nothing rests on it.
