"""What was looked at before a run of `testamur issue`: which ledger it writes to, and whether the time is known."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.ledger.safeguards.identity import Identity

_NONE = Identity()


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a run starts. Nothing was looked at where nothing is said."""

    identity: Identity = _NONE  # what the ledger becomes; without an id it stays as it is
    begins_anew: bool = False  # the ledger that issuer.yml names is lost
    is_time_known: bool = False  # the clock was compared with another: it may be before what the ledger says
