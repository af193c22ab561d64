"""The files of a log: their names and contents as Go's golang.org/x/mod/sumdb/tlog and C2SP tlog-tiles have them."""

import hashlib
import re
from collections import Counter

import pytest

from testamur.errors import LogError
from testamur.log import tiles
from testamur.log.merkle import Tree

LEAVES = [f"leaf {number}".encode() for number in range(70_000)]
# golang.org/x/mod of 2023-09-06, TreeHash and ReadTileData: the contents of all tiles of hashes, in the order of names.
ROOT = "da0532ff7b2ee56f4067110fc964e9f27b5959f9527bfff3fa501aa7584deaf3"
TILES = "28987939284df60c2b3eea624bfc6ef2b1d22e6fc13833e48e2ca869ff62fd2a"
# C2SP tlog-tiles, "Merkle Tree" and "Log Entries".
NAME = re.compile(r"tile/(?:entries|[0-9]|[1-5][0-9]|6[0-3])/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[1-9][0-9]{0,2})?")


def test_tiles_of_seventy_thousand_leaves_are_those_of_go():  # T-01
    tree = Tree(LEAVES)
    hashes = sorted((name, data) for name, data in tiles.files(tree, LEAVES) if "/entries/" not in name)
    assert tree.root().hex() == ROOT
    assert hashlib.sha256(b"".join(data for _name, data in hashes)).hexdigest() == TILES


@pytest.mark.parametrize(
    ("size", "levels"),
    [
        (0, {}),
        (1, {"0": 1, "entries": 1}),
        (255, {"0": 1, "entries": 1}),
        (256, {"0": 1, "1": 1, "entries": 1}),
        (257, {"0": 2, "1": 1, "entries": 2}),
        (65_535, {"0": 256, "1": 1, "entries": 256}),
        (65_536, {"0": 256, "1": 1, "2": 1, "entries": 256}),
        # The example of tlog-tiles, "Partial Tiles".
        (70_000, {"0": 274, "1": 2, "2": 1, "entries": 274}),
    ],
)
def test_a_log_has_the_tiles_of_its_size(size, levels):  # T-01
    assert Counter(name.split("/")[1] for name in tiles.names(size)) == levels


def test_the_last_tiles_have_their_width_in_their_names():
    partial = [name for name in tiles.names(70_000) if ".p/" in name]
    assert partial == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"]


@pytest.mark.parametrize("size", [0, 255, 256, 257, 65_793])
def test_a_larger_tree_has_the_partial_tiles_of_a_smaller_one(size):
    smaller = tiles.files(Tree(LEAVES[:size]), LEAVES[:size])
    partial = {name: data for name, data in smaller if ".p/" in name}
    assert dict(tiles.partial_files(Tree(LEAVES), LEAVES, size)) == partial


@pytest.mark.parametrize(
    ("index", "path"), [(0, "000"), (999, "999"), (1000, "x001/000"), (1_234_067, "x001/x234/067")]
)
def test_an_index_is_written_in_groups_of_three_digits(index, path):
    assert tiles.name(0, index) == f"tile/0/{path}"


def test_every_name_has_the_form_of_c2sp():
    assert all(map(NAME.fullmatch, tiles.names(70_000)))


def test_the_bundles_have_the_entries_in_their_order():
    files = dict(tiles.files(Tree(LEAVES), LEAVES))
    bundles = [files[name] for name in tiles.names(70_000) if "/entries/" in name]
    assert [entry for data in bundles for entry in tiles.read_bundle(data)] == LEAVES


def test_a_bundle_gives_back_its_entries():
    entries = [b"", b"a", b"b" * 1024]
    assert tiles.read_bundle(tiles.bundle(entries)) == entries


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_bundle_that_is_cut_off_is_refused(cut):
    with pytest.raises(LogError, match="cut off"):
        tiles.read_bundle(tiles.bundle([b"an entry", b"ab"])[:-cut])


def test_an_entry_that_is_too_long_is_refused():  # T-03
    with pytest.raises(LogError, match="log-entry"):
        tiles.bundle([bytes(65_536)])
