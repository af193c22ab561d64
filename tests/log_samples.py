"""A log to test with: entries as a ledger has them, their tree, and a log's and a witness's key."""

from testamur.ledger import entries
from testamur.log import checkpoint, note, proof
from testamur.log.checkpoint import Checkpoint
from testamur.log.merkle import Tree
from testamur.log.note import COSIGNATURE, SIGNATURE, VerifierKey
from testamur.proofs import keys

ORIGIN = "badges.example.edu/log"
METHOD = "did:web:badges.example.edu:issuer#z6Mk"
MOMENT = "2026-05-16T12:00:00Z"
LOG_SIGNER, WITNESS_SIGNER = (keys.from_seed(bytes([number] * 32)) for number in (1, 2))
LOG = VerifierKey(ORIGIN, SIGNATURE, LOG_SIGNER.public_key)
WITNESS = VerifierKey("witness.example/w1", COSIGNATURE, WITNESS_SIGNER.public_key)
LEAVES = entries.write(
    entries.issue_entry(digest=f"sha256:{number:064x}", key=METHOD, moment=MOMENT) for number in range(13)
).split(b"\n")[:-1]
TREE = Tree(LEAVES)


def checkpoint_of(size, point=None):
    """The signed checkpoint of the first `size` entries."""
    return checkpoint.sign(point or Checkpoint(ORIGIN, size, TREE.root(size)), LOG, LOG_SIGNER.sign)


def proof_of(index, size=len(LEAVES)):
    """The file that proves an entry to be among the first `size`."""
    return proof.write(proof.Proof(LEAVES[index], index, tuple(TREE.inclusion(index, size)), checkpoint_of(size)))


def cosigned(point, time):
    """A checkpoint that the log and the witness signed."""
    text = point.text()
    lines = (note.sign(text, LOG, LOG_SIGNER.sign), note.sign(text, WITNESS, WITNESS_SIGNER.sign, time))
    return note.write(note.Note(text, lines))
