"""What `testamur verify` reads from copies: a registry's archive in the place of the web, and awards on mirrors.

An archive that is given is trusted for its registry: whoever gives it says so. A mirror is believed in nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from testamur.authoring.archiving.archive_file import ArchiveFile
from testamur.authoring.archiving.archived_site import ArchivedSite
from testamur.authoring.archiving.bag import Bag
from testamur.errors import VerificationError
from testamur.terminal.verify_subjects import Subject, VerificationContext
from testamur.verification.reading import baked, strict_json
from testamur.verification.reading.shapes import text_of
from testamur.verification.resolving import mirror_notes, sealed_awards
from testamur.verification.resolving.mirror_notes import MirrorNote
from testamur.verification.resolving.resolver import LeftOut, NotFound, Resolver, Unavailable


class WithArchives:
    """Answers for the registries of some archives from these, and asks another resolver for all else."""

    def __init__(self, inner: Resolver, sites: Sequence[ArchivedSite]) -> None:
        self._inner, self._sites = inner, sites

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the bytes at `url`, at most `limit`; Unavailable otherwise."""
        site = next((site for site in self._sites if url.startswith(f"{site.base}/")), self._inner)
        return site.fetch(url, limit=limit)


class Beside:
    """Answers from a bundle what was left out of an archive, or lies in a sealed award's file.

    That is the award's own proof, which is held to the log of the site or the archive.
    """

    def __init__(self, inner: Resolver, bundle: Resolver) -> None:
        self._inner, self._bundle = inner, bundle

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the bytes at `url`, at most `limit`; Unavailable otherwise."""
        try:
            return self._inner.fetch(url, limit=limit)
        except NotFound as missing:
            page, _mark, _name = url.rpartition("/")
            if not isinstance(missing, LeftOut) and not sealed_awards.is_sealed(f"{page}/", self._inner):
                raise
            try:
                return self._bundle.fetch(url, limit=limit)
            except Unavailable:
                raise missing from None


def with_archives(context: VerificationContext, files: Sequence[Path]) -> VerificationContext:
    """Return the context with the registries of some archives trusted, as they were on the day of each.

    ArchiveError for a file that is none.
    """
    sites = [ArchivedSite(Bag(ArchiveFile(file))) for file in files]
    if not sites:
        return context
    return replace(
        context,
        resolver=WithArchives(context.resolver, sites),
        trusted=context.trusted | {site.did for site in sites},
        base=context.base or sites[0].base,
    )


def of_mirror(subject: Subject, data: bytes, resolver: Resolver) -> tuple[Subject, MirrorNote | None]:
    """Return the subject as the award that it is a copy of, and the note of the mirror; as it was where it is no copy.

    A mirror says whose award it shows, and is held to that: it is the one of the same id, at the registry's address.
    """
    address = subject.address
    if address is None:
        return subject, None
    try:
        found = strict_json.parse(baked.extract(data))
    except VerificationError:
        return subject, None
    own = text_of(found, "id") if isinstance(found, dict) else ""
    at, mark, _ = address.rpartition("/awards/")
    if own == address or not mark:
        return subject, None
    note = mirror_notes.find(at, resolver)
    if note is None or own != note.of + address[len(at) :]:
        return subject, None
    return replace(subject, address=own), note
