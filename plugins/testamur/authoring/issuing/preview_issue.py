"""Issues a preview: everything, with a throwaway key, under an address that cannot exist (decision 8).

A preview needs no secret, so it works on a bare machine and for a change from a stranger. Nothing in it
can pass for the real registry: its address is not on the web, and every page says PREVIEW.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from testamur.credentials.addresses import PREVIEW_BASE
from testamur.ledger import issuance
from testamur.ledger.signing_run import Random
from testamur.proofs import keys, multikey
from testamur.proofs.keys import SigningKey
from testamur.proofs.verified_memory import VerifiedMemory
from testamur.records.model.models import Learner, VerificationMethod
from testamur.records.registry import Registry

_NOBODY = Learner(id="", name="Nobody")


@dataclass(frozen=True, slots=True)
class Throwaway:
    """What a preview is signed with: a key, an instant, and all randomness, which follows from a secret `seed`.

    Previews that are signed with the same one have the same credentials, wherever the records are the same.
    """

    signer: SigningKey
    seed: bytes
    now: datetime.datetime

    @classmethod
    def draw(cls, random: Random, now: datetime.datetime) -> Throwaway:
        """Return a new one, for use at `now`."""
        return cls(keys.generate(), random(32), now)

    def stream(self) -> Random:
        """Return a source of the bytes that follow from the seed, from the first on."""
        number = 0

        def draw(size: int) -> bytes:
            nonlocal number
            number += 1
            return hashlib.shake_256(self.seed + number.to_bytes(8)).digest(size)

        return draw


def issue(
    registry: Registry,
    folder: Path,
    *,
    throwaway: Throwaway,
    memory: VerifiedMemory | None = None,
    jobs: int = 1,
    advance: Callable[[], object] = lambda: None,
) -> Registry:
    """Issue every award into the empty ledger `folder`; return the registry as the preview shows it.

    `memory` is told what was signed; so many `jobs` sign at a time.
    """
    signer, now, random = throwaway.signer, throwaway.now, throwaway.stream()
    method = VerificationMethod(public_key_multibase=multikey.encode(signer.public_key), from_=now.date())
    # Without its log, whose keys are those of the real address: a preview's entries are of no history.
    issuer = replace(
        registry.issuer, base=PREVIEW_BASE, practice=False, ledger_id="", verification_methods=(method,), log=None
    )
    # Endorsements of others name the real address: they are shown in a preview, and embedded in nothing (decision 11).
    shown = replace(registry, issuer=issuer, known_as=registry.known_as or registry.issuer.base)
    issuance.issue(
        _before_erasure(shown), folder, signer, now=now, random=random, memory=memory, jobs=jobs, advance=advance
    )
    if any(award.erased for award in shown.awards.values()) or any(
        endorsement.withdrawn for endorsement in shown.endorsing.values()
    ):
        issuance.issue(shown, folder, signer, now=now, random=random, memory=memory)
    return shown


def _before_erasure(registry: Registry) -> Registry:
    """Return the registry as it was before anything was erased or withdrawn, with nobody in a learner's place.

    An erased award was issued once, and its page says so. A preview's ledger begins empty, so the award has to be
    issued there before it can be erased.
    """
    awards = {
        award_id: replace(
            award, learner=_NOBODY.id, history=tuple(line for line in award.history if line.act != "erased")
        )
        if award.erased
        else award
        for award_id, award in registry.awards.items()
    }
    endorsing = {slug: replace(endorsement, withdrawn=None) for slug, endorsement in registry.endorsing.items()}
    learners = {**registry.learners, _NOBODY.id: _NOBODY}
    return registry.with_records({"award": awards, "endorsing": endorsing, "learner": learners})
