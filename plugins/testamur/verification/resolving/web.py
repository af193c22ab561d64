"""Fetches documents from the web: https only, public hosts only, bounded, and telling nobody who asks.

The only module that opens a connection for documents (`github/client.py` asks GitHub for a workflow, and nobody else).
Follows RFC 9110. A hostile credential names the addresses, so none of them may reach inside a network, keep us
waiting, or fill our memory. The host is looked up twice, by us and by the client: should the name lead into a network
the second time, the host there has no TLS certificate for it.
"""

from __future__ import annotations

import datetime
import email.utils
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterable
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TypeVar

import httpx

from testamur import __version__
from testamur.verification.reading.shapes import quoted
from testamur.verification.resolving.resolver import NotFound, Unavailable

SECONDS = 10.0
REDIRECTS = 3
_CHUNK = 64 * 1024
_LONGEST_AGE = 366 * 24 * 3600  # seconds
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: how a network without IPv4 reaches hosts that have it

# What a resolver says of a name that does not exist; of one that it could not ask about it says something else.
_NO_SUCH_HOST = frozenset(getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name))
_NO_DOCUMENT = frozenset({httpx.codes.NOT_FOUND, httpx.codes.GONE})

Addresses = Callable[[str, int], Iterable[str]]
Answer = TypeVar("Answer")


def _addresses(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class WebResolver:
    """Fetches over https. `transport` and `addresses` are for tests, which open no connection.

    `date` is what the host's own clock said in its newest answer, whatever that was; None where it said nothing.
    """

    def __init__(
        self,
        *,
        transport: httpx.BaseTransport | None = None,
        addresses: Addresses = _addresses,
        seconds: float = SECONDS,
    ) -> None:
        self._addresses = addresses
        self._seconds = seconds
        self.date: datetime.datetime | None = None
        self._client = httpx.Client(
            transport=transport,
            timeout=seconds,
            # Followed by hand, since each host has to be looked at before it is asked.
            follow_redirects=False,
            # No proxy and no .netrc: what this machine knows about its user goes to no address of a stranger.
            trust_env=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={
                "User-Agent": f"testamur/{__version__}",
                "Cache-Control": "no-cache",
                "Accept": "application/json, */*",
                "Accept-Encoding": "identity",
            },
        )

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the bytes at `url`, at most `limit`, within the time given; Unavailable says why not."""
        return self._in_time(url, lambda: self._fetch(url, limit))

    def post(self, url: str, body: bytes, *, limit: int) -> tuple[int, bytes]:
        """Send `body` to `url`; return the status and at most `limit` bytes of the answer, whatever it is.

        Unavailable where there is none in time. Nothing is sent on where the answer leads to another address.
        """
        return self._in_time(url, lambda: self._post(url, body, limit))

    def _in_time(self, url: str, act: Callable[[], Answer]) -> Answer:
        answers: list[Answer | BaseException] = []

        def work() -> None:
            try:
                answers.append(act())
            except BaseException as error:  # noqa: BLE001 — raised below, by the thread that asked
                answers.append(error)

        # A thread, for a host that answers a byte at a time never exceeds the limit of a single read.
        # A daemon, so that one that still waits does not keep the program from ending.
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self._seconds)
        if not answers:
            raise Unavailable(f"{url[:200]} did not answer within {self._seconds:.0f} seconds")
        if isinstance(answers[0], BaseException):
            raise answers[0]
        return answers[0]

    def _fetch(self, url: str, limit: int) -> bytes:
        first = url[:200]
        for _ in range(REDIRECTS + 1):
            self._check_host(url)
            try:
                with self._client.stream("GET", url) as response:
                    self.date = _date(response)
                    if not response.has_redirect_location:
                        return _body(response, limit)
                    url = _same_host(url, response)
            except httpx.TimeoutException as error:
                raise Unavailable(f"{first} did not answer within {self._seconds:.0f} seconds") from error
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
                raise Unavailable(f"{first} could not be reached ({type(error).__name__})") from error
        raise Unavailable(f"{first} is forwarded more than {REDIRECTS} times")

    def _post(self, url: str, body: bytes, limit: int) -> tuple[int, bytes]:
        first = url[:200]
        self._check_host(url)
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        try:
            with self._client.stream("POST", url, content=body, headers=headers) as response:
                return response.status_code, _plain(response, limit)
        except httpx.TimeoutException as error:
            raise Unavailable(f"{first} did not answer within {self._seconds:.0f} seconds") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise Unavailable(f"{first} could not be reached ({type(error).__name__})") from error

    def _check_host(self, url: str) -> None:
        """Refuse all but public hosts."""
        try:
            address = httpx.URL(url)
            host = address.host  # decoded only here: `xn--a` is no name, and is told apart from others late
        except (httpx.InvalidURL, ValueError) as error:
            raise Unavailable(f"{quoted(url, 200)} is not an address") from error
        if address.scheme != "https" or not host or address.userinfo:
            raise Unavailable(f"{url[:200]} is not a plain https address")
        try:
            found = list(self._addresses(host, address.port or 443))
        except socket.gaierror as error:
            make = NotFound if error.errno in _NO_SUCH_HOST else Unavailable
            raise make(f"{host[:200]} cannot be found") from error
        except (OSError, ValueError) as error:
            raise Unavailable(f"{host[:200]} cannot be found") from error
        # All of them: the client may connect to any.
        if not found or not all(map(_is_public, found)):
            raise Unavailable(f"{host[:200]} is not a public host")


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])  # `fe80::1%eth0`: without the name of an interface
    if isinstance(address, ipaddress.IPv6Address):
        inner = _ipv4_inside(address)
        if inner is None:
            return address.is_global and not (address.is_multicast or address.is_reserved or address.is_site_local)
        address = inner
    return address.is_global and not address.is_multicast


def _ipv4_inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address leads to, or None: each way can lead to a private host."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def _same_host(before: str, response: httpx.Response) -> str:
    after = response.next_request.url if response.next_request else None
    if after is None or httpx.URL(before).netloc != after.netloc:
        raise Unavailable(f"{before[:200]} is forwarded to another host")
    return str(after)


def _body(response: httpx.Response, limit: int) -> bytes:
    """Return the body of what is there."""
    if response.status_code != httpx.codes.OK:
        make = NotFound if response.status_code in _NO_DOCUMENT else Unavailable
        raise make(f"{str(response.url)[:200]} answered {response.status_code}", status=response.status_code)
    return _plain(response, limit)


def _plain(response: httpx.Response, limit: int) -> bytes:
    """Return the body. A packed one is refused: the client would unpack a bomb before anyone could count its bytes."""
    url = str(response.url)[:200]
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise Unavailable(f"{url} is packed, which was not asked for")
    body = bytearray()
    for part in response.iter_bytes(_CHUNK):
        body += part
        if len(body) > limit:
            raise Unavailable(f"{url} is larger than {limit:,} bytes")
    return bytes(body)


def _date(response: httpx.Response) -> datetime.datetime | None:
    """Return when a response left its host (RFC 9110, 6.6.1), with the time that a cache kept it (RFC 9111, 5.1)."""
    try:
        age = min(int(response.headers.get("Age", "0")), _LONGEST_AGE)
        date = email.utils.parsedate_to_datetime(response.headers["Date"])
        return date.astimezone(datetime.UTC) + datetime.timedelta(seconds=max(age, 0))
    except (KeyError, ValueError, OverflowError):
        return None
