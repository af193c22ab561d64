"""The log's tree: roots and proofs as Go's golang.org/x/mod/sumdb/tlog makes them, and no proof with a byte changed.

What Go says stands here as digests over all that it made of the leaves "leaf 0", "leaf 1" and so on.
"""

import hashlib
from itertools import pairwise

import pytest

from testamur.errors import LogError
from testamur.log import merkle
from testamur.log.merkle import Tree, leaf_hash

LEAVES = [f"leaf {number}".encode() for number in range(300)]
TREE = Tree(LEAVES)
# golang.org/x/mod of 2023-09-06, TreeHash, ProveRecord and ProveTree: in the order of sizes, then of indexes.
ROOTS = "74807f1610303327a683b3ba13f135187d4efc838ff4da04d25c81d5ddd38fea"
INCLUSION = "38ab614520a4778c70fa3774797ba5b353f2dbc3273e7d3912c9c8b049a5445f"
CONSISTENCY = "132033f381227ab5f147a2f2e294f5a5cdbdc69a2af5ffa20da82b2a9f067584"


def digest(parts):
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.hexdigest()


def test_roots_are_those_of_go():
    assert digest(TREE.root(size) for size in range(1, 301)) == ROOTS


def test_proofs_of_inclusion_are_those_of_go():
    proofs = (TREE.inclusion(index, size) for size in range(1, 301) for index in range(size))
    assert digest(hashed for path in proofs for hashed in path) == INCLUSION


def test_proofs_of_consistency_are_those_of_go():
    proofs = (TREE.consistency(old, new) for new in range(1, 101) for old in range(1, new + 1))
    assert digest(hashed for path in proofs for hashed in path) == CONSISTENCY


def test_an_empty_log_has_the_root_of_nothing():
    assert Tree().root() == hashlib.sha256(b"").digest()


def test_proofs_from_subtrees_alone_are_the_same():
    asked = [(index, size) for index in range(65) for size in range(index + 1, 66)]  # one size after another
    assert [TREE.inclusion(*one) for one in asked] == [merkle.inclusion(TREE.subtree, *one) for one in asked]


def test_of_more_sizes_than_are_kept_proofs_are_the_same(monkeypatch):
    monkeypatch.setattr(merkle, "_MOST_EDGES", 3)
    tree = Tree(LEAVES)
    for size in (*range(250, 260), *range(250, 260)):
        assert tree.inclusion(7, size) == merkle.inclusion(tree.subtree, 7, size)
    assert len(tree._edges) <= 3


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0)])
def test_a_leaf_that_a_tree_does_not_have_has_no_proof(index, size):
    with pytest.raises(ValueError, match="there is no leaf"):
        TREE.inclusion(index, size)


def test_every_proof_of_inclusion_holds():  # T-02
    for size in range(1, 301):
        for index in range(size):
            path = TREE.inclusion(index, size)
            merkle.check_inclusion(leaf_hash(LEAVES[index]), index, size, path, TREE.root(size))


def test_every_proof_of_consistency_holds():  # T-02
    for new in range(101):
        for old in range(new + 1):
            path = TREE.consistency(old, new)
            merkle.check_consistency(old, TREE.root(old), new, TREE.root(new), path)


def other_paths(path):
    """Yield paths with one hash changed in one bit, removed, added or exchanged."""
    for at, hashed in enumerate(path):
        yield [*path[:at], bytes([hashed[0] ^ 1, *hashed[1:]]), *path[at + 1 :]]
        yield [*path[:at], *path[at + 1 :]]
    for at in range(len(path) + 1):
        yield [*path[:at], bytes(32), *path[at:]]
    for at, (one, other) in enumerate(pairwise(path)):
        yield [*path[:at], other, one, *path[at + 2 :]]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 31, 64, 100])
def test_no_other_path_proves_inclusion(size):  # T-02
    for index in range(size):
        for path in other_paths(TREE.inclusion(index, size)):
            with pytest.raises(LogError):
                merkle.check_inclusion(leaf_hash(LEAVES[index]), index, size, path, TREE.root(size))


@pytest.mark.parametrize("size", [2, 5, 8, 33])
def test_a_path_proves_no_other_leaf_or_place(size):
    for index in range(size):
        path = TREE.inclusion(index, size)
        for other in set(range(size)) - {index}:
            with pytest.raises(LogError):
                merkle.check_inclusion(leaf_hash(LEAVES[other]), index, size, path, TREE.root(size))
            with pytest.raises(LogError):
                merkle.check_inclusion(leaf_hash(LEAVES[index]), other, size, path, TREE.root(size))


@pytest.mark.parametrize("new", [2, 3, 8, 13, 64, 100])
def test_no_other_path_proves_consistency(new):  # T-02
    for old in range(1, new):
        for path in other_paths(TREE.consistency(old, new)):
            with pytest.raises(LogError, match="log-fork"):
                merkle.check_consistency(old, TREE.root(old), new, TREE.root(new), path)


def test_a_tree_that_was_rewritten_did_not_grow_from_the_old_one():
    other = Tree([b"another leaf", *LEAVES[1:]])
    with pytest.raises(LogError, match="log-fork"):
        merkle.check_consistency(100, TREE.root(100), 300, other.root(300), other.consistency(100, 300))


def test_two_roots_of_one_size_are_a_fork():
    with pytest.raises(LogError, match="log-fork"):
        merkle.check_consistency(7, TREE.root(7), 7, bytes(32), [])


def test_a_shorter_tree_is_not_a_later_one():
    with pytest.raises(LogError, match="log-size"):
        merkle.check_consistency(8, TREE.root(8), 7, TREE.root(7), [])


def test_an_index_beyond_the_tree_is_refused():
    with pytest.raises(LogError, match="log-index"):
        merkle.check_inclusion(leaf_hash(LEAVES[7]), 7, 7, [], TREE.root(7))


# The end of a log ----------------------------------------------------------------------------------------------------


def grown(begin, size, leaves=LEAVES):
    hashes = [leaf_hash(leaf) for leaf in leaves[begin:size]]
    return merkle.grown_root(begin, merkle.frontier(TREE.subtree, begin), hashes)


def test_a_tree_that_grows_from_its_frontier_has_the_same_root():
    sizes = range(100)
    assert all(grown(begin, size) == TREE.root(size) for size in sizes for begin in range(size + 1))


def test_a_leaf_that_is_left_out_changes_the_root():
    left_out = [leaf_hash(leaf) for leaf in [*LEAVES[90:95], *LEAVES[96:100]]]
    roots = {merkle.grown_root(begin, merkle.frontier(TREE.subtree, begin), left_out) for begin in (90, 91)}
    assert TREE.root(100) not in roots


@pytest.mark.parametrize("change", [lambda hashes: hashes[1:], lambda hashes: [*hashes, bytes(32)], lambda _hashes: []])
def test_a_frontier_of_another_size_is_refused(change):
    with pytest.raises(LogError, match="not as many as belong there"):
        merkle.grown_root(90, change(merkle.frontier(TREE.subtree, 90)), [])
