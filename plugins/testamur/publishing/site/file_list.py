"""The files of a site but its awards': documents, pictures, the index, and the lists by which others find pages."""

from __future__ import annotations

import heapq
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from testamur import installed
from testamur.credentials import addresses, did, known_issuers
from testamur.errors import LogError, PublishingError
from testamur.ledger.safeguards import plain_files
from testamur.proofs import jcs
from testamur.publishing.art import badge_design, badge_pictures, share_card
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.rendering import card_words
from testamur.publishing.site import edition_files, feeds, index, items, sitemap
from testamur.publishing.site.items import File
from testamur.publishing.views import award_pages
from testamur.publishing.views.achievement_pages import EMBLEM, AchievementPage
from testamur.publishing.views.site_info import Place, Site
from testamur.publishing.words import translations
from testamur.records.parsing import schema
from testamur.records.parsing.kinds import KINDS
from testamur.verification.registration import monitor, own_cosignatures


def achievement_files(published: Publication, badges: Mapping[str, badge_pictures.Badge]) -> Iterator[File]:
    """Yield the documents and pictures of every achievement."""
    issuer = published.registry.issuer
    for slug, achievement in published.registry.achievements.items():
        folder, source = f"achievements/{slug}", f"achievement {slug}"
        for path, document in edition_files.documents(achievement, issuer):
            yield File(name=path, data=jcs.canonicalize(document), source=source)
        yield File(name=f"{folder}/badge.svg", data=badges[slug].svg, source=source)
        yield File(name=f"{folder}/badge.png", data=badges[slug].png, source=source)
        yield File(name=f"{folder}/{EMBLEM}", data=badges[slug].emblem, source=source)
        if issuer.compact:
            # What pages put a credential into when a badge is downloaded.
            yield File(name=f"{folder}/badge-small.svg", data=badges[slug].small_svg, source=source)
            yield File(name=f"{folder}/badge-small.png", data=badges[slug].small_png, source=source)


def card_files(
    published: Publication, site: Site, shown: Iterable[AchievementPage], badges: Mapping[str, badge_pictures.Badge]
) -> Iterator[File]:
    """Yield the picture that networks show with a link to each achievement, in the language of `site`."""
    registry = published.registry
    logo = badge_pictures.logo_mark(registry.folder, registry.issuer) if registry.issuer.image else b""
    catalogue = translations.catalogue(installed.shipped_folder("theme") / "translations", site.language)
    for page in shown:
        achievement = registry.achievements[page.slug]
        color = achievement.color or ("" if achievement.image else badge_design.DEFAULT_COLOR)
        card = share_card.png(
            card_words.card_words(page, site, catalogue),
            color=color,
            badge=badges[page.slug].large,
            logo=logo,
        )
        yield File(name=page.card, data=card, source=f"achievement {page.slug}")


def issuer_files(published: Publication) -> Iterator[File]:
    """Yield the DID document, the keys, the issuers that are known, the status lists, the log and the logo."""
    issuer = published.registry.issuer
    yield items.file(
        "issuer/did.json", jcs.canonicalize(did.document(issuer.base, issuer.verification_methods, issuer.log))
    )
    yield items.file("issuer/keys.json", jcs.canonicalize(did.keys_document(issuer)))
    if known := published.registry.known_issuers:
        data = jcs.canonicalize(known_issuers.document(issuer, known.values()))
        yield items.file(addresses.known_issuers(issuer.base).removeprefix(f"{issuer.base}/"), data)
    for name, data in published.status_lists.items():
        yield items.file(f"status/{addresses.status_list_name(*name)}.json", data)
    if published.log is not None:
        for path, data in published.log.files():
            yield items.file(f"log/{path}", data)
    yield from _witnessed_files(published)
    if issuer.image:
        yield items.file(issuer.image, badge_pictures.logo(published.registry.folder, issuer))


def _witnessed_files(published: Publication) -> Iterator[File]:
    """Yield what this registry signed of other logs; PublishingError for what lies there and does not hold."""
    folder = published.ledger.folder.parent / monitor.FOLDER
    if published.preview or not folder.is_dir():
        return
    plain_files.refuse_others(folder)
    try:
        for name, data in own_cosignatures.published(folder):
            yield items.file(f"log/witnessed/{name}", data)
    except LogError as error:
        raise PublishingError(
            f"{error.reason}. Nothing was published: put it back from a copy, or from the branch {folder.name}"
        ) from error


def statement_files(published: Publication) -> Iterator[File]:
    """Yield the signed documents that are no awards, each where its own id says that it is."""
    for issued in published.statements:
        name = {
            "endorsing": f"endorsements/{issued.statement.subject_id}/credential.json",
            "pathways": f"awards/{issued.statement.subject_id}/record.json",
            "learners": f"learners/{issued.name}/record.json",
        }[issued.statement.kind]
        yield File(name=name, data=published.document(issued), source=issued.statement.subject_key)


def index_files(published: Publication, shards: Collection[str] = index.SHARDS) -> Iterator[File]:
    """Yield the verification index: its head, and those of its `shards`."""
    as_of = published.now.date().isoformat()
    yield items.file("index.json", index.head(published.registry.issuer, as_of=as_of, preview=published.preview))
    # By shard before anything is made: the entries of all awards together would take half a kilobyte each.
    by_shard: dict[str, list[IssuedAward]] = {shard: [] for shard in shards}
    for issued in published.awards:
        shard = index.shard_of(issued.award.id)
        if shard in by_shard:
            by_shard[shard].append(issued)
    for shard, awards in by_shard.items():
        yield items.file(*index.shard(shard, {issued.award.id: _index_entry(issued) for issued in awards}))


def _index_entry(issued: IssuedAward) -> dict[str, Any]:
    if issued.award.visibility == "sealed":
        return index.entry(issued.known, is_sealed=True)
    if not issued.is_shown:
        return index.entry(issued.known)
    return index.entry(issued.known, valid_until=issued.valid_until, since=_since(issued))


def _since(issued: IssuedAward) -> str:
    """Return the day on which an award came to stand as it does; "" when it is in force."""
    line = issued.award.last(issued.known.state)  # no act is called "active"
    return line.date.isoformat() if line else ""


def listing_files(published: Publication, sites: Sequence[Site], places: Sequence[Place]) -> Iterator[File]:
    """Yield the lists by which others find pages: the feed of public awards, the sitemap, robots.txt.

    `places` are those of the pages that are no award's own; the sitemap has public awards from the publication.
    """
    site, public = sites[0], award_pages.public_awards(published)
    newest = heapq.nlargest(feeds.NEWEST, public, key=lambda issued: (issued.known.current.issued, issued.award.id))
    pages = [award_pages.page(published, issued, site) for issued in newest]
    yield items.file(feeds.FEED, feeds.atom(site, pages))
    listed, prefixes = [issued.award.id for issued in public], [site.prefix for site in sites]
    for name, data in sitemap.files(site, [place.path for place in places if place.indexed], listed, prefixes):
        yield items.file(name, data)
    # A preview is not to be found by search engines; the real site says where its map is.
    robots = "Disallow: /" if published.preview else f"Allow: /\nSitemap: {site.base}/{sitemap.SITEMAP}"
    yield items.file("robots.txt", f"User-agent: *\n{robots}\n".encode())


def schema_files() -> Iterator[File]:
    """Yield the schema of each kind of record, for editors."""
    for kind in KINDS:
        text = json.dumps(schema.bundled(kind), ensure_ascii=False, indent=2)
        yield items.file(f"schemas/{kind}.schema.json", text.encode() + b"\n")
