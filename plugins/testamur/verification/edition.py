"""The check `edition`: the issuer's index calls this copy the current one.

The index locates and explains, and is never evidence: it is not signed, so it can take green away, and never give it
(decision 6). If it calls an award withdrawn and the signed list does not, that is no verdict; but one of the two is
old, and until it is known which, there is no green either.
"""

from __future__ import annotations

from typing import Any

from testamur.credentials import addresses, sealed_entry
from testamur.credentials import did as dids
from testamur.errors import VerificationError
from testamur.proofs import jcs
from testamur.text import award_id as award_ids
from testamur.verification.check import Check, could_not_run, failed, not_applicable, passed
from testamur.verification.credential import Credential
from testamur.verification.reading import strict_json
from testamur.verification.reading.instants import is_day
from testamur.verification.reading.shapes import quoted
from testamur.verification.resolving.resolver import Resolver, Unavailable
from testamur.verification.verdict import Verdict

LIMIT = 4 * 1024 * 1024  # bytes of a shard
_IN_FORCE = ("active", "erased")  # erased from the site: a copy that the learner kept stays good


class Entry:
    """An award's entry in its issuer's index; malformed fields are treated as absent."""

    def __init__(self, value: dict[str, Any]) -> None:
        self.digest = value.get("digest")
        self.state = value.get("state")
        self.called = quoted(value.get("state"), 20)
        since = value.get("since")
        # Repeated to people, so nothing but a day may be in it.
        self.since = since if is_day(since) else ""
        replaced = value.get("replaced")
        self.replaced = [digest for digest in replaced if isinstance(digest, str)] if isinstance(replaced, list) else []


def look_up(credential: Credential, *, resolver: Resolver) -> Entry | Check:
    """Return the index entry of a trusted registry's award, or the check that says why there is none."""
    if credential.kind != "award":
        return not_applicable("edition", "the issuer's index is of awards only")
    if not credential.registry:
        return not_applicable("edition", "only the index of a trusted registry is asked")
    base = dids.base_of(credential.issuer)
    award_id = addresses.award_id_of(base, credential.address)
    if not award_ids.CANONICAL.fullmatch(award_id):
        return failed("edition", "id", "its id is not an address of the issuer's awards")
    return _entry(base, award_id, credential, resolver)


def _entry(base: str, award_id: str, credential: Credential, resolver: Resolver) -> Entry | Check:
    value = members_of(base, award_id, resolver)
    if isinstance(value, Check):
        return value
    if sealed_entry.MEMBER not in value:
        return Entry(value)
    opened = sealed_entry.read(value[sealed_entry.MEMBER], jcs.canonicalize(credential.document))
    if opened is None:
        detail = "the issuer's index does not tell of this copy: the award was sealed after it was made"
        return could_not_run("edition", "sealed-since", detail)
    return Entry(opened)


def members_of(base: str, award_id: str, resolver: Resolver) -> dict[str, Any] | Check:
    """Return an award's entry in a registry's index as it stands there, or the check that says why there is none."""
    # One of 256 shards, by a hash: the host does not learn which award is looked up.
    try:
        shard = strict_json.parse(resolver.fetch(addresses.index_shard(base, award_id), limit=LIMIT))
    except (Unavailable, VerificationError) as error:
        reason = str(error) if isinstance(error, Unavailable) else error.reason
        return could_not_run("edition", "index-unreachable", f"the issuer's index could not be read: {reason}")
    value = shard.get(addresses.index_entry(award_id)) if isinstance(shard, dict) else None
    if not isinstance(value, dict):
        return could_not_run("edition", "not-in-index", "the issuer's index does not have this award")
    return value


def check(credential: Credential, found: Entry | Check, status: Check) -> Check:
    """Return the check; `found` is the answer of `look_up`, `status` the check of the signed list."""
    if isinstance(found, Check):
        return found
    if credential.digest == found.digest:
        if status.outcome == "passed" and found.state not in _IN_FORCE:
            detail = f"the issuer's index calls it {found.called}, and its signed list does not: one is old"
            return could_not_run("edition", "index-disagrees", detail)
        return passed("edition", "it is the issuer's current copy")
    if credential.digest in found.replaced:
        detail = f"replaced by a newer copy; see the current one at {credential.address}"
        return failed("edition", "replaced", detail, Verdict.SUPERSEDED)
    return failed("edition", "not-the-published-edition", "it is not a copy that the issuer published")
