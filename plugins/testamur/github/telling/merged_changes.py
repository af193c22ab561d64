"""Which changes main has that were not yet told to be online: those of this run, and of every run that told nothing.

GitHub cancels a run that waits when another one comes, and a run can fail or be done again: so nothing is taken from
the event of one run. What was told last stands in our own comments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testamur.authoring.repository import git
from testamur.github import comments, publish_comment, workflow_event
from testamur.github.approvals import change_people
from testamur.github.client import GitHub, member

_MOST_COMMITS = 50  # that are looked at: each is a question to GitHub


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedChange:
    """A change that was merged into main; `awards` are the ids of the award records that it touched."""

    number: int
    form: int | None  # the form that it was made from
    awards: frozenset[str]


def not_online(hub: GitHub, records: Path) -> list[MergedChange]:
    """Return the changes in what is checked out that are not told to be online, in the order in which they were merged.

    Whatever came before one that is online is online as well, since a site is made of all that main has.
    """
    top = records.resolve().parent
    found: dict[int, MergedChange] = {}
    chain = (
        git.answer(top, "rev-list", "--first-parent", f"--max-count={_MOST_COMMITS}", "HEAD").decode("ascii").split()
    )
    for commit in chain:
        for pull in hub.merged_pulls(commit, workflow_event.main_branch()):
            number = int(pull["number"])
            if number not in found and publish_comment.ONLINE in comments.our_comment(hub, number):
                return list(reversed(found.values()))
            before = found[number].awards if number in found else frozenset()
            found[number] = MergedChange(
                number=number, form=_form(hub, pull), awards=before | _awards(top, records.name, commit)
            )
    return list(reversed(found.values()))


def _form(hub: GitHub, pull: Mapping[str, Any]) -> int | None:
    """Return the form of a change; None of one from another repository, whose branches anybody names."""
    repository = member(pull, "head", "repo", "full_name")
    return change_people.form_of(pull) if repository == hub.repository else None


def _awards(top: Path, records: str, commit: str) -> frozenset[str]:
    """Return the awards whose files a commit changed against its first parent, or began with."""
    shown = ("--root", "--no-commit-id", "--first-parent", "-m", "-r", "--name-only", "--no-renames", "-z")
    names = git.answer(top, "diff-tree", *shown, commit, "--", f"{records}/awards").decode("utf-8", "replace")
    return frozenset(Path(name).stem for name in names.split("\0") if name.endswith(".yml"))
