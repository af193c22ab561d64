"""A published log is read whole: what was taken out, changed or cut off is named, with its place (catalogue, T-08)."""

import pytest

from log_samples import LOG, LOG_SIGNER, ORIGIN
from testamur.errors import LogError
from testamur.log import checkpoint, fsck, tiles
from testamur.log.checkpoint import Checkpoint
from testamur.log.merkle import Tree

LEAVES = [f"leaf {number}".encode() for number in range(600)]
LAST = "tile/entries/002.p/88"


def published(leaves=LEAVES, size=None, root=None):
    tree = Tree(leaves)
    point = Checkpoint(ORIGIN, size or tree.size, root or tree.root())
    return {"checkpoint": checkpoint.sign(point, LOG, LOG_SIGNER.sign), **dict(tiles.files(tree, leaves))}


def findings(files, asked=None):
    def fetch(name):
        if asked is not None:
            asked.append(name)
        if name not in files:
            raise LogError(f"{name} is not there", code="log-file")
        return files[name]

    return [str(one) for one in fsck.examine(fetch, LOG)[1]]


def bundled(files, name, change):
    return {**files, name: tiles.bundle(change(tiles.read_bundle(files[name])))}


@pytest.mark.parametrize("size", [1, 255, 256, 257, 600])
def test_a_log_that_holds_has_no_findings(size):
    assert findings(published(LEAVES[:size])) == []


def test_each_file_of_a_log_that_holds_is_fetched_once():
    files, asked = published(), []
    assert findings(files, asked) == []
    assert sorted(asked) == sorted(files)


def test_a_changed_entry_is_named():
    files = bundled(published(), "tile/entries/001", lambda leaves: [*leaves[:44], b"other", *leaves[45:]])
    assert findings(files)[0] == "tile/entries/001: entry 300: it is not the entry whose hash tile/0/001 has"


def test_two_entries_that_changed_places_are_named():
    files = bundled(published(), LAST, lambda leaves: [leaves[1], leaves[0], *leaves[2:]])
    assert [one.split(": ")[1] for one in findings(files)[:2]] == ["entry 512", "entry 513"]


def test_an_entry_that_was_taken_out_is_missed():
    files = bundled(published(), LAST, lambda leaves: leaves[:-1])
    assert findings(files) == [f"{LAST}: it has 87 entries, and 88 belong there"]


def test_a_bundle_that_was_cut_off_is_named():
    files = published()
    assert findings({**files, LAST: files[LAST][:-3]}) == [f"{LAST}: this bundle of entries is cut off"]


@pytest.mark.parametrize("name", ["tile/0/000", "tile/1/000.p/2"])
def test_a_tile_that_was_changed_or_is_missing_is_named(name):
    files = published()
    changed = {**files, name: bytes(32) + files[name][32:]}
    assert f"{name}: its hashes are not those of the entries" in findings(changed)
    del changed[name]
    assert f"{name}: it is not there" in findings(changed)


def test_a_checkpoint_of_other_entries_is_named():
    assert findings(published(root=bytes(32))) == ["checkpoint: its root is not that of the entries"]


def test_a_log_without_a_checkpoint_cannot_be_read():
    files = published()
    del files["checkpoint"]
    with pytest.raises(LogError, match="not there"):
        findings(files)
