"""The registry's log as it is published: its tree, the checkpoint of each run, and where each edition was entered.

Holds no key. What is entered has been compared with every checkpoint before anything of it is published.
"""

from __future__ import annotations

import base64
import bisect
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from testamur.errors import PublishingError
from testamur.ledger.registering import acts, checkpoints
from testamur.ledger.state import AwardState
from testamur.log import merkle, proof, tiles, witness
from testamur.log.merkle import Tree
from testamur.proofs import jcs
from testamur.records.model.log_settings import LogSettings
from testamur.records.model.models import Issuer
from testamur.verification.registration import key_history, log_tail

_DIGEST = b'{"c":"sha256:'  # with which the entry of every edition and list begins (RFC 8785 sorts members)
_DIGITS = 64
_STATUS = b'"op":"status"'


class SiteLog:
    """The log of a site, from the ledger in `folder`."""

    def __init__(self, issuer: Issuer, settings: LogSettings, folder: Path) -> None:
        """Read it. LedgerError where it contradicts a checkpoint, PublishingError where the last run had no log."""
        self._settings, self._cut_offs = settings, issuer.cut_offs
        self.leaves = checkpoints.leaves(folder)
        self.tree = Tree(self.leaves)
        self.kept = checkpoints.kept(folder)
        keys, witnesses = acts.ledger_keys(issuer, settings, self.leaves), acts.witness_keys(settings)
        checkpoints.check(self.tree, self.kept.items(), keys.entered, witnesses)
        # A log key that was replaced since signs at the next run: until then nothing proves the new one.
        if self.tree.size not in self.kept or keys.entered.key_at(self.tree.size) != keys.newest:
            raise PublishingError("the log has no checkpoint of what was issued last. Run testamur issue")
        self._sizes = list(self.kept)
        seen = {size: len(witness.signed_by(data, witnesses)) for size, data in self.kept.items()}
        self.is_witnessed = bool(seen[self.tree.size])
        self._refuse_unwitnessed(seen[self.tree.size])
        # Those that a proof may have: where witnesses have to sign, an earlier run may have ended before they did.
        self._proving = [size for size in self._sizes if seen[size] >= settings.quorum]
        self._places = {digest: index for index, digest in self._digests()}

    def _refuse_unwitnessed(self, signed: int) -> None:
        """Raise PublishingError unless the newest checkpoint has the signatures that the registry asks for."""
        if signed < self._settings.quorum:
            raise PublishingError(
                f"{signed} witnesses have signed the newest checkpoint of the log, and issuer.yml asks for "
                f"{self._settings.quorum}. Run testamur log witness; in the workflow, the job witness does so once the "
                "variable TESTAMUR_WITNESSES is true"
            )

    def place(self, digest: str) -> int | None:
        """Return the index of the entry of a digest (`sha256:…`); None where there is none."""
        return self._places.get(bytes.fromhex(digest.removeprefix("sha256:")))

    def refuse_lost(self, awards: Iterable[tuple[str, AwardState]]) -> None:
        """Raise PublishingError for an award (its id first) that a lost key signed and was not entered before that."""
        for award_id, known in awards if self._cut_offs else ():
            below = self._cut_offs.get(known.current.public_key)
            place = self.place(known.current.digest)
            if below is not None and not known.erased and (place is None or place >= below):
                raise PublishingError(
                    f"award {award_id} was signed by {known.current.public_key}, which is lost, and was not entered "
                    "before that: nothing was published. Run testamur issue --reissue-key with that key"
                )

    def proof(self, digest: str) -> bytes | None:
        """Return the proof that an edition was entered, as its file; None where it was not.

        It is made with the first checkpoint that has the entry and as many witnesses as the registry asks for, so that
        it stays the same for good; only a signature may come to be below that checkpoint.
        """
        index = self.place(digest)
        if index is None:
            return None
        size = self._first_size(index)
        path = tuple(self.tree.inclusion(index, size))
        return proof.write(proof.Proof(self.leaves[index], index, path, self.kept[size]))

    def proven_by(self, digest: str) -> bytes:
        """Return the checkpoint with which `proof` is made, as it is now: witnesses may sign it later; b"" for none."""
        index = self.place(digest)
        return b"" if index is None else self.kept[self._first_size(index)]

    def _first_size(self, index: int) -> int:
        return self._proving[bisect.bisect_right(self._proving, index)]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the log, by their names below its address."""
        yield "checkpoint", self.kept[self.tree.size]
        for size, data in self.kept.items():
            yield f"checkpoints/{size}", data
        yield "vkey", f"{self._settings.key}\n".encode()
        yield "policy", self._policy().encode()
        yield "keys.json", self._keys()
        yield "tail.json", self._tail()
        yield from self._tiles()

    def _tiles(self) -> Iterator[tuple[str, bytes]]:
        """Yield what the tree has, and what an earlier one had and no later one has in full.

        Clients may know the checkpoint of that one only.
        """
        names: set[str] = set()
        for name, data in tiles.files(self.tree, self.leaves):
            names.add(name)
            yield name, data
        for size in self._sizes:
            for name, data in tiles.partial_files(self.tree, self.leaves, size):
                if names.isdisjoint((name, name.partition(".p/")[0])):
                    names.add(name)
                    yield name, data

    def _digests(self) -> Iterator[tuple[int, bytes]]:
        for index, leaf in enumerate(self.leaves):
            if leaf.startswith(_DIGEST):
                yield index, bytes.fromhex(leaf[len(_DIGEST) : len(_DIGEST) + _DIGITS].decode())

    def _policy(self) -> str:
        """Return what the registry asks of a checkpoint before it publishes it (C2SP tlog-policy)."""
        lines, quorum = [f"log {self._settings.key}"], self._settings.quorum
        for number, one in enumerate(self._settings.witnesses, 1):
            lines.append(f"witness w{number} {one.key} {one.submission_prefix}".rstrip())
        names = " ".join(f"w{number}" for number in range(1, len(self._settings.witnesses) + 1))
        lines += [f"group witnesses {quorum} {names}", "quorum witnesses"] if quorum else ["quorum none"]
        return "".join(f"{line}\n" for line in lines)

    def _keys(self) -> bytes:
        """Return where acts on keys stand, each proven in the newest checkpoint: a finding aid (`registration`)."""
        size = self.tree.size
        found = [index for index, leaf in enumerate(self.leaves) if _is_of_keys(leaf)]
        return jcs.canonicalize({"entries": [self._entry(index, size) for index in found], "size": size})

    def _tail(self) -> bytes:
        """Return the newest entries, the last one of each status list among them, and what shows that none follows.

        Every run that enters something ends with an entry of each list (`issuance`): these are a few.
        """
        newest: dict[str, int] = {}
        for index, leaf in enumerate(self.leaves):
            if _STATUS in leaf and leaf.startswith(_DIGEST):
                newest[json.loads(leaf)["list"]] = index
        size = self.tree.size
        begin = max(min(newest.values(), default=size), size - log_tail.MOST_LEAVES)
        before = merkle.frontier(self.tree.subtree, begin)
        return jcs.canonicalize(
            {
                "before": [base64.b64encode(one).decode() for one in before],
                "leaves": [base64.b64encode(leaf).decode() for leaf in self.leaves[begin:]],
                "size": size,
            }
        )

    def _entry(self, index: int, size: int) -> dict[str, Any]:
        return {
            "index": index,
            "leaf": base64.b64encode(self.leaves[index]).decode(),
            "path": [base64.b64encode(one).decode() for one in self.tree.inclusion(index, size)],
        }


def _is_of_keys(leaf: bytes) -> bool:
    return not leaf.startswith(_DIGEST) and json.loads(leaf).get("op") in key_history.OPERATIONS
