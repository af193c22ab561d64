"""The institution's own prose as HTML: what may stand in it, and on which line of its file stands what may not.

Prose may be written by others than those who look after the site, and comes without the second person's approval
that records have (docs/operating.md, "Approval"). So it is held to an allow-list, and nothing of it is live: the
page's Content-Security-Policy would stop scripts too, but a theme of one's own may have none.
What is live is told, and the build stops; what no parser knows is left out. To find it, nh3 writes the HTML anew as
browsers read it, with all that is live still in it: so no odd spelling hides anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3
from markupsafe import Markup

_TAGS = nh3.ALLOWED_TAGS | {"address", "main", "menu", "picture", "section", "source", "tfoot"}
_LIVE_TAGS = {
    "applet", "audio", "base", "button", "canvas", "dialog", "embed", "fencedframe", "form", "frame", "frameset",
    "iframe", "input", "link", "math", "meta", "noscript", "object", "option", "param", "portal", "script", "select",
    "slot", "style", "svg", "template", "textarea", "track", "video",
}  # fmt: skip
_ANYWHERE = {"class", "dir", "id", "lang", "role", "style", "title", "translate"}
_OWN = {
    "a": {"download", "href", "hreflang", "name", "rel", "target", "type"},
    "details": {"name", "open"},
    "img": {"alt", "decoding", "height", "loading", "sizes", "src", "srcset", "width"},
    "ol": {"reversed", "start", "type"},
    "source": {"height", "media", "sizes", "src", "srcset", "type", "width"},
    "time": {"datetime"},
}
_ATTRIBUTES = {"*": _ANYWHERE, **{tag: nh3.ALLOWED_ATTRIBUTES.get(tag, set()) | own for tag, own in _OWN.items()}}
for _tag in nh3.ALLOWED_ATTRIBUTES.keys() - _OWN.keys():
    _ATTRIBUTES[_tag] = nh3.ALLOWED_ATTRIBUTES[_tag]
_PREFIXES = {"aria-", "data-"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_LIVE_ATTRIBUTES = {"action", "background", "formaction", "ping", "poster", "srcdoc", "xlink:href"}
_LIVE_SCHEMES = {"data", "javascript", "vbscript", "livescript", "file", "blob", "about", "view-source"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class Live:
    """One thing that is live: what it is, as it is told, and how it is written in the file."""

    what: str
    written: re.Pattern[str]


def clean(html: str) -> Markup:
    """Return the HTML of a page with what may stand in it, and nothing else."""
    kept = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes=_PREFIXES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return Markup(kept)  # noqa: S704 — straight from nh3


def live(html: str) -> list[Live]:
    """Return everything in the HTML of a page that could run, load or send something."""
    reader = _Reader()
    reader.feed(
        nh3.clean(
            html,
            tags=_TAGS | _LIVE_TAGS,
            clean_content_tags=set(),
            attributes={**_ATTRIBUTES, "*": _ANYWHERE | _LIVE_ATTRIBUTES | {"href", "src"}},
            generic_attribute_prefixes=_PREFIXES | {"on"},
            url_schemes=_SCHEMES | _LIVE_SCHEMES,
            link_rel=None,
        )
    )
    return list(dict.fromkeys(reader.found))


def line_of(found: Live, source: str) -> int:
    """Return the line of a file on which something live is written, outside of code if it can be; 1 if unknown."""
    lines = [number for number, line in enumerate(source.splitlines(), 1) if found.written.search(line)]
    code = set(_code(source))
    return next((number for number in lines if number not in code), lines[0] if lines else 1)


def _code(source: str) -> Iterator[int]:
    """Yield the lines of Markdown that show code."""
    inside = False
    for number, line in enumerate(source.splitlines(), 1):
        if _FENCE.match(line):
            inside = not inside
        if inside or line.startswith(("    ", "\t")):
            yield number


class _Reader(HTMLParser):
    """Collects what is live in HTML that nh3 wrote, so that it reads the same everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Live] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        if tag in _LIVE_TAGS:
            self.found.append(Live(f"the element <{tag}>", re.compile(rf"<\s*{re.escape(tag)}\b", re.IGNORECASE)))
        for name, value in attrs:
            if name.startswith("on") or name in _LIVE_ATTRIBUTES:
                written = re.compile(rf"\b{re.escape(name)}\s*=", re.IGNORECASE)
                self.found.append(Live(f"the attribute {name}=", written))
            elif name in {"href", "src", "srcset"} and (scheme := _scheme(value or "")):
                self.found.append(Live(f"an address with {scheme}:", re.compile(_spread(scheme), re.IGNORECASE)))

    handle_startendtag = handle_starttag


def _scheme(address: str) -> str:
    """Return the scheme of an address that leads to something live; "" for every other one."""
    # Browsers leave out white space and controls before they look (WHATWG URL, 4.4).
    match = _SCHEME.match(re.sub(r"[\x00-\x20]", "", address))
    return match[1].lower() if match and match[1].lower() in _LIVE_SCHEMES else ""


def _spread(scheme: str) -> str:
    """Return a pattern of a scheme that may be written with white space inside."""
    return r"\s*".join(map(re.escape, scheme)) + r"\s*:"
