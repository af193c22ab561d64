"""The sitemap: one file, or where it would have more addresses than the protocol allows, an index of its parts.

Follows the sitemaps.org protocol 0.9. A part has the pages whose paths' SHA-256 begins with the same digits, so that an
award that comes or goes changes its own part and no other. Parts lie beside the index: a sitemap may name only what
lies below its own folder. Addresses use the base, and only pages that may be indexed appear.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from xml.sax.saxutils import escape

from testamur.publishing.views.site_info import Site

SITEMAP = "sitemap.xml"
MOST = 50_000
"""Addresses in one file: the protocol's own limit. Its other one, 50 MB, lies far beyond what these take."""

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
# XML 1.0, "Char": what may not stand in a document even escaped.
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def files(
    site: Site, paths: Sequence[str], award_ids: Sequence[str], prefixes: Sequence[str] = ("",)
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of the sitemap and of its parts, as UTF-8; a preview's sitemap is empty.

    `paths` are those of pages below the base; `award_ids` are of awards whose page is listed too, in each language of
    the site: below each of `prefixes`.
    """
    if site.preview:
        paths = award_ids = ()
    total = len(paths) + len(award_ids) * len(prefixes)
    if total <= MOST:
        yield SITEMAP, _urlset(site.base, chain(paths, _award_paths(award_ids, prefixes)))
        return
    digits = _digits(total)
    parts: dict[str, tuple[list[str], list[str]]] = {}
    for path in paths:
        parts.setdefault(_part(path, digits), ([], []))[0].append(path)
    for award_id in award_ids:
        parts.setdefault(_part(f"awards/{award_id}/", digits), ([], []))[1].append(award_id)
    names = {part: f"sitemap-{part}.xml" for part in sorted(parts)}
    yield SITEMAP, _document("sitemapindex", "sitemap", (f"{site.base}/{name}" for name in names.values()))
    for part, name in names.items():
        own_paths, own_ids = parts[part]
        yield name, _urlset(site.base, chain(own_paths, _award_paths(own_ids, prefixes)))


def _digits(total: int) -> int:
    """Return how many hexadecimal digits name a part: so many that on average none is more than half full."""
    # By the sum alone, and with room to spare: SHA-256 spreads thousands of paths evenly, within a few per cent.
    digits = 1
    while total > 16**digits * MOST // 2:
        digits += 1
    return digits


def _part(path: str, digits: int) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:digits]


def _award_paths(award_ids: Iterable[str], prefixes: Sequence[str]) -> Iterator[str]:
    return (f"{prefix}awards/{award_id}/" for award_id in award_ids for prefix in prefixes)


def _urlset(base: str, paths: Iterable[str]) -> bytes:
    return _document("urlset", "url", (f"{base}/{path}" for path in paths))


def _document(root: str, element: str, addresses: Iterable[str]) -> bytes:
    """Return a list of addresses. Written as text: a tree of elements would take a kilobyte for each of them."""
    listed = "".join(f"<{element}><loc>{_text(address)}</loc></{element}>" for address in addresses)
    body = f'<{root} xmlns="{_XMLNS}">{listed}</{root}>' if listed else f'<{root} xmlns="{_XMLNS}" />'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def _text(address: str) -> str:
    return escape(NOT_XML.sub("\N{REPLACEMENT CHARACTER}", address))
