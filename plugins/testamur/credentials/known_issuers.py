"""The list of the issuers that a registry knows, as verifiers read it: beside its page, without a signature.

What vouches for it is the host that serves it, which serves the verifier's own code as well (decision 21).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from testamur.credentials import did as dids
from testamur.records.model.known_issuers import KnownIssuer
from testamur.records.model.localized_text import say
from testamur.records.model.models import Issuer


def document(issuer: Issuer, known: Iterable[KnownIssuer]) -> dict[str, Any]:
    """Return the list, those whose last day is over among them; notes are left out."""
    return {
        "institution": {"id": dids.from_base(issuer.base), "name": say(issuer.name, issuer.languages[0])},
        "issuers": [
            {
                "id": one.id,
                "name": one.name,
                "since": one.since.isoformat(),
                **({"until": one.until.isoformat()} if one.until else {}),
                "confirmedBy": one.confirmed_by,
            }
            for one in known
        ],
    }
