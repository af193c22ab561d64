"""Every page and file of a registry's site; files by address, as a verifier would find them on the web."""

from testamur.credentials import addresses
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.site import common_items, file_list
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.items import File, Page
from testamur.publishing.views.site_info import site


def site_items(published, sites):
    """Yield every page and file of the site but its own prose, as the plugin writes them."""
    source = AwardSource.of(published, sites)
    common = list(common_items.common_items(source))
    yield from common
    yield from file_list.listing_files(published, sites, [item.here for item in common if isinstance(item, Page)])
    for issued in published.awards:
        yield from source.items(issued)


def publish(registry, folder, now, *, preview=False):
    """Return address → bytes of every file but pages; everything is verified on the way."""
    published = publication.read(registry, Ledger(folder), now=now, preview=preview)
    editions = [site(registry.issuer, now=now, preview=preview)]
    items = [item for item in site_items(published, editions) if isinstance(item, File)]
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
