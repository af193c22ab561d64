"""Finds the commits on main that brought what is pending: a reviewer has to have seen them (decision 9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from testamur.authoring.repository import git
from testamur.errors import UsageError
from testamur.ledger.pending import Pending
from testamur.ledger.pending_statements import PendingStatement
from testamur.records.registry import Registry
from testamur.text import dates

_COMMIT = re.compile(r"[0-9a-f]{40,64} [0-9]+")


def commits(
    registry: Registry, pending: Iterable[Pending], top: Path, endorsing: Iterable[PendingStatement] = ()
) -> dict[str, tuple[str, ...]]:
    """Return, by award id or `endorsing/<slug>`, the commits of the branch in `top` that touched what is signed of it.

    Of an award that was never issued these are all that touched its file, wherever that lay, or its learner's; of
    another one, those since it was issued, and the last in any case. A merge counts as one commit, as it is on the
    branch.
    """
    if git.answer(top, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise UsageError("the history is not all here: give actions/checkout fetch-depth: 0")
    history = _history(top, registry.folder.name)
    return {one.award.id: _touching(history, one) for one in pending} | {
        one.of: _touching_endorsement(history, one) for one in endorsing if one.of.startswith("endorsing/")
    }


_History = Mapping[tuple[str, str], list[tuple[str, float]]]
"""By folder (`awards`, `learners`) and stem of a file: commit and time, the newest first."""


def _history(top: Path, records: str) -> _History:
    """Return which commits of the branch touched each record: moving a file must not hide who brought it.

    One pass for all. With `-z` git parts everything by NUL, which no name holds; a name begins with the folder, so
    none can be taken for a commit.
    """
    folders = [f"{records}/awards", f"{records}/learners", f"{records}/endorsing"]
    shown = ("--first-parent", "-m", "--no-renames", "--name-only", "--relative", "--format=%H %ct", "-z")
    log = git.answer(top, "log", *shown, "HEAD", "--", *folders).decode("utf-8", "replace")
    found: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    commit, at = "", 0.0
    for token in (one.removeprefix("\n") for one in log.split("\0")):
        if _COMMIT.fullmatch(token):
            commit, at = token.split()[0], float(token.split()[1])
        elif token:
            path = PurePosixPath(token)
            found[path.parts[1], path.stem].append((commit, at))
    return found


def _touching(history: _History, one: Pending) -> tuple[str, ...]:
    since = dates.read_instant(one.known.current.issued).timestamp() if one.known else None
    own = history.get(("awards", one.award.id), [])
    is_signed = one.award.learner and one.act in {"issue", "reissue"}
    learners = history.get(("learners", one.award.learner), []) if is_signed else []
    # The award's own last commit is what made it pending; its learner's file may have stood for years.
    found = [one for one in own if _is_since(one, since)] or own[:1]
    found += [one for one in learners if _is_since(one, since)]
    return tuple(dict.fromkeys(commit for commit, _ in found))


def _touching_endorsement(history: _History, one: PendingStatement) -> tuple[str, ...]:
    since = dates.read_instant(one.known.current.issued).timestamp() if one.known else None
    own = history.get(("endorsing", one.of.partition("/")[2]), [])
    found = [one for one in own if _is_since(one, since)] or own[:1]
    return tuple(dict.fromkeys(commit for commit, _ in found))


def _is_since(commit: tuple[str, float], since: float | None) -> bool:
    return since is None or commit[1] > since
