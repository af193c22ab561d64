"""Finds the awards whose files are on the standing site as a new build would write them.

They are if the inputs are the same, and all of it is still what was written. Of an award that did not change since the
last finished build, its folders are asked: their time tells what came, went or was put in the place of another, and not
that a file was written into, which nothing of ours does (`disk.write_new`). After the machine was started anew, and
where something about an award changed, every file is asked too: its size and mode, and when it was changed (decision
23).

Then an award's folders stay where they are, and the new site comes around them (`exchange`). Where something else of
the new site lies in such a folder, as the record of a pathway does, the files are linked into it instead: no file of a
finished site is ever opened for writing, so that a link is as good as a copy. What cannot be kept is written anew.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from testamur import disk
from testamur.publishing.publication import IssuedAward
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.kept.award_inputs import AwardInputs
from testamur.publishing.site.kept.site_state import KeptAward, KeptFile, KeptFolders
from testamur.publishing.site.kept.standing_site import StandingSite
from testamur.publishing.site.tree import Tree


class KeptAwards:
    """The awards of a new site in `tree`: keeps their files on the standing one, or enters what was written."""

    def __init__(self, standing: StandingSite, source: AwardSource, tree: Tree) -> None:
        self._state, self._inputs, self._tree = standing.state, AwardInputs(source, standing.makers), tree
        self._from, self._to = f"{standing.folder}{os.sep}", f"{tree.folder}{os.sep}"
        self._standing, self._stay, self._settled = standing, standing.stay, source.published.settled
        statements = source.published.statements
        self._with_record = {one.statement.subject_id for one in statements if one.statement.kind == "pathways"}
        for folder in (f"{site.prefix}awards" for site in source.sites):
            if _is_plain(standing.folder, folder):
                self._stay[folder] = set()

    def keep(self, awards: Sequence[IssuedAward], advance: Callable[[IssuedAward], object]) -> list[IssuedAward]:
        """Keep what can be kept of awards, which are in the order of their ids, and return the others.

        `advance` is called for each that was kept.
        """
        self._standing.is_compared = True
        rest, states = [], self._state.folders()
        state = next(states, None)
        if state is None or not self._standing.folder.is_dir():
            return list(awards)
        with contextlib.ExitStack() as opened:
            site = opened.enter_context(disk.opened(self._from))
            places = {place: opened.enter_context(disk.opened(self._from + place)) for place in self._stay}
            for issued in awards:
                award_id = issued.award.id
                while state is not None and state.id < award_id:
                    state = next(states, None)
                if (
                    state is not None
                    and state.id == award_id
                    and (self._is_untouched(issued, state, places) or self._is_kept(issued, site))
                ):
                    advance(issued)
                else:
                    rest.append(issued)
        return rest

    def enter(self, issued: IssuedAward, names: Iterable[str]) -> None:
        """Enter that an award was written, with all its files."""
        files = list(names)
        if files:
            entries = [_as_found(name, os.lstat(self._to + name)) for name in (*_folders(files), *files)]
            kept = KeptAward(self._inputs.digest(issued), self._inputs.shared(issued), entries)
            self._state.enter(issued.award.id, kept)
        else:
            self._state.forget(issued.award.id)

    def _is_untouched(self, issued: IssuedAward, kept: KeptFolders, places: Mapping[str, int]) -> bool:
        """Let the folders of an award stay if nothing about it changed, and they are what was written.

        `places` are the folders that they lie in, opened.
        """
        award_id = issued.award.id
        # An award that did not change since the last finished build has its own inputs as they were then.
        if not self._state.is_of_this_start or award_id not in self._settled or award_id in self._with_record:
            return False
        if not kept.folders or not kept.shared or kept.shared != self._inputs.shared(issued):
            return False
        try:
            for place, inode, mode, changed in kept.folders:
                status = os.stat(award_id, dir_fd=places[place], follow_symlinks=False)
                if (status.st_ino, status.st_mode, status.st_mtime_ns) != (inode, mode, changed):
                    return False
        except (OSError, KeyError):  # a place that is no plain folder any more
            return False
        if self._tree.has_below(f"{place}/{award_id}" for place, *_ in kept.folders):
            return False
        for place, *_ in kept.folders:
            self._stay[place].add(award_id)
        return True

    def _is_kept(self, issued: IssuedAward, site: int) -> bool:
        kept = self._state.award(issued.award.id)
        if kept is None:
            return False
        is_same = issued.award.id in self._settled and kept.shared and kept.shared == self._inputs.shared(issued)
        if not is_same and kept.inputs != self._inputs.digest(issued):
            return False
        places = [entry.name.rpartition("/") for entry in kept.entries if stat.S_ISDIR(entry.mode)]
        if issued.award.id in self._with_record or not self._stay.keys() >= {place for place, _, _ in places}:
            return self._link(issued, [entry for entry in kept.entries if not stat.S_ISDIR(entry.mode)])
        if not _stands(kept.entries, site):
            return False
        if self._tree.has_below(f"{place}/{name}" for place, _, name in places):
            for entry in kept.entries:
                self._tree.claim_own(entry.name, issued.award.file)
        for place, _, name in places:
            self._stay[place].add(issued.award.id if name == issued.award.id else name)
        return True

    def _link(self, issued: IssuedAward, files: Sequence[KeptFile]) -> bool:
        """Link all files of an award into the new site, and say whether that was possible; if not, none is there."""
        for number, file in enumerate(files):
            self._tree.claim_own(file.name, issued.award.file)
            if not self._link_file(file):
                for other in files[: number + 1]:
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(self._to + other.name)  # noqa: PTH108 — with text, as in `disk`
                return False
        return True

    def _link_file(self, file: KeptFile) -> bool:
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
        return stat.S_ISREG(status.st_mode) and _as_found(file.name, status) == file


def _stands(entries: Iterable[KeptFile], site: int) -> bool:
    """Say whether files and folders of a site are what was written. Of a folder, its time tells what came and went."""
    try:
        for name, inode, mode, size, changed in entries:
            status = os.stat(name, dir_fd=site, follow_symlinks=False)
            if (status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns) != (inode, mode, size, changed):
                return False
    except OSError:
        return False
    return True


def _folders(files: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(name.rpartition("/")[0] for name in files))


def _is_plain(site: os.PathLike[str], folder: str) -> bool:
    """Say whether a folder of a site can be built around: each step to it is a folder on the site's own disk."""
    parts = folder.split("/")
    try:
        found = [os.lstat(os.path.join(site, *parts[:count])) for count in range(len(parts) + 1)]  # noqa: PTH118
    except OSError:
        return False
    return all(stat.S_ISDIR(status.st_mode) and status.st_dev == found[0].st_dev for status in found)


def _as_found(name: str, status: os.stat_result) -> KeptFile:
    return KeptFile(name, status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns)
