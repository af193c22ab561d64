"""An older publish that is run again: then the ledger is ahead of the records, and no record is wrong."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from testamur.authoring.repository import git
from testamur.errors import LedgerError, RecordsError
from testamur.ledger import branch as branches
from testamur.ledger import published_from
from testamur.ledger.store import Ledger

# What the ledger says of records that are older than it.
_BEHIND = frozenset({"issued-record-missing", "issued-history-changed", "issued-record-changed"})


def newer_publish(records: Path, ledger: Path, *, remote: str, main: str) -> str:
    """Return the commit of the last publish, where it has all that is checked out here and more; else "".

    Only main counts, as `remote` has it: what the ledger's branch says is said by whoever pushed there. Main is fetched
    only where the last publish is no part of what is checked out; where it cannot be, nothing is known to be newer.
    """
    last = _newer_commit(records, ledger)
    return last if last and last in _after_head(records, remote=remote, main=main) else ""


def newer_main(records: Path, *, remote: str, main: str) -> str:
    """Return the newest commit of main, where it has all that is checked out here and more; else ""."""
    return next(iter(_after_head(records, remote=remote, main=main)), "")


def _after_head(records: Path, *, remote: str, main: str) -> list[str]:
    """Return main's commits since the one that is checked out, the newest first; none where that is not on main."""
    top = records.resolve().parent
    is_shallow = branches.run_git(top, "rev-parse", "--is-shallow-repository").strip() == "true"
    # A checkout can have one commit only, of which nobody can tell what comes before what.
    whole = ("--unshallow", "--filter=tree:0") if is_shallow else ()
    try:
        branches.run_git(top, "fetch", "--quiet", "--no-tags", *whole, "--", remote, f"refs/heads/{main}")
    except LedgerError:
        return []
    if git.run(top, "merge-base", "--is-ancestor", "HEAD", "FETCH_HEAD").returncode:
        return []
    return branches.run_git(top, "rev-list", "--first-parent", "HEAD..FETCH_HEAD").split()


@contextlib.contextmanager
def explain_newer_publish(records: Path, ledger: Path) -> Iterator[None]:
    """Say instead of what the records lack that a newer publish is online, where there is one: LedgerError."""
    try:
        yield
    except RecordsError as error:
        newer = _newer_commit(records, ledger) if {problem.code for problem in error.problems} <= _BEHIND else ""
        if not newer:
            raise
        raise LedgerError(
            f"a newer publish is online: it was made from commit {newer[:12]}, and what is checked out here is older "
            "than that. Nothing is wrong with the records: run the newest publish again, and not this one"
        ) from error


def _newer_commit(records: Path, ledger: Path) -> str:
    """Return the commit of the last publish, unless the records here come after it; "" where that is not known."""
    last = published_from.claimed_commit(Ledger(ledger).published_from())
    top = records.resolve().parent
    if not last or git.run(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode:
        return ""
    # 0: it is what is here, or before it. A shallow clone does not have it, since it came later.
    return "" if git.run(top, "merge-base", "--is-ancestor", last, "HEAD").returncode == 0 else last
