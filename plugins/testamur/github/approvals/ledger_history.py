"""Whether the ledger that was fetched is what a key left, and no older than what lay on its branch before.

Whoever works here may push to the ledger's branch. What they change there does not have the key's signature
(`ledger.published_from`); an older ledger has it. So GitHub is asked who pushed: what a workflow pushed was looked at
before, and what somebody replaced by hand must not be newer than what lies there now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from testamur.authoring.repository import git
from testamur.errors import LedgerError, UsageError
from testamur.github.client import GitHub
from testamur.ledger import branch as branches
from testamur.ledger import published_from
from testamur.ledger.published_from import Seal
from testamur.ledger.store import Ledger
from testamur.proofs import multikey
from testamur.records.model.models import Issuer
from testamur.records.parsing import yaml_subset

_NAME = published_from.NAME
_WORKFLOW = "github-actions[bot]"
_BY_HAND = "let whoever holds the key look at it, run testamur issue on a computer of theirs, and push the ledger"


def refuse_practice(hub: GitHub, *, remote: str, branch: str) -> None:
    """Raise LedgerError if something was published before: no site of practice takes the place of awards.

    Practice needs nobody's approval, so whoever may push to main could bring it back. Where the forge keeps no list of
    pushes, no workflow publishes awards, and the branch is all there is to see.
    """
    was_pushed = hub.forge.is_github and next(hub.every_by_cursor(f"activity?ref=refs/heads/{branch}"), None)
    if branches.exists(remote, branch) or was_pushed:
        raise LedgerError(
            f"this registry is in practice mode, and its branch {branch} says that it was published: what was "
            "published does not become practice again. Take practice: true out of issuer.yml"
        )


def refuse_changed(issuer: Issuer, folder: Path) -> None:
    """Raise LedgerError unless the ledger in `folder` is as the holder of one of the issuer's keys left it."""
    ledger = Ledger(folder)
    is_empty = not (ledger.entries() or ledger.award_ids() or ledger.statements())
    if not is_empty and _sealed(ledger.published_from(), issuer) != ledger.seal():
        raise LedgerError(
            "the ledger is not as a key of this registry left it: somebody changed it, or an older Testamur wrote it. "
            f"Put its branch back as it was, or {_BY_HAND}"
        )


def refuse_older(hub: GitHub, issuer: Issuer, folder: Path, *, remote: str, branch: str) -> None:
    """Raise LedgerError if somebody put an older ledger, or none, in the place of a newer one."""
    most, newest = _sealed(Ledger(folder).published_from(), issuer).entries, ""
    for push in _pushed_by_hand(hub, branch):
        before = str(push.get("before") or "")
        number = _sealed_at(before, issuer, folder, remote).entries if before.strip("0") else 0
        if number > most:
            most, newest = number, before
    if newest:
        raise LedgerError(
            f"somebody replaced the branch {branch} by an older ledger, or removed it, and what was withdrawn "
            f"meanwhile would be good again. Put back its commit {newest[:12]}, or {_BY_HAND}"
        )


def refuse_unpublished(
    hub: GitHub, issuer: Issuer, records: Path, folder: Path, commit: str, *, remote: str, branch: str
) -> None:
    """Raise LedgerError unless the ledger was left by a publish of `commit`: only then was all of it approved.

    Whoever builds without the key has the word of the records for which keys are the issuer's, and somebody may have
    pushed that as well. So what a person pushed to the ledger's branch since a workflow did has to have been signed
    with a key that was listed by then.
    """
    keys, ledger = _keys(issuer), Ledger(folder)
    by_hand = list(_pushed_by_hand(hub, branch))
    left = str(by_hand[-1].get("before") or "") if by_hand else ""
    if left.strip("0"):
        known = _keys_at(
            issuer, records, published_from.claimed_commit(branches.file_at(folder, remote, left, _NAME)), remote
        )
        keys = [key for key in keys if key in known]
    data = ledger.published_from()
    is_published = any(published_from.signed_commit(data, key) == commit for key in keys)
    if not is_published or published_from.sealed(data, keys) != ledger.seal():
        raise LedgerError(
            f"commit {commit[:12]} was not published: something in it may not be approved, so no site is made of it. "
            "The newest run of publish that signs (not the daily one) says what is in its way"
        )


def _pushed_by_hand(hub: GitHub, branch: str) -> Iterator[Mapping[str, Any]]:
    """Yield what people pushed to the ledger's branch since a workflow did, the newest first."""
    for push in hub.every_by_cursor(f"activity?ref=refs/heads/{branch}"):
        actor = push.get("actor") or {}
        if actor.get("login") == _WORKFLOW and push.get("activity_type") != "branch_deletion":
            return
        yield push


def _keys(issuer: Issuer) -> list[bytes]:
    return [multikey.decode(one.public_key_multibase) for one in issuer.verification_methods]


def _keys_at(issuer: Issuer, records: Path, commit: str, remote: str) -> list[bytes]:
    """Return the keys that issuer.yml listed at a commit."""
    site = records.resolve().parent
    top = git.top(site)
    if top is None:
        raise UsageError("the records are in no git repository here: let actions/checkout fetch them before this")
    issuer_file = (site / records.name / "issuer.yml").relative_to(top).as_posix()
    data = branches.file_at(top, remote, commit, issuer_file)
    value = yaml_subset.parse(data, "issuer.yml").value
    listed = value.get("verificationMethod") if isinstance(value, Mapping) else None
    texts = [str(one.get("publicKeyMultibase")) for one in listed or () if isinstance(one, Mapping)]
    return [key for key in _keys(issuer) if multikey.encode(key) in texts]


def _sealed(data: bytes | None, issuer: Issuer) -> Seal:
    # Any key that is listed: after a change of keys, the ledger is still the one that the old key left.
    return published_from.sealed(data, _keys(issuer))


def _sealed_at(commit: str, issuer: Issuer, folder: Path, remote: str) -> Seal:
    """Return the seal that an earlier commit of the branch has; what no key signed there was nobody's ledger."""
    data = branches.file_at(folder, remote, commit, _NAME)
    try:
        return _sealed(data, issuer)
    except LedgerError:
        return published_from.NO_SEAL
