"""Approval by a second person: whether what is about to be signed was looked at by somebody who did not ask for it.

Pure: what GitHub says of a change goes in, a verdict comes out. The rules of a repository can require a review, but
they count whoever asked through a form as nobody; here the person counts, not the account that opened the change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_TRUSTED = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_FORM_BRANCH = re.compile(r"award-form-([1-9][0-9]{0,9})")
_ASKED_BY = re.compile(r"^Asked-for-by: @([A-Za-z0-9][A-Za-z0-9-]{0,38}(?:\[bot\])?)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change as GitHub tells it: a merged pull request, with who had a hand in it."""

    number: int
    asked: frozenset[str]  # accounts, in small letters
    approved: tuple[str, ...]  # accounts whose last word on the last version was to approve


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a change may be issued; `reason` and `remedy` where not."""

    approved_by: tuple[str, ...] = ()
    reason: str = ""
    remedy: str = ""


def form_of(pull: Mapping[str, Any]) -> int | None:
    """Return the number of the form that a pull request was made from; None when it was made by hand."""
    found = _FORM_BRANCH.fullmatch(str(_at(pull, "head", "ref")))
    return int(found[1]) if found else None


def change(
    pull: Mapping[str, Any],
    reviews: Sequence[Mapping[str, Any]],
    commits: Sequence[Mapping[str, Any]],
    form: Mapping[str, Any] | None,
) -> Change:
    """Return what GitHub's answers say of a change: the pull request, its reviews, its commits, and its form if any."""
    asked = {_login(pull), _login(form or {})}
    for commit in commits:
        asked |= {_login(commit, "author"), _login(commit, "committer")}
        asked |= {name.lower() for name in _ASKED_BY.findall(str(_at(commit, "commit", "message")))}
    last: dict[str, Mapping[str, Any]] = {}
    for review in reviews:
        # A comment takes nothing back; approval, a request for changes, and a dismissal do.
        if review.get("state") in {"APPROVED", "CHANGES_REQUESTED", "DISMISSED"}:
            last[_login(review)] = review
    head = _at(pull, "head", "sha")
    approved = [
        name
        for name, review in last.items()
        if review["state"] == "APPROVED"
        and review.get("commit_id") == head
        and review.get("author_association") in _TRUSTED
        and not _is_machine(name)
    ]
    people = frozenset(name for name in asked if name and not _is_machine(name))
    return Change(number=int(pull["number"]), asked=people, approved=tuple(sorted(approved)))


def judge(changes: Iterable[Change], policy: str) -> Verdict:
    """Say whether what these changes did to one award may be issued. `policy` is the issuer's `approval`."""
    found = list(changes)
    names = tuple(sorted({name for one in found for name in one.approved}))
    if policy == "single":
        return Verdict(approved_by=names)
    if not found:
        return Verdict(
            reason="it came to main without being proposed, so nobody was asked to approve it",
            remedy="Propose a change that takes it back and brings it again, and let a second person approve that. "
            "Then make main refuse what was not proposed: Settings → Rules → Rulesets",
        )
    for one in found:
        others = [name for name in one.approved if name not in one.asked]
        if not others:
            return Verdict(reason=_unapproved(one), remedy=_REMEDY)
    return Verdict(approved_by=names)


_REMEDY = (
    "Let somebody who did not ask for it look at the change, and approve it there (Review changes → Approve); then run "
    "this job again (Re-run jobs). An institution of one person writes approval: single in issuer.yml: its pages say so"
)


def _unapproved(one: Change) -> str:
    if one.approved:
        who = ", ".join(one.approved)
        return f"change #{one.number} was approved by {who} only, who also asked for it"
    return f"nobody has approved change #{one.number} as it is now"


def _login(value: Mapping[str, Any], name: str = "user") -> str:
    return str(_at(value, name, "login")).lower()


def _at(value: Any, *names: str) -> Any:
    """Return a member of a member; "" where there is none, as for an account that was deleted."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return "" if value is None else value


def _is_machine(name: str) -> bool:
    return name.endswith("[bot]") or name == "web-flow"
