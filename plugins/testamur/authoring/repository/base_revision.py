"""Finds the differences between a base revision and the working tree, with git's plumbing and without a checkout.

The base is the commit where HEAD left the revision that is named (their merge base), so that changes that others
merged meanwhile are no part of this one. It is compared with the files in the working tree, committed or not.
Git only lists trees and hands out blobs; files are hashed here. So no hook, filter, textconv or other program that
a configuration names is run, no object is fetched, and no reference is replaced. Nothing is written.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from testamur.authoring.repository import attributes, git
from testamur.authoring.repository.attributes import Answers
from testamur.errors import UsageError
from testamur.records.changes.change_paths import EXECUTABLE, FILE, SUBMODULE, SYMLINK, ChangedPath
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.text.characters import harmless

_MOST_PATHS = 300_000
_MOST_BYTES = 512 * 1024 * 1024  # of records on the base, all those together that changed
_START = 200  # bytes of a changed file that are kept: enough to recognise its kind
_REVISION = re.compile(r"(?!-)[^\x00-\x20\x7f]{1,250}")
_DEEPER = "fetch the whole history (actions/checkout: fetch-depth: 0; else git fetch --unshallow)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The content of a change. Paths are as messages show them: from the folder that `credentials/` is in."""

    base: str  # the commit, in full
    changed: tuple[ChangedPath, ...]  # by path
    contents: Mapping[str, bytes]  # of the records that differ, as they were on the base
    attributes: Answers  # what git's attributes do to the files that differ, and to all of them if the rules do


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: str
    digest: str
    size: int = 0
    absent: bool = False  # left out of a sparse checkout, so it is as the index has it


def read(records: Path, revision: str) -> Difference:
    """Return the differences between the base and the working tree around `records` (`credentials/`).

    UsageError if there is no repository, no git, no such revision, or no commit in common with it.
    """
    if not records.is_dir():
        raise UsageError(f"there is no folder {harmless(str(records), 300)}/: testamur init makes one")
    site = records.resolve().parent
    top = Path(_top(site))
    base = _base(top, revision)
    prefix = site.relative_to(top).as_posix()
    tree = dict(_tree(git.answer(top, "ls-tree", "-r", "-l", "-z", "--full-tree", base)))
    here = dict(_index(git.answer(top, "ls-files", "-s", "-t", "-z")))
    own = (site / records.name).relative_to(top).as_posix()
    # Records count even if git ignores them: the check and the build read them all the same.
    for name in _names(
        git.answer(top, "ls-files", "-o", "--exclude-standard", "-z"),
        git.answer(top, "ls-files", "-o", "-z", "--", own),
    ):
        here.setdefault(name, _Entry("", ""))
    if len(tree) + len(here) > 2 * _MOST_PATHS:
        raise UsageError(f"there are more than {_MOST_PATHS:,} files in this repository: split it")
    kind = git.answer(top, "rev-parse", "--show-object-format").decode().strip()
    changed = [
        one for name in sorted(tree | here) if (one := _compare(top, name, tree.get(name), here.get(name), kind))
    ]
    wanted = {one.path: tree[one.path] for one in changed if _is_record(one.path, own) and one.path in tree}
    contents = _contents(top, wanted)
    return Difference(
        base=base,
        changed=tuple(sorted((_renamed(one, prefix) for one in changed), key=lambda one: one.path)),
        contents={_told(name, prefix): data for name, data in contents.items()},
        attributes=_attributes(top, changed, here, own, prefix),
    )


def _attributes(top: Path, changed: Iterable[ChangedPath], here: Iterable[str], own: str, prefix: str) -> Answers:
    """Ask what attributes do to the files that changed; to all files, where a .gitattributes changed."""
    names = [one.path for one in changed if one.after]
    rules = any(posixpath.basename(name) == ".gitattributes" for name in names)
    found = attributes.ask(top, sorted({*names, *here}) if rules else names, own)
    altered = {_told(name, prefix): what for name, what in found.altered.items()}
    return Answers(altered=altered, complaint=found.complaint if rules else "")


def _top(site: Path) -> str:
    done = git.run(site, "rev-parse", "--show-toplevel")
    if done.returncode:
        said = harmless(done.stderr.decode("utf-8", "replace"), 300)
        raise UsageError(f"--base compares with a revision of git, and this is no git working tree ({said})")
    return os.fsdecode(done.stdout).removesuffix("\n")


def _base(top: Path, revision: str) -> str:
    shown = harmless(revision, 100)
    if not _REVISION.fullmatch(revision):
        raise UsageError(f"{shown or 'nothing'} is not the name of a revision: write a branch, a tag or a commit")
    # A branch may have any name, one that looks like an option included; and a tag has to be a commit's.
    found = git.run(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = found.stdout.decode("ascii", "replace").strip()
    if found.returncode or not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        raise UsageError(f"there is no revision {shown} here: look at its name, and {_DEEPER}")
    merged = git.run(top, "merge-base", commit, "HEAD")
    if merged.returncode:
        raise UsageError(f"{shown} and what is checked out have no commit in common here: {_DEEPER}")
    return merged.stdout.decode("ascii").split()[0]


def _tree(listing: bytes) -> Iterator[tuple[str, _Entry]]:
    for (mode, _, digest, size), name in _listed(listing):
        yield name, _Entry(mode, digest, int(size) if size.isdigit() else 0)


def _index(listing: bytes) -> Iterator[tuple[str, _Entry]]:
    for (tag, mode, digest, stage), name in _listed(listing):
        if stage != "0":
            raise UsageError(f"{harmless(name, 200)}: a merge is not finished here. Finish it, and check again")
        yield name, _Entry(mode, digest, absent=tag == "S")


def _listed(listing: bytes) -> Iterator[tuple[list[str], str]]:
    """Yield what git says of each file, word by word, and the file's name."""
    for line in filter(None, listing.split(b"\0")):
        about, _, name = line.partition(b"\t")
        yield about.decode("ascii").split(), os.fsdecode(name)


def _names(*listings: bytes) -> Iterator[str]:
    for name in b"\0".join(listings).split(b"\0"):
        # A name with a slash at its end is another repository inside this one, and no part of it.
        if name and not name.endswith(b"/"):
            yield os.fsdecode(name)


def _compare(top: Path, name: str, base: _Entry | None, here: _Entry | None, kind: str) -> ChangedPath | None:
    """Return the change of one path; None if there is none. `here` has the mode that git knows, "" for none."""
    before = base.mode if base else ""
    if here is not None and here.absent:
        if base is not None and (here.mode, here.digest) == (base.mode, base.digest):
            return None
        return ChangedPath(path=name, before=before, after=here.mode)
    after = _mode(top / name, here.mode) if here else ""
    if here is not None and SUBMODULE in {before, after}:
        same = base is not None and (before, base.digest) == (after, here.digest)
    else:
        same = before == after and base is not None and _is_same(top / name, after, base, kind)
    if same:
        return None
    start = _start(top / name) if after in {FILE, EXECUTABLE} else b""
    return ChangedPath(path=name, before=before, after=after, start=start)


def _mode(path: Path, known: str) -> str:
    """Return the mode of the file at `path`: the one that git knows, unless the file has become something else."""
    if known in {SYMLINK, SUBMODULE}:
        return known
    try:
        found = path.lstat()
    except OSError:
        return ""
    if stat.S_ISLNK(found.st_mode):
        return SYMLINK
    if not stat.S_ISREG(found.st_mode):
        return ""
    return known or (EXECUTABLE if found.st_mode & stat.S_IXUSR else FILE)


def _is_same(path: Path, mode: str, base: _Entry, kind: str) -> bool:
    try:
        # Other line ends at most double a file, so that one of any other size need not be read.
        if not base.size <= path.lstat().st_size <= 2 * base.size:
            return False
        data = os.fsencode(path.readlink()) if mode == SYMLINK else path.read_bytes()
    except OSError:
        return False
    # A checkout may have written CRLF, as this machine is set up; git keeps the same file.
    return base.digest in {_digest(data, kind), _digest(data.replace(b"\r\n", b"\n"), kind)}


def _digest(data: bytes, kind: str) -> str:
    """Return a blob's name, as git makes it: of its length and its bytes."""
    return hashlib.new(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_START)
    except OSError:
        return b""


def _is_record(name: str, own: str) -> bool:
    return name.startswith(f"{own}/") and name.endswith(".yml")


def _contents(top: Path, wanted: Mapping[str, _Entry]) -> dict[str, bytes]:
    """Return the blobs of the records that changed, without those larger than a record may be."""
    fit = {name: one for name, one in wanted.items() if one.mode in {FILE, EXECUTABLE} and one.size <= MAX_RECORD_BYTES}
    if sum(one.size for one in fit.values()) > _MOST_BYTES:
        raise UsageError("more records changed than can be compared at once: split the change")
    # One line about each blob, the blob, a line end. Its size is known from the tree, so nothing in it can mislead.
    answer = git.answer(top, "cat-file", "--batch", given=_lines(one.digest for one in fit.values()))
    found, place = {}, 0
    for name, one in fit.items():
        end = answer.index(b"\n", place)
        place = end + 1 + one.size + 1
        found[name] = answer[end + 1 : place - 1]
    return found


def _lines(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode("ascii")


def _renamed(one: ChangedPath, prefix: str) -> ChangedPath:
    return ChangedPath(path=_told(one.path, prefix), before=one.before, after=one.after, start=one.start)


def _told(name: str, prefix: str) -> str:
    """Return a path of the repository relative to the folder that the records are in; `../` leads out of it."""
    return posixpath.relpath(name, prefix)
