"""Signs in one run: turns documents into signed files of the ledger, with their entries and places in the lists.

Every signature is verified before it is written (`data_integrity.add_proofs`). Clock, randomness and key arrive from
outside.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from testamur.credentials import status_list
from testamur.errors import LedgerError
from testamur.ledger import entries, state
from testamur.ledger.entries import LedgerEntry, NewEntries
from testamur.ledger.state import Edition, StatusListIndex
from testamur.ledger.store import Transaction
from testamur.proofs import data_integrity, jcs
from testamur.proofs.data_integrity import Signer

Random = Callable[[int], bytes]
_OPEN_NEXT_AT = status_list.BITS // 2  # a free place is then found in two draws, on average


class SigningRun:
    """Signs into one transaction. `used` are all places ever given out, by the number of their list.

    `verification_method` is that of the signer's key, `signed_at` the instant of all signatures, `random(n)` returns n
    random bytes, and `entered` are the ledger's entries before this run, `lines` the same as its file has them.
    """

    def __init__(
        self,
        transaction: Transaction,
        signer: Signer,
        *,
        verification_method: str,
        signed_at: str,
        random: Random,
        used: dict[int, set[int]],
        entered: Collection[LedgerEntry],
        lines: bytes = b"",
    ) -> None:
        self.transaction, self.random = transaction, random
        self.verification_method, self.signed_at = verification_method, signed_at
        self.new_entries = NewEntries(lines)
        self.signer, self._used = signer, used
        self.entered = entered
        self._entered = {entry["c"]: number for number, entry in enumerate(entered) if "c" in entry}

    def sign(
        self, document: Mapping[str, Any], name: str, place: StatusListIndex, *, previous: str = ""
    ) -> tuple[Edition, bytes]:
        """Stage the signed `document` as the file `name`, and enter it; return the edition and the bytes.

        `previous` is the digest of the edition that it replaces, "" for a first one. DocumentError if the document is
        outside the vocabulary that is signed.
        """
        data = self._sign_document(document)
        return self.enter(data, name, place, previous=previous), data

    def enter(self, data: bytes, name: str, place: StatusListIndex, *, previous: str = "") -> Edition:
        """Stage a document that this run's key signed as the file `name`, and enter it; return the edition."""
        digest = state.digest(data)
        key, moment = self.verification_method, self.signed_at
        self.transaction.write(name, data)
        self.new_entries.append(
            entries.reissue_entry(digest=digest, key=key, moment=moment, previous=previous)
            if previous
            else entries.issue_entry(digest=digest, key=key, moment=moment)
        )
        return Edition(
            digest=digest, issued=moment, key=key, list_number=place.list_number, list_index=place.list_index
        )

    def sign_list(self, document: Mapping[str, Any], stem: str, *, keys: int | None = None) -> None:
        """Stage a signed status list, and enter it; `keys` as `entries.status_entry` has it."""
        data = self._sign_document(document)
        digest = state.digest(data)
        self.transaction.write(f"status/{stem}.json", data)
        self.new_entries.append(
            entries.status_entry(
                digest=digest, key=self.verification_method, moment=self.signed_at, list_name=stem, keys=keys
            )
        )

    def erase(self, name: str, editions: Iterable[Edition]) -> None:
        """Stage the removal of the file `name`, and enter that these editions of it were erased."""
        self.transaction.remove(name)
        # Their lines are known: a run does one act with a document, so an earlier run signed all of these.
        for edition in editions:
            if edition.digest not in self._entered:
                raise LedgerError(f"ledger/entries.jsonl has no entry of {edition.digest}. Fetch the ledger again")
            self.new_entries.append(entries.erase_entry(at=self._entered[edition.digest], moment=self.signed_at))

    def allocate_status_index(self) -> StatusListIndex:
        """Draw a free place of the current list at random: places in order would tell who was awarded with whom."""
        number = max(self._used, default=1)
        used = self._used.setdefault(number, set())
        if len(used) >= _OPEN_NEXT_AT:
            number += 1
            used = self._used.setdefault(number, set())
        index = self._draw_index()
        while index in used:
            index = self._draw_index()
        used.add(index)
        return StatusListIndex(number, index)

    def _sign_document(self, document: Mapping[str, Any]) -> bytes:
        signed = data_integrity.add_proofs(
            dict(document), self.signer, created=self.signed_at, verification_method=self.verification_method
        )
        return jcs.canonicalize(signed)

    def _draw_index(self) -> int:
        # 131,072 is a power of two, so the remainder of 32 random bits is an even draw.
        return int.from_bytes(self.random(4), "big") % status_list.BITS
