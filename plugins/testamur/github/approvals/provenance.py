"""Which commits brought what differs between a base and now, whatever was moved, renamed or taken back meanwhile.

Pure: what git says of trees and commits goes in. It goes back from now, commit by commit, until each record and file
is as it was on the base.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from testamur.errors import LedgerError

State = tuple[str, str]  # of a file: its mode and the digest of its content


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One file that a commit changed: where it lies after it, and where and how it was before (None: not there)."""

    path: str
    was_at: str
    before: State | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit, and the files that it changed against its first parent."""

    id: str
    changed: tuple[Changed, ...]


def carriers(
    commits: Iterable[Commit],
    *,
    now: Mapping[str, State],
    base: Mapping[str, State],
    subject_of: Callable[[str], str],
) -> dict[str, tuple[str, ...]]:
    """Return, by subject that differs from the base, the commits that brought the difference, the newest first.

    `commits` are those since the base, the newest first. `subject_of` says what a file is about: files of one subject
    count together, so that a record that is moved stays itself; "" is not looked at. What was changed and then changed
    back counts from there on only.
    """
    search = _Search(now, base, subject_of)
    for commit in commits:
        search.go_back(commit)
    if not search.is_at(base):
        raise LedgerError("git does not say of every file which commit changed it: use another git")
    return {subject: tuple(found) for subject, found in sorted(search.found.items())}


class _Search:
    """Trees, and who brought what in them, as it was before the commits that were looked at so far."""

    def __init__(self, now: Mapping[str, State], base: Mapping[str, State], subject_of: Callable[[str], str]) -> None:
        self.found: dict[str, list[str]] = {}
        self._tree = dict(now)
        self._subject_of = subject_of
        self._paths: dict[str, set[str]] = defaultdict(set)  # by subject that is not settled yet
        self._subjects: dict[str, set[str]] = defaultdict(set)  # by path: those whose content came from there
        self._base = {subject: self._states(base, paths) for subject, paths in self._grouped(base).items()}
        for path in now.keys() | base.keys():
            self._follow(subject_of(path), path)
        for subject in list(self._paths):
            self._settle(subject)

    def go_back(self, commit: Commit) -> None:
        """Take a commit back, and note of what it was a carrier."""
        for one in commit.changed:
            for subject in (self._subject_of(one.path), *self._subjects[one.path]):
                # What came and went since the base has no subject here: nothing of it is left.
                if subject in self._paths:
                    self._follow(subject, one.path)
                    self._follow(subject, one.was_at)
        touched = {
            subject for one in commit.changed for path in (one.path, one.was_at) for subject in self._subjects[path]
        }
        after = {subject: self._states(self._tree, self._paths[subject]) for subject in touched}
        for one in commit.changed:
            self._tree.pop(one.path, None)
        for one in commit.changed:
            if one.before is not None:
                self._tree[one.was_at] = one.before
        for subject in touched:
            if self._states(self._tree, self._paths[subject]) != after[subject]:
                self.found.setdefault(subject, []).append(commit.id)
                self._settle(subject)

    def is_at(self, tree: Mapping[str, State]) -> bool:
        """Say whether all that was taken back leads to this tree: what no commit is said to change is nobody's."""
        return self._tree == tree

    def _follow(self, subject: str, path: str) -> None:
        if subject:
            self._paths[subject].add(path)
            self._subjects[path].add(subject)

    def _settle(self, subject: str) -> None:
        """Stop following a subject that is as it was on the base."""
        if self._states(self._tree, self._paths[subject]) == self._base.get(subject, ()):
            for path in self._paths.pop(subject):
                self._subjects[path].discard(subject)

    def _grouped(self, tree: Mapping[str, State]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for path in tree:
            found[self._subject_of(path)].add(path)
        return found

    def _states(self, tree: Mapping[str, State], paths: Iterable[str]) -> tuple[tuple[str, State], ...]:
        # Where a file lies counts as far as it is a subject of its own: a record that is moved stays the same.
        return tuple(sorted((self._subject_of(path), tree[path]) for path in paths if path in tree))
