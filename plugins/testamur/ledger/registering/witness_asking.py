"""Asks one witness for its signature below a checkpoint, or reads it where the witness publishes it.

Follows C2SP tlog-witness. A witness is a stranger: whatever it answers, or however long it takes, comes to a signature
that holds or to a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from testamur.errors import LogError
from testamur.ledger.registering import live_log
from testamur.ledger.registering.log_keys import LedgerKeys
from testamur.log import note
from testamur.log import witness as answers
from testamur.log.merkle import Tree
from testamur.log.note import Line, VerifierKey
from testamur.log.witness import Period
from testamur.records.model.log_settings import LogWitness
from testamur.text import dates
from testamur.verification.resolving.resolver import Resolver, Unavailable

_OK, _CONFLICT = 200, 409
_SAID = {
    400: "it does not know the form in which it was asked",
    403: "it does not accept the log's key: give it the key that issuer.yml names below log:",
    404: "it does not know this log: ask whoever runs it to add the key that issuer.yml names below log:",
    422: "it says that the log did not grow from what it saw before",
}
_DAY, _HOUR = 24 * 3600, 3600  # seconds


class Web(Resolver, Protocol):
    """Fetches, and asks."""

    def post(self, url: str, body: bytes, *, limit: int) -> tuple[int, bytes]:
        """Return status and body of an answer; Unavailable where there is none."""


@dataclass(frozen=True, slots=True)
class LedgerLog:
    """The log of a ledger as it was read, with its checkpoints by size, each of which was held to it."""

    keys: LedgerKeys
    tree: Tree
    leaves: Sequence[bytes]
    kept: Mapping[int, bytes]

    def period(self, size: int, now: int) -> Period:
        """Return when a witness can have seen so many entries: after the last of them, and not in the future."""
        # Two clocks may differ, and the entry's was another machine's.
        entered = dates.read_instant(json.loads(self.leaves[size - 1])["t"])
        return Period(int(entered.timestamp()) - _DAY, now + _HOUR)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a witness signed, below which checkpoint; or why it did not ("" where it did)."""

    line: Line | None
    size: int
    trouble: str = ""


def ask(log: LedgerLog, witness: LogWitness, key: VerifierKey, web: Web, *, now: int) -> Asked:
    """Ask a witness for the newest checkpoint; `now` is in seconds since 1970.

    LedgerError where it publishes a checkpoint that the log's key signed and this ledger does not have.
    """
    try:
        return _ask(log, witness, key, web, now)
    except Unavailable as error:
        return _no(log, f"{key.name}: {error}")
    except LogError as error:
        return _no(log, f"{key.name}: {error.reason}")


def _ask(log: LedgerLog, witness: LogWitness, key: VerifierKey, web: Web, now: int) -> Asked:
    if not witness.submission_prefix:
        return _read(log, witness, key, web, now)
    asked = _submit(log, witness.submission_prefix, key, web, now)
    if asked.line is None and witness.monitoring_prefix:
        # It did not sign, and may have signed something else: that would be two histories.
        _read(log, witness, key, web, now)
    return asked


def _submit(log: LedgerLog, prefix: str, key: VerifierKey, web: Web, now: int) -> Asked:
    data, size = log.kept[log.tree.size], log.tree.size
    old = max((one for one, kept in log.kept.items() if key in answers.signed_by(kept, [key])), default=0)
    for _ in range(2):
        status, body = web.post(
            f"{prefix}/add-checkpoint", answers.request(log.tree, old, data), limit=answers.MAX_BYTES
        )
        if status == _OK:
            return Asked(answers.cosignature(body, data, key, log.period(size, now)), size)
        if status != _CONFLICT:
            return _no(log, f"{key.name}: it answered {status}: {_SAID.get(status, 'look again later')}")
        seen = answers.read_size(body)
        if seen is None:
            return _no(log, f"{key.name}: it answered {_CONFLICT} without the size that it has seen")
        if seen > size:
            # Unsigned, so that it proves nothing; a witness that publishes what it signed is compared before.
            return _no(
                log,
                f"{key.name}: it says that it has seen {seen:,} entries, and the ledger has {size:,}. If that is so, "
                "this ledger is not the newest: compare it with what is published",
            )
        old = seen
    return _no(log, f"{key.name}: it answered {_CONFLICT} to the size that it named itself")


def _read(log: LedgerLog, witness: LogWitness, key: VerifierKey, web: Web, now: int) -> Asked:
    """Take what a witness published: of an older checkpoint as well, since it sees only what is online."""
    seen = live_log.read_witness(witness, key, log.keys, web)
    if seen is None:
        return _no(log, f"{key.name}: issuer.yml does not say where it is asked (submissionPrefix, monitoringPrefix)")
    live_log.refuse_another(seen.checkpoint, log.tree, live_log.address_of(witness, log.keys.newest))
    size = seen.checkpoint.size
    if size not in log.kept:
        return _no(log, f"{key.name}: it has signed {size:,} entries, of which the ledger has no checkpoint")
    line = answers.by(note.read(seen.data), key, log.period(size, now))
    behind = f"{key.name}: it has signed {size:,} entries so far" if size < log.tree.size else ""
    return Asked(line, size, behind)


def _no(log: LedgerLog, trouble: str) -> Asked:
    return Asked(None, log.tree.size, trouble)
