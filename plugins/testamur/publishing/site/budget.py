"""How much of its host a site takes, how many more awards fit, and what a compact registry would save.

Counted in the files that were written, so that it is true of this registry's own texts, pictures and languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from testamur import disk
from testamur.credentials.addresses import SEALED_FILE

HOST_LIMIT = 1_000_000_000  # bytes: what GitHub Pages publishes
_DUE = 0.6  # of the limit: from then on there is still time to do something
_PICTURES = frozenset({"badge.png", "badge.svg", "qr.svg"})  # what a compact registry's pages make


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The bytes of a site: of all its files, of its awards' files in all languages, and of their pictures."""

    site: int
    awards: int  # how many have a credential on the site
    award_bytes: int
    picture_bytes: int

    @property
    def is_due(self) -> bool:
        """Whether the site is so near its host's limit that something has to be done."""
        return self.site > HOST_LIMIT * _DUE

    @property
    def room(self) -> int:
        """How many more awards fit, if they are as large as those that there are; 0 where there are none yet."""
        return _fitting(HOST_LIMIT - self.site, self.award_bytes, self.awards)

    @property
    def compact_room(self) -> int:
        """How many more would fit if no award had pictures of its own."""
        return _fitting(HOST_LIMIT - self.site + self.picture_bytes, self.award_bytes - self.picture_bytes, self.awards)


def measure(site: Path) -> Budget:
    """Return the budget of a site that was built into a folder."""
    whole = awards = award_bytes = picture_bytes = 0
    for path, entry in disk.entries(site):
        if not entry.is_file():
            continue
        size, (*folders, name) = entry.stat().st_size, path.split("/")
        whole += size
        # `awards/<id>/`, or in another language `fr/awards/<id>/`.
        if len(folders) in {2, 3} and folders[-2] == "awards":
            award_bytes += size
            awards += name in {"credential.json", SEALED_FILE}
            picture_bytes += size * (name in _PICTURES)
    return Budget(site=whole, awards=awards, award_bytes=award_bytes, picture_bytes=picture_bytes)


def _fitting(left: int, taken: int, awards: int) -> int:
    return max(0, left) * awards // taken if taken else 0
