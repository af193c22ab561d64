"""The check `registered`: the issuer's public log has this copy, entered while its key was good.

Made where the issuer's DID document names a log, and the issuer is a registry that is trusted here. A signature says
who; the log says since when, and that nothing was taken away in silence. What cannot be read is no pass; what the log's
own key signed for two histories is INVALID, and both checkpoints are kept as evidence.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.errors import LogError, VerificationError
from testamur.log import checkpoint, merkle, note, proof
from testamur.log.checkpoint import OpenedCheckpoint
from testamur.log.proof import Proof
from testamur.verification.check import Check, could_not_run, failed, not_applicable, passed
from testamur.verification.credential import Credential
from testamur.verification.issuer_keys import Keys
from testamur.verification.reading.instants import is_day, read_instant
from testamur.verification.reading.shapes import text_of
from testamur.verification.registration import published_log
from testamur.verification.registration.key_history import Act, read_act
from testamur.verification.registration.published_log import PublishedLog
from testamur.verification.resolving.resolver import NotFound, Resolver, Unavailable

_EDITIONS = frozenset({"issue", "reissue"})
_LATE = datetime.timedelta(days=31)  # between the day on the award and that of its entry, before words are made of it
_REFUSALS = {
    "key-not-added": "its key had not been added to the log when it was entered",
    "key-retired": "its key had been retired when it was entered",
    "key-revoked": "its key was lost, and it was not entered before that",
}
# A log ends only with its registry: whoever has the host and a stolen key would otherwise leave out one line.
_GONE = "the issuer kept a log when it was last seen here, and its DID document names none any more"
_OF_THE_NEWER = "the proof that is published is of the newer copy"


@dataclass(frozen=True, slots=True)
class Registration:
    """The check, the largest checkpoint that it saw, to be remembered, and both sides of a fork."""

    check: Check
    newest: bytes = b""
    evidence: tuple[bytes, bytes] | None = None


class _Fork(Exception):  # noqa: N818 — it is what was found, and not a fault of ours
    def __init__(self, one: bytes, other: bytes) -> None:
        self.notes = one, other


def check_where_kept(
    credential: Credential, keys: Keys | None, edition: Check, *, resolver: Resolver, logs: Mapping[str, bytes] | None
) -> Registration | None:
    """Return what the log of a trusted registry says of its award; None where it keeps none, and kept none before.

    `edition` is what that check found, and `logs` maps the name of a log to the largest checkpoint seen here before.
    """
    if keys is None or not credential.registry or credential.kind != "award":
        return None
    origin = addresses.log_origin(dids.base_of(credential.issuer))
    # What looks each log up when it is asked lists none, and is not empty for that.
    remembered = b"" if logs is None else logs.get(origin, b"")
    if keys.log is None:
        gone = could_not_run("registered", "log-gone", _GONE)
        return Registration(gone) if _is_checkpoint(remembered, origin) else None
    return _check(credential, keys, keys.log, resolver, remembered, is_replaced=edition.code == "replaced")


def _check(
    credential: Credential,
    keys: Keys,
    service: Mapping[str, Any],
    resolver: Resolver,
    remembered: bytes,
    *,
    is_replaced: bool,
) -> Registration:
    """Return the check of a registry's award whose issuer names a log, as a service of its DID document.

    `is_replaced` says that the issuer's index has a newer copy of it, whose proof is then published. `remembered` is
    the largest checkpoint of this log that was seen here before, b"" for none.
    """
    try:
        base = dids.base_of(credential.issuer)
        log = PublishedLog(base, published_log.read_keys(service, base), resolver)
        found = _fetch_proof(base, credential, resolver)
        if found is None:
            return Registration(_without_proof(credential, keys))
        if is_replaced and not _is_of(found, credential) and not keys.is_cut_off(credential.method):
            return Registration(not_applicable("registered", _OF_THE_NEWER))
        return _examine(credential, found, log, remembered, is_replaced=is_replaced)
    except Unavailable as error:
        detail = f"the issuer's log could not be read: {error}"
        return Registration(could_not_run("registered", "log-unreachable", detail))
    except LogError as error:
        detail = f"the issuer's log could not be checked: {error.reason}"
        return Registration(could_not_run("registered", error.code, detail))
    except _Fork as fork:
        detail = "the issuer's log shows two histories, and its key signed both"
        return Registration(failed("registered", "log-fork", detail), evidence=fork.notes)


def _fetch_proof(base: str, credential: Credential, resolver: Resolver) -> Proof | None:
    award_id = addresses.award_id_of(base, credential.address)
    try:
        return proof.read(resolver.fetch(addresses.award_proof(base, award_id), limit=proof.MAX_BYTES))
    except NotFound:
        return None


def _is_of(found: Proof, credential: Credential) -> bool:
    """Say whether the entry of a proof is that of this copy."""
    act = read_act(found.leaf) or {}
    is_edition = act.get("op") in _EDITIONS
    return is_edition and act.get("c") == credential.digest and act.get("key") == credential.method


def _replaces(act: Act, credential: Credential) -> bool:
    """Say whether an entry is of the copy that was issued in place of this one."""
    return act.get("op") == "reissue" and act.get("prev") == credential.digest and bool(text_of(act, "key"))


def _without_proof(credential: Credential, keys: Keys) -> Check:
    if keys.is_cut_off(credential.method):
        return failed("registered", "not-registered", f"{_REFUSALS['key-revoked']}: there is no proof that it was")
    return not_applicable("registered", "the issuer keeps a log, and no proof is published that this award is in it")


def _examine(
    credential: Credential, found: Proof, log: PublishedLog, remembered: bytes, *, is_replaced: bool
) -> Registration:
    entered = log.open(found.checkpoint)
    point = entered.checkpoint
    merkle.check_inclusion(merkle.leaf_hash(found.leaf), found.index, point.size, found.path, point.root)
    act = read_act(found.leaf) or {}
    is_own = _is_of(found, credential)
    # Of a copy by a lost key, the index is not believed: the log has to say that it was replaced.
    if not is_own and not (is_replaced and _replaces(act, credential)):
        detail = "the proof beside it is of another copy, or of another award"
        return Registration(failed("registered", "not-registered", detail))
    newest = log.newest()
    known = [entered, log.open(remembered)] if _is_checkpoint(remembered, point.origin) else [entered]
    largest = max([newest, *known], key=lambda one: one.checkpoint.size)
    if largest.checkpoint.size > newest.checkpoint.size:
        detail = "the host serves an older copy of the issuer's log than was seen before"
        return Registration(could_not_run("registered", "log-older", detail), largest.data)
    for one in known:
        _check_grew(log, one, newest)
    refusal = log.key_history(newest.checkpoint).refusal(act["key"], found.index)
    if refusal:
        return Registration(failed("registered", refusal, _REFUSALS[refusal]), newest.data)
    seen = {one.key.public for one in (*entered.witnesses, *newest.witnesses)}
    if len(seen) < log.keys.quorum:
        detail = f"too few witnesses have seen it: {len(seen)}, and its issuer asks for {log.keys.quorum}"
        return Registration(could_not_run("registered", "log-quorum", detail), newest.data)
    if not is_own:
        return Registration(not_applicable("registered", _OF_THE_NEWER), newest.data)
    return Registration(passed("registered", _said(credential, found, act, entered, newest)), newest.data)


def _is_checkpoint(remembered: bytes, origin: str) -> bool:
    """Say whether what is remembered is a checkpoint of this log, whoever signed it.

    Anything else is damaged, or another program's: it says nothing, and would stand against every award from then on.
    """
    try:
        return checkpoint.read(note.read(remembered).text).origin == origin
    except LogError:
        return False


def _check_grew(log: PublishedLog, old: OpenedCheckpoint, new: OpenedCheckpoint) -> None:
    try:
        log.check_grew(old.checkpoint, new.checkpoint)
    except LogError as error:
        if error.code != "log-fork":
            raise
        raise _Fork(old.data, new.data) from error


def _said(credential: Credential, found: Proof, act: Act, entered: OpenedCheckpoint, newest: OpenedCheckpoint) -> str:
    """Say where and when it was entered, and who saw it."""
    since = _entered_at(act)
    said = f"entry {found.index + 1} of {newest.checkpoint.size} in the issuer's log, of {since.date().isoformat()}"
    # The newest checkpoint has grown from that of the proof, and has the entry as well.
    witnesses = (*entered.witnesses, *newest.witnesses)
    if witnesses:
        seen = min(witnesses, key=lambda one: one.time or 0)
        day = datetime.datetime.fromtimestamp(seen.time or 0, datetime.UTC).date().isoformat()
        said += f"; {seen.key.name} saw it on {day}"
    awarded = credential.awarded[:10]
    if is_day(awarded) and since.date() - datetime.date.fromisoformat(awarded) > _LATE:
        said += f"; the award itself is dated {awarded}"
    return said


def _entered_at(act: Act) -> datetime.datetime:
    try:
        return read_instant(act.get("t"), "t")
    except VerificationError as error:
        raise LogError("its entry does not say when it was made", code="log-entry") from error
