"""Finds and reads what `testamur verify` is to check: a file, a link, or an award of these records."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from testamur.authoring.finding import trust_anchors, trust_lists
from testamur.authoring.finding.award_lookup import find_award
from testamur.credentials import addresses, did
from testamur.credentials.addresses import PREVIEW_BASE
from testamur.credentials.statement_codes import statement_code
from testamur.errors import DocumentError, TestamurError, UsageError
from testamur.records import registry
from testamur.records.parsing import files
from testamur.terminal.clock import latest_day_anywhere
from testamur.text import award_id
from testamur.text.characters import harmless
from testamur.verification.bundle.anchors import Anchor
from testamur.verification.known.known_issuer import KnownIssuer
from testamur.verification.reading import award_links, baked
from testamur.verification.resolving import sealed_awards
from testamur.verification.resolving.resolver import FolderResolver, Resolver, Unavailable
from testamur.verification.resolving.web import WebResolver

_PATH_LIKE = re.compile(r".*(?:[/\\]|\.(?:json|png|svg|jsonld|jwt|txt|html?|pdf|jpe?g))", re.IGNORECASE | re.DOTALL)
_LIMIT = baked.MOST_BYTES
_OWN = "by these records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One thing to verify: where to read it, and the award page to which it must belong (None: any).

    `otherwise` is what else the text may have named, if there is nothing at the first address. `key` is what the link
    of a sealed award has after #; it stands in no name, since names are printed.
    """

    name: str
    file: Path | None = None
    url: str = ""
    address: str | None = None
    otherwise: Subject | None = None
    statement: bytes | None = None  # of a statement code, which is all there: nothing is read
    key: str = ""

    @property
    def keys(self) -> dict[str, str]:
        """The key of its link, where it has one, by each address that it may be shown at."""
        subjects = [self, *([self.otherwise] if self.otherwise else [])]
        return {one.address: one.key for one in subjects if one.address and one.key}

    def read(self, resolver: Resolver) -> bytes:
        """Return its bytes, at most one more than a credential may have; raises Unavailable if they cannot be read."""
        if self.statement is not None:
            return self.statement
        if self.file is not None:
            try:
                return files.read(self.file, _LIMIT)
            except OSError as error:
                raise Unavailable(f"the file cannot be read ({error.strerror or type(error).__name__})") from error
        return resolver.fetch(self.url, limit=_LIMIT)

    def found(self, resolver: Resolver) -> tuple[Subject, bytes]:
        """Return the subject that is there, this one or the other, and its bytes; Unavailable where neither is."""
        try:
            return self, self.read(resolver)
        except Unavailable as error:
            if self.otherwise is None:
                raise
            try:
                return self.otherwise, self.otherwise.read(resolver)
            except Unavailable:
                raise error from None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationContext:
    """Where keys, status lists and indexes are read, and which issuers are trusted."""

    resolver: Resolver
    trusted: frozenset[str]
    base: str  # of the registry whose awards are named by id; "" when there is none
    known: Mapping[str, KnownIssuer] = field(default_factory=dict)  # issuers that are on a list, by their ids
    pinned: Mapping[str, Anchor] = field(default_factory=dict)  # what files pin of issuers, by their DIDs
    own: Anchor | None = None  # the keys of these records, of the registry at `base`


def verification_context(
    records: Path, site: Path | None, *, resolve: tuple[str, ...], trust: tuple[str, ...] = ()
) -> VerificationContext:
    """Return the context that options describe: the web, or folders in its place. UsageError for a bad option."""
    folders = dict(_parse_folder(text) for text in resolve)
    site_base = _site_base(site) if site is not None else ""
    if site is not None:
        folders.setdefault(site_base, site)
    own = registry.own_issuer(records)
    pinned = trust_anchors.of_files(Path(text) for text in trust if _names_a_list(text))
    trusted = {_parse_did(text) for text in trust if not _names_a_list(text)} | pinned.keys()
    if own is not None:
        trusted.add(did.from_base(own.base))
    if site_base == PREVIEW_BASE:
        # Nobody else can answer for this address (decision 8): it is not on the web, only in the folder that was named.
        trusted.add(did.from_base(PREVIEW_BASE))
    return VerificationContext(
        resolver=FolderResolver(folders) if folders else WebResolver(),
        trusted=frozenset(trusted),
        base=site_base or (own.base if own else ""),
        pinned={issuer: anchor for issuer, (_path, anchor) in pinned.items()},
        own=Anchor(_OWN, did.document(own.base, own.verification_methods, own.log)) if own else None,
    )


def with_known_issuers(context: VerificationContext, records: Path, trust: tuple[str, ...]) -> VerificationContext:
    """Return the context with the issuers that the institution of these records knows, and those of named lists.

    Of two lists with one issuer, the first that was named counts; then that of the records. RecordsError or UsageError
    where one of them cannot be read.
    """
    known = trust_lists.of_records(records)
    listed = [text for text in trust if _names_a_list(text)]
    pinning = {path for path, _anchor in trust_anchors.of_files(map(Path, listed)).values()}
    for text in reversed([text for text in listed if Path(text) not in pinning]):
        known |= trust_lists.of_file(Path(text))
    return replace(context, known=known)


def find_subject(text: str, context: VerificationContext, records: Path) -> Subject:
    """Return the subject that `text` names; raises UsageError when it names nothing."""
    page = award_links.read_link(text, context.base)
    if page:
        key = sealed_awards.key_in(award_links.unwrapped(text))
        name = _printable(text)
        first, *others = (
            Subject(name=name, url=f"{address}{page.file}", address=address, key=key) for address in page.pages
        )
        return replace(first, otherwise=next(iter(others), None))
    link = award_links.unwrapped(text)
    if signed := statement_code.signed_in(link):
        return Subject(name=f"{link.partition('#')[0]}#…", statement=signed)
    if link.lower().startswith("https://"):
        return Subject(name=_printable(text), url=f"https{link[5:].partition('#')[0]}")
    if link.lower().startswith("http://"):
        raise UsageError(
            f"{harmless(text)}: only https:// links are followed. Give that link, or the file; of a site "
            "that this machine serves, its folder with --site"
        )
    if Path(text).exists() and not Path(text).is_dir():
        # Resolved, since `files.read` refuses links: these are for records, and here the person chose the file.
        return Subject(name=text, file=Path(text).resolve())
    try:
        award = award_id.canonical(text)
    except ValueError:
        award = _find_award_id(text, records)
    if not context.base:
        raise UsageError(
            f"whose award is {award}? Give a link or a file; or stand where credentials/ is, or use --site"
        )
    address = addresses.award(context.base, award)
    return Subject(name=award, url=addresses.credential(context.base, award), address=address)


def _printable(text: str) -> str:
    """Return a link without the key that it may have, however a mail program broke it: names are printed."""
    return text.partition("#")[0].strip() if "#key=" in award_links.unwrapped(text) else text


def _find_award_id(text: str, records: Path) -> str:
    """Return the id of the award that a person described in words."""
    if Path(text).is_dir():
        raise UsageError(f"{harmless(text, 300)} is a folder: give the credential.json, PNG or SVG in it")
    if not records.is_dir() or _PATH_LIKE.fullmatch(text):
        raise UsageError(f"there is no file {harmless(text, 300)}: give a file, a link, or the id of an award")
    return find_award(registry.load(records, today=latest_day_anywhere()), text).id


def _parse_folder(text: str) -> tuple[str, Path]:
    base, mark, folder = text.partition("=")
    if not mark or not _is_https(base):
        raise UsageError(f"--resolve {harmless(text)}: write BASE=DIR, e.g. https://badges.harbour.example=output")
    if not Path(folder).is_dir():
        raise UsageError(f"--resolve {harmless(text)}: there is no folder {harmless(folder, 300)}")
    return base.rstrip("/"), Path(folder)


def _site_base(site: Path) -> str:
    """Return the base of a built site, from its index.json."""
    try:
        index = json.loads(files.read(site / "index.json", 64 * 1024))
        base = index["base"] if isinstance(index, Mapping) else ""
        if not isinstance(base, str) or not _is_https(base):
            raise UsageError(f"{site}/index.json does not say which site this is: build it again with testamur build")
    except (OSError, ValueError, KeyError, RecursionError, TestamurError) as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{site} is not a site that testamur build made: there is no index.json to read") from error
    return base.rstrip("/")


def _names_a_list(text: str) -> bool:
    """Say whether --trust names a list of known issuers, and not an issuer."""
    return not text.startswith(("did:", "https://")) and Path(text).exists()


def _parse_did(text: str) -> str:
    """Return the DID of an issuer, given as a DID or as the address of its registry."""
    try:
        issuer = did.from_base(text.rstrip("/")) if text.startswith("https://") else text
        did.document_address(issuer)
    except (DocumentError, ValueError):
        raise UsageError(
            f"--trust {harmless(text)}: write the issuer's DID, e.g. did:web:badges.harbour.example:issuer, or the "
            "name of a file that lists issuers"
        ) from None
    return issuer


def _is_https(text: str) -> bool:
    """Say whether this is an https address; one whose host cannot be read is none."""
    try:
        return urlsplit(text).scheme == "https"
    except ValueError:
        return False
