"""The proofs of what is published: both are there, both verify, and both keys count.

What verified before is not verified again (`proofs/verified_memory.py`); which keys count is asked each time.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from testamur.credentials import did
from testamur.errors import PublishingError, VerificationError
from testamur.ledger import state
from testamur.ledger.bits import HasStatus
from testamur.ledger.state import AwardState
from testamur.ledger.store import Ledger
from testamur.proofs import data_integrity, multikey
from testamur.proofs.verified_memory import VerifiedMemory
from testamur.records.model.models import Issuer


class PublishedProofs:
    """Verifies the proofs of documents, each once for as long as `memory` remembers it. `digests` may come to be asked.

    `keys` are the 32 bytes of the keys that count, by verification method. Each names its key: what verified under the
    key of a method once does so under the key that is listed here.
    """

    def __init__(self, keys: Mapping[str, bytes], memory: VerifiedMemory, digests: Collection[str]) -> None:
        self._keys, self._memory = keys, memory
        self._remembered = memory.known(digests)
        self._verified: list[str] = []

    def verify(
        self, data: bytes, document: Mapping[str, Any], digest: str, name: str, *, elsewhere: bool = False
    ) -> None:
        """Raise PublishingError unless a document has its two proofs, both verify, and both keys count.

        `document` was read from `data`, of which `digest` is the digest; `name` is for people.
        What another process verifies, `elsewhere`, is treated as remembered, and not told to the memory.
        """
        proofs = document.get("proof", [])
        # Both, and in this order (decision 1): other verifiers take the first proof, ours rests on the second.
        if [proof.get("cryptosuite") for proof in proofs] != list(data_integrity.CRYPTOSUITES):
            raise PublishingError(f"{name} does not have its two proofs: nothing was published")
        is_remembered = elsewhere or digest in self._remembered
        # Integers beyond 64 bits are something else to the quick parser of the ledger's files.
        whole = document if is_remembered else json.loads(data)
        for proof in whole["proof"]:
            key = self._keys.get(proof["verificationMethod"])
            if key is None:
                raise PublishingError(
                    f"{name} is signed with {proof['verificationMethod']}, which issuer.yml does not list as good. "
                    "Run testamur issue --reissue-key with that key, or list it again"
                )
            if is_remembered:
                continue
            try:
                data_integrity.verify_proof(whole, proof, key)
            except VerificationError as error:
                raise PublishingError(f"{name} does not verify ({error}): nothing was published") from error
        if not is_remembered:
            self._verified.append(digest)

    def remember(self) -> None:
        """Tell the memory what was verified."""
        self._memory.add(self._verified)


def digests_of(states: Iterable[AwardState]) -> dict[str, str]:
    """Return the digests of all editions, each under itself."""
    return {edition.digest: edition.digest for known in states for edition in known.editions}


def digests_to_verify(ledger: Ledger, states: Iterable[HasStatus]) -> list[str]:
    """Return the digests of the current documents of these states, and of all status lists."""
    lists = filter(None, (ledger.status_list(*name) for name in ledger.status_lists()))
    return [*(known.editions[-1].digest for known in states), *map(state.digest, lists)]


def keys_that_count(issuer: Issuer) -> dict[str, bytes]:
    """Return the keys that the DID document will list, by verification method."""
    # A compromised key is left out there (docs/formats.md, "DID document and keys"), so no verifier would find the
    # key of anything that it signed: that has to be signed anew before it can be published. Of a key that the log cuts
    # off at a place, what was entered before stays good, as the log shows.
    return {
        did.verification_method(did.from_base(issuer.base), method.public_key_multibase): multikey.decode(
            method.public_key_multibase
        )
        for method in issuer.verification_methods
        if method.state != "compromised" or method.public_key_multibase in issuer.cut_offs
    }
