"""Signs in one run: turns documents into signed files of the ledger, with their entries and places in the lists.

Every signature is verified before it is written (`data_integrity.add_proofs`). Clock, randomness and key arrive from
outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from testamur.credentials import status_list
from testamur.errors import LedgerError
from testamur.ledger import entries, state
from testamur.ledger.entries import Entry
from testamur.ledger.safeguards import signed_text
from testamur.ledger.state import Edition
from testamur.ledger.store import Transaction
from testamur.proofs import data_integrity, jcs
from testamur.proofs.data_integrity import Signer

Random = Callable[[int], bytes]
_OPEN_NEXT_AT = status_list.BITS // 2  # a free place is then found in two draws, on average


class Press:
    """Signs into one transaction. `used` are all places ever given out, by the number of their list.

    `method` is the verification method, `moment` the instant of all signatures, `random(n)` returns n random bytes, and
    `entered` are the ledger's entries before this run.
    """

    def __init__(
        self,
        transaction: Transaction,
        signer: Signer,
        method: str,
        moment: str,
        random: Random,
        used: dict[int, set[int]],
        entered: Iterable[Entry],
    ) -> None:
        self.transaction, self.method, self.moment, self.random = transaction, method, moment, random
        self.new_entries: list[Entry] = []
        self._signer, self._used = signer, used
        self._entered = {entry["c"]: number for number, entry in enumerate(entered) if "c" in entry}

    def sign(
        self, document: Mapping[str, Any], name: str, place: tuple[int, int], previous: str = ""
    ) -> tuple[Edition, bytes]:
        """Stage the signed `document` as the file `name`, and enter it; return the edition and the bytes.

        `previous` is the digest of the edition that it replaces, "" for a first one. DocumentError if the document is
        outside the vocabulary that is signed.
        """
        data = self._signed(document)
        digest = state.digest(data)
        self.transaction.write(name, data)
        self.new_entries.append(
            entries.reissue(digest, self.method, self.moment, previous)
            if previous
            else entries.issue(digest, self.method, self.moment)
        )
        number, index = place
        return Edition(digest=digest, issued=self.moment, key=self.method, list_number=number, list_index=index), data

    def sign_text(self, award_id: str, slug: str, text: str) -> str:
        """Return a signature that says with which text of its achievement (a digest) an award was issued."""
        return signed_text.sign(award_id, slug, text, self._signer)

    def sign_list(self, document: Mapping[str, Any], stem: str) -> None:
        """Stage a signed status list, and enter it."""
        data = self._signed(document)
        self.transaction.write(f"status/{stem}.json", data)
        self.new_entries.append(entries.status(state.digest(data), self.method, self.moment, stem))

    def erase(self, name: str, editions: Iterable[Edition]) -> None:
        """Stage the removal of the file `name`, and enter that these editions of it were erased."""
        self.transaction.remove(name)
        # Their lines are known: a run does one act with a document, so an earlier run signed all of these.
        for edition in editions:
            if edition.digest not in self._entered:
                raise LedgerError(f"ledger/entries.jsonl has no entry of {edition.digest}. Fetch the ledger again")
            self.new_entries.append(entries.erase(self._entered[edition.digest], self.moment))

    def draw_place(self) -> tuple[int, int]:
        """Draw a free place of the current list at random: places in order would tell who was awarded with whom."""
        number = max(self._used, default=1)
        used = self._used.setdefault(number, set())
        if len(used) >= _OPEN_NEXT_AT:
            number += 1
            used = self._used.setdefault(number, set())
        index = self._draw()
        while index in used:
            index = self._draw()
        used.add(index)
        return number, index

    def _signed(self, document: Mapping[str, Any]) -> bytes:
        return jcs.canonicalize(
            data_integrity.add_proofs(
                dict(document), self._signer, created=self.moment, verification_method=self.method
            )
        )

    def _draw(self) -> int:
        # 131,072 is a power of two, so the remainder of 32 random bits is an even draw.
        return int.from_bytes(self.random(4), "big") % status_list.BITS
