"""Checks the log in an archive: its entries and tiles, all checkpoints that were kept, and what was seen before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from testamur.authoring.archiving import contents
from testamur.authoring.archiving.archived_site import ArchivedSite
from testamur.credentials import addresses
from testamur.errors import LogError, VerificationError
from testamur.ledger import entries
from testamur.ledger.registering import checkpoints
from testamur.log import checkpoint, fsck, note
from testamur.log.checkpoint import NUMBER, Checkpoint
from testamur.log.key_succession import KeySuccession
from testamur.log.merkle import Tree
from testamur.verification.issuer_keys import Keys
from testamur.verification.registration import log_audit, published_log
from testamur.verification.registration.key_history import KeyHistory
from testamur.verification.registration.log_audit import LogAudit
from testamur.verification.registration.published_log import LogKeys, PublishedLog
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import Unavailable

MOST_BYTES = 1024 * 1024 * 1024
_LOG = f"{contents.SITE}log/"


@dataclass(slots=True, kw_only=True)
class ArchivedLog:
    """A log as an archive has it, and what does not hold of it, each as a sentence that begins with the file."""

    key: str = ""  # that signs it (a vkey)
    size: int = 0
    findings: list[str] = field(default_factory=list)
    is_seen: bool = False  # a checkpoint that was seen before is one of this log's
    evidence: tuple[bytes, bytes] | None = None  # two checkpoints that are not of one history


def check(site: ArchivedSite, seen: Mapping[str, bytes]) -> ArchivedLog | None:
    """Return what was found; None where the issuer's DID document names no log.

    `seen` has the largest checkpoint seen before, by the name of its log, and its root key by that key's name.
    """
    log = ArchivedLog()
    try:
        found = Keys(site.did, did_documents.read(site.did, site))
        if found.log is None:
            return None
        keys = published_log.read_keys(found.log, site.base)
    except (LogError, VerificationError) as error:
        log.findings.append(f"{contents.SITE}issuer/did.json: {error.reason}")
    except Unavailable as error:
        log.findings.append(f"{contents.SITE}issuer/did.json: {error}")
    else:
        log.key = str(keys.log)
        _check_files(log, site, keys)
        if not log.findings:
            _check_entries(log, site, keys, seen)
    return log


def _check_files(log: ArchivedLog, site: ArchivedSite, keys: LogKeys) -> None:
    """Check what is published of the log, whole."""
    try:
        audit = LogAudit(keys.root)
        opened, found = fsck.examine(lambda name: _fetch(site, name), keys.log, audit)
        found += audit.last_findings(keys.log)
        found += log_audit.derived_findings(PublishedLog(site.base, keys, site), opened.checkpoint)
    except LogError as error:
        log.findings.append(f"{_LOG}checkpoint: {error.reason}")
        return
    log.size = opened.checkpoint.size
    log.findings += [f"{_LOG}{finding}" for finding in found]


def _check_entries(log: ArchivedLog, site: ArchivedSite, keys: LogKeys, seen: Mapping[str, bytes]) -> None:
    """Compare the ledger's entries with the log, and with every checkpoint of it."""
    name = contents.LEDGER + entries.NAME
    if name not in site.bag:
        log.findings.append(f"{name}: it is not there, and the registry keeps a log")
        return
    leaves = checkpoints.leaves_of(site.bag.read(name, MOST_BYTES))
    tree, newest = Tree(leaves), _fetch(site, "checkpoint")
    point = checkpoint.open_note(newest, keys.log).checkpoint
    if (tree.size, tree.root()) != (point.size, point.root):
        log.findings.append(f"{name}: it does not have the entries that the log has")
        return
    succession = KeyHistory(enumerate(leaves), keys.root, keys.log.name).succession(keys.log)
    log.findings += _wrong_checkpoints(site, tree, succession)
    root = str(keys.root).encode()
    if seen.get(keys.root.name, root) != root:
        log.findings.append(
            f"{contents.SITE}issuer/did.json: it names another root key of the log than was seen before"
        )
        return
    remembered = seen.get(keys.log.name, b"")
    if _is_checkpoint_of(remembered, keys.log.name):
        _compare(log, tree, succession, remembered, newest)


def _fetch(site: ArchivedSite, name: str) -> bytes:
    try:
        return site.fetch(addresses.log_file(site.base, name), limit=MOST_BYTES)
    except Unavailable as error:
        raise LogError(str(error), code="log-file") from error


def _wrong_checkpoints(site: ArchivedSite, tree: Tree, keys: KeySuccession) -> Iterator[str]:
    """Yield what does not hold of the checkpoints that are kept."""
    for name in site.bag.paths(f"{_LOG}checkpoints/"):
        path = f"{_LOG}checkpoints/{name}"
        try:
            point = keys.open(_fetch(site, f"checkpoints/{name}")).checkpoint
        except LogError as error:
            yield f"{path}: {error.reason}"
            continue
        if not NUMBER.fullmatch(name) or point.size != int(name):
            yield f"{path}: it is the checkpoint of {point.size} entries"
        elif not _is_of(point, tree):
            yield f"{path}: the log's entries are not those that it signed"


def _is_of(point: Checkpoint, tree: Tree) -> bool:
    return point.size <= tree.size and tree.root(point.size) == point.root


def _is_checkpoint_of(remembered: bytes, name: str) -> bool:
    """Say whether what was kept is a checkpoint of this log; what is damaged says nothing."""
    try:
        return checkpoint.read(note.read(remembered).text).origin == name
    except LogError:
        return False


def _compare(log: ArchivedLog, tree: Tree, keys: KeySuccession, remembered: bytes, newest: bytes) -> None:
    """Compare the log with what was seen of it before; a checkpoint of more entries than it has says nothing."""
    try:
        point = keys.open(remembered).checkpoint
    except LogError:
        log.findings.append(f"{_LOG}vkey: another key signed what was seen of this log before")
        return
    if point.size > tree.size:
        return
    log.is_seen = _is_of(point, tree)
    if not log.is_seen:
        log.evidence = remembered, newest
        log.findings.append(f"{_LOG}checkpoint: it has another history than was seen before")
