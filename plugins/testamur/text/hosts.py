"""The host in a web address."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """Return the host that an address names, in small letters and without its port; "" where it names none."""
    return urlsplit(address).hostname or ""
