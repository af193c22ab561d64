"""Documents from the web: https only, public hosts only, bounded, and nothing told about who asks.

The only module of the engine that opens a connection.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable

import httpx

from testamur import __version__
from testamur.verification.resolver import Unavailable

SECONDS = 10.0
REDIRECTS = 3

Addresses = Callable[[str, int], Iterable[str]]


def _addresses(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class WebResolver:
    """Fetches over https. `transport` and `addresses` are for tests, which open no connection."""

    def __init__(self, *, transport: httpx.BaseTransport | None = None, addresses: Addresses = _addresses) -> None:
        self._addresses = addresses
        self._client = httpx.Client(
            transport=transport,
            timeout=SECONDS,
            follow_redirects=False,
            trust_env=False,
            headers={
                "User-Agent": f"testamur/{__version__}",
                "Cache-Control": "no-cache",
                "Accept": "application/json, */*",
            },
        )

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the bytes at `url`; Unavailable says why not."""
        until = time.monotonic() + 2 * SECONDS
        for _ in range(REDIRECTS + 1):
            self._check_host(url)
            try:
                with self._client.stream("GET", url) as response:
                    if response.is_redirect:
                        url = _same_host(url, str(response.next_request.url if response.next_request else ""))
                        continue
                    if response.status_code != 200:
                        raise Unavailable(f"{url} answered {response.status_code}")
                    return _body(response, url, limit, until)
            except httpx.TimeoutException as error:
                raise Unavailable(f"{url} did not answer within {SECONDS:.0f} seconds") from error
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                raise Unavailable(f"{url} could not be reached ({type(error).__name__})") from error
        raise Unavailable(f"{url} is forwarded more than {REDIRECTS} times")

    def _check_host(self, url: str) -> None:
        """Refuse all but public hosts: a hostile credential must not make us ask inside a network."""
        try:
            address = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise Unavailable("not an address") from error
        if address.scheme != "https" or not address.host or address.userinfo:
            raise Unavailable(f"{url[:200]} is not a plain https address")
        try:
            found = list(self._addresses(address.host, address.port or 443))
        except OSError as error:
            raise Unavailable(f"{address.host} cannot be found") from error
        if not found or not all(ipaddress.ip_address(one.partition("%")[0]).is_global for one in found):
            raise Unavailable(f"{address.host} is not a public host")


def _same_host(before: str, after: str) -> str:
    if not after or httpx.URL(before).host != httpx.URL(after).host:
        raise Unavailable(f"{before} is forwarded to another host")
    return after


def _body(response: httpx.Response, url: str, limit: int, until: float) -> bytes:
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > limit:
            raise Unavailable(f"{url} is larger than {limit} bytes")
        if time.monotonic() > until:
            raise Unavailable(f"{url} answers too slowly")
        parts.append(part)
    return b"".join(parts)
