"""Fetches the proof that lies beside an award: that its entry is in the log of its registry."""

from __future__ import annotations

from testamur.credentials import addresses
from testamur.log import proof
from testamur.log.proof import Proof
from testamur.verification.credential import Credential
from testamur.verification.resolving import sealed_awards
from testamur.verification.resolving.resolver import LeftOut, NotFound, Resolver, Unavailable


def fetch(base: str, credential: Credential, resolver: Resolver, *, needed: bool) -> Proof | None:
    """Return the proof of an award, None where none is published; Unavailable where none can say, and it is needed."""
    award_id = addresses.award_id_of(base, credential.address)
    try:
        return proof.read(resolver.fetch(addresses.award_proof(base, award_id), limit=proof.MAX_BYTES))
    except LeftOut:
        # Of an award by a lost key all rests on the proof: that a copy was made without it accuses nobody.
        if needed:
            raise
        return None
    except NotFound:
        if needed and sealed_awards.is_sealed(addresses.award(base, award_id), resolver):
            raise Unavailable(sealed_awards.NEEDS_KEY) from None
        return None
