"""The formats that a schema can require of a text: dates, addresses, time zones, e-mail, languages, countries.

JSON Schema leaves formats to the implementation, so each is a function here. It returns nothing, or raises
`FormatError` with the code, reason and remedy for the registrar.

It is longer than other modules since it is one list: a function for each format, with a sentence and a remedy.
"""

from __future__ import annotations

import functools
import importlib.resources
import ipaddress
import re
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from testamur.records.parsing.parsed import Refusal
from testamur.text import characters, codes, dates
from testamur.text.languages.messages import msg

# RFC 1035, 2.3.4: labels of at most 63 octets, names of at most 255, which is 253 characters in writing. The last label
# begins with a letter, so that no number passes for a name.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_MAX_HOST_LETTERS = 253
# What RFC 3986 allows nowhere. Most of all the backslash: browsers read it as a slash and urlsplit does not, so that
# the two would find different hosts in one address.
_NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f\\<>\"{}|^`\u0080-\U0010ffff]")
_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
# did:web writes the port's colon as %3A; a plain colon begins a part of the path.
_DID = re.compile(r"did:web:[a-z0-9.-]{1,253}(?:%3A[1-9][0-9]{0,4})?(?::[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,100}){0,10}")
# The key that is the name: as Multikey text, or a JSON Web Key in base64url.
_DID_OF_A_KEY = re.compile(r"did:key:z[1-9A-HJ-NP-Za-km-z]{40,900}|did:jwk:[A-Za-z0-9_-]{20,900}")
# RFC 5321, 4.5.3.1.1: a local part of at most 64 octets. Quoted ones, which next to nobody has, are left out.
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9.-]{1,190})")
_LANGUAGE = re.compile(
    r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?"
)
# Names that are not in the public DNS (RFC 6761, 6762, 7686, 8375, and customary ones). `.example` stays allowed, for
# demonstrations.
_NOT_PUBLIC = (".localhost", ".local", ".internal", ".home.arpa", ".onion", ".test", ".invalid", ".lan", ".intranet")
_DATE_EXAMPLE = msg("Write year-month-day, e.g. 2026-03-01")
_HTTPS = msg("Give an address that begins with https://")
_ADDRESS_EXAMPLE = msg("Give the address as a browser shows it, e.g. https://www.harbour.example/report")


class FormatError(ValueError):
    """A text does not have its field's format; `shown` replaces one that must not be repeated, such as a password."""

    def __init__(self, code: str, reason: str, remedy: str, shown: str = "") -> None:
        self.code, self.reason, self.remedy, self.shown = code, reason, remedy, shown
        super().__init__(reason)

    @property
    def refusal(self) -> Refusal:
        """Why the text is refused, and what to write instead."""
        return Refusal(self.code, self.reason, self.remedy)


def date(text: str) -> None:
    """Require a calendar day (`text.dates.day`)."""
    _day(text, dates.EARLIEST.year)


def founding_day(text: str) -> None:
    """Require a calendar day that may be centuries ago."""
    _day(text, dates.EARLIEST_FOUNDING_YEAR)


def https_address(text: str) -> None:
    """Require a public https address, without user name, password or spaces."""
    _web(text, "https")


def web_address(text: str) -> None:
    """Require a public http or https address. Identifiers of things may be http, as ESCO's skills are."""
    _web(text, "https", "http")


def base(text: str) -> None:
    """Require the address of a site: https, lower-case host, plain path, no slash at the end.

    Every signed id and the issuer's DID are made from it, so each site has exactly one spelling.
    """
    remedy = msg("Write it like https://badges.harbour.example, without a slash at the end")
    try:
        address = _web(text, "https", example=remedy)
    except FormatError as error:
        raise FormatError("base", error.reason, error.remedy, error.shown) from None
    if "?" in text or "#" in text:
        raise FormatError("base", msg("the address of the site has no ? and no #"), remedy)
    if address.netloc != address.netloc.lower():
        raise FormatError("base", msg("the host is not in small letters"), remedy)
    if address.port == 443 or address.netloc.endswith(":"):
        raise FormatError(
            "base", msg("443 is the port that https has anyway"), msg("Leave out the colon and what follows it")
        )
    if not _PATH.fullmatch(address.path):
        raise FormatError("base", msg("the path of the address is not plain letters, digits and hyphens"), remedy)


def endorsable(text: str) -> None:
    """Require something that can be endorsed: the address of an achievement, or the did:web of an institution."""
    if text.startswith("did:"):
        if not _DID.fullmatch(text) or not _HOST.fullmatch(text[len("did:web:") :].partition(":")[0].partition("%")[0]):
            raise FormatError(
                "did", msg("this is not a did:web"), msg("Write it like did:web:badges.northquay.example:issuer")
            )
        return
    _web(text, "https")


def issuer(text: str) -> None:
    """Require what credentials can name as their issuer: a did:web, did:key or did:jwk, or an https address."""
    if text.startswith(("did:key:", "did:jwk:")):
        if not _DID_OF_A_KEY.fullmatch(text):
            raise FormatError(
                "did", msg("this is not a whole did:key or did:jwk"), msg("Copy it whole out of a credential")
            )
    elif text.startswith("did:") and not text.startswith("did:web:"):
        remedy = msg("Write the did:web, did:key, did:jwk or https address that their credentials name")
        raise FormatError("did", msg("DIDs of this method are not read here"), remedy)
    else:
        endorsable(text)


def time_zone(text: str) -> None:
    """Require an IANA time zone."""
    # ZoneInfo opens a file of this name, so only names on the list ever reach it.
    if text in _time_zones():
        return
    place = text.strip().replace(" ", "_").casefold()
    near = [name for name in _time_zones() if place in {name.casefold(), name.rpartition("/")[2].casefold()}]
    remedy = msg("Did you mean {near}?", near=near[0]) if near else msg("Write an IANA name, e.g. Europe/Dublin")
    raise FormatError("time-zone", msg("there is no time zone of this name"), remedy)


def email(text: str) -> None:
    """Require an e-mail address."""
    match = _EMAIL.fullmatch(text)
    if not match or not _HOST.fullmatch(match[1].lower()):
        raise FormatError("email", msg("this is not an e-mail address"), msg("Write it like registrar@harbour.example"))


def language(text: str) -> None:
    """Require a language tag (BCP 47) in its usual case, of a language that exists: en, pt-BR, zh-Hant."""
    match = _LANGUAGE.fullmatch(text)
    meant = codes.LANGUAGE_MEANT.get(text.casefold())
    if match and not meant and (len(match[1]) == 3 or match[1] in codes.LANGUAGES):
        return
    usual = _usual_letters(text)
    if meant is None and usual != text and _LANGUAGE.fullmatch(usual) and usual.partition("-")[0] in codes.LANGUAGES:
        meant = usual
    remedy = (
        msg("Did you mean {meant}?", meant=meant) if meant else msg("Write the language's code, e.g. en, fr, pt-BR")
    )
    raise FormatError("language-tag", msg("this is not the code of a language"), remedy)


def country(text: str) -> None:
    """Require the code of a country or region that exists: two capital letters (ISO 3166-1)."""
    if text in codes.COUNTRIES:
        return
    capitals = text.strip().upper()
    meant = codes.COUNTRY_MEANT.get(capitals, capitals if capitals in codes.COUNTRIES else None)
    remedy = (
        msg("Did you mean {meant}?", meant=meant)
        if meant
        else msg("Write its two capital letters (ISO 3166-1), e.g. IE")
    )
    raise FormatError("country", msg("this is not the code of a country"), remedy)


FORMATS: dict[str, Callable[[str], None]] = {
    "date": date,
    "testamur-founded": founding_day,
    "testamur-https-address": https_address,
    "testamur-web-address": web_address,
    "testamur-base": base,
    "testamur-time-zone": time_zone,
    "testamur-email": email,
    "testamur-endorsed": endorsable,
    "testamur-issuer": issuer,
    "testamur-language": language,
    "testamur-country": country,
}


def _day(text: str, earliest: int) -> None:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ].*", text, re.DOTALL):
        raise FormatError("date-format", msg("a day is asked for here, without a time"), _DATE_EXAMPLE)
    try:
        dates.day(text, earliest)
    except dates.DayError as error:
        raise FormatError(error.code, str(error), _DATE_EXAMPLE) from None


def _web(text: str, *schemes: str, example: str = "") -> SplitResult:
    """Split an address; refuse any that is not plain, public and absolute. `example` is a remedy where one helps."""
    if text.partition("://")[0].lower() not in schemes:
        raise FormatError("url", msg("the address does not begin with https://"), example or _HTTPS)
    example = example or _ADDRESS_EXAMPLE
    if _NOT_IN_ADDRESS.search(text):
        raise _odd_characters(text, example)
    try:
        address = urlsplit(text)
        port = address.port
    except ValueError:
        raise FormatError("url", msg("this is not an address"), example) from None
    # https://bank.example@evil.example leads to evil.example; and a password here would be published.
    if "@" in address.netloc:
        remedy = msg(
            "Leave out what stands before the @, and change that password: it stands in the history of this file"
        )
        shown = f"{address.scheme}://…@{address.netloc.rpartition('@')[2]}"
        raise FormatError("url", msg("the address has a user name or password in it"), remedy, shown)
    if port is not None and not 0 < port < 65536:
        raise FormatError("url", msg("the port is not between 1 and 65535"), example)
    _public((address.hostname or "").lower(), example)
    return address


def _public(host: str, example: str) -> None:
    if not host:
        raise FormatError("url", msg("the address has no host"), example)
    if _is_ip(host):
        raise FormatError("url", msg("the address is a number, not a public name"), example)
    if host.endswith(_NOT_PUBLIC) or len(host) > _MAX_HOST_LETTERS or not _HOST.fullmatch(host):
        raise FormatError("url", msg("{host} is not a public host name", host=characters.harmless(host)), example)


def _odd_characters(text: str, example: str) -> FormatError:
    """Return the error for a text with characters that no address has; it suggests the IDNA form of a host."""
    reason = msg("the address has a space or a character that addresses cannot have")
    host = re.split(r"[/?#]", text.partition("://")[2], maxsplit=1)[0]
    if host.isascii() or len(host) > _MAX_HOST_LETTERS:
        return FormatError("url", reason, example)
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        return FormatError("url", reason, example)
    reason = msg("the host is not in plain letters, some of which look like others")
    return FormatError("url", reason, msg("Write the host as {plain}", plain=plain))


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        # Browsers take 0x7f.1, 2130706433 and 127.1 for IPv4 addresses too.
        return bool(re.fullmatch(r"[0-9.]+|(?:0x[0-9a-f]+\.?)+", host))
    return True


@functools.cache
def _time_zones() -> frozenset[str]:
    # The package's list instead of this machine's, so that the same record is right everywhere.
    return frozenset((importlib.resources.files("tzdata") / "zones").read_text(encoding="utf-8").split())


def _usual_letters(tag: str) -> str:
    """Return a language tag with the usual hyphens and case (RFC 5646, 2.1.1): `EN_gb` becomes `en-GB`."""
    first, *rest = tag.replace("_", "-").split("-")
    usual = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(usual.get(len(part), str.lower)(part) for part in rest)])
