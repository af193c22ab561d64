"""What main brought since a commit, path by path, and whether a merge brought exactly what was reviewed.

Read with git's plumbing, from the commits and trees themselves. No date, author or message of a commit decides
anything here: whoever pushes writes them.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from testamur.authoring.repository import git
from testamur.errors import LedgerError, UsageError
from testamur.github.approvals import provenance
from testamur.github.approvals.provenance import Changed, Commit, State
from testamur.records.changes.change_paths import kind_of
from testamur.records.parsing import yaml_subset
from testamur.text.characters import harmless

_WORDS = (".md", ".rst")  # what is written in words becomes a page; every other file of content/ stays itself
_ALL = ("--ignore-submodules=none",)  # whatever .gitmodules asks to leave out
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the records lie in their repository."""

    top: Path  # of the repository
    prefix: str  # from there to the folder that `credentials/` lies in
    records: str  # the name of the records' folder

    @property
    def issuer(self) -> str:
        """The path of issuer.yml from the top."""
        return posixpath.normpath(posixpath.join(self.prefix, self.records, "issuer.yml"))

    @property
    def issuer_subject(self) -> str:
        """What issuer.yml is called among the subjects."""
        return self.subject_of(self.issuer)

    def subject_of(self, path: str) -> str:
        """Return what a file is about: a record's kind and name, wherever its file lies; else the path itself.

        "" of prose, which the site shows in pages of its own: all else can reach a signature, decides who approves, or
        is published as it is, where a file could name another issuer at the institution's address.
        """
        told = self.told(path)
        parts = PurePosixPath(told).parts
        if kind_of(told, self.records) == "prose" and (parts[0] != "content" or told.endswith(_WORDS)):
            return ""
        is_record = len(parts) > 2 and parts[0] == self.records and told.endswith(".yml")
        return f"{parts[0]}/{parts[1]}/{PurePosixPath(told).name}" if is_record else told

    def told(self, path: str) -> str:
        """Return a path of the repository as seen from the folder of the records, as people are told it."""
        return posixpath.relpath(path, self.prefix)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Main since a base, as main got it: a merge is one commit."""

    chain: tuple[str, ...]  # commits, the newest first
    carriers: Mapping[str, tuple[str, ...]]  # what differs from the base, and the commits that brought it


def place(records: Path) -> Place:
    """Return where `records` lies. UsageError when it is in no repository, or not all of its history is here."""
    site = records.resolve().parent
    top = git.top(site)
    if top is None:
        raise UsageError("the records are in no git repository here: approval is of the commits that brought them")
    if git.answer(top, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise UsageError("the history is not all here: give actions/checkout fetch-depth: 0")
    return Place(top=top, prefix=site.relative_to(top).as_posix(), records=records.name)


def newest(where: Place) -> str:
    """Return the commit that is checked out."""
    return git.answer(where.top, "rev-parse", "--verify", "HEAD^{commit}").decode("ascii").strip()


def since(where: Place, base: str) -> History:
    """Return what main brought since `base` ("": since its beginning).

    LedgerError when main does not descend from `base`, or is older than it.
    """
    if base and base not in _chain(where, "HEAD"):
        if git.run(where.top, "merge-base", "--is-ancestor", "HEAD", base).returncode == 0:
            raise LedgerError(
                f"a newer publish was made already, from commit {base[:12]}, and it has all that is checked out here: "
                "run the newest publish again, and not this one"
            )
        raise LedgerError(
            f"the last publish was made from commit {base[:12]}, and main does not descend from it: its history was "
            "replaced. Put the history of main back as it was, or let whoever holds the key look at everything and "
            "run testamur issue on a computer of theirs"
        )
    span = f"{base}..HEAD" if base else "HEAD"
    carriers = provenance.carriers(
        _log(where, span),
        now=_tree(where, "HEAD"),
        base=_tree(where, base) if base else {},
        subject_of=where.subject_of,
    )
    return History(chain=_chain(where, span), carriers=carriers)


def is_as_reviewed(where: Place, *, first: str, last: str, reviewed: str) -> bool:
    """Say whether the commits from `first` to `last` brought what merging the commit `reviewed` brings, and no more.

    A merge can be made by hand, with other content than was approved. `reviewed` may not be here: that is no.
    """
    if not _COMMIT.fullmatch(reviewed) or git.run(where.top, "cat-file", "-e", f"{reviewed}^{{commit}}").returncode:
        return False
    before = git.run(where.top, "rev-parse", "--verify", "--quiet", f"{first}^1")
    if before.returncode:
        tree = f"{reviewed}^{{tree}}"  # the first commit of all
    else:
        made = git.run(where.top, "merge-tree", "--write-tree", before.stdout.decode("ascii").strip(), reviewed)
        if made.returncode:
            return False
        tree = made.stdout.decode("ascii").split()[0]
    differing = git.answer(where.top, "diff-tree", *_ALL, "-r", "-z", "--no-renames", "--name-only", tree, last)
    return not any(where.subject_of(os.fsdecode(name)) for name in differing.split(b"\0") if name)


def bound(where: Place, base: str) -> frozenset[str]:
    """Return the commits since `base` ("": since main's beginning) that a second person has to approve.

    The policy is that of `base`, or the one with which issuer.yml first came. A commit that tightens it binds those
    after it, and none loosens it: an old record of a publish, put back on the ledger's branch, names an old policy.
    """
    span = f"{base}..HEAD" if base else "HEAD"
    chain = _chain(where, span)
    policies = git.answer(where.top, "rev-list", "--first-parent", span, "--", where.issuer).decode("ascii").split()
    start = base or (policies[-1] if policies else "")
    if not start or issuer_at(where, start).get("approval") != "single":
        return frozenset(chain)
    for commit in reversed(policies):
        found = issuer_at(where, commit)
        # A file that is gone or cannot be read for a while says nothing of who approves.
        if found and found.get("approval") != "single":
            return frozenset(chain[: chain.index(commit)])
    return frozenset()


def issuer_at(where: Place, commit: str) -> Mapping[str, object]:
    """Return issuer.yml as it was at a commit; empty where there was none that can be read."""
    found = git.run(where.top, "cat-file", "blob", f"{commit}:{where.issuer}")
    value = yaml_subset.parse(found.stdout, "issuer.yml").value if not found.returncode else None
    return value if isinstance(value, Mapping) else {}


def _chain(where: Place, span: str) -> tuple[str, ...]:
    return tuple(git.answer(where.top, "rev-list", "--first-parent", span).decode("ascii").split())


def _tree(where: Place, commit: str) -> dict[str, State]:
    found = {}
    for line in git.answer(where.top, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        if line:
            about, _, name = line.partition(b"\t")
            mode, _, digest = about.decode("ascii").split()
            found[os.fsdecode(name)] = (mode, digest)
    return found


def _log(where: Place, span: str) -> Iterator[Commit]:
    """Yield what each commit of main changed, the newest first.

    With `-z` git parts everything by NUL, which no name holds; a name follows its line of modes, so that none can be
    taken for a commit. Renames are found as the pages of a review find them: half of the lines are the same.
    """
    shown = ("--first-parent", "-m", "--root", "--raw", "-z", "--no-abbrev", *_ALL, "-M50%", "-l1000", "--format=%H")
    tokens = iter(git.answer(where.top, "log", *shown, span).split(b"\0"))
    commit, changes = "", list[Changed]()
    for token in tokens:
        said = token.removeprefix(b"\n").decode("ascii", "replace")
        if said.startswith(":"):
            old_mode, _, old, _, status = said[1:].split(" ", 4)
            names = [os.fsdecode(next(tokens, b"")) for _ in range(2 if status[:1] in {"R", "C"} else 1)]
            before = None if old_mode == "000000" else (old_mode, old)
            changes.append(Changed(path=names[-1], was_at=names[0], before=before))
        elif _COMMIT.fullmatch(said):
            if commit:
                yield Commit(id=commit, changed=tuple(changes))
            commit, changes = said, []
        elif said:
            raise LedgerError(f"git log answered what is not expected of it ({harmless(said, 60)}): use another git")
    if commit:
        yield Commit(id=commit, changed=tuple(changes))
