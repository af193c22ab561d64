"""Previews: everything issued with a throwaway key, under an address that cannot exist.

A preview needs no secret, so it works on a bare machine and for a change from a stranger. Nothing of
it can pass for the real registry: its address is not on the web, and every page says PREVIEW.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from testamur.credentials.addresses import PREVIEW_BASE
from testamur.ledger import issuance
from testamur.ledger.issuance import Random
from testamur.proofs import keys, multikey
from testamur.records.models import VerificationMethod
from testamur.records.registry import Registry


def issue(
    registry: Registry,
    folder: Path,
    *,
    now: datetime.datetime,
    random: Random,
    advance: Callable[[], object] = lambda: None,
) -> Registry:
    """Issue every award into the empty ledger `folder`; return the registry as the preview shows it."""
    signer = keys.generate()
    method = VerificationMethod(public_key_multibase=multikey.encode(signer.public_key), from_=now.date())
    shown = replace(registry, issuer=replace(registry.issuer, base=PREVIEW_BASE, verification_methods=(method,)))
    issuance.issue(shown, folder, signer, now=now, random=random, advance=advance)
    return shown
