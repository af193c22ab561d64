"""The formats that a schema can ask of a text: dates, addresses, time zones, e-mail.

JSON Schema says little about formats, so each is a function here that returns nothing or raises
`FormatError` with the code, the reason and the remedy that the registrar reads.
"""

from __future__ import annotations

import ipaddress
import re
import zoneinfo
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from testamur.records import dates

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f\\<>\"{}|^`\u0080-\U0010ffff]")
_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9.-]{1,190})")
_NOT_PUBLIC = ("localhost", ".localhost", ".local", ".internal", ".home.arpa", ".onion")
_DATE_EXAMPLE = "Write year-month-day, e.g. 2026-03-01"


class FormatError(ValueError):
    """A text is not what its field asks for."""

    def __init__(self, code: str, reason: str, remedy: str) -> None:
        self.code, self.reason, self.remedy = code, reason, remedy
        super().__init__(reason)


def date(text: str) -> None:
    """Ask for a calendar day (`records.dates.day`)."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ].*", text, re.DOTALL):
        raise FormatError("date-format", "a day is asked for here, without a time", _DATE_EXAMPLE)
    try:
        dates.day(text)
    except ValueError as error:
        reason = str(error)
        code = "date-format" if "written" in reason else "date-range" if "year is" in reason else "date-impossible"
        raise FormatError(code, reason, _DATE_EXAMPLE) from None


def https_address(text: str) -> None:
    """Ask for a public https address, without user name, password or spaces."""
    if _web(text).scheme != "https":
        raise FormatError(
            "url", "the address does not begin with https://", "Give an address that begins with https://"
        )


def web_address(text: str) -> None:
    """Ask for a public http or https address: names of things (ESCO skills) may be http."""
    if _web(text).scheme not in {"http", "https"}:
        raise FormatError(
            "url", "the address does not begin with https://", "Give an address that begins with https://"
        )


def base(text: str) -> None:
    """Ask for the address of a site: https, lower-case host, plain path, no slash at the end."""
    remedy = "Write it like https://badges.harbour.example, without a slash at the end"
    address = _web(text)
    if address.scheme != "https":
        raise FormatError("base", "the address of the site does not begin with https://", remedy)
    if "?" in text or "#" in text:
        raise FormatError("base", "the address of the site has no ? and no #", remedy)
    if address.netloc != address.netloc.lower():
        raise FormatError("base", "the host is not in small letters", remedy)
    if not _PATH.fullmatch(address.path):
        raise FormatError("base", "the path of the address is not plain letters, digits and hyphens", remedy)


def time_zone(text: str) -> None:
    """Ask for an IANA time zone."""
    # ZoneInfo opens files by this name: only look up names that it lists.
    if text not in zoneinfo.available_timezones():
        raise FormatError("time-zone", "no such time zone", "Write an IANA name, e.g. Europe/Dublin")


def email(text: str) -> None:
    """Ask for an e-mail address."""
    match = _EMAIL.fullmatch(text)
    if not match or not _HOST.fullmatch(match[1].lower()):
        raise FormatError("email", "not an e-mail address", "Write it like registrar@harbour.example")


FORMATS: dict[str, Callable[[str], None]] = {
    "date": date,
    "testamur-https-address": https_address,
    "testamur-web-address": web_address,
    "testamur-base": base,
    "testamur-time-zone": time_zone,
    "testamur-email": email,
}


def _web(text: str) -> SplitResult:
    """Split an address; refuse all that is not a plain, public, absolute one."""
    remedy = "Give the address as a browser shows it, e.g. https://www.harbour.example/report"
    if _NOT_IN_ADDRESS.search(text):
        raise FormatError("url", "the address has a space or a character that addresses cannot have", remedy)
    try:
        address = urlsplit(text)
        port = address.port
    except ValueError:
        raise FormatError("url", "not an address", remedy) from None
    if "@" in address.netloc:
        raise FormatError("url", "the address has a user name or password in it", "Leave out what stands before the @")
    host = (address.hostname or "").lower()
    if not host:
        raise FormatError("url", "the address has no host", remedy)
    if _is_ip(host):
        raise FormatError("url", "the address is a number, not a public name", remedy)
    if host.endswith(_NOT_PUBLIC) or not _HOST.fullmatch(host):
        raise FormatError("url", f"{host} is not a public host name", remedy)
    if port is not None and not 0 < port < 65536:
        raise FormatError("url", "the port is not between 1 and 65535", remedy)
    return address


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        # 0x7f.1, 2130706433 and 127.1 are numbers to a browser too.
        return bool(re.fullmatch(r"[0-9.]+|(?:0x[0-9a-f]+\.?)+", host))
    return True
