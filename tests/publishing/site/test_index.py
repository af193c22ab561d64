"""The verification index is made a shard at a time, and none is larger than verifiers read."""

import json

import pytest

from issuing import NOW, an_id, make_award, make_registry, run
from testamur.credentials import addresses
from testamur.errors import PublishingError
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.site import file_list, index

AWARDS = [make_award(number) for number in range(5)]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    registry, folder = make_registry(*AWARDS), tmp_path_factory.mktemp("index") / "ledger"
    run(registry, folder)
    return publication.read(registry, Ledger(folder), now=NOW)


def test_the_index_has_its_head_and_all_256_shards(published):
    names = [file.name for file in file_list.index_files(published)]
    assert names == ["index.json", *(f"index/{number:02x}.json" for number in range(256))]


def test_an_award_is_in_the_shard_where_verifiers_look(published):
    files = {f"https://x.example/{file.name}": json.loads(file.data) for file in file_list.index_files(published)}
    for award in AWARDS:
        shard = files[addresses.index_shard("https://x.example", award.id)]
        assert shard[addresses.index_entry(award.id)]["state"] == "active"


def test_a_shard_alone_is_the_same_file(published):
    wanted = index.shard_of(AWARDS[0].id)
    (shard,) = [file for file in file_list.index_files(published) if file.name == f"index/{wanted}.json"]
    assert list(file_list.index_files(published, [wanted]))[1:] == [shard]


def test_a_shard_that_no_verifier_would_read_is_not_written(monkeypatch):
    monkeypatch.setattr(index, "LIMIT", 200)
    entry = {"digest": "sha256:" + "0" * 64, "state": "active"}
    index.shard("7f", {an_id(1): entry})
    with pytest.raises(PublishingError, match=r"index/7f.json would have 3\d\d bytes"):
        index.shard("7f", {an_id(1): entry, an_id(2): entry})
