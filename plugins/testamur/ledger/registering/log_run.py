"""One run's part in the log: what stands there holds, and what is entered gets a checkpoint."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from testamur.errors import KeyRefusedError
from testamur.ledger.registering import acts, checkpoints
from testamur.log import note
from testamur.log.merkle import Tree
from testamur.log.note import VerifierKey
from testamur.proofs.data_integrity import Signer
from testamur.records.model.models import Issuer


@dataclass(frozen=True, slots=True)
class LogRun:
    """A run that enters something into a log."""

    key: VerifierKey
    signer: Signer

    @classmethod
    def begin(cls, issuer: Issuer, folder: Path, signer: Signer | None) -> LogRun | None:
        """Return the run, once what the ledger in `folder` has is what its checkpoints signed; None without a log.

        LedgerError where it is not; KeyRefusedError where there is no key of the log, or another one.
        """
        if issuer.log is None:
            return None
        key = acts.log_key(issuer, issuer.log)
        if signer is None:
            raise KeyRefusedError("this registry keeps a log, and its key was not given: --log-key FILE")
        if signer.public_key != key.public:
            found = note.VerifierKey(key.name, note.SIGNATURE, signer.public_key)
            raise KeyRefusedError(
                f"the key of the log that was given is {found}, and issuer.yml names {key}, below log:. Give the "
                "file of that one with --log-key, or put it into the secret"
            )
        leaves = checkpoints.leaves(folder)
        keys = acts.ledger_keys(issuer, issuer.log, leaves).entered
        checkpoints.check(Tree(leaves), checkpoints.kept(folder).items(), keys)
        return cls(key, signer)

    def checkpoint(self, entries: bytes) -> tuple[str, bytes]:
        """Return the checkpoint's file for these entries: its name in the ledger, and the note."""
        return checkpoints.sign(Tree(checkpoints.leaves_of(entries)), self.key, self.signer.sign)
