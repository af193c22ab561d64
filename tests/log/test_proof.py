"""Files that prove an entry to be in the log: read back as written, and refused with any byte changed."""

import pytest

from log_samples import LEAVES, LOG, MOMENT, TREE, checkpoint_of, proof_of
from testamur.errors import LogError
from testamur.ledger import entries
from testamur.log import checkpoint, merkle, proof


def holds(data, leaf):
    """Whether a file proves that this leaf is in the log."""
    found = proof.read(data)
    point = checkpoint.open_note(found.checkpoint, LOG).checkpoint
    merkle.check_inclusion(merkle.leaf_hash(found.leaf), found.index, point.size, found.path, point.root)
    return found.leaf == leaf


def test_a_proof_reads_as_it_was_written():
    found = proof.read(proof_of(5))
    assert (found.leaf, found.index, found.checkpoint) == (LEAVES[5], 5, checkpoint_of(len(LEAVES)))


@pytest.mark.parametrize("index", [0, 1, len(LEAVES) - 1])
def test_a_proof_holds(index):
    assert holds(proof_of(index), LEAVES[index])


def test_no_byte_of_a_proof_may_change():
    whole = proof_of(5)
    for at in range(len(whole)):
        for bit in (1, 0x20, 0x80):
            changed = whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :]
            with pytest.raises(LogError):
                holds(changed, LEAVES[5])


def test_a_log_of_one_entry_has_proofs_without_a_path():
    whole = proof.write(proof.Proof(LEAVES[0], 0, (), checkpoint_of(1)))
    assert holds(whole, LEAVES[0])


def lines(*changes):
    whole = proof_of(5).decode()
    for old, new in changes:
        assert old in whole
        whole = whole.replace(old, new, 1)
    return whole.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        lines(("@v1", "@v2")),
        lines(("extra ", "extra")),
        lines(("index 5", "index 05")),
        lines(("index 5", "index -5")),
        lines(("index 5", "index 5 ")),
        lines(("index 5\n", "")),
        lines(("index 5\n", "index 5\r\n")),
        lines(("index 5\n", "index 5\nAAAA\n")),
        lines(("index 5\n", "index 5\n" + "A" * 43 + "=\n" * 1 + ("A" * 43 + "=\n") * 63)),
        lines(("index 5\n", "index 9007199254740991\n")),
        proof_of(5).replace(b"\n\n", b"\n"),
        proof_of(5).replace(b"index", "ındex".encode()),
        proof.write(proof.Proof(b"x" * 1025, 5, (), b"")),
        proof.write(proof.Proof(b"", 5, (), b"")),
        proof_of(5) + b"x" * proof.MAX_BYTES,
    ],
)
def test_other_files_are_no_proofs(data):
    with pytest.raises(LogError, match="log-proof"):
        proof.read(data)


@pytest.mark.parametrize(("size", "most"), [(1_000, 1_000), (100_000, 1_300)])
def test_a_proof_stays_small(size, most):
    method = "did:web:badges.example.edu:issuer#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
    leaf = entries.write([entries.issue_entry(digest=f"sha256:{0:064x}", key=method, moment=MOMENT)])[:-1]
    tree = merkle.Tree([leaf] * size)
    point = checkpoint_of(size, checkpoint.Checkpoint(LOG.name, size, tree.root()))
    assert len(proof.write(proof.Proof(leaf, size // 3, tuple(tree.inclusion(size // 3, size)), point))) < most


def test_the_tree_of_the_samples_is_the_ledger_of_the_samples():
    assert TREE.size == len(LEAVES)
