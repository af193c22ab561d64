"""Asks witnesses to sign the newest checkpoint of a ledger, and keeps what they sign with it.

Only what nobody can take back may be shown to a witness: a checkpoint that it has signed, and that a crash or a lost
race then took out of the ledger's branch, could never be replaced. So this is given the ledger as the branch has it,
after the push, and holds no key.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from testamur.errors import LedgerError
from testamur.ledger import store
from testamur.ledger.registering import acts, checkpoints, witness_asking
from testamur.ledger.registering.witness_asking import Asked, LedgerLog, Web
from testamur.log import witness as answers
from testamur.log.merkle import Tree
from testamur.log.note import Line, VerifierKey
from testamur.records.model.log_settings import LogSettings
from testamur.records.model.models import Issuer
from testamur.text.reporting import one_line

SECONDS = 10.0  # for an answer: each witness has three at most, and all are asked side by side: thirty in all
_TROUBLE_LETTERS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """How the newest checkpoint stands: its size, who has signed it, and of each other witness why it has not.

    `added` is the number of signatures that are new, below this checkpoint or an older one.
    """

    size: int
    signed: tuple[str, ...]
    troubles: tuple[str, ...]
    added: int
    quorum: int

    @property
    def summary(self) -> str:
        """Who has signed, and why the others have not: a line each."""
        who = ", ".join(self.signed) or "no witness"
        return "\n".join((f"The log of {self.size} entries is signed by {who}.", *self.troubles))

    def require_quorum(self) -> None:
        """Raise LedgerError unless as many witnesses have signed as the registry asks for."""
        if len(self.signed) < self.quorum:
            reasons = "".join(f"\n  {trouble}" for trouble in self.troubles)
            raise LedgerError(
                f"{len(self.signed)} of the {self.quorum} witnesses that issuer.yml asks for have signed the log of "
                f"{self.size} entries: nothing is published. Nothing is lost, either: run this again when they answer, "
                f"or write a smaller quorum: below log:{reasons}"
            )


class Cosigner:
    """Asks the witnesses of a registry. What they signed is not asked for again where the ledger is fetched anew."""

    def __init__(self, issuer: Issuer, settings: LogSettings, web: Web) -> None:
        self._settings, self._web = settings, web
        self._issuer, self._keys = issuer, acts.witness_keys(settings)
        self._got: dict[tuple[int, VerifierKey], Line] = {}

    def cosign(self, folder: Path, *, now: int) -> Cosigned:
        """Ask for what is missing below the newest checkpoint of the ledger in `folder`, and write it there.

        `now` is in seconds since 1970. LedgerError where the ledger does not hold, or where a witness publishes a
        checkpoint that the log's key signed and the ledger does not have.
        """
        log = self._read(folder)
        size = log.tree.size
        signed = answers.signed_by(log.kept[size], self._keys)
        witnesses = zip(self._settings.witnesses, self._keys, strict=True)
        missing = [(one, key) for one, key in witnesses if key not in signed and (size, key) not in self._got]
        asked = _side_by_side(
            [
                lambda one=one, key=key: witness_asking.ask(log, one, key, self._web, now=now)  # type: ignore[misc]
                for one, key in missing
            ]
        )
        for (_one, key), answer in zip(missing, asked, strict=True):
            if answer.line is not None:
                self._got[answer.size, key] = answer.line
        troubles = [one_line(answer.trouble, _TROUBLE_LETTERS) for answer in asked if answer.trouble]
        return self._keep(folder, log, troubles)

    def _read(self, folder: Path) -> LedgerLog:
        store.finish_interrupted(folder)
        leaves, kept = checkpoints.leaves(folder), checkpoints.kept(folder)
        tree = Tree(leaves)
        keys = acts.ledger_keys(self._issuer, self._settings, leaves)
        checkpoints.check(tree, kept.items(), keys.entered, self._keys)
        if tree.size not in kept:
            raise LedgerError("the log has no checkpoint of what was issued last. Run testamur issue")
        return LedgerLog(keys, tree, leaves, kept)

    def _keep(self, folder: Path, log: LedgerLog, troubles: Sequence[str]) -> Cosigned:
        """Write what was signed with its checkpoint, and return how the newest one stands."""
        after = dict(log.kept)
        for (size, _key), line in self._got.items():
            # Of a ledger that was fetched anew, a checkpoint is another only where this log has two histories.
            if size in after:
                after[size] = answers.attach(after[size], [line])
        changed = {size: data for size, data in after.items() if data != log.kept[size]}
        try:
            checkpoints.check(log.tree, changed.items(), log.keys.entered, self._keys)
        except LedgerError as error:
            raise LedgerError(f"{error}. A witness signed another checkpoint: nothing of it was kept") from error
        if changed:
            with store.transaction(folder) as transaction:
                for size, data in changed.items():
                    transaction.write(f"{checkpoints.FOLDER}/{size}", data)
                transaction.commit()
        signed = answers.signed_by(after[log.tree.size], self._keys)
        return Cosigned(
            size=log.tree.size,
            signed=tuple(key.name for key in self._keys if key in signed),
            troubles=tuple(troubles),
            added=sum(_lines(after[size]) - _lines(log.kept[size]) for size in changed),
            quorum=self._settings.quorum,
        )


def _lines(data: bytes) -> int:
    return data.count(b"\n")


def _side_by_side(work: Sequence[Callable[[], Asked]]) -> list[Asked]:
    """Do all of this at a time, and return what each came to; what one raises is raised here."""
    results: dict[int, Asked | BaseException] = {}

    def do(number: int) -> None:
        try:
            results[number] = work[number]()
        except BaseException as error:  # noqa: BLE001 — raised below, by the thread that asked
            results[number] = error

    threads = [threading.Thread(target=do, args=(number,), daemon=True) for number in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = []
    for number in range(len(work)):
        result = results[number]
        if isinstance(result, BaseException):
            raise result
        found.append(result)
    return found
