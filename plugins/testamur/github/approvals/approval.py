"""Approval by a second person: whether a change was looked at by somebody who had no hand in it.

Pure: what is known of a change goes in, a judgement comes out. The rules of a repository can require a review, but they
count whoever asked through a form as nobody; here people count, not the account that opened the change.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that was merged into main: who had a hand in it, and who approved it."""

    number: int
    asked: frozenset[str]  # accounts of people, in small letters: opened, filled in, edited, committed or pushed it
    approved: tuple[str, ...]  # accounts whose last word on its last version was to approve
    doubt: str = ""  # why not everybody who had a hand in it is known; "" where they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether a change may be published; `reason` and `remedy` where not."""

    approved_by: tuple[str, ...] = ()
    reason: str = ""
    remedy: str = ""


_BRING_AGAIN = (
    "Propose a change that takes it back, then one that brings it again, and let a second person approve the second"
)
UNPROPOSED = Judgement(
    reason="it came to main without being proposed, so nobody was asked to approve it",
    remedy=f"{_BRING_AGAIN}. Then make main refuse what was not proposed: Settings → Rules → Rulesets",
)
_LOOK = (
    "Let somebody who had no hand in it look at the change, and approve it there (Review changes → Approve); then run "
    "this job again (Re-run all jobs). An institution of one person says so when it begins (testamur init --approval "
    "single), and its pages say so; one that began otherwise lets whoever holds the key run testamur issue"
)


def judge(change: Change) -> Judgement:
    """Say whether a second person approved this change."""
    others = tuple(name for name in change.approved if name not in change.asked)
    if change.doubt:
        return Judgement(reason=f"of change #{change.number}, {change.doubt}", remedy=_BRING_AGAIN)
    if others:
        return Judgement(approved_by=change.approved)
    if change.approved:
        who = ", ".join(change.approved)
        reason = f"change #{change.number} was approved by {who} only, who also asked for it"
    else:
        reason = f"nobody has approved change #{change.number} as it is now"
    return Judgement(reason=reason, remedy=_LOOK)


def unlike(change: Change) -> Judgement:
    """Return the judgement of a change that came to main with other content than was approved."""
    return Judgement(
        reason=f"what came to main as change #{change.number} is not what was proposed in it", remedy=_BRING_AGAIN
    )
