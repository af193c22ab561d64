"""The verification index: 256 small files that locate an award and explain how it stands.

They are never evidence: a signature and a status list are. Entries are named by the SHA-256 of the
award id, so that an unlisted award stays unlisted (decision 5). All 256 shards are always written, so that a
missing one means that something is wrong, and never that an award does not exist.

An entry takes 175 to 270 bytes: with 100,000 awards a shard has some 75 KB, with a million 750. A build says when one
would be larger than verifiers read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from testamur import __version__
from testamur.credentials import addresses, did, sealed_entry
from testamur.errors import PublishingError
from testamur.ledger.state import AwardState
from testamur.proofs import jcs
from testamur.records.model.models import Issuer
from testamur.verification.edition import LIMIT

SHARDS = tuple(f"{number:02x}" for number in range(256))


def entry(state: AwardState, *, valid_until: str = "", since: str = "", is_sealed: bool = False) -> dict[str, Any]:
    """Return an award's entry; `valid_until` is the signed instant, `since` the day of its state: "" when private.

    That of a sealed award says neither, to anybody who does not have the credential (`sealed_entry`).
    """
    if is_sealed:
        return sealed_entry.entry(
            [edition.opening for edition in state.editions], "erased" if state.erased else state.state
        )
    members: dict[str, Any] = {
        "digest": state.current.digest,
        "state": "erased" if state.erased else state.state,
    }
    if valid_until:
        members["validUntil"] = valid_until
    if since:
        members["since"] = since
    # With these, a verifier can tell a replaced copy from one that the registry never made.
    if len(state.editions) > 1:
        members["replaced"] = [edition.digest for edition in state.editions[:-1]]
    return members


def shard_of(award_id: str) -> str:
    """Return the name of the shard that has an award's entry: two hexadecimal digits."""
    return addresses.index_entry(award_id)[:2]


def shard(name: str, entries: Mapping[str, dict[str, Any]]) -> tuple[str, bytes]:
    """Return the path (`index/7f.json`) and the bytes of a shard; its `entries` are by award id.

    PublishingError where it is larger than what verifiers read.
    """
    data = jcs.canonicalize({addresses.index_entry(award_id): members for award_id, members in entries.items()})
    if len(data) > LIMIT:
        raise PublishingError(
            f"index/{name}.json would have {len(data):,} bytes, and verifiers read at most {LIMIT:,}: this registry "
            "has too many awards for one site, and nothing was published"
        )
    return f"index/{name}.json", data


def head(issuer: Issuer, *, as_of: str, preview: bool) -> bytes:
    """Return `index.json`: whose registry this is, and where its parts are."""
    return jcs.canonicalize({
        "asOf": as_of,
        "base": issuer.base,
        "did": did.from_base(issuer.base),
        "generator": f"testamur {__version__}",
        "preview": preview,
        "shards": f"{issuer.base}/index/{{first two hex digits of SHA-256(award id)}}.json",
        "v": 1,
    })  # fmt: skip
