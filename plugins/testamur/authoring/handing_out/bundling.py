"""Makes the bundle of an award, one file that is verified without the site, from the built site and the ledger.

The same bytes as "Keep a copy" on the award's page in its own language, of the same site (decision 27); on that of a
sealed award, but for the achievement's picture, for which a browser does not ask the host.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from testamur.credentials import addresses
from testamur.errors import UsageError
from testamur.publishing.rendering import bundle_shell
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.text.languages.messages import msg
from testamur.verification.bundle import collecting
from testamur.verification.resolving.resolver import FolderResolver, Resolver, Unavailable
from testamur.verification.resolving.sealed_awards import SealedAwards

NAME = "bundle.html"
_SHELL_BYTES = 4 * 1024 * 1024


def is_site_of(site: Path, registry: Registry) -> bool:
    """Say whether a folder is a built site of this registry, and not of a preview or of another."""
    try:
        head = json.loads((site / "index.json").read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(head, dict) and head.get("base") == registry.issuer.base


def make(
    registry: Registry, award: Award, credential: bytes, site: Path, *, now: datetime.datetime, key: str = ""
) -> bytes:
    """Return the bundle of an award whose signed credential is given; UsageError where the site is not that far.

    `key` is that of its link, where it is sealed. What the bundle has is then as plain as in any other.
    """
    base = registry.issuer.base
    if not is_site_of(site, registry):
        raise UsageError(
            msg("{site} is no site of {base}: build it with testamur build, or name another", site=site, base=base)
        )
    resolver = SealedAwards(FolderResolver({base: site}), {addresses.award(base, award.id): key} if key else {})
    bundle, examined = collecting.collect(base, award.id, credential, resolver, now)
    missing = next((check.detail for check in examined.checks if check.outcome == "could-not-run"), "")
    if missing or not _is_as_signed(resolver, addresses.credential(base, award.id), credential):
        raise UsageError(
            msg(
                "the site in {site} does not have award {id} as it was issued: run testamur build",
                site=site,
                id=award.id,
            )
        )
    # As its certificate is: whoever opens the file from a disk cannot choose another language.
    languages = registry.issuer.languages
    language = award.language if award.language in languages else languages[0]
    try:
        page = resolver.fetch(f"{base}/{bundle_shell.name(language)}", limit=_SHELL_BYTES)
    except Unavailable as error:
        raise UsageError(msg("the site in {site} has no page of bundles: run testamur build", site=site)) from error
    return bundle_shell.fill(page, bundle)


def _is_as_signed(resolver: Resolver, address: str, credential: bytes) -> bool:
    """Say whether what a site has of an award is what was signed; a site has nothing of a private one."""
    try:
        return resolver.fetch(address, limit=collecting.LIMIT) == credential
    except Unavailable:
        return True
