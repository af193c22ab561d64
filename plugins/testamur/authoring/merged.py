"""Which commits on main brought what is pending: those that a reviewer has to have seen (DESIGN §3, approval)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from testamur.authoring import git
from testamur.errors import UsageError
from testamur.ledger.pending import Pending
from testamur.records import dates
from testamur.records.registry import Registry


def commits(registry: Registry, pending: Iterable[Pending], top: Path) -> dict[str, tuple[str, ...]]:
    """Return, by award id, the commits on the branch that is checked out in `top` which touched what is signed of it.

    Of an award that was never issued these are all that touched its file or its learner's; of another one, those since
    it was issued, and the last in any case. A merge counts as one commit, as it is on the branch.
    """
    if git.answer(top, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise UsageError("the history is not all here: give actions/checkout fetch-depth: 0")
    return {one.award.id: _touching(top, _files(registry, one), _since(one)) for one in pending}


def _files(registry: Registry, one: Pending) -> list[str]:
    learner = f"{registry.folder.name}/learners/{one.award.learner}.yml"
    return [one.award.file, *([learner] if one.award.learner and one.act in {"issue", "reissue"} else [])]


def _since(one: Pending) -> float | None:
    return dates.read_instant(one.known.current.issued).timestamp() if one.known else None


def _touching(top: Path, files: list[str], since: float | None) -> tuple[str, ...]:
    found = []
    for file in files:
        log = git.answer(top, "log", "--first-parent", "--format=%H %ct", "HEAD", "--", file).decode("ascii")
        dated = [(commit, float(at)) for commit, at in (line.split() for line in log.splitlines())]
        # The award's own last commit is what made it pending; its learner's file may have stood for years.
        last = dated[:1] if file == files[0] else []
        found += [one for one in dated if since is None or one[1] > since] or last
    return tuple(dict.fromkeys(commit for commit, _ in found))
