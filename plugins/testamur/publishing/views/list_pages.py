"""A list that is too long for one page, as several: each knows its place among them.

A list that fits is one page, which says nothing of pages. Pages follow each other by links, so that a browser without
JavaScript, and a search engine, come through all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from testamur.publishing.views.site_info import Place

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Generic[Entry]):
    """One page of a list: the entries on it, its number (from 1), and where all pages lie, in their order."""

    entries: tuple[Entry, ...]
    number: int
    places: tuple[Place, ...]

    @property
    def here(self) -> Place:
        """Where this page lies."""
        return self.places[self.number - 1]

    @property
    def previous(self) -> Place | None:
        """Where the page before it lies; None for the first."""
        return self.places[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> Place | None:
        """Where the page after it lies; None for the last."""
        return self.places[self.number] if self.number < len(self.places) else None

    @property
    def later(self) -> tuple[str, ...]:
        """The ways from this page to all those after it, for a script that fetches them."""
        return tuple(f"{self.here.root}{place.path}" for place in self.places[self.number :])


def list_pages(entries: Sequence[Entry], *, most: int, first: str, more: str) -> list[ListPage[Entry]]:
    """Return the pages of a list, at least one, each with `most` entries or fewer.

    `first` is the path of the first page below the base; that of another is `more`, with its number: `skills-2/`.
    """
    count = max(1, -(-len(entries) // most))
    places = (Place(first), *(Place(f"{more}{number}/") for number in range(2, count + 1)))
    return [
        ListPage(entries=tuple(entries[number * most : (number + 1) * most]), number=number + 1, places=places)
        for number in range(count)
    ]
