"""Checks an archive whole, with nothing but the archive: its sums, its log, and every document that was signed.

What holds shows that the archive is whole, and that one issuer signed all of it. Whose keys these are, an archive alone
cannot show: that is told by a key, or a checkpoint of the log, that was known before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from testamur.authoring.archiving import contents
from testamur.authoring.archiving.archive_file import ArchiveFile
from testamur.authoring.archiving.archived_site import ArchivedSite
from testamur.authoring.archiving.bag import Bag
from testamur.credentials import addresses
from testamur.errors import LogError, VerificationError
from testamur.ledger import entries
from testamur.ledger.registering import checkpoints
from testamur.log import checkpoint, fsck, note
from testamur.log.checkpoint import NUMBER, OpenedCheckpoint
from testamur.log.merkle import Tree
from testamur.log.note import VerifierKey
from testamur.verification import examination, wrapper
from testamur.verification.issuer_keys import Keys
from testamur.verification.reading import baked
from testamur.verification.registration import published_log
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import RememberingResolver, Unavailable
from testamur.verification.verdict import Verdict

MOST_LOG_BYTES = 1024 * 1024 * 1024
_SIGNED = re.compile(
    r"(?:awards/(?P<award>[^/]+)/credential|(?:awards|learners)/[^/]+/record|endorsements/[^/]+/credential)\.json"
)
_WRONG = frozenset({Verdict.INVALID, Verdict.UNTRUSTED_ISSUER, Verdict.INDETERMINATE})
_MOST_FINDINGS = 1000


@dataclass(slots=True, kw_only=True)
class Report:
    """What an archive has, and all that does not hold of it, each as a sentence that begins with the file."""

    site: ArchivedSite
    credentials: int = 0  # documents that were signed, and examined
    log: OpenedCheckpoint | None = None
    log_key: VerifierKey | None = None
    findings: list[str] = field(default_factory=list)
    is_seen: bool = False  # a checkpoint that was seen before is one of this log's
    evidence: tuple[bytes, bytes] | None = None  # two checkpoints that are not of one history


def check(
    path: Path, *, seen: Mapping[str, bytes] | None = None, advance: Callable[[], object] = lambda: None
) -> Report:
    """Check an archive; ArchiveError where it cannot even be opened.

    `seen` has the largest checkpoint seen before, by the name of its log. `advance` is called once a signed document.
    """
    with ArchiveFile(path) as archive:
        bag = Bag(archive)
        report = Report(site=ArchivedSite(bag))
        report.findings += [f"{name}: it is not as its sum says" for name in bag.damaged()]
        if not report.findings:
            _check_log(report, seen or {})
            for finding in _check_documents(report, advance):
                if len(report.findings) < _MOST_FINDINGS:
                    report.findings.append(finding)
        return report


def _check_documents(report: Report, advance: Callable[[], object]) -> Iterator[str]:
    """Yield what does not hold of the documents that were signed."""
    site = report.site
    resolver = RememberingResolver(site)
    for path in site.bag.paths(contents.SITE):
        match = _SIGNED.fullmatch(path)
        if match is None:
            continue
        report.credentials += 1
        data = site.fetch(f"{site.base}/{path}", limit=baked.MOST_BYTES)
        now, trusted = site.instant, frozenset({site.did})
        wrapped = None
        if match["award"] is None:
            wrapped = wrapper.examine(data, resolver=resolver, now=now, trusted=trusted, asked=True)
        if wrapped is not None:
            verdict, sentence = wrapped.verdict, wrapped.sentence
        else:
            address = addresses.award(site.base, match["award"]) if match["award"] else None
            examined = examination.examine(
                data, resolver=resolver, now=now, trusted=trusted, address=address, asked=True
            )
            verdict, sentence = examined.verdict, examined.sentence
        advance()
        if verdict in _WRONG:
            yield f"{contents.SITE}{path}: {sentence}"


def _check_log(report: Report, seen: Mapping[str, bytes]) -> None:
    """Check the log, where the issuer's DID document names one: entries, tiles, and every checkpoint that is kept."""
    site, bag = report.site, report.site.bag
    try:
        keys = Keys(site.did, did_documents.read(site.did, site))
        if keys.log is None:
            return
        report.log_key = published_log.read_keys(keys.log, site.base).log
        report.log, found = fsck.examine(lambda name: _fetch(site, name), report.log_key)
    except (LogError, VerificationError) as error:
        report.findings.append(f"{contents.SITE}log/checkpoint: {error.reason}")
        return
    except Unavailable as error:
        report.findings.append(f"{contents.SITE}issuer/did.json: {error}")
        return
    report.findings += [f"{contents.SITE}log/{finding}" for finding in found]
    name = contents.LEDGER + entries.NAME
    if name not in bag:
        report.findings.append(f"{name}: it is not there, and the registry keeps a log")
        return
    tree = Tree(checkpoints.leaves_of(bag.read(name, MOST_LOG_BYTES)))
    if (tree.size, tree.root()) != (report.log.checkpoint.size, report.log.checkpoint.root):
        report.findings.append(f"{name}: it does not have the entries that the log has")
        return
    report.findings += _wrong_checkpoints(site, tree, report.log_key)
    _compare_with_seen(report, tree, seen.get(report.log.checkpoint.origin, b""))


def _fetch(site: ArchivedSite, name: str) -> bytes:
    try:
        return site.fetch(addresses.log_file(site.base, name), limit=MOST_LOG_BYTES)
    except Unavailable as error:
        raise LogError(str(error), code="log-file") from error


def _wrong_checkpoints(site: ArchivedSite, tree: Tree, key: VerifierKey) -> Iterator[str]:
    """Yield what does not hold of the checkpoints that are kept."""
    for name in site.bag.paths(f"{contents.SITE}log/checkpoints/"):
        path = f"{contents.SITE}log/checkpoints/{name}"
        try:
            point = checkpoint.open_note(_fetch(site, f"checkpoints/{name}"), key).checkpoint
        except LogError as error:
            yield f"{path}: {error.reason}"
            continue
        if not NUMBER.fullmatch(name) or point.size != int(name):
            yield f"{path}: it is the checkpoint of {point.size} entries"
        elif point.size > tree.size or tree.root(point.size) != point.root:
            yield f"{path}: the log's entries are not those that it signed"


def _compare_with_seen(report: Report, tree: Tree, remembered: bytes) -> None:
    """Compare the log with the largest checkpoint of it that was seen before; one of more entries says nothing."""
    if report.log is None or report.log_key is None:
        return
    try:
        if checkpoint.read(note.read(remembered).text).origin != report.log.checkpoint.origin:
            return
    except LogError:
        return  # nothing was seen, or what was kept of it is damaged
    try:
        point = checkpoint.open_note(remembered, report.log_key).checkpoint
    except LogError:
        report.findings.append(f"{contents.SITE}log/vkey: another key signed what was seen of this log before")
        return
    if point.size > tree.size:
        return
    report.is_seen = tree.root(point.size) == point.root
    if not report.is_seen:
        report.evidence = remembered, report.log.data
        report.findings.append(f"{contents.SITE}log/checkpoint: it has another history than was seen before")
