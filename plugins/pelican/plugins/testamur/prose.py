"""The site's own prose, looked at once Pelican has read it: what is live in it, and which addresses it takes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from pelican.generators import PagesGenerator, StaticGenerator

from pelican.plugins.testamur import sources
from testamur import installed
from testamur.errors import PublishingError
from testamur.pictures.svg import art as svg
from testamur.publishing.words import prose

_KINDS = ("pages", "translations", "hidden_pages", "hidden_translations", "draft_pages", "draft_translations")
# Files that a browser opens as a page of this site, or runs.
_LIVE_FILES = re.compile(
    r"\.(?:[xs]?html?|xht|mht|mhtml|xml|xslt?|rdf|atom|rss|m?js|cjs|wasm|svgz|swf|hta|webmanifest|appcache)$",
    re.IGNORECASE,
)
# Files in which hosts look for settings: another address for the site, or another place for its pages.
_HOST_FILES = re.compile(
    r"(?:^|/)(?:_[^/]*|cname|web\.config|staticwebapp\.config\.json|(?:vercel|netlify|firebase)\.(?:json|toml))$",
    re.IGNORECASE,
)
# Folders in which every page is a record's: a page of prose beside them would pass for one.
_OF_RECORDS = frozenset({"achievements", "awards", "endorsements", "learners", "pathways", "skills"})
_URL = re.compile(r"(?:[^\W_][\w.~-]*/)*(?:[^\W_][\w.~-]*)?")


def look_at(generators: list[Any]) -> None:
    """Refuse prose that is live; keep what each file takes, for the generator of the registry to claim first.

    PublishingError names each file and line.
    """
    if not generators or "TESTAMUR_EDITIONS" not in generators[0].settings:
        return
    settings = generators[0].settings
    pages = [page for one in generators if isinstance(one, PagesGenerator) for page in _pages(one)]
    files = [file for one in generators if isinstance(one, StaticGenerator) for file in one.staticfiles]
    told = [line for page in pages for line in _of_page(page, settings)]
    told += [line for file in files for line in _of_file(file, settings)]
    taken = [(str(one.save_as), name_of(one, settings)) for one in (*pages, *files) if one.save_as]
    told += _twice(taken)
    if told:
        raise PublishingError("\n".join([*told, "Nothing was published."]))
    # Pelican gives one settings object to all its generators.
    settings["TESTAMUR_PROSE"] = tuple((path, f"{name} (by its name, Save_As or Slug)") for path, name in taken)


def refuse_odd_places(prose_at: Iterable[tuple[str, str]], languages: Collection[str]) -> None:
    """Raise PublishingError for prose that would pass for something else; `prose_at` are its paths and its files."""
    for path, source in prose_at:
        first, _, rest = path.lower().partition("/")
        if first in languages:
            first = rest.partition("/")[0]
        if first in _OF_RECORDS:
            raise PublishingError(
                f"{source} would be published at {path}, among the pages of records: choose another path"
            )


def _twice(taken: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what would be published over something else."""
    known: dict[str, str] = {}
    for path, name in taken:
        # Some hosts and file systems do not tell large from small letters.
        other = known.setdefault(path.lower(), name)
        if other != name:
            yield f"{other} and {name} would both be published at {path}"


def name_of(content: Any, settings: dict[str, Any]) -> str:
    """Return the file of some prose as people know it: content/pages/about.md."""
    return sources.name_of(Path(settings["PATH"], content.source_path), settings)


def _pages(generator: PagesGenerator) -> Iterator[Any]:
    for kind in _KINDS:
        yield from getattr(generator, kind)


def _of_page(page: Any, settings: dict[str, Any]) -> Iterator[str]:
    name = name_of(page, settings)
    source = Path(settings["PATH"], page.source_path).read_text(encoding="utf-8", errors="replace")
    for found in prose.live(page.content):
        line = prose.line_of(found, source)
        yield f"{name}, line {line}: {found.what} stands in this page, and prose runs nothing. Take it out"
    if (
        page.template != "page"
        and (installed.shipped_folder("theme") / "templates" / f"{page.template}.html").is_file()
    ):
        yield f"{name}: Template: {page.template} is for pages of records. Leave the line out, or name one of your own"
    if page.save_as and not str(page.save_as).lower().endswith(".html"):
        yield f"{name}: this page would be published at {page.save_as}, and it is HTML: let Save_As: end in .html"
    if not _URL.fullmatch(str(page.url)) or ".." in str(page.url):
        yield f"{name}: this page has no plain address: leave out the line URL: (or Slug:), or write a plain path there"


def _of_file(file: Any, settings: dict[str, Any]) -> Iterator[str]:
    name = name_of(file, settings)
    if not sources.is_inside(file, settings):
        yield f"{name}: a page links this file, which does not lie with the prose. Copy it there, or take the link out"
    elif _LIVE_FILES.search(name):
        yield f"{name}: a page links this file, and browsers would run it here. Take the link out, or give a PDF"
    elif _HOST_FILES.search(name):
        yield f"{name}: a page links this file, and hosts take one of this name as settings. Give it another name"
    elif name.lower().endswith(".svg"):
        wrong = svg.check_svg(Path(settings["PATH"], file.source_path).read_bytes())
        if wrong:
            first = wrong[0]
            yield f"{name}, line {first.line or 1}: {first.reason}. {first.remedy}"
