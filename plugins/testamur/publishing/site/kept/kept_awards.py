"""Takes over from the standing site the files of awards whose inputs are the same, by hard links.

A file is taken over if it is still what was written: the same file, of the same size and mode, last changed when it
was written. No file of a finished site is ever opened for writing (`disk.write_new`), so that a link is as good as a
copy; what cannot be linked is written anew.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable

from testamur.publishing.publication import IssuedAward
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.kept.award_inputs import AwardInputs
from testamur.publishing.site.kept.site_state import KeptAward, KeptFile
from testamur.publishing.site.kept.standing_site import StandingSite
from testamur.publishing.site.tree import Tree


class KeptAwards:
    """The awards of a new site in `tree`: takes their files over from the standing one, or enters what was written."""

    def __init__(self, standing: StandingSite, source: AwardSource, tree: Tree) -> None:
        self._state, self._inputs, self._tree = standing.state, AwardInputs(source, standing.makers), tree
        self._from, self._to = f"{standing.folder}{os.sep}", f"{tree.folder}{os.sep}"

    def take(self, issued: IssuedAward) -> bool:
        """Take over all files of an award, and say whether that was possible; if not, none of them is there."""
        award = issued.award
        kept = self._state.award(award.id)
        if kept is None or kept.inputs != self._inputs.digest(issued):
            return False
        for number, file in enumerate(kept.files):
            self._tree.claim_own(file.name, award.file)
            if not self._link(file):
                for other in kept.files[: number + 1]:
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(self._to + other.name)  # noqa: PTH108 — with text, as in `disk`
                return False
        return True

    def enter(self, issued: IssuedAward, names: Iterable[str]) -> None:
        """Enter that an award was written, with all its files."""
        found = [(name, os.lstat(self._to + name)) for name in names]
        if found:
            files = [_as_written(name, status) for name, status in found]
            self._state.enter(issued.award.id, KeptAward(self._inputs.digest(issued), files))
        else:
            self._state.forget(issued.award.id)

    def _link(self, file: KeptFile) -> bool:
        """Link a file into the new site, and say whether it is what was written."""
        source, target = self._from + file.name, self._to + file.name
        try:
            try:
                os.link(source, target, follow_symlinks=False)
            except FileNotFoundError:  # the folder of the new one, or the old file
                os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 — with text
                os.link(source, target, follow_symlinks=False)
            # Looked at after it was linked: what is compared is what the new site has.
            status = os.lstat(target)
        except OSError:
            return False
        return stat.S_ISREG(status.st_mode) and _as_written(file.name, status) == file


def _as_written(name: str, status: os.stat_result) -> KeptFile:
    return KeptFile(name, status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns)
