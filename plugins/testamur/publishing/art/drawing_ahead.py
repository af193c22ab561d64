"""Draws the badges and cards of a site in other processes, while this one is busy with the first of them.

What they draw reaches this process through the cache of pictures alone: it asks for each picture as ever, and draws
what is not there yet. They begin at the last achievement, since this process begins at the first.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path

from testamur import processes
from testamur.credentials import achievement_document
from testamur.pictures.drawing import picture_cache
from testamur.publishing.art import badge_pictures, share_card
from testamur.publishing.art.badge_pictures import Badge
from testamur.records.model.localized_text import say
from testamur.records.model.models import Achievement, Issuer
from testamur.records.registry import Registry
from testamur.records.rules import achievement_art

_FEW = 3  # designs are drawn before another process would have begun


def card(achievement: Achievement, issuer: Issuer, badge: Badge) -> bytes:
    """Return the card of an achievement: its title and the institution's name, in the language of its text."""
    language = achievement_document.language_of(achievement, issuer)
    return share_card.png(
        title=say(achievement.name, language),
        institution=say(issuer.name, language),
        color=achievement.color,
        badge=badge.large,
    )


@contextlib.contextmanager
def drawing_ahead(registry: Registry, jobs: int) -> Iterator[None]:
    """Let `jobs` processes draw, this one among them, as long as the context lasts; no more are begun after it.

    Only where something has to be drawn, and can be kept. Pictures that people bring are left to this process: it has
    the one that reads them.
    """
    folder, issuer = Path(registry.folder), registry.issuer
    designs = [one for one in registry.achievements.values() if achievement_art.achievement_image(folder, one) is None]
    if jobs < 2 or len(designs) <= _FEW or not processes.can_split() or not picture_cache.can_keep():
        yield
        return
    before = picture_cache.drawn()
    badge_pictures.badge(folder, designs[0], issuer)
    if picture_cache.drawn() == before:
        yield  # drawn by an earlier run, and so are the others as a rule
        return
    draw = functools.partial(_draw, folder, issuer)
    with processes.beside(jobs - 1, draw, designs[:0:-1]):
        yield


def _draw(folder: Path, issuer: Issuer, achievement: Achievement) -> None:
    card(achievement, issuer, badge_pictures.badge(folder, achievement, issuer))
