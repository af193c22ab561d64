"""What a part says of itself: read as it was written, and refused when it is not in shape."""

import json

import pytest

from testamur.errors import PublishingError
from testamur.publishing.site.parts import manifest
from testamur.publishing.site.parts.build_inputs import NAMES
from testamur.publishing.site.parts.manifest import Amount, Manifest
from testamur.publishing.site.parts.shard import Shard

EXAMPLE = Manifest(
    shard=Shard(1, 2),
    base="https://badges.harbour.example",
    inputs={name: f"sha256:{name}" for name in NAMES},
    awards=manifest.awards_of_parts(["a", "b", "c", "d"], 2),
    written=manifest.amount_of_awards(["a"]),
    files=Amount(3, "sha256:files"),
)


def test_a_manifest_is_read_as_it_was_written(tmp_path):
    manifest.write(tmp_path, EXAMPLE)
    assert manifest.read(tmp_path) == EXAMPLE


def test_the_awards_of_each_part_are_those_that_it_has():
    ids = [f"award-{number}" for number in range(20)]
    assert manifest.awards_of_parts(ids, 3) == tuple(
        manifest.amount_of_awards(award_id for award_id in ids if Shard(number, 3).has(award_id))
        for number in (1, 2, 3)
    )


def test_the_order_in_which_awards_were_written_does_not_matter():
    assert manifest.amount_of_awards(["b", "a"]) == manifest.amount_of_awards(["a", "b"])


def test_a_folder_without_one_is_no_part(tmp_path):
    with pytest.raises(PublishingError, match="is no finished part of a site"):
        manifest.read(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"shard": {"number": 3, "of": 2}},
        {"shard": {"number": True, "of": 2}},
        {"shard": "1/2"},
        {"inputs": {}},
        {"inputs": {**EXAMPLE.inputs, "theme": 1}},
        {"awards": []},
        {"written": {"number": -1, "digest": "x"}},
        {"written": {"number": 1}},
        {"files": {"number": 1.0, "digest": "x"}},
        {"files": None},
        {"base": None},
    ],
    ids=str,
)
def test_one_that_is_not_in_shape_is_refused(tmp_path, change):
    manifest.write(tmp_path, EXAMPLE)
    path = tmp_path / manifest.NAME
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **change}))
    with pytest.raises(PublishingError, match="build this part again"):
        manifest.read(tmp_path)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b"{}", b"x" * 2_000_000], ids=["empty", "list", "cut", "bare", "long"]
)
def test_one_that_is_damaged_is_refused(tmp_path, data):
    (tmp_path / manifest.NAME).write_bytes(data)
    with pytest.raises(PublishingError, match="build this part again"):
        manifest.read(tmp_path)
