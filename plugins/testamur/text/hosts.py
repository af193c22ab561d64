"""The host in a web address."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """Return the host of an address in lower case, without its port; "" where there is none.

    Raises ValueError, as `urlsplit` does, for an address whose brackets do not match.
    """
    return urlsplit(address).hostname or ""
