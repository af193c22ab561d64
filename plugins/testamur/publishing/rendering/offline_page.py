"""The page "Check an award" as something that a device can keep: its service worker, and its web app manifest.

Only registries with statement codes have them. The worker answers for the files of this page and for nothing else
(`theme/static/verify/offline_worker.js`), and is fetched when somebody asks to keep the page. Follows W3C Service
Workers and Web Application Manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from testamur.proofs import jcs
from testamur.publishing.views.site_info import Place, Site
from testamur.publishing.words import translations

WORKER, MANIFEST = "offline.js", "manifest.webmanifest"
_SOURCE = "verify/offline_worker.js"
_SCRIPT = "verify.js"
_STYLES = ("style.css", "lists.css", "print.css", "icon.svg")


def files(theme: Path, sites: Sequence[Site]) -> Iterator[tuple[str, bytes]]:
    """Yield the worker and the manifest of the page in each language, as paths and bytes; none without statement codes.

    `theme` is the folder of the theme. One without our worker keeps nothing.
    """
    static = theme / "static"
    if not sites[0].has_statement_codes or not (static / _SOURCE).is_file():
        return
    modules = sorted(path.relative_to(static.resolve()) for path in translations.modules(static / _SCRIPT))
    names = [*_STYLES, *(path.as_posix() for path in modules)]
    contents = {f"theme/{name}": (static / name).read_bytes() for name in names if (static / name).is_file()}
    worker = (static / _SOURCE).read_text("utf-8")
    for site in sites:
        place = Place(f"{site.prefix}verify/")
        own = {**contents, **_words(theme, site)}
        addresses = ["./", MANIFEST, *(f"{place.root}{name}" for name in own)]
        if site.logo:
            addresses.append(f"{place.root}{site.logo}")
        kept = json.dumps({"version": _version(own, worker, site), "files": addresses})
        yield f"{place.path}{WORKER}", f"const KEPT = {kept};\n{worker}".encode()
        yield f"{place.path}{MANIFEST}", _manifest(theme, site, place)


def _words(theme: Path, site: Site) -> dict[str, bytes]:
    language = site.language.partition("-")[0]
    if language == "en":
        return {}
    found = translations.script_words(theme / "translations", language)
    return {f"theme/words/{name}.json": data for name, data in found.items()}


def _version(contents: dict[str, bytes], worker: str, site: Site) -> str:
    """Return a name that changes with the page: its files, and what it says of the institution; not with the day."""
    # The day is that of the build, and stands at the page's foot: to keep the page anew for it would be too much.
    facts = repr(replace(site, as_of=site.as_of.min))
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    return hashlib.sha256(jcs.canonicalize({"files": digests, "site": facts, "worker": worker})).hexdigest()[:16]


def _manifest(theme: Path, site: Site, place: Place) -> bytes:
    catalogue = translations.catalogue(theme / "translations", site.language)
    title = catalogue.gettext("Check an award")
    manifest = {
        "name": f"{title} · {site.name}",
        "short_name": title,
        "lang": site.language,
        "dir": site.direction,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#1f4e79",
        "icons": [{"src": f"{place.root}theme/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n"
