"""A registry that keeps a log: awards at known places of it, keys added, retired and lost, and its files on the web."""

import base64
import json

from testamur.credentials import addresses, did
from testamur.ledger import entries
from testamur.log import merkle, note, proof, tiles
from testamur.log.checkpoint import Checkpoint
from testamur.log.note import COSIGNATURE, SIGNATURE, VerifierKey
from testamur.proofs import jcs, keys
from testamur.verification.registration import key_history
from vector_making.sample_credentials import (
    KEY,
    LOST_KEY,
    OLD_KEY,
    digest_of,
    document,
    id_of,
    method,
    multibase_of,
    sign,
)
from vector_making.sample_credentials import LOG_BASE as BASE
from vector_making.sample_web import a_list, did_address, did_document, keys_document, list_address, publish

DID = did.from_base(BASE)
ORIGIN = addresses.log_origin(BASE)
SIGNER, ROOT_SIGNER, WITNESS_SIGNER, OTHER_SIGNER, NEXT_SIGNER = (
    keys.from_seed(bytes([number] * 32)) for number in (11, 12, 13, 14, 16)
)
LOG = VerifierKey(ORIGIN, SIGNATURE, SIGNER.public_key)
NEXT = LOG._replace(public=NEXT_SIGNER.public_key)
ROOT = VerifierKey(f"{ORIGIN}/root", SIGNATURE, ROOT_SIGNER.public_key)
WITNESS = VerifierKey("witness.example/w1", COSIGNATURE, WITNESS_SIGNER.public_key)
SECOND_WITNESS_SIGNER = keys.from_seed(bytes([15] * 32))
SECOND_WITNESS = VerifierKey("witness.example/w2", COSIGNATURE, SECOND_WITNESS_SIGNER.public_key)
SEEN = 1_780_500_000  # 2026-06-03, when the witness signed
MOMENT = "2026-06-01T09:30:00Z"
OF_KEYS = (b'"op":"key-', b'"op":"genesis"', b'"op":"log-key"', b'"op":"witnesses"', b'"op":"end"')
MIDDLE = 280  # leaves, when the first proofs were made


def an_award(name, *, key=KEY, created=MOMENT, **changes):
    return sign(document(name, base=BASE, **changes), key, by=method(key, DID), created=created)


def act(operation, *, signer=ROOT_SIGNER, **members):
    made = {"op": operation, "t": MOMENT, "v": 1, **members}
    return jcs.canonicalize({**made, "sig": key_history.signature_text(signer.sign(key_history.signed_bytes(made)))})


def line(entry):
    return entries.write([entry])[:-1]


def genesis(root=ROOT):
    """The first entry of what the log says of itself: its name, and its root key."""
    return line({"op": "genesis", "origin": ORIGIN, "root": str(root), "t": MOMENT, "v": 1})


def current_list():
    return a_list(base=BASE, by=method(KEY, DID))


def issued(award, key=KEY, moment=MOMENT):
    return line(entries.issue_entry(digest=digest_of(award), key=method(key, DID), moment=moment))


class SampleLog:
    """Leaves in their order, with the places of those that awards have, by the awards' names."""

    def __init__(self, leaves=()):
        self.leaves = list(leaves)
        self.places = {}

    def add(self, leaf, name=None):
        self.leaves.append(leaf)
        if name:
            self.places[name] = len(self.leaves) - 1
        return len(self.leaves) - 1

    def fill(self, size):
        while len(self.leaves) < size:
            self.add(
                line(entries.issue_entry(digest=f"sha256:{len(self.leaves):064x}", key=method(KEY, DID), moment=MOMENT))
            )

    def fill_run(self, size):
        """Fill it up to a size, as a run does: the last entry is that of the status list."""
        self.fill(size - 1)
        self.add_list(current_list())

    def add_list(self, signed, name="revocation-1", **more):
        acts = filter(None, map(key_history.read_act, self.leaves))
        entry = entries.status_entry(
            digest=digest_of(signed), key=method(KEY, DID), moment=signed["validFrom"], list_name=name,
            keys=sum(one["op"] in key_history.OPERATIONS for one in acts),
        )  # fmt: skip
        return self.add(line({**entry, **more}))

    def tree(self, size=None):
        return merkle.Tree(self.leaves[:size])

    def checkpoint(self, size, *, signer=SIGNER, key=LOG, seen=None, also=(), origin=ORIGIN):
        point = Checkpoint(origin, size, self.tree(size).root())
        lines = [note.sign(point.text(), key, signer.sign)]
        if seen:
            lines.append(note.sign(point.text(), WITNESS, WITNESS_SIGNER.sign, seen))
        lines += (note.sign(point.text(), one, other.sign, time) for one, other, time in also)
        return note.write(note.Note(point.text(), tuple(lines)))

    def proof(self, index, size, **more):
        path = tuple(self.tree(size).inclusion(index, size))
        return proof.write(proof.Proof(self.leaves[index], index, path, self.checkpoint(size, **more)))

    def keys_file(self):
        size, tree = len(self.leaves), self.tree()
        found = [index for index, leaf in enumerate(self.leaves) if any(mark in leaf for mark in OF_KEYS)]
        listed = [
            {
                "index": index,
                "leaf": base64.b64encode(self.leaves[index]).decode(),
                "path": [base64.b64encode(one).decode() for one in tree.inclusion(index, size)],
            }
            for index in found
        ]
        return json.dumps({"entries": listed, "size": size}, indent=1).encode()

    def tail_file(self, begin=None):
        """The newest entries, from that of the status list on or from `begin`."""
        size, tree = len(self.leaves), self.tree()
        lists = [index for index, leaf in enumerate(self.leaves) if b'"op":"status"' in leaf]
        begin = max(lists, default=size) if begin is None else begin
        tail = {
            "before": [base64.b64encode(one).decode() for one in merkle.frontier(tree.subtree, begin)],
            "leaves": [base64.b64encode(leaf).decode() for leaf in self.leaves[begin:]],
            "size": size,
        }
        return json.dumps(tail, indent=1).encode()

    def files(self, **by):
        """What a log has at its whole size, by name."""
        checkpoint = self.checkpoint(len(self.leaves), **by)
        files = {"checkpoint": checkpoint, "keys.json": self.keys_file(), "tail.json": self.tail_file()}
        return files | dict(tiles.hash_files(self.tree()))

    def publish(self, part, *, but=(), beside=None, **by):
        """Publish what a log has at its whole size, without the names `but`, and what the log `beside` has as well."""
        there = beside.files() if beside else {}
        for name, data in self.files(**by).items():
            if name not in but and there.get(name) != data:
                publish(part, addresses.log_file(BASE, name), data)


def service(**changes):
    end = {"key": str(LOG), "log": f"{BASE}/log", "root": str(ROOT), "witnesses": [str(WITNESS)], **changes}
    return [{"id": f"{DID}#log", "type": "TransparencyLog", "serviceEndpoint": end}]


def publish_issuer(cut_off):
    """Publish an issuer with a log, whose lost key is trusted below an index of it."""
    publish("log-issuer", did_address(BASE), did_document(KEY, OLD_KEY, by=DID, service=service()))
    listed = keys_document(DID)
    for one in listed["keys"]:
        if one["publicKeyMultibase"] == multibase_of(LOST_KEY):
            one["trustedBelow"] = cut_off
    publish("log-issuer", addresses.keys(BASE), listed)
    publish("log-issuer", list_address(base=BASE), current_list())


def publish_proof(part, name, data):
    publish(part, addresses.award_proof(BASE, id_of(name)), data)
