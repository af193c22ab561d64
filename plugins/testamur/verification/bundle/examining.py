"""Examines a bundle: the same checks over its parts, as of the last list in it.

Pure: nobody is asked. The verdict is as of the day of the issuer's list in the bundle; only whether the award has ended
is asked of today. Where nothing shows that the keys are the issuer's, the verdict is INDETERMINATE, whatever the
file says of itself; INVALID where its parts contradict each other (docs/verification.md, "Bundles").
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from testamur.credentials import did as dids
from testamur.errors import LogError, VerificationError
from testamur.log import checkpoint, note
from testamur.proofs import jcs
from testamur.verification import document, examination, validity
from testamur.verification.bundle import anchors
from testamur.verification.bundle.anchors import Anchor, Confirmed, NotAnchoredError
from testamur.verification.bundle.container import Bundle
from testamur.verification.bundle.words import say
from testamur.verification.check import Check, could_not_run, failed
from testamur.verification.credential import Credential
from testamur.verification.examination import Examination
from testamur.verification.reading import strict_json
from testamur.verification.reading.facts import facts_of
from testamur.verification.reading.instants import read_instant, said
from testamur.verification.reading.shapes import text_of
from testamur.verification.resolving.resolver import Unavailable
from testamur.verification.status import LIMIT
from testamur.verification.verdict import ASSERTS_GENUINE, Verdict

_WITHOUT_PROOF = "its key was retired or lost since, and this bundle has no proof that it was entered before"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The bundle as a resolver, with the DID document that an anchor confirmed in place of its own."""

    bundle: Bundle
    did_document: bytes

    def fetch(self, url: str, *, limit: int) -> bytes:
        """Return the part that the registry publishes at `url`; Unavailable otherwise."""
        if url == dids.document_address(self.bundle.issuer):
            return self.did_document
        return self.bundle.fetch(url, limit=limit)


def examine(bundle: Bundle, *, anchor: Anchor | None, now: datetime.datetime, asked: bool = False) -> Examination:
    """Examine a bundle.

    `anchor` is what is known of its issuer from elsewhere; None where that is nothing. With `asked`, `now` is
    not what a clock says but an instant that somebody asked about.

    Never raises, whatever the parts say.
    """
    trusted = frozenset({bundle.issuer})
    first, credential = document.check(bundle.credential, resolver=bundle, trusted=trusted, address=bundle.page)
    if credential is None:
        return examination.ended(first)
    missing, confirmed = _confirm(bundle, anchor, credential.method)
    as_of = _as_of(bundle, credential)
    checked = examination.run(
        first,
        credential,
        resolver=_Parts(bundle, jcs.canonicalize(dict(confirmed.document))) if confirmed else bundle,
        now=_moment(as_of, credential, now),
        trusted=trusted,
        seen=None,
        all_proofs=False,
        asked=asked,
        known=None,
        logs=_same_size(bundle, anchor.seen if anchor else b""),
    )
    checks = [_of_bundle(check, credential, confirmed, now) for check in checked.checks]
    checks = [_anchored(check, missing, anchor) for check in checks]
    verdict = examination.reach(checks)
    if missing is not None and verdict is not Verdict.INVALID:
        # Whatever the lists in it say, anybody may have written them.
        verdict = Verdict.INDETERMINATE
    elif verdict in ASSERTS_GENUINE and not _is_entered(checks):
        # A key that was retired or lost signs whatever day it likes: that one is over makes no award genuine.
        verdict = Verdict.INDETERMINATE
    preview = credential.issuer == examination.PREVIEW_ISSUER
    told = say(verdict, checks, credential, as_of, is_anchored=missing is None)
    if asked:
        told = f"Asked about {said(now)}: {told}"
    return Examination(
        checks=tuple(checks),
        verdict=verdict,
        sentence=f"Preview: on the real site this would say: {told}" if preview else told,
        facts=facts_of(credential),
        digest=credential.digest,
        preview=preview,
        registration=checked.registration,
    )


def _confirm(bundle: Bundle, anchor: Anchor | None, method: str) -> tuple[NotAnchoredError | None, Confirmed | None]:
    """Return why nothing vouches for the key of a bundle, or what does vouch for it."""
    if anchor is None:
        return anchors.of_nothing(bundle), None
    try:
        return None, anchors.confirm(bundle, anchor, method)
    except NotAnchoredError as error:
        return error, None
    except Unavailable:
        return None, None  # The check `issuer` says so.


def _anchored(check: Check, missing: NotAnchoredError | None, anchor: Anchor | None) -> Check:
    """Return the check `issuer` with what it rests on, every other as it is."""
    if check.name != "issuer" or check.outcome != "passed":
        return check
    if missing is not None:
        return could_not_run("issuer", missing.code, missing.reason)
    return replace(check, detail=f"{check.detail}, {anchor.words}") if anchor and anchor.words else check


def _as_of(bundle: Bundle, credential: Credential) -> datetime.datetime | None:
    """Return when the older of the award's lists was signed, as they say: the check `status` finds out who signed."""
    days = []
    for listed_in in _lists(bundle, credential):
        with contextlib.suppress(VerificationError):
            days.append(read_instant(listed_in.get("validFrom"), "validFrom"))
    return min(days, default=None)


def _moment(as_of: datetime.datetime | None, credential: Credential, now: datetime.datetime) -> datetime.datetime:
    """Return the instant of which the checks are made: a list says nothing of after its day, and all of that day."""
    if as_of is None:
        return now
    # Of a list from before the award the check `status` says so; nobody is accused of having signed it later.
    return min(max(as_of, credential.created or as_of), now)


def _lists(bundle: Bundle, credential: Credential) -> Iterator[dict[str, Any]]:
    """Yield the status lists of an award that are in the bundle, whoever wrote them."""
    for entry in credential.statuses:
        with contextlib.suppress(Unavailable, VerificationError):
            data = bundle.fetch(text_of(entry, "statusListCredential"), limit=LIMIT)
            parsed = strict_json.parse(data, limit=LIMIT)
            if isinstance(parsed, dict):
                yield parsed


def _same_size(bundle: Bundle, seen: bytes) -> dict[str, bytes] | None:
    """Return the checkpoint that was seen, if the bundle's is of the same size: both are of one tree, or it was forked.

    Any other size is no finding: a bundle is of its day, and has no tiles to compare others by.
    """
    try:
        known = checkpoint.read(note.read(seen).text)
        own = checkpoint.read(note.read(bundle.parts.get("log/checkpoint", b"")).text)
    except LogError:
        return None
    return {known.origin: seen} if known.size == own.size else None


def _of_bundle(check: Check, credential: Credential, confirmed: Confirmed | None, now: datetime.datetime) -> Check:
    """Return a check as it stands for a bundle: what only today tells, and what its parts cannot show."""
    if check.name == "validity" and check.code != "clock":
        return validity.check(credential, now)
    if check.name != "registered" or check.outcome not in {"could-not-run", "not-applicable"}:
        return check
    # Whoever has such a key leaves the proof out, damages it, or lets the index in the file call the award replaced.
    if confirmed is not None and confirmed.refusal(credential.method):
        return failed("registered", "not-registered", _WITHOUT_PROOF)
    # What the index in a file says spares nobody the proof.
    return could_not_run("registered", check.code or "not-registered", check.detail)


def _is_entered(checks: Sequence[Check]) -> bool:
    """Say whether the issuer's log has an award, where it keeps one."""
    return all(check.outcome == "passed" for check in checks if check.name == "registered")


def unread(error: VerificationError) -> Examination:
    """Return the examination of a file whose container cannot be read."""
    return examination.ended(could_not_run("document", error.code, error.reason))
