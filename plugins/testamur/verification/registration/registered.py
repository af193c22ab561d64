"""The check `registered`: the issuer's public log has this copy, entered while its key was good.

Made where the issuer's DID document names a log, and the issuer is a registry that is trusted here. A signature says
who; the log says since when, and that nothing was taken away in silence. What cannot be read is no pass; what the log's
own key signed for two histories is INVALID, and both checkpoints are kept as evidence.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from testamur.credentials import addresses
from testamur.credentials import did as dids
from testamur.errors import LogError, VerificationError
from testamur.log import merkle
from testamur.log.proof import Proof
from testamur.verification.check import Check, could_not_run, failed, not_applicable, passed
from testamur.verification.credential import Credential
from testamur.verification.issuer_keys import Keys
from testamur.verification.reading.instants import is_day, read_instant
from testamur.verification.reading.shapes import text_of
from testamur.verification.registration import award_proofs, log_today, logged_lists, published_log
from testamur.verification.registration.key_history import Act, KeyHistory, read_act
from testamur.verification.registration.log_today import Fork, LogToday, Older
from testamur.verification.registration.logged_lists import SignedList
from testamur.verification.registration.published_log import PublishedLog
from testamur.verification.registration.seen_logs import SeenLogs
from testamur.verification.resolving.resolver import NotFound, Resolver, Unavailable

_EDITIONS = frozenset({"issue", "reissue"})
_LATE = datetime.timedelta(days=31)  # between the day on the award and that of its entry, before words are made of it
_REFUSALS = {
    "key-not-added": "its key had not been added to the log when it was entered",
    "key-retired": "its key had been retired when it was entered",
    "key-revoked": "its key was lost, and it was not entered before that",
    "log-ended": "the log had ended when it was entered",
}
# A log ends only with its registry: whoever has the host and a stolen key would otherwise leave out one line.
_GONE = "the issuer kept a log when it was last seen here, and its DID document names none any more"
_NO_PROOF = "the issuer keeps a log, and no proof is published that this award is in it"
_UNPROVEN = "there is no proof that it was"
_NO_PROOF_NOR_KEY = "no proof is published that this award is in the issuer's log, and the log does not have its key"
_OF_THE_NEWER = "the proof that is published is of the newer copy"


@dataclass(frozen=True, slots=True)
class Registration:
    """The check, what it saw of the log, to be remembered, both sides of a fork, and what the log says of the lists."""

    check: Check
    newest: bytes = b""
    evidence: tuple[bytes, bytes] | None = None
    root: bytes = b""  # the log's root key (a vkey), to be remembered: it is never another one
    status: Check | None = None  # the check `status`, held to the log


def added(
    checks: Sequence[Check],
    credential: Credential,
    keys: Keys | None,
    *,
    resolver: Resolver,
    logs: Mapping[str, bytes] | None,
    lists: Mapping[str, SignedList],
) -> tuple[list[Check], Registration | None]:
    """Return the checks of a trusted registry's award with what its log says: this one, and that of the status.

    As they were, and None, where the registry keeps no log and kept none before. `lists` are those that the check
    `status` read. `logs` has what was seen here: the largest checkpoint of a log by its name, and its root key by that
    key's name.
    """
    registration = _check_where_kept(checks, credential, keys, resolver, logs, lists)
    if registration is None:
        return list(checks), None
    held = [registration.status if registration.status and one.name == "status" else one for one in checks]
    return [*held, registration.check], registration


def _check_where_kept(
    checks: Sequence[Check],
    credential: Credential,
    keys: Keys | None,
    resolver: Resolver,
    logs: Mapping[str, bytes] | None,
    lists: Mapping[str, SignedList],
) -> Registration | None:
    if keys is None or not credential.registry or credential.kind != "award":
        return None
    origin, seen = addresses.log_origin(dids.base_of(credential.issuer)), SeenLogs({} if logs is None else logs)
    if keys.log is None:
        gone = could_not_run("registered", "log-gone", _GONE)
        return Registration(gone) if seen.checkpoint(origin) else None
    try:
        log = _log(credential, keys.log, seen, resolver)
        return _check(checks, credential, keys, log, seen.checkpoint(origin), lists)
    except (Unavailable, LogError) as error:
        return Registration(_unread(error))
    except Older as older:
        return Registration(could_not_run("registered", "log-older", str(older)), older.seen)
    except Fork as fork:
        return Registration(failed("registered", "log-fork", str(fork)), evidence=fork.notes)


def _unread(error: Unavailable | LogError) -> Check:
    if isinstance(error, Unavailable):
        return could_not_run("registered", "log-unreachable", f"the issuer's log could not be read: {error}")
    return could_not_run("registered", error.code, f"the issuer's log could not be checked: {error.reason}")


def _log(credential: Credential, service: Mapping[str, Any], seen: SeenLogs, resolver: Resolver) -> PublishedLog:
    """Return the log that an issuer names; LogError where its keys are none, or its root key was another one before."""
    base = dids.base_of(credential.issuer)
    keys = published_log.read_keys(service, base)
    if seen.logs.get(keys.root.name, str(keys.root).encode()) != str(keys.root).encode():
        raise LogError("its issuer names another root key than was seen here before", code="log-root")
    return PublishedLog(base, keys, resolver)


def _check(
    checks: Sequence[Check],
    credential: Credential,
    keys: Keys,
    log: PublishedLog,
    remembered: bytes,
    lists: Mapping[str, SignedList],
) -> Registration:
    """Return the check of an award whose registry keeps this log; raises what `log_today.look` raises."""
    base, is_cut_off = dids.base_of(credential.issuer), keys.is_cut_off(credential.method)
    by_name = {one.name: one for one in checks}
    is_replaced = by_name["edition"].code == "replaced"
    found = award_proofs.fetch(base, credential, log.resolver, needed=is_cut_off)
    if found is None and is_cut_off:
        return Registration(_lost())
    if found is not None and is_replaced and not is_cut_off and not _is_of(found, credential):
        return Registration(not_applicable("registered", _OF_THE_NEWER))
    try:
        today = log_today.look(log, found.checkpoint if found else b"", remembered)
    except NotFound:
        # A host may serve a part only: then nothing is asked of an award without a proof.
        if found is not None or remembered:
            raise
        return Registration(not_applicable("registered", _NO_PROOF))
    return Registration(
        _examine(credential, found, today, is_replaced=is_replaced),
        today.newest.data,
        root=str(log.keys.root).encode(),
        status=logged_lists.check(by_name["status"], lists, base, today.tail),
    )


def _is_of(found: Proof, credential: Credential) -> bool:
    """Say whether the entry of a proof is that of this copy."""
    act = read_act(found.leaf) or {}
    is_edition = act.get("op") in _EDITIONS
    return is_edition and act.get("c") == credential.digest and act.get("key") == credential.method


def _replaces(act: Act, credential: Credential) -> bool:
    """Say whether an entry is of the copy that was issued in place of this one."""
    return act.get("op") == "reissue" and act.get("prev") == credential.digest and bool(text_of(act, "key"))


def _examine(credential: Credential, found: Proof | None, today: LogToday, *, is_replaced: bool) -> Check:
    if found is None or today.entered is None:
        return _examine_unproven(credential, today.keys)
    point = today.entered.checkpoint
    merkle.check_inclusion(merkle.leaf_hash(found.leaf), found.index, point.size, found.path, point.root)
    act = read_act(found.leaf) or {}
    is_own = _is_of(found, credential)
    # Of a copy by a lost key, the index is not believed: the log has to say that it was replaced.
    if not is_own and not (is_replaced and _replaces(act, credential)):
        return failed("registered", "not-registered", "the proof beside it is of another copy, or of another award")
    refusal = today.keys.refusal(act["key"], found.index)
    if refusal:
        return failed("registered", refusal, _REFUSALS[refusal])
    seen = {one.key.public for one in today.witnesses}
    if len(seen) < today.quorum:
        detail = f"too few witnesses have seen it: {len(seen)}, and its issuer asks for {today.quorum}"
        return could_not_run("registered", "log-quorum", detail)
    if not is_own:
        return not_applicable("registered", _OF_THE_NEWER)
    return passed("registered", _said(credential, found, act, today))


def _examine_unproven(credential: Credential, keys: KeyHistory) -> Check:
    """Return the check of an award without a proof, by what its log says of its key: the DID document is the host's."""
    if keys.was_lost(credential.method):
        return _lost()
    if not keys.was_added(credential.method):
        # The host's copy of the log may be older by minutes than that of the award: it is no accusation.
        return could_not_run("registered", "key-not-added", _NO_PROOF_NOR_KEY)
    return not_applicable("registered", _NO_PROOF)


def _lost() -> Check:
    return failed("registered", "not-registered", f"{_REFUSALS['key-revoked']}: {_UNPROVEN}")


def _said(credential: Credential, found: Proof, act: Act, today: LogToday) -> str:
    """Say where and when it was entered, who saw it, and whether the log goes on."""
    since = _entered_at(act)
    size = today.newest.checkpoint.size
    said = f"entry {found.index + 1} of {size} in the issuer's log, of {since.date().isoformat()}"
    if today.witnesses:
        first = min(today.witnesses, key=lambda one: one.time or 0)
        day = datetime.datetime.fromtimestamp(first.time or 0, datetime.UTC).date().isoformat()
        said += f"; {first.key.name} saw it on {day}"
    awarded = credential.awarded[:10]
    if is_day(awarded) and since.date() - datetime.date.fromisoformat(awarded) > _LATE:
        said += f"; the award itself is dated {awarded}"
    if today.keys.end is not None:
        following = today.keys.end[1]
        said += f"; the log has ended, and {following} goes on" if following else "; the log has ended"
    return said


def _entered_at(act: Act) -> datetime.datetime:
    try:
        return read_instant(act.get("t"), "t")
    except VerificationError as error:
        raise LogError("its entry does not say when it was made", code="log-entry") from error
