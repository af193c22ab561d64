"""Whether an issuer runs a registry like ours: it publishes the list of its keys where every registry does.

A DID alone does not tell: others, too, may have one that ends in `:issuer` (decision 6).
"""

from __future__ import annotations

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.errors import VerificationError
from testamur.verification.reading import strict_json
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import NotFound, Resolver


def lists_keys(issuer: str, resolver: Resolver) -> bool:
    """Say whether an issuer, whose DID is like a registry's, publishes a list of its keys.

    Raises Unavailable if its host does not tell.
    """
    try:
        found = strict_json.parse(resolver.fetch(addresses.keys(dids.base_of(issuer)), limit=did_documents.LIMIT))
    except (NotFound, VerificationError):
        return False
    return isinstance(found, dict) and found.get("did") == issuer and isinstance(found.get("keys"), list)
