"""A registry whose log witnesses have to see: what is published of it, and what a verifier says then."""

import datetime
from dataclasses import replace

import pytest

from issuing import NOW, make_award, make_registry
from logged import BASE, DAY, ROOT_SIGNER, issue, registered, with_log
from published_files import credential, publish
from testamur.authoring.acts import root_acts
from testamur.credentials import addresses
from testamur.errors import PublishingError
from testamur.ledger.registering import acts, checkpoints
from testamur.ledger.registering.cosigning import Cosigner
from testamur.log import checkpoint, note, proof
from witness_host import WitnessHost, WitnessWeb, with_witnesses


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ledger"


@pytest.fixture
def host():
    issuer = with_log(make_registry(make_award(1))).issuer
    return WitnessHost(logs=[acts.log_key(issuer, issuer.log)], time=int(NOW.timestamp()))


def logged(host, *numbers, quorum=1):
    return with_witnesses(with_log(make_registry(*map(make_award, numbers))), host, quorum=quorum)


def cosign(registry, folder, host, *, now=NOW):
    host.time = int(now.timestamp())
    return Cosigner(registry.issuer, registry.issuer.log, WitnessWeb(host)).cosign(folder, now=host.time)


def size_of_proof(files, number):
    found = proof.read(files[addresses.award_proof(BASE, make_award(number).id)])
    return checkpoint.read(note.read(found.checkpoint).text).size


def test_without_the_witness_nothing_is_published(folder, host):
    registry = logged(host, 1)
    issue(registry, folder)
    with pytest.raises(PublishingError, match=r"0 witnesses .* and issuer\.yml asks for 1. Run testamur log witness"):
        publish(registry, folder, NOW)


def test_an_award_is_valid_and_says_who_saw_it(folder, host):
    registry = logged(host, 1)
    issue(registry, folder)
    cosign(registry, folder, host)
    files = publish(registry, folder, NOW)
    assert registered(credential(files, registry, make_award(1)), files) == ("VALID", "passed", "")


def test_a_checkpoint_that_a_crash_left_without_a_witness_proves_nothing_and_the_next_one_does(folder, host):
    """The run after the push broke off: the entry is proven by the first checkpoint that the witness has signed."""
    registry = logged(host, 1)
    issue(registry, folder)
    (left,) = checkpoints.kept(folder)
    more = logged(host, 1, 2)
    issue(more, folder, now=NOW + DAY, seed=1)
    size = cosign(more, folder, host, now=NOW + DAY).size
    files = publish(more, folder, NOW + DAY)
    assert (size_of_proof(files, 1), size_of_proof(files, 2)) == (size, size)
    assert size > left
    assert registered(credential(files, more, make_award(1)), files)[:2] == ("VALID", "passed")


def test_a_proof_that_was_published_stays_the_same_when_the_log_grows(folder, host):
    registry = logged(host, 1)
    issue(registry, folder)
    cosign(registry, folder, host)
    first = publish(registry, folder, NOW)
    more = logged(host, 1, 2)
    issue(more, folder, now=NOW + DAY, seed=1)
    cosign(more, folder, host, now=NOW + DAY)
    name = addresses.award_proof(BASE, make_award(1).id)
    assert publish(more, folder, NOW + DAY)[name] == first[name]


def test_every_signature_is_published_with_its_checkpoint(folder, host):
    registry = logged(host, 1)
    issue(registry, folder)
    size = cosign(registry, folder, host).size
    more = logged(host, 1, 2)
    issue(more, folder, now=NOW + DAY, seed=1)
    cosign(more, folder, host, now=NOW + DAY)
    files = publish(more, folder, NOW + DAY)
    (signed,) = note.opened(note.read(files[f"{BASE}/log/checkpoints/{size}"]), [host.key])
    assert datetime.datetime.fromtimestamp(signed.time, datetime.UTC) == NOW


def test_an_award_from_before_the_registry_asked_for_witnesses_stays_valid(folder, host):
    before = with_log(make_registry(make_award(1)))
    issue(before, folder)
    registry = logged(host, 1)
    cosign(registry, folder, host)
    files = publish(registry, folder, NOW)
    assert registered(credential(files, registry, make_award(1)), files)[:2] == ("VALID", "passed")


def test_a_host_that_takes_the_signatures_away_takes_the_verdict_with_them(folder, host):
    registry = logged(host, 1)
    issue(registry, folder)
    cosign(registry, folder, host)
    files = publish(registry, folder, NOW)
    bare = {name: without_witness(data) for name, data in files.items()}
    found = registered(credential(files, registry, make_award(1)), bare)
    assert found == ("INDETERMINATE", "could-not-run", "log-quorum")


def without_witness(data):
    return data.partition("\n— witness.example".encode())[0] + b"\n" if b"witness.example/w1 " in data else data


def test_a_host_that_asks_for_fewer_witnesses_than_the_root_key_named_takes_the_verdict_away(folder, host):
    registry = logged(host, 1)
    log = registry.issuer.log
    named = root_acts.name_witnesses(registry.issuer, ROOT_SIGNER, now=NOW)
    log = replace(log, acts=(*log.acts, named))
    registry = replace(registry, issuer=replace(registry.issuer, log=log))
    issue(registry, folder)
    cosign(registry, folder, host)
    files = publish(registry, folder, NOW)
    data, where = credential(files, registry, make_award(1)), f"{BASE}/issuer/did.json"
    assert registered(data, files) == ("VALID", "passed", "")
    lowered = {**files, where: files[where].replace(b'"quorum":1,', b"")}
    assert registered(data, lowered) == ("INDETERMINATE", "could-not-run", "log-witnesses")
