"""Whether the records are as a commit has them: only what is in a commit can have been reviewed."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from testamur.authoring.issuing import ledger_line
from testamur.authoring.repository import base_revision, git
from testamur.errors import UsageError
from testamur.records.changes.change_paths import list_of_paths


def committed_revision(records: Path, *, in_workflow: bool) -> str:
    """Return the commit that has the records as they lie here; "" when they are in no git repository.

    UsageError when a record differs from that commit, or is in none, or, in a workflow, when there is no repository.
    The line ledgerId of issuer.yml may be new: testamur issue wrote it itself, nothing that is signed has it, and who
    issues twice before committing it does nothing wrong.
    """
    if not _is_repository(records):
        if in_workflow:
            raise UsageError("the records are in no git repository here: let actions/checkout fetch them before this")
        return ""
    process = git.run(records.resolve().parent, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if process.returncode:
        raise UsageError(
            f"nothing is committed here yet: git add {records.name} && git commit -m Begin, then run this again"
        )
    commit = process.stdout.decode("ascii").strip()
    difference = base_revision.read(records, commit)
    loose_files = [file.path for file in difference.changed if file.path.startswith(f"{records.name}/")]
    issuer = f"{records.name}/issuer.yml"
    if loose_files == [issuer] and issuer in difference.contents and not in_workflow:
        loose_files = (
            [] if ledger_line.is_only_change(difference.contents[issuer], records / "issuer.yml") else loose_files
        )
    if loose_files:
        raise UsageError(
            f"{list_of_paths(loose_files)}: in no commit, or otherwise than there, so nobody can have reviewed "
            f"what would be signed. Commit it (git add {records.name} && git commit -m Awards) or take it back, and "
            "run this again"
        )
    return commit


def commit_instant(records: Path, commit: str) -> datetime.datetime | None:
    """Return when a commit was made, by the clock of whoever made it; None for no commit."""
    if not commit:
        return None
    seconds = git.answer(records.resolve().parent, "show", "--no-patch", "--format=%ct", commit)
    try:
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None  # A commit can say any number of seconds; one in no year says nothing.


def _is_repository(records: Path) -> bool:
    """Say whether a repository has the records: one that only lies around them is not theirs."""
    site = records.resolve().parent
    if shutil.which("git") is None:
        return False
    top = git.top(site)
    if top is None:
        return False
    if top == site:
        return True
    return bool(git.run(site, "ls-tree", "HEAD", "--", records.name).stdout)
