"""What templates of a blog are given of the registry below it: `testamur`, and a macro that shows a badge.

Pelican escapes nothing in a blog's templates, and records are hostile: so every text here is escaped already, and is
marked as that, for themes that escape it themselves. docs/themes.md, "In a blog's templates".
"""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, overload

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from markupsafe import Markup, escape

from pelican.plugins.testamur import runs
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.site import page_list
from testamur.publishing.views import award_pages
from testamur.publishing.views.site_info import sites

_TEMPLATES = Path(__file__).parent / "templates" / "testamur"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """An achievement or an award. `url` and `image` are below SITEURL, as those of Pelican's articles are.

    Of an achievement, `recipient` and `date` are "" and None. `image` is "" where nothing is to be shown.
    """

    slug: Markup  # of the achievement
    title: Markup
    description: Markup
    url: Markup
    image: Markup
    recipient: Markup
    date: datetime.date | None  # the day it was awarded


class Registry:
    """`testamur`: the achievements that are offered by title, and the public awards, the newest first."""

    def __init__(self, published: Publication, language: str, below: str) -> None:
        self._published, self._below = published, below
        editions = sites(published.registry.issuer, now=published.now)
        self._site = next((site for site in editions if site.language == language), editions[0])
        self.url = escape(below)
        self.name = escape(self._site.name)
        self._read: dict[str, Badge] = {}  # awards by id

    @functools.cached_property
    def achievements(self) -> tuple[Badge, ...]:
        """What can be earned, in the language of the blog where the registry has it."""
        return tuple(
            Badge(
                slug=escape(page.slug),
                title=escape(page.title),
                description=escape(page.description),
                url=self._address(page.here.path),
                image=self._address(page.picture.address if page.picture else ""),
                recipient=Markup(),
                date=None,
            )
            for page in page_list.achievements(self._published, self._site)
            if not page.retired
        )

    @functools.cached_property
    def awards(self) -> Awards:
        """Every public award that was not withdrawn; each is read when it is asked for."""
        public = award_pages.public_awards(self._published)
        return Awards(self, sorted(public, key=lambda one: (one.award.awarded_date, one.award.id), reverse=True))

    def award(self, issued: IssuedAward) -> Badge:
        """Return an award as it was signed. It is read once, though every page of a blog may show it."""
        award_id = issued.award.id
        if award_id not in self._read:
            self._read[award_id] = self._badge(issued)
        return self._read[award_id]

    def _badge(self, issued: IssuedAward) -> Badge:
        page = award_pages.page(self._published, issued, self._site)
        return Badge(
            slug=escape(issued.award.achievement),
            title=escape(page.facts.title),
            description=escape(page.facts.description),
            url=self._address(page.here.path),
            image=self._address(page.picture.address if page.picture else ""),
            recipient=escape(page.facts.learner),
            date=page.facts.awarded,
        )

    def _address(self, path: str) -> Markup:
        return escape(f"{self._below}{path}") if path else Markup("")


class Awards(Sequence[Badge]):
    """Awards that are read one by one: a template shows ten of ten thousand."""

    def __init__(self, registry: Registry, issued: Sequence[IssuedAward]) -> None:
        self._registry, self._issued = registry, issued

    @overload
    def __getitem__(self, at: int) -> Badge: ...
    @overload
    def __getitem__(self, at: slice) -> Awards: ...
    def __getitem__(self, at: int | slice) -> Badge | Awards:
        """Return an award, or some of them."""
        if isinstance(at, slice):
            return Awards(self._registry, self._issued[at])
        return self._registry.award(self._issued[at])

    def __len__(self) -> int:
        return len(self._issued)

    def __iter__(self) -> Iterator[Badge]:
        return map(self._registry.award, self._issued)


def give(generator: Any, registry: runs.Runs) -> None:
    """Give a generator's templates `testamur`, and `testamur/badge.html` to import."""
    settings = generator.settings
    # A site in another language lies below the first one, which has the registry.
    below = Path(os.path.relpath(registry.target, settings["OUTPUT_PATH"])).as_posix()
    language = str(settings["DEFAULT_LANG"])
    generator.context["testamur"] = Registry(registry.published, language, f"{below}/")
    ours = PrefixLoader({"testamur": FileSystemLoader(_TEMPLATES)})
    # Last: a template of the theme's own of that name goes first, and no other is found here.
    generator.env.loader = ChoiceLoader([generator.env.loader, ours])
