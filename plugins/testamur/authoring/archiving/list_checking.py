"""Checks the status lists in an archive: each is the registry's own, signed by a key that it lists, and reads as one.

An award's own check asks for the lists that it needs: one of holds, only where the award's bit is set in another.
"""

from __future__ import annotations

from collections.abc import Iterator

from testamur.authoring.archiving import contents
from testamur.authoring.archiving.archived_site import ArchivedSite
from testamur.credentials import addresses
from testamur.errors import VerificationError
from testamur.verification import status
from testamur.verification.issuer_keys import Keys
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import Unavailable
from testamur.verification.status_kinds.list_credential import NotUsable

_LISTS = f"{contents.SITE}status/"


def check(site: ArchivedSite) -> Iterator[str]:
    """Yield what does not hold, each as a sentence that begins with the file."""
    try:
        keys = Keys(site.did, did_documents.read(site.did, site))
        keys.learn_periods(did_documents.fetch_json(site, addresses.keys(site.base)))
    except VerificationError as error:
        yield f"{contents.SITE}issuer/: {error.reason}"
        return
    except Unavailable as error:
        yield f"{contents.SITE}issuer/: {error}"
        return
    for name in site.bag.paths(_LISTS):
        address = f"{site.base}/status/{name}"
        try:
            data = site.fetch(address, limit=status.LIMIT)
            status.check_signed(data, address, site.did, keys)
        except (NotUsable, Unavailable) as error:
            yield f"{_LISTS}{name}: {error}"
