"""Every file of a registry's site but its pages, by address, as a verifier would find them on the web."""

from testamur.credentials import addresses
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.site import site_items
from testamur.publishing.views.site_info import site


def publish(registry, folder, now, *, preview=False):
    """Return address → bytes of every file but pages; everything is verified on the way."""
    published = publication.read(registry, Ledger(folder), now=now, preview=preview)
    editions = [site(registry.issuer, now=now, preview=preview)]
    items = [item for item in site_items.site_items(published, editions) if isinstance(item, site_items.File)]
    return {f"{registry.issuer.base}/{item.name}": item.data for item in items}


def credential(web, registry, award):
    return web[addresses.credential(registry.issuer.base, award.id)]


class Web:
    """A resolver that answers from published files."""

    def __init__(self, pages):
        self.pages = pages

    def fetch(self, url, *, limit):
        from testamur.verification.resolving.resolver import Unavailable

        if url not in self.pages:
            raise Unavailable(f"{url} is not there")
        return self.pages[url]
