"""Whether the ledger that was fetched is what a key left, and no older than what lay on its branch before.

Whoever works here may push to the ledger's branch. What they change there does not have the key's signature
(`ledger.published_from`); an older ledger has it. So GitHub is asked who pushed: what a workflow pushed was looked at
before, and what somebody replaced by hand must not be newer than what lies there now.
"""

from __future__ import annotations

from pathlib import Path

from testamur.errors import LedgerError
from testamur.github.client import GitHub
from testamur.ledger import branch as branches
from testamur.ledger import published_from
from testamur.ledger.published_from import Seal
from testamur.ledger.store import Ledger
from testamur.proofs import multikey
from testamur.records.registry import Registry

_WORKFLOW = "github-actions[bot]"
_BY_HAND = "let whoever holds the key look at it, run testamur issue on a computer of theirs, and push the ledger"


def refuse_changed(registry: Registry, folder: Path) -> None:
    """Raise LedgerError unless the ledger in `folder` is as the holder of one of the issuer's keys left it."""
    ledger = Ledger(folder)
    is_empty = not (ledger.entries() or ledger.award_ids() or ledger.statements())
    if not is_empty and _sealed(ledger.published_from(), registry) != ledger.seal():
        raise LedgerError(
            "the ledger is not as a key of this registry left it: somebody changed it, or an older Testamur wrote it. "
            f"Put its branch back as it was, or {_BY_HAND}"
        )


def refuse_older(hub: GitHub, registry: Registry, folder: Path, *, remote: str, branch: str) -> None:
    """Raise LedgerError if somebody put an older ledger, or none, in the place of a newer one."""
    most, newest = _sealed(Ledger(folder).published_from(), registry).entries, ""
    for push in hub.every_by_cursor(f"activity?ref=refs/heads/{branch}"):
        actor, before = push.get("actor") or {}, str(push.get("before") or "")
        if actor.get("login") == _WORKFLOW and push.get("activity_type") != "branch_deletion":
            break
        number = _sealed_at(before, registry, folder, remote).entries if before.strip("0") else 0
        if number > most:
            most, newest = number, before
    if newest:
        raise LedgerError(
            f"somebody replaced the branch {branch} by an older ledger, or removed it, and what was withdrawn "
            f"meanwhile would be good again. Put back its commit {newest[:12]}, or {_BY_HAND}"
        )


def _sealed(data: bytes | None, registry: Registry) -> Seal:
    # Any key that is listed: after a change of keys, the ledger is still the one that the old key left.
    keys = [multikey.decode(one.public_key_multibase) for one in registry.issuer.verification_methods]
    return published_from.sealed(data, keys)


def _sealed_at(commit: str, registry: Registry, folder: Path, remote: str) -> Seal:
    """Return the seal that an earlier commit of the branch has; what no key signed there was nobody's ledger."""
    data = branches.file_at(folder, remote, commit, published_from.NAME)
    try:
        return _sealed(data, registry)
    except LedgerError:
        return published_from.NO_SEAL
