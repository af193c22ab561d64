"""Looks up whether a second person approved all that main brought since the last publish (decision 15).

What counts is everything that can reach a signature or decides who approves: records of every kind, pictures,
settings, the tool's version, workflows. The policy that counts is the one that was published last: a change of it is
approved under the old one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from testamur.errors import LedgerError, TestamurError
from testamur.github import workflow_event
from testamur.github.approvals import approval, change_people, main_history
from testamur.github.approvals.approval import Change, Judgement
from testamur.github.approvals.main_history import History, Place
from testamur.github.client import GitHub, member
from testamur.ledger import branch as branches
from testamur.records.changes.change_paths import list_of_paths


class UnapprovedError(TestamurError):
    """Something on main was not approved by a second person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approvals:
    """What was approved: main at `commit`, since `base` ("": since its beginning), and by whom."""

    commit: str
    base: str
    approved_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by award id, or `endorsing/<slug>`

    def write(self) -> str:
        """Return the text of the file in which one step of a job tells the next."""
        return json.dumps({"commit": self.commit, "base": self.base, "approvedBy": self.approved_by}, indent=2) + "\n"


def read(file: Path) -> Approvals:
    """Read what `Approvals.write` wrote; LedgerError when the file is something else."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        names = {str(name): tuple(map(str, some)) for name, some in found["approvedBy"].items()}
        return Approvals(commit=str(found["commit"]), base=str(found["base"]), approved_by=names)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise LedgerError(f"{file} is not what testamur ci approved writes: run that again") from None


def look_up(hub: GitHub, where: Place, *, base: str, remote: str, subjects: Mapping[str, Iterable[str]]) -> Approvals:
    """Return who approved what main brought since `base`; UnapprovedError with every reason to sign nothing.

    `subjects` has, by what is to be signed, what it is made of (as `Place.subject_of` calls it). `remote` is where
    the branches of changes are fetched from.
    """
    history = main_history.since(where, base)
    went_live = ""
    if not base:
        history, went_live = _beginning(where, history)
    merged = _Merged(hub, where, history, remote)
    commits = {one for some in history.carriers.values() for one in some} | ({went_live} if went_live else set())
    judgements = {commit: merged.judgement(commit) for commit in sorted(commits)}
    _refuse(history, judgements, went_live, main_history.bound(where, base))
    everybody = {name for one in judgements.values() for name in one.approved_by}
    found = {}
    for name, made_of in subjects.items():
        carried = [commit for subject in made_of for commit in history.carriers.get(subject, ())]
        # What is signed for another reason (a key that is compromised) was brought by no commit of its own.
        names = {who for commit in carried for who in judgements[commit].approved_by} if carried else everybody
        found[name] = tuple(sorted(names))
    return Approvals(commit=main_history.newest(where), base=base, approved_by=found)


def _beginning(where: Place, history: History) -> tuple[History, str]:
    """Return what counts before anything was published: what came after the change that went live, and that change.

    Whoever approves that one approves the registry as it is then. Without one, all of main counts.
    """
    for commit in history.carriers.get(where.issuer_subject, ()):
        was = main_history.issuer_at(where, f"{commit}^1").get("practice")
        if was is True and main_history.issuer_at(where, commit).get("practice") is not True:
            return replace(main_history.since(where, commit), chain=history.chain), commit
    return history, ""


def _refuse(history: History, judgements: Mapping[str, Judgement], went_live: str, bound: Set[str]) -> None:
    """Raise UnapprovedError unless every commit that counts, and is bound by the policy, was approved."""
    wrong: dict[tuple[str, str], set[str]] = defaultdict(set)
    counted = {**history.carriers, "the end of practice mode (issuer.yml)": (went_live,)}
    for subject, commits in counted.items():
        for judgement in (judgements[commit] for commit in commits if commit in bound):
            if judgement.reason:
                wrong[judgement.reason, judgement.remedy].add(subject)
    if wrong:
        told = [f"{list_of_paths(sorted(subjects))}: {why}. {how}." for (why, how), subjects in wrong.items()]
        raise UnapprovedError("nothing was signed:\n" + "\n".join(told))


class _Merged:
    """The merged changes that brought commits to main: each is asked about once."""

    def __init__(self, hub: GitHub, where: Place, history: History, remote: str) -> None:
        self._hub, self._where, self._remote = hub, where, remote
        self._chain = history.chain
        self._place = {commit: number for number, commit in enumerate(self._chain)}
        self._pulls: dict[str, dict[int, Mapping[str, Any]]] = {}
        self._judgements: dict[int, Judgement] = {}

    def judgement(self, commit: str) -> Judgement:
        """Say whether the change that brought a commit was approved."""
        for number, pull in self._of(commit).items():
            first, last = self._span(number, pull)
            if last <= self._place.get(commit, -1) <= first:
                if number not in self._judgements:
                    self._judgements[number] = self._judge(pull, self._chain[first], self._chain[last])
                return self._judgements[number]
        return approval.UNPROPOSED

    def _judge(self, pull: Mapping[str, Any], first: str, last: str) -> Judgement:
        change: Change = change_people.change(self._hub, pull)
        reviewed = str(member(pull, "head", "sha") or "")
        branches.fetch_change(self._where.top, self._remote, change.number, reviewed)
        if not main_history.is_as_reviewed(self._where, first=first, last=last, reviewed=reviewed):
            return approval.unlike(change)
        return approval.judge(change)

    def _span(self, number: int, pull: Mapping[str, Any]) -> tuple[int, int]:
        """Return where in the chain a change begins and ends: one commit, or as many as a rebase made of it."""
        last = self._place.get(str(pull.get("merge_commit_sha") or ""), len(self._chain))
        first = last
        while first + 1 < len(self._chain) and number in self._of(self._chain[first + 1]):
            first += 1
        return first, last

    def _of(self, commit: str) -> dict[int, Mapping[str, Any]]:
        """Return the changes that were merged into main and brought a commit, as GitHub says."""
        if commit not in self._pulls:
            merged = self._hub.merged_pulls(commit, workflow_event.main_branch())
            self._pulls[commit] = {int(pull["number"]): pull for pull in merged}
        return self._pulls[commit]
