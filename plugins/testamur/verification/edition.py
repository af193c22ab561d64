"""The check `edition`: this is the copy that the issuer's index calls the current one.

The index locates and explains, and is never evidence: it can take green away, and never give it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.errors import DocumentError, VerificationError
from testamur.records import award_id as award_ids
from testamur.verification import strict_json
from testamur.verification.check import Check, could_not_run, failed, not_applicable, passed
from testamur.verification.credential import Credential
from testamur.verification.resolver import Resolver, Unavailable
from testamur.verification.verdict import Verdict

LIMIT = 4 * 1024 * 1024  # bytes of a shard


class Entry:
    """What an issuer's index says of one award."""

    def __init__(self, value: dict[str, Any]) -> None:
        self.digest = value.get("digest")
        self.state = value.get("state")
        self.since = value.get("since") if isinstance(value.get("since"), str) else ""
        replaced = value.get("replaced")
        self.replaced = [digest for digest in replaced if isinstance(digest, str)] if isinstance(replaced, list) else []


def look_up(credential: Credential, *, resolver: Resolver, trusted: Collection[str]) -> Entry | Check:
    """Return the index entry of a trusted registry's award, or the check that says why there is none."""
    if credential.issuer not in trusted:
        return not_applicable("edition", "only a trusted issuer's own index is asked")
    try:
        base = dids.base_of(credential.issuer)
    except DocumentError:
        return not_applicable("edition", "this issuer keeps no index of editions")
    award_id = addresses.award_id_of(base, credential.address)
    if not award_ids.CANONICAL.fullmatch(award_id):
        return failed("edition", "id", "its id is not an address of the issuer's awards")
    return _entry(base, award_id, resolver)


def _entry(base: str, award_id: str, resolver: Resolver) -> Entry | Check:
    try:
        shard = strict_json.parse(resolver.fetch(addresses.index_shard(base, award_id), limit=LIMIT))
    except (Unavailable, VerificationError) as error:
        return could_not_run("edition", "index-unreachable", f"the issuer's index could not be read: {error}")
    value = shard.get(addresses.index_entry(award_id)) if isinstance(shard, dict) else None
    if not isinstance(value, dict):
        return could_not_run("edition", "not-in-index", "the issuer's index does not have this award")
    return Entry(value)


def check(credential: Credential, found: Entry | Check) -> Check:
    """Return the check, from what `look_up` found."""
    if isinstance(found, Check):
        return found
    if credential.digest == found.digest:
        return passed("edition", "it is the issuer's current copy")
    if credential.digest in found.replaced:
        detail = f"replaced by a newer copy; see the current one at {credential.address}"
        return failed("edition", "replaced", detail, Verdict.SUPERSEDED)
    return failed("edition", "not-the-published-edition", "it is not a copy that the issuer published")
