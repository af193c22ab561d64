"""What is known of an issuer from elsewhere than a bundle, and which keys in the bundle that vouches for.

Whoever made a bundle wrote its DID document: by itself it proves nothing. A key in it counts only where a DID document
that was had elsewhere lists it, or where the registry's log does: a log whose own key is known, whose root key
signed that the key was added. Nothing that an anchor knows of is taken from the bundle instead.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from testamur.credentials import addresses, did
from testamur.errors import DocumentError, LogError, VerificationError
from testamur.log import note
from testamur.log.key_succession import KeySuccession
from testamur.proofs import jcs
from testamur.verification.bundle.container import Bundle
from testamur.verification.issuer_keys import log_in
from testamur.verification.reading import strict_json
from testamur.verification.reading.shapes import text_of
from testamur.verification.registration import published_log
from testamur.verification.registration.key_history import KeyHistory
from testamur.verification.registration.published_log import LogKeys, PublishedLog
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import Unavailable

Document = Mapping[str, Any]
# A key that was retired was the issuer's all the same; when it signed is for the check `registered`.
_OF_THE_ISSUER = frozenset({"", "key-retired"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of one registry. `words` complete "lists the key that it was signed with"; "" for its own address.

    `document` is its DID document, `log_key` a key of its log (a vkey), `seen` the largest checkpoint of its log that
    was seen before, `root` the log's root key (a vkey) as it was seen with that: each may be missing.
    """

    words: str
    document: Document = field(default_factory=dict)
    log_key: str = ""
    seen: bytes = b""
    root: str = ""


class NotAnchoredError(VerificationError):
    """Nothing shows that the keys in a bundle are the issuer's; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A bundle's DID document with those keys alone that are known to be the issuer's, and its log's acts on keys.

    `history` is None where the issuer keeps no log, or the log vouches for nothing.
    """

    document: Document
    history: KeyHistory | None = None
    size: int = 0  # of the log, by the bundle's checkpoint

    def refusal(self, method: str) -> str:
        """Return why a key was no longer good by the bundle's checkpoint, as a code; "" if it was, or none can say."""
        return _refusal(self.history, self.size, method) if self.history else ""


def confirm(bundle: Bundle, anchor: Anchor, method: str) -> Confirmed | None:
    """Return what an anchor vouches for in a bundle; NotAnchoredError unless that is the key `method`, among others.

    None where the bundle has no DID document of its issuer: the check `issuer` says what is wrong with it, as it does
    where the document does not list that key. Unavailable where it cannot be read.
    """
    document = did_documents.fetch_json(bundle, addresses.did_document(bundle.base))
    listed = did_documents.lists_in(document)
    if listed is None or document.get("id") != bundle.issuer:
        return None
    methods = [one for one in listed[0] if isinstance(one, dict) and isinstance(one.get("id"), str)]
    log, history, size = _known_log(bundle, anchor, document)
    known = [one for one in methods if _lists(anchor.document, one) or _adds(history, size, bundle.issuer, one)]
    names = {one["id"] for one in known}
    if method not in names and any(one["id"] == method for one in methods):
        raise of_nothing(bundle)
    service = _service(anchor.document, document) if log else log_in(anchor.document)
    kept = {
        **{name: value for name, value in document.items() if name != "service"},
        "verificationMethod": known,
        "assertionMethod": [one for one in listed[1] if isinstance(one, str) and one in names],
        **({"service": [service]} if service else {}),
    }
    return Confirmed(kept, history, size)


def _service(known: Document, document: Document) -> Document | None:
    """Return a known log as a service: with the key that the bundle names, which may be a newer one.

    Who else has to have seen it is not taken from the bundle where it is known.
    """
    service, own = log_in(known), log_in(document)
    if service is None or own is None or not isinstance(end := service.get("serviceEndpoint"), dict):
        return own
    return {**service, "serviceEndpoint": {**end, "key": own["serviceEndpoint"]["key"]}}


def _adds(history: KeyHistory | None, size: int, issuer: str, method: Document) -> bool:
    """Say whether the log says of a key that it is the issuer's."""
    # The name of a registry's key is the key itself, so that what is known of the name is known of the key.
    name = did.verification_method(issuer, text_of(method, "publicKeyMultibase"))
    return history is not None and method["id"] == name and _refusal(history, size, name) in _OF_THE_ISSUER


def _refusal(history: KeyHistory, size: int, method: str) -> str:
    # Once a log has ended, its keys are good for nothing new: they are as they were then.
    return history.refusal(method, history.end[0] if history.end else size)


def _lists(document: Document, method: Document) -> bool:
    """Say whether a DID document that was had elsewhere lists this very key for the same."""
    methods, purposes = did_documents.lists_in(document) or ([], [])
    name = method["id"]
    try:
        same = [one for one in methods if isinstance(one, dict) and one.get("id") == name]
        return name in purposes and len(same) == 1 and jcs.canonicalize(same[0]) == jcs.canonicalize(dict(method))
    except DocumentError:
        return False


def _known_log(
    bundle: Bundle, anchor: Anchor, document: Document
) -> tuple[PublishedLog | None, KeyHistory | None, int]:
    """Return the log that a bundle names, if it is the one that is known, its acts on keys, and its size.

    None where it names none and none is known. NotAnchoredError where another is known, for then the whole bundle may
    be of another's making.
    """
    service = log_in(document)
    known, root = _in_service(anchor.document, "key") or anchor.log_key, _in_service(anchor.document, "root")
    if service is None:
        if known or anchor.seen:
            raise NotAnchoredError("the issuer keeps a log, and this file names none", code="log-gone")
        return None, None, 0
    if not known and not anchor.seen:
        return None, None, 0
    try:
        keys = published_log.read_keys(service, bundle.base)
    except LogError as error:
        reason = f"the log that this file names cannot be read: {error.reason}"
        raise NotAnchoredError(reason, code=error.code) from error
    log = PublishedLog(bundle.base, keys, bundle)
    history, size = _history(log)
    # Only what a root key that is known signed leads from one key of the log to another.
    roots = {one for one in (root, anchor.root) if one}
    if roots - {str(keys.root)}:
        raise NotAnchoredError("the log that this file names has another root key than is known here", code="log-root")
    succession = _succession(history if roots else None, keys)
    if known and all(str(key) != known for key in succession.keys):
        raise NotAnchoredError("the log that this file names is not the one that is known here", code="other-log")
    if not known and not _signed(anchor.seen, succession):
        raise NotAnchoredError("the log that this file names is not the one that was seen here", code="other-log")
    return log, history, size


def _history(log: PublishedLog) -> tuple[KeyHistory | None, int]:
    """Return a log's acts on keys, and its size, by the bundle's checkpoint; None where they cannot be read."""
    # What is wrong is said by the check `registered`, which reads the same.
    with contextlib.suppress(LogError, VerificationError, Unavailable):
        point = log.newest().checkpoint
        return log.key_history(point, log.tail(point)), point.size
    return None, 0


def _succession(history: KeyHistory | None, keys: LogKeys) -> KeySuccession:
    """Return the keys of a log that lead to the one that a bundle names."""
    if history is not None:
        with contextlib.suppress(LogError):
            return history.succession(keys.log)
    return KeySuccession(keys.log)


def _signed(seen: bytes, succession: KeySuccession) -> bool:
    try:
        succession.open(seen)
    except LogError:
        return False
    return True


def _in_service(document: Document, name: str) -> str:
    """Return a key of the log that a DID document names; "" where it names none."""
    end = (log_in(document) or {}).get("serviceEndpoint")
    return text_of(end, name) if isinstance(end, dict) else ""


def of_nothing(bundle: Bundle) -> NotAnchoredError:
    """Return what is said where nothing is known of the issuer, or not enough."""
    host = did.authority_of(bundle.issuer)
    return NotAnchoredError(
        f"it is signed by a key that this file says is of {host}, and nothing here shows that", code="not-anchored"
    )


def of_file(data: bytes, words: str) -> tuple[str, Anchor] | None:
    """Return the issuer (its DID) and the anchor in a file: a DID document, or the key of a log; None if it is neither.

    A key is one line, as a registry publishes it at `/log/vkey`.
    """
    if data[:1] == b"{":
        try:
            document = strict_json.parse(data, limit=did_documents.LIMIT)
            name = document.get("id") if isinstance(document, dict) else None
            if isinstance(name, str) and did_documents.lists_in(document) and did.base_of(name):
                return name, Anchor(words, document)
        except (DocumentError, VerificationError):
            pass
        return None
    try:
        key = note.read_key(data.decode("ascii").removesuffix("\n"))
        base = f"https://{key.name.removesuffix('/log')}"
        if key.kind == note.SIGNATURE and key.name == addresses.log_origin(base):
            return did.from_base(base), Anchor(words, log_key=str(key))
    except (LogError, UnicodeDecodeError, ValueError):
        pass
    return None
