"""Which ledger this is: a random id, and the newer ledgers that were lost, so that it may go on without them.

The id stands in `issuer.yml` too (`ledgerId`), so that a ledger that is missing, or another registry's, is noticed
before anything is signed. It is neither signed nor published.
"""

from __future__ import annotations

from dataclasses import dataclass

from testamur.errors import LedgerError
from testamur.ledger.safeguards import file_shapes
from testamur.proofs import jcs
from testamur.text import award_id

NAME = "identity.json"
GET_IT = (
    "Get the ledger: from its branch with testamur ci build, or git clone --branch ledger --single-branch ADDRESS "
    "ledger; else copy the folder from the computer, or the backup, that has it"
)
LOST = (
    "If it is lost for good: testamur issue --begin-anew signs every award again. What learners downloaded before then "
    "reads “altered, or not theirs”, and they have to download it again"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The id of a ledger, "" before it has one; and the digests of status lists that lost ledgers had signed."""

    id: str = ""
    lost: tuple[str, ...] = ()


def write(identity: Identity) -> bytes:
    """Return the file."""
    return jcs.canonicalize({"id": identity.id, "lost": list(identity.lost)})


def read(data: bytes | None) -> Identity:
    """Read the file; LedgerError when it is not one."""
    if data is None:
        return Identity()
    try:
        value = file_shapes.parse(data)
        identity = Identity(id=file_shapes.text(value["id"]), lost=file_shapes.texts(value["lost"]))
        is_valid = award_id.is_award_id(identity.id)
    except (ValueError, KeyError, TypeError):
        is_valid = False
    if not is_valid:
        raise LedgerError(f"ledger/{NAME} is not what testamur issue writes. Fetch the ledger again")
    return identity
