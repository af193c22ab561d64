"""What is published of a sealed award: one file with all that its folder would have, and the link that opens it.

The badge is in it, too: a browser that fetched the achievement's picture would tell the host what the award is for.
"""

from __future__ import annotations

from testamur.credentials import addresses, sealed_file
from testamur.errors import LedgerError, PublishingError
from testamur.publishing.publication import IssuedAward, Publication


def file(published: Publication, issued: IssuedAward, badge: bytes) -> bytes:
    """Return the file of a sealed award; `badge` is the PNG into which credentials are baked.

    PublishingError where no link was made for it yet, and where it is larger than browsers read.
    """
    known = issued.known
    if not known.link_key:
        raise PublishingError(f"award {issued.award.id} is sealed, and has no link yet: run testamur issue, then build")
    parts = {"badge.png": badge, "credential.json": published.credential(issued)}
    if published.log is not None and (proof := published.log.proof(known.current.digest)):
        parts["award.tlog-proof"] = proof
    key = sealed_file.read_key(known.link_key)
    data = sealed_file.seal(key, issued.award.id, parts)
    if len(data) > sealed_file.LIMIT:
        raise PublishingError(
            f"award {issued.award.id} is too large to be sealed: {len(data):,} bytes, and browsers read at most "
            f"{sealed_file.LIMIT:,}. Make the picture of its achievement smaller"
        )
    # As every signature is verified before it is written: what nobody could open is not published.
    if sealed_file.open_file(key, issued.award.id, data) != parts:
        raise PublishingError(f"award {issued.award.id} could not be opened after it was sealed: nothing was published")
    return data


def link(published: Publication, issued: IssuedAward, *, prefix: str = "") -> str:
    """Return the link to give away: of a sealed award the one that opens it. `prefix` is that of a language.

    LedgerError where a sealed award has none yet.
    """
    base = published.registry.issuer.base
    if not issued.is_sealed:
        return f"{base}/{prefix}awards/{issued.award.id}/"
    if not issued.known.link_key:
        raise LedgerError(f"award {issued.award.id} is sealed, and has no link yet: run testamur issue first")
    return addresses.sealed_link(base, issued.award.id, issued.known.link_key, prefix=prefix)
