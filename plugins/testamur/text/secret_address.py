"""Addresses to which a secret may be sent: strictly written, and over a connection that nobody in between reads."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

_PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]")


def normal_address(address: str) -> str:
    """Return an address with its scheme and host in lower case, and without a slash at its end.

    ValueError says what is wrong with it. It is https; http is taken on this machine alone (loopback, by its number,
    since a name can be made to lead anywhere), where nothing goes over a network. It has no user, query or fragment.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ValueError("it cannot be read as an address") from None
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    path = parts.path.rstrip("/")
    origin = f"{parts.scheme}://{host}{'' if port is None else f':{port}'}"
    # Put together again from what was read: nothing is passed on that this reading did not see.
    if (
        not (_HOST.fullmatch(host) and _PATH.fullmatch(path))
        or address.rstrip("/").lower() != f"{origin}{path}".lower()
    ):
        raise ValueError("write it like https://git.example.org")
    if not (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))):
        raise ValueError("only an https address is sent a token")
    return f"{origin}{path}"


def host_and_port(address: str) -> tuple[str, int | None]:
    """Return the host of an address that `normal_address` returned, and its port (None: the scheme's own)."""
    parts = urlsplit(address)
    return parts.hostname or "", parts.port


def is_loopback(address: str) -> bool:
    """Say whether an address that `normal_address` returned is on this machine."""
    return _is_loopback(host_and_port(address)[0])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
