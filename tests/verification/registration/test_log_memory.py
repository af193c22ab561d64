"""What this machine remembers of logs: the largest checkpoint, and both sides where a log shows two histories."""

import datetime
from dataclasses import replace

from issuing import NOW, make_award, make_registry
from log_samples import LOG, checkpoint_of
from logged import BASE, examine, issue_and_publish, registered, rolled_back, with_log
from published_files import credential
from testamur.log.note import SIGNATURE, VerifierKey
from testamur.verification.check import failed, passed
from testamur.verification.registration.log_memory import LogMemory
from testamur.verification.registration.registered import Registration

DAY = datetime.timedelta(days=1)
OTHER_ROOT = VerifierKey("badges.harbour.example/log/root", SIGNATURE, LOG.public)
SEEN = Registration(passed("registered", "it is"), checkpoint_of(13))


def test_the_largest_checkpoint_is_remembered(tmp_path):
    LogMemory(tmp_path).keep(SEEN)
    assert LogMemory(tmp_path)[LOG.name] == checkpoint_of(13)


def test_nothing_is_remembered_of_another_log(tmp_path):
    LogMemory(tmp_path).keep(SEEN)
    assert LogMemory(tmp_path).get("other.example/log") is None


def test_both_histories_are_kept(tmp_path):
    fork = Registration(failed("registered", "log-fork", "two"), evidence=(checkpoint_of(5), checkpoint_of(6)))
    one, other = LogMemory(tmp_path).keep(fork)
    assert (one.read_bytes(), other.read_bytes()) == (checkpoint_of(5), checkpoint_of(6))


def test_without_a_folder_nothing_is_kept_and_nothing_fails():
    assert LogMemory(None).keep(SEEN) == ()
    assert LogMemory(None).get(LOG.name) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    assert LogMemory(tmp_path / "missing").keep(SEEN) == ()


def test_a_name_of_a_log_is_no_path(tmp_path):
    assert LogMemory(tmp_path).get("../../etc/passwd") is None


def test_a_log_that_is_shorter_than_what_is_remembered_is_noticed(tmp_path):
    memory, award = LogMemory(tmp_path / "memory"), make_award(1)
    memory.folder.mkdir()
    registry = with_log(make_registry(award))
    first = issue_and_publish(registry, tmp_path / "ledger")
    more = with_log(make_registry(award, make_award(2)))
    later = issue_and_publish(more, tmp_path / "ledger", now=NOW + DAY, seed=1)
    data = credential(first, registry, award)
    memory.keep(examine(data, later, logs=memory).registration)
    assert registered(data, first, logs=memory) == ("INDETERMINATE", "could-not-run", "log-older")


def test_of_two_checks_the_one_that_saw_less_may_end_last(tmp_path):
    LogMemory(tmp_path).keep(SEEN)
    LogMemory(tmp_path).keep(Registration(passed("registered", "it is"), checkpoint_of(5)))
    assert LogMemory(tmp_path)[LOG.name] == checkpoint_of(13)


def test_what_is_damaged_in_the_memory_is_written_anew(tmp_path):
    LogMemory(tmp_path).keep(SEEN)
    [file] = tmp_path.iterdir()
    file.write_bytes(b"damaged")
    LogMemory(tmp_path).keep(SEEN)
    assert LogMemory(tmp_path)[LOG.name] == checkpoint_of(13)


def test_an_older_log_with_a_proof_of_since_takes_nothing_from_what_was_seen(tmp_path):
    data, files, seen = rolled_back(tmp_path)
    found = examine(data, files, logs={seen.partition(b"\n")[0].decode(): seen}).registration
    assert (found.check.code, found.newest) == ("log-older", seen)


def test_the_root_key_of_a_log_is_remembered_too(tmp_path):
    LogMemory(tmp_path).keep(replace(SEEN, root=f"{LOG.name}/root+1a2b3c4d+AQ==".encode()))
    assert LogMemory(tmp_path)[f"{LOG.name}/root"] == f"{LOG.name}/root+1a2b3c4d+AQ==".encode()
    assert LogMemory(tmp_path)[LOG.name] == checkpoint_of(13)


def test_a_log_under_another_root_key_is_noticed(tmp_path):
    memory, award = LogMemory(tmp_path / "memory"), make_award(1)
    memory.folder.mkdir()
    registry = with_log(make_registry(award))
    files = issue_and_publish(registry, tmp_path / "ledger")
    data = credential(files, registry, award)
    memory.keep(examine(data, files, logs=memory).registration)
    document = files[f"{BASE}/issuer/did.json"]
    root = registry.issuer.log.root.encode()
    files[f"{BASE}/issuer/did.json"] = document.replace(root, str(OTHER_ROOT).encode())
    assert registered(data, files, logs=memory)[1:] == ("could-not-run", "log-root")
