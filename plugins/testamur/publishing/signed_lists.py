"""The signed status lists of a site: each verifies, and says of every award how it stands."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from testamur.credentials import addresses, status_list
from testamur.errors import LedgerError
from testamur.ledger import bits, state
from testamur.ledger.bits import HasStatus, ListName
from testamur.ledger.safeguards import places
from testamur.ledger.store import Ledger
from testamur.proofs import jcs
from testamur.publishing.published_proofs import PublishedProofs
from testamur.records.registry import Registry


def verified_lists(
    registry: Registry, ledger: Ledger, states: Collection[HasStatus], proofs: PublishedProofs
) -> Iterator[tuple[ListName, bytes]]:
    """Yield every status list with its name; PublishingError or LedgerError says which one does not hold."""
    for name, wanted in bits.status_lists(states).items():
        data, called = ledger.status_list(*name), addresses.status_list_name(*name)
        if data is None:
            raise LedgerError(f"ledger/status/{called}.json is missing. Run testamur issue")
        document = json.loads(data)
        proofs.verify(data, document, state.digest(data), f"status list {called}")
        places.check_list(document, registry.issuer.base, name)
        # A list from before a withdrawal has a good signature too. Its bits have to be those that the states lead to.
        if (
            jcs.canonicalize(document) != data
            or status_list.decode(document["credentialSubject"]["encodedList"]) != wanted
        ):
            raise LedgerError(f"ledger/status/{called}.json does not say how the awards stand. Run testamur issue")
        yield name, data
