"""Issues a preview: everything, with a throwaway key, under an address that cannot exist (decision 8).

A preview needs no secret, so it works on a bare machine and for a change from a stranger. Nothing in it
can pass for the real registry: its address is not on the web, and every page says PREVIEW.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from testamur.credentials.addresses import PREVIEW_BASE
from testamur.ledger import issuance
from testamur.ledger.signing_run import Random
from testamur.proofs import keys, multikey
from testamur.proofs.verified_memory import VerifiedMemory
from testamur.records.model.models import Learner, VerificationMethod
from testamur.records.registry import Registry

_NOBODY = Learner(id="", name="Nobody")


def issue(
    registry: Registry,
    folder: Path,
    *,
    now: datetime.datetime,
    random: Random,
    memory: VerifiedMemory | None = None,
    jobs: int = 1,
    advance: Callable[[], object] = lambda: None,
) -> Registry:
    """Issue every award into the empty ledger `folder`; return the registry as the preview shows it.

    `memory` is told what was signed; so many `jobs` sign at a time.
    """
    signer = keys.generate()
    method = VerificationMethod(public_key_multibase=multikey.encode(signer.public_key), from_=now.date())
    issuer = replace(registry.issuer, base=PREVIEW_BASE, practice=False, ledger_id="", verification_methods=(method,))
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
