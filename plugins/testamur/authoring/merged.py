"""Which commits on main brought what is pending: those that a reviewer has to have seen (DESIGN §3, approval)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from testamur.authoring import git
from testamur.errors import UsageError
from testamur.ledger.pending import Pending
from testamur.records import dates
from testamur.records.registry import Registry


def commits(registry: Registry, pending: Iterable[Pending], top: Path) -> dict[str, tuple[str, ...]]:
    """Return, by award id, the commits on the branch that is checked out in `top` which touched what is signed of it.

    Of an award that was never issued these are all that touched its file, wherever that lay, or its learner's; of
    another one, those since it was issued, and the last in any case. A merge counts as one commit, as it is on the
    branch.
    """
    if git.answer(top, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise UsageError("the history is not all here: give actions/checkout fetch-depth: 0")
    places = _places(top, f"{registry.folder.name}/awards")
    return {one.award.id: _touching(top, _files(registry, one, places), _since(one)) for one in pending}


def _places(top: Path, folder: str) -> Mapping[str, set[str]]:
    """Return everywhere that each award's file ever lay, by award id: moving one must not hide who brought it."""
    found: dict[str, set[str]] = defaultdict(set)
    shown = ("--first-parent", "-m", "--no-renames", "--name-only", "--format=", "-z")
    names = git.answer(top, "log", *shown, "HEAD", "--", folder)
    for name in names.decode("utf-8", "replace").replace("\n", "\0").split("\0"):
        found[PurePosixPath(name).stem].add(name)
    return found


def _files(registry: Registry, one: Pending, places: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the award's files, then its learner's, where that is signed too."""
    own = sorted({one.award.file, *places.get(one.award.id, ())})
    is_signed = one.award.learner and one.act in {"issue", "reissue"}
    return [own, *([[f"{registry.folder.name}/learners/{one.award.learner}.yml"]] if is_signed else [])]


def _since(one: Pending) -> float | None:
    return dates.read_instant(one.known.current.issued).timestamp() if one.known else None


def _touching(top: Path, files: list[list[str]], since: float | None) -> tuple[str, ...]:
    found = []
    for number, names in enumerate(files):
        log = git.answer(top, "log", "--first-parent", "--format=%H %ct", "HEAD", "--", *names).decode("ascii")
        dated = [(commit, float(at)) for commit, at in (line.split() for line in log.splitlines())]
        # The award's own last commit is what made it pending; its learner's file may have stood for years.
        last = dated[:1] if number == 0 else []
        found += [one for one in dated if since is None or one[1] > since] or last
    return tuple(dict.fromkeys(commit for commit, _ in found))
