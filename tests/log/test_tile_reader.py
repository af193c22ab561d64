"""A published log is read through its tiles, as clients of other logs do."""

import pytest

from testamur.errors import LogError
from testamur.log import merkle, tiles
from testamur.log.merkle import Tree
from testamur.log.tile_reader import TileReader

LEAVES = [f"leaf {number}".encode() for number in range(70_000)]
TREE = Tree(LEAVES)
SIZES = [1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000]


@pytest.fixture(scope="module")
def published():
    """The files of logs of each size, by size."""
    return {size: dict(tiles.files(Tree(LEAVES[:size]), LEAVES[:size])) for size in SIZES}


@pytest.mark.parametrize("size", SIZES)
def test_tiles_give_the_root(published, size):
    assert merkle.root_of(TileReader(published[size].__getitem__, size).subtree, size) == TREE.root(size)


@pytest.mark.parametrize("size", SIZES)
def test_tiles_give_proofs_of_inclusion(published, size):
    reader = TileReader(published[size].__getitem__, size)
    for index in {0, size // 3, size // 2, size - 1}:
        assert merkle.inclusion(reader.subtree, index, size) == TREE.inclusion(index, size)


@pytest.mark.parametrize("size", SIZES)
def test_tiles_give_proofs_of_consistency(published, size):
    reader = TileReader(published[size].__getitem__, size)
    for old in {0, 1, size // 3, size // 2, max(size - 1, 0), size}:
        assert merkle.consistency(reader.subtree, old, size) == TREE.consistency(old, size)


def test_a_proof_takes_a_few_tiles(published):
    asked = []
    reader = TileReader(lambda name: asked.append(name) or published[70_000][name], 70_000)
    merkle.consistency(reader.subtree, 12_345, 70_000)
    assert len(asked) <= 8


@pytest.mark.parametrize("cut", [slice(None, -1), slice(None, -32), slice(0, 0)])
def test_a_tile_of_another_length_is_refused(published, cut):
    reader = TileReader(lambda name: published[513][name][cut], 513)
    with pytest.raises(LogError, match="log-tile"):
        merkle.consistency(reader.subtree, 100, 513)


def test_a_full_tile_that_was_changed_is_refused(published):
    whole = published[513]
    changed = {**whole, "tile/0/000": bytes(32) + whole["tile/0/000"][32:]}
    with pytest.raises(LogError, match="does not fit the tiles above"):
        merkle.consistency(TileReader(changed.__getitem__, 513).subtree, 100, 513)


@pytest.mark.parametrize("name", ["tile/0/002.p/1", "tile/1/000.p/2"])
def test_a_partial_tile_that_was_changed_gives_another_root(published, name):
    changed = {**published[513], name: bytes(len(published[513][name]))}
    assert merkle.root_of(TileReader(changed.__getitem__, 513).subtree, 513) != TREE.root(513)
