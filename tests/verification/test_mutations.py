"""A published badge with one byte changed is refused, even if a forger recomputes the checksum of the PNG."""

import datetime
import json
import zlib

import pytest

from issuing import NOW, make_award, make_registry, run
from published_files import Web, publish
from testamur.credentials import did
from testamur.verification import examination
from testamur.verification.reading import baked
from thoroughness import positions

LATER = NOW + datetime.timedelta(days=1)


@pytest.fixture(scope="module")
def badges(tmp_path_factory):
    """The credential, both pictures of it, and the web that they were published on."""
    award, folder = make_award(1), tmp_path_factory.mktemp("ledger")
    registry = make_registry(award)
    run(registry, folder)
    web = publish(registry, folder, NOW)
    found = {
        name: web[f"{registry.issuer.base}/awards/{award.id}/{name}"]
        for name in ("credential.json", "badge.svg", "badge.png")
    }
    return found, web


def verdict(data, web):
    trusted = frozenset({did.from_base("https://badges.harbour.example")})
    return examination.examine(data, resolver=Web(web), now=LATER, trusted=trusted).verdict


def with_new_checksum(picture, start, size):
    """The PNG with the checksum of the chunk that has these bytes recomputed, as a forger would."""
    kind = picture.index(b"iTXt")
    length = int.from_bytes(picture[kind - 4 : kind])
    assert kind < start < start + size <= kind + 4 + length
    body = picture[kind : kind + 4 + length]
    return picture[: kind + 4 + length] + zlib.crc32(body).to_bytes(4) + picture[kind + 8 + length :]


@pytest.mark.parametrize("name", ["badge.svg", "badge.png"])
def test_the_published_pictures_are_valid(badges, name):
    found, web = badges
    assert verdict(found[name], web) == "VALID"


@pytest.mark.parametrize("name", ["badge.svg", "badge.png"])
def test_changing_any_byte_of_a_baked_credential_is_detected(badges, name):  # C-01
    found, web = badges
    credential, picture = found["credential.json"], found[name]
    said = json.loads(credential)
    start = picture.index(credential)
    survived = []
    for position in positions(credential, start=start):
        changed = bytearray(picture)
        changed[position] ^= 1
        data = bytes(changed) if name == "badge.svg" else with_new_checksum(bytes(changed), start, len(credential))
        if verdict(data, web) == "VALID" and json.loads(baked.extract(data)) != said:
            survived.append(position)
    assert survived == []
