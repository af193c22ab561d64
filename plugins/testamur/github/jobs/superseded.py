"""Whether a run publishes what was published already, and more: one that somebody lets run again, or that waited long.

Nothing is wrong then, and nothing is done: the job ends well, says why, and tells the jobs after it by its output
`superseded`.
"""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.issuing import newer_publish
from testamur.github import job_output, job_summary, workflow_event


def by_newer_publish(records: Path, ledger: Path, *, remote: str) -> bool:
    """Say whether a later publish has all of this one, and if so, say that to people and to the workflow."""
    commit = newer_publish.newer_publish(records, ledger, remote=remote, main=workflow_event.main_branch())
    return _tell(commit, "A newer publish is online")


def by_newer_records(records: Path, *, remote: str) -> bool:
    """Do the same in practice mode, which has no ledger: a run that is done again does not bring old records back."""
    commit = (
        newer_publish.newer_main(records, remote=remote, main=workflow_event.main_branch())
        if workflow_event.is_again()
        else ""
    )
    return _tell(commit, "There are newer records on main, which have a run of their own")


def _tell(commit: str, what: str) -> bool:
    if not commit:
        return False
    text = (
        f"{what}: from commit {commit[:12]}, which has all that this run would publish, and more. Nothing is wrong, "
        "and nothing is to be done. To publish again: Actions → publish → Run workflow."
    )
    click.echo(text)
    job_summary.add(f"{text}\n")
    job_output.set_true("superseded")
    return True
