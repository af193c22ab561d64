"""Checks the files of a change, whatever they contain: their kinds, and which kinds may change together.

Every file that is neither a record nor prose decides what the site says of records, or what runs when it is built; so
it gets a review of its own (docs/operating.md, "What a change may do"). Paths are relative to the folder that contains
`credentials/`, with forward slashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import Literal

from testamur.errors import Problem
from testamur.text.characters import harmless

# File modes as git writes them; "" means no file.
FILE, EXECUTABLE, SYMLINK, SUBMODULE = "100644", "100755", "120000", "160000"
FileKind = Literal["record", "prose", "ledger", "configuration"]

_MAX_NAMED = 10  # paths in one sentence
_PROSE_SUFFIXES = frozenset({".md", ".rst"})
_POINTER = re.compile(rb"version https://(?:git-lfs\.github\.com|hawser\.github\.com)/spec/")
_ATTRIBUTES = ".gitattributes"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPath:
    """One path that differs between the base and now. `start` is the beginning of its new content."""

    path: str
    before: str = ""  # the mode on the base, "" where there was no file
    after: str = FILE
    start: bytes = b""


def kind_of(path: str, records: str = "credentials") -> FileKind:
    """Return the kind of a file. `records` is the name of the records' folder."""
    # Whatever is not known to be harmless is configuration, and so gets the stricter review.
    parts = PurePosixPath(path).parts
    if len(parts) > 1 and parts[0] in {records, "content", "docs", "ledger"}:
        return "record" if parts[0] == records else "ledger" if parts[0] == "ledger" else "prose"
    if len(parts) == 1 and (PurePosixPath(path).suffix in _PROSE_SUFFIXES or parts[0].startswith("LICENSE")):
        return "prose"
    return "configuration"


def check(
    paths: Sequence[ChangedPath],
    *,
    records: str,
    begins: bool,
    altered: Mapping[str, Sequence[str]] | None = None,
    complaint: str = "",
) -> Iterator[Problem]:
    """Yield the problems of a change's files. `begins` says that the base has no registry yet.

    `altered` are the paths to which git's attributes do something that no review shows, with the attributes that do
    so; `complaint` is what git says of rules that it cannot read.
    """
    if altered or complaint:
        yield _attribute_problem(paths, altered or {}, complaint)
    for changed in paths:
        yield from _check_kind(changed, kind_of(changed.path, records))
    if not begins:
        # The very first change has both records and configuration: testamur init writes them together.
        yield from _check_mixture(paths, records)


def _check_kind(changed: ChangedPath, kind: FileKind) -> Iterator[Problem]:
    name = PurePosixPath(changed.path).name
    if changed.after == SYMLINK:
        reason = "this change brings a symbolic link: what is read through it may be any other file"
        yield _problem(changed, code="symlink", reason=reason, remedy="Put the file itself here")
    elif changed.after == SUBMODULE or (name.casefold() == ".gitmodules" and changed.after):
        reason = "this change brings a submodule: what is in it is no part of the change, so nobody reviews it"
        yield _problem(changed, code="submodule", reason=reason, remedy="Put the files themselves here")
    elif changed.after and name != _ATTRIBUTES == name.casefold():
        # Git finds it under this name only where capital letters make no difference, and not where this is checked.
        reason = "some machines take this for a .gitattributes, and others do not"
        yield _problem(changed, code="git-attributes", reason=reason, remedy=f"Call it {_ATTRIBUTES}")
    if kind == "record" and changed.after == EXECUTABLE != changed.before:
        yield _problem(
            changed,
            code="executable",
            reason="this change marks a record as a program",
            remedy="Take the mark away: chmod -x",
        )
    if kind == "record" and _POINTER.match(changed.start):
        reason = "this is a pointer of Git LFS, and not the file itself"
        yield _problem(changed, code="lfs-pointer", reason=reason, remedy="Commit the file itself, without Git LFS")


def _attribute_problem(paths: Sequence[ChangedPath], altered: Mapping[str, Sequence[str]], complaint: str) -> Problem:
    rules = [changed.path for changed in paths if PurePosixPath(changed.path).name == _ATTRIBUTES and changed.after]
    place = (rules or list(altered) or [_ATTRIBUTES])[0]
    if not altered:
        return Problem(
            code="git-attributes", file=harmless(place, 300),
            reason=f"git does not take all of it, and another git may ({harmless(complaint, 300)})",
            remedy="Leave out the line that it names",
        )  # fmt: skip
    return Problem(
        code="git-attributes",
        file=harmless(place, 300),
        reason="with these attributes, files are used otherwise than they are reviewed: "
        + list_of_paths(f"{path} ({', '.join(attributes)})" for path, attributes in altered.items()),
        remedy="Leave them out of .gitattributes, in every folder, and out of .git/info/attributes",
        value=harmless(", ".join(dict.fromkeys(chain.from_iterable(altered.values())))),
    )


def _check_mixture(paths: Sequence[ChangedPath], records: str) -> Iterator[Problem]:
    by_kind: dict[FileKind, list[str]] = {"record": [], "configuration": []}
    for changed in paths:
        by_kind.setdefault(kind_of(changed.path, records), []).append(changed.path)
    if not by_kind["record"] or not by_kind["configuration"]:
        return
    yield Problem(
        code="mixed-change",
        file=harmless(by_kind["configuration"][0], 300),
        reason=f"records ({list_of_paths(by_kind['record'])}) and what makes the site of them "
        f"({list_of_paths(by_kind['configuration'])}) change together, so that neither is reviewed alone",
        remedy="Split it into two changes. A file that belongs to neither goes out of the change, or into .gitignore",
    )


def list_of_paths(paths: Iterable[str]) -> str:
    """Return paths as harmless words, at most ten of them: "a.yml, b.yml and 3 more"."""
    listed = list(paths)
    shown = [harmless(path, 120) for path in listed[:_MAX_NAMED]]
    more = f" and {len(listed) - _MAX_NAMED:,} more" if len(listed) > _MAX_NAMED else ""
    return ", ".join(shown) + more


def _problem(changed: ChangedPath, *, code: str, reason: str, remedy: str, value: str = "") -> Problem:
    return Problem(code=code, file=harmless(changed.path, 300), reason=reason, remedy=remedy, value=harmless(value))
