"""The https address at which a document is asked for whose name says http."""

from __future__ import annotations


def secured(address: str) -> str:
    """Return `address` with https in place of http; anything else as it is.

    Many older documents call themselves, and each other, by http addresses; nothing is ever fetched over it.
    """
    return f"https://{address[len('http://') :]}" if address.startswith("http://") else address
