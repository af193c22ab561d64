"""Two registries watch each other: growth is remembered, and a past that was rewritten is noticed."""

import datetime
import errno
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from issuing import NOW, make_award, make_registry
from log_samples import WITNESS, WITNESS_SIGNER
from logged import (
    BASE,
    LOG_SIGNER,
    NEXT_LOG_SIGNER,
    Web,
    issue_and_publish,
    log_key_act,
    with_acts,
    with_log,
    with_log_key,
)
from testamur.errors import LogError
from testamur.log import checkpoint, note
from testamur.verification.registration import monitor, own_cosignatures
from testamur.verification.registration.own_cosignatures import Witness
from testamur.verification.resolving.resolver import Unavailable

DAY = datetime.timedelta(days=1)
TIME = 1_793_534_400


@pytest.fixture(scope="module")
def histories(tmp_path_factory):
    """What a registry publishes: at first, later, and later with another past."""
    folder, other = tmp_path_factory.mktemp("ledger"), tmp_path_factory.mktemp("other")
    first = issue_and_publish(with_log(make_registry(make_award(1))), folder)
    later = issue_and_publish(with_log(make_registry(make_award(1), make_award(2))), folder, now=NOW + DAY, seed=1)
    issue_and_publish(with_log(make_registry(make_award(3))), other, seed=5)
    rewritten = issue_and_publish(with_log(make_registry(make_award(3), make_award(2))), other, now=NOW + DAY, seed=6)
    return first, later, rewritten


def look(files, folder, **more):
    return monitor.watch(BASE, folder, Web(files), time=TIME, **more)


def test_the_first_look_remembers_the_log(histories, tmp_path):
    first, _later, _rewritten = histories
    assert look(first, tmp_path).outcome == "first seen"
    assert (tmp_path / "checkpoint").read_bytes() == first[f"{BASE}/log/checkpoint"]


def test_a_log_that_grew_is_remembered_anew(histories, tmp_path):
    first, later, _rewritten = histories
    look(first, tmp_path)
    assert look(later, tmp_path).outcome == "grew"
    assert look(later, tmp_path).outcome == "as before"
    assert len(list((tmp_path / "checkpoints").iterdir())) == 2


def test_a_rewritten_past_is_noticed_and_both_sides_are_kept(histories, tmp_path):
    first, _later, rewritten = histories
    look(first, tmp_path)
    told = look(rewritten, tmp_path)
    assert told.outcome == "two histories"
    sides = [checkpoint.read(note.read(file.read_bytes()).text) for file in told.evidence]
    assert len({side.root for side in sides}) == 2


def test_what_contradicts_is_not_remembered(histories, tmp_path):
    first, _later, rewritten = histories
    look(first, tmp_path)
    look(rewritten, tmp_path)
    assert (tmp_path / "checkpoint").read_bytes() == first[f"{BASE}/log/checkpoint"]


def refuse_to_write(monkeypatch):
    def fail(self, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", fail)


def test_two_histories_are_told_where_no_evidence_can_be_kept(histories, tmp_path, monkeypatch):
    first, _later, rewritten = histories
    look(first, tmp_path)
    refuse_to_write(monkeypatch)
    told = look(rewritten, tmp_path)
    assert (told.outcome, told.evidence) == ("two histories", ())
    assert told.detail.count("could not be written: No space left on device") == 2


def test_a_folder_in_which_nothing_can_be_kept_is_named(histories, tmp_path, monkeypatch):
    refuse_to_write(monkeypatch)
    told = look(histories[0], tmp_path)
    assert (told.outcome, told.detail) == ("could not be read", f"{tmp_path}: No space left on device")


def test_a_log_that_lost_entries_is_noticed(histories, tmp_path):
    first, later, _rewritten = histories
    look(later, tmp_path)
    assert look(first, tmp_path).outcome == "shorter"


def test_the_key_that_was_seen_first_is_held_to(histories, tmp_path):
    first, _later, _rewritten = histories
    look(first, tmp_path)
    key = note.VerifierKey("badges.harbour.example/log", 1, WITNESS_SIGNER.public_key)
    point = checkpoint.read(note.read(first[f"{BASE}/log/checkpoint"]).text)
    forged = checkpoint.sign(point, key, WITNESS_SIGNER.sign)
    told = look({**first, f"{BASE}/log/vkey": f"{key}\n".encode(), f"{BASE}/log/checkpoint": forged}, tmp_path)
    assert told.outcome == "could not be read"


def test_a_host_that_does_not_answer_is_no_fork(histories, tmp_path):
    class Nobody:
        def fetch(self, url, *, limit):
            raise Unavailable("nobody answers")

    look(histories[0], tmp_path)
    assert monitor.watch(BASE, tmp_path, Nobody(), time=TIME).outcome == "could not be read"


def test_a_tile_that_was_damaged_is_no_fork(histories, tmp_path):
    first, later, _rewritten = histories
    look(first, tmp_path)
    damaged = {name: bytes(len(data)) if "/log/tile/0/" in name else data for name, data in later.items()}
    assert look(damaged, tmp_path).outcome == "could not be read"


def test_a_witness_signs_what_was_seen(histories, tmp_path):
    look(histories[0], tmp_path / "one", witness=Witness(WITNESS, WITNESS_SIGNER.sign))
    (signed,) = note.opened(note.read((tmp_path / "one" / "cosigned").read_bytes()), [WITNESS])
    assert signed.time == TIME


def test_a_witness_signs_nothing_that_contradicts(histories, tmp_path):
    first, _later, rewritten = histories
    look(first, tmp_path)
    look(rewritten, tmp_path, witness=Witness(WITNESS, WITNESS_SIGNER.sign))
    assert not (tmp_path / "cosigned").exists()


def test_a_witness_signs_a_checkpoint_once(histories, tmp_path):
    witness = Witness(WITNESS, WITNESS_SIGNER.sign)
    look(histories[0], tmp_path / "one", witness=witness)
    first = (tmp_path / "one" / "cosigned").read_bytes()
    monitor.watch(BASE, tmp_path / "one", Web(histories[0]), time=TIME + 86_400, witness=witness)
    assert (tmp_path / "one" / "cosigned").read_bytes() == first
    monitor.watch(BASE, tmp_path / "one", Web(histories[1]), time=TIME + 86_400, witness=witness)
    assert (tmp_path / "one" / "cosigned").read_bytes() != first


def test_what_was_signed_is_published_where_other_tools_look_for_it(histories, tmp_path):
    """C2SP tlog-witness, "Monitor Retrieval Mechanism": below the hash of the log's name."""
    look(histories[0], tmp_path / "one", witness=Witness(WITNESS, WITNESS_SIGNER.sign))
    name = hashlib.sha256(b"badges.harbour.example/log").hexdigest()
    assert dict(own_cosignatures.published(tmp_path)) == {
        "vkey": f"{WITNESS}\n".encode(),
        f"{name}/checkpoint": (tmp_path / "one" / "cosigned").read_bytes(),
    }


def test_what_was_only_watched_is_not_published(histories, tmp_path):
    look(histories[0], tmp_path / "one")
    assert list(own_cosignatures.published(tmp_path)) == []


@pytest.mark.parametrize("name", ["one/cosigned", "witness-vkey"])
@pytest.mark.parametrize("data", [b"", b"\xff", b"another text\n"], ids=["empty", "no text", "another text"])
def test_what_was_damaged_is_named_and_not_published(histories, tmp_path, name, data):
    look(histories[0], tmp_path / "one", witness=Witness(WITNESS, WITNESS_SIGNER.sign))
    (tmp_path / name).write_bytes(data)
    with pytest.raises(LogError, match=name.rpartition("/")[2]):
        list(own_cosignatures.published(tmp_path))


def test_lines_that_a_host_adds_are_not_published(histories, tmp_path):
    """Whatever else stands below a checkpoint was not looked at."""
    where = f"{BASE}/log/checkpoint"
    files = {**histories[0], where: histories[0][where] + "— other.example/w 4ewuxAAAAABq5ynA\n".encode()}
    look(files, tmp_path / "one", witness=Witness(WITNESS, WITNESS_SIGNER.sign))
    assert b"other.example" not in (tmp_path / "one" / "cosigned").read_bytes()


@pytest.mark.parametrize("name", ["checkpoint", "vkey"])
@pytest.mark.parametrize("data", [b"", b"\xff", b"another text\n"], ids=["empty", "no text", "another text"])
def test_what_was_seen_and_is_damaged_is_not_forgotten(histories, tmp_path, name, data):
    first, later, _rewritten = histories
    look(first, tmp_path)
    (tmp_path / name).write_bytes(data)
    told = look(later, tmp_path)
    assert told.outcome == "could not be read"
    assert told.detail.startswith(f"what was seen before is damaged: {tmp_path / name}: ")
    assert (tmp_path / name).read_bytes() == data


def test_a_folder_that_is_a_file_ends_nothing(histories, tmp_path):
    first, _later, _rewritten = histories
    (tmp_path / "file").write_text("")
    told = look(first, tmp_path / "file")
    assert (told.outcome, "file/vkey: Not a directory" in told.detail) == ("could not be read", True)


def test_a_shorter_log_with_another_past_is_two_histories(tmp_path):
    """Both histories had as many entries once, and only one of them was seen then."""
    first, later, other = (tmp_path / name for name in ("first", "later", "other"))
    seen = issue_and_publish(with_log(make_registry(make_award(1))), first)
    grown = issue_and_publish(with_log(make_registry(make_award(1), make_award(2))), first, now=NOW + DAY, seed=1)
    another = issue_and_publish(with_log(make_registry(make_award(3))), other, seed=5)
    look(seen, later)
    look(grown, later)
    told = look(another, later)
    assert (told.outcome, told.detail) == ("two histories", "its key signed two histories of 5 entries")
    assert len({file.read_bytes() for file in told.evidence}) == 2


# A log whose own key was replaced -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rotated(tmp_path_factory):
    """What a registry publishes before its log has another key, then, and later."""
    folder = tmp_path_factory.mktemp("rotated")
    registry = with_log(make_registry(make_award(1)))
    first = issue_and_publish(registry, folder)
    after = with_log_key(registry, NEXT_LOG_SIGNER)
    second = issue_and_publish(after, folder, now=NOW + DAY, seed=1, log_signer=NEXT_LOG_SIGNER)
    more = replace(make_registry(make_award(1), make_award(2)), issuer=after.issuer)
    third = issue_and_publish(more, folder, now=NOW + 2 * DAY, seed=2, log_signer=NEXT_LOG_SIGNER)
    return first, second, third


def test_a_key_that_the_root_key_replaced_is_followed(rotated, tmp_path):
    first, second, third = rotated
    assert [look(files, tmp_path).outcome for files in rotated] == ["first seen", "grew", "grew"]
    assert (tmp_path / "vkey").read_bytes() == third[f"{BASE}/log/vkey"] == second[f"{BASE}/log/vkey"]
    assert (tmp_path / "former-vkeys").read_bytes() == first[f"{BASE}/log/vkey"]


def test_another_key_without_an_act_of_the_root_key_is_not_followed(rotated, tmp_path):
    first, _second, _third = rotated
    look(first, tmp_path)
    key = note.VerifierKey("badges.harbour.example/log", 1, WITNESS_SIGNER.public_key)
    point = checkpoint.read(note.read(first[f"{BASE}/log/checkpoint"]).text)
    forged = checkpoint.sign(point, key, WITNESS_SIGNER.sign)
    told = look({**first, f"{BASE}/log/vkey": f"{key}\n".encode(), f"{BASE}/log/checkpoint": forged}, tmp_path)
    assert (told.outcome, "do not follow each other" in told.detail or "did not replace" in told.detail) == (
        "could not be read",
        True,
    )
    assert (tmp_path / "vkey").read_bytes() == first[f"{BASE}/log/vkey"]


def test_a_log_begun_anew_under_another_root_key_is_not_followed(rotated, tmp_path):
    """Whoever has the host alone signs a log of their own, which begins as the one that was seen."""
    first, _second, _third = rotated
    look(first, tmp_path)
    other = with_log(make_registry(make_award(3)), signers=(WITNESS_SIGNER, WITNESS_SIGNER))
    files = issue_and_publish(other, tmp_path / "ledger", seed=5, log_signer=WITNESS_SIGNER)
    told = look(files, tmp_path)
    assert (told.outcome, told.evidence) == ("could not be read", ())
    assert "the log does not say that it began under the root key" in told.detail


def test_a_host_that_goes_back_to_before_its_key_was_replaced_is_noticed(rotated, tmp_path):
    first, second, _third = rotated
    look(first, tmp_path)
    look(second, tmp_path)
    assert look(first, tmp_path).outcome == "shorter"


def test_what_the_old_key_signs_after_its_replacement_is_not_read(rotated, tmp_path):
    first, second, third = rotated
    look(first, tmp_path)
    look(second, tmp_path)
    old = note.read_key(first[f"{BASE}/log/vkey"].decode().strip())
    point = checkpoint.read(note.read(third[f"{BASE}/log/checkpoint"]).text)
    forged = checkpoint.sign(point, old, LOG_SIGNER.sign)
    for vkey in (third[f"{BASE}/log/vkey"], first[f"{BASE}/log/vkey"]):
        told = look({**third, f"{BASE}/log/checkpoint": forged, f"{BASE}/log/vkey": vkey}, tmp_path)
        assert told.outcome == "could not be read"


def test_a_past_that_is_rewritten_together_with_the_key_is_two_histories(rotated, tmp_path):
    """The registry itself does it: its root key signed the replacement, so that it cannot be put down to a thief."""
    first, _second, _third = rotated
    look(first, tmp_path / "seen")
    registry = with_log(make_registry(make_award(3)))
    issue_and_publish(registry, tmp_path / "other", seed=5)
    after = with_log_key(registry, NEXT_LOG_SIGNER)
    files = issue_and_publish(after, tmp_path / "other", now=NOW + DAY, seed=6, log_signer=NEXT_LOG_SIGNER)
    told = look(files, tmp_path / "seen")
    assert (told.outcome, len(told.evidence)) == ("two histories", 2)
    assert (tmp_path / "seen" / "vkey").read_bytes() == first[f"{BASE}/log/vkey"]


def test_a_root_key_that_was_seen_is_held_to(rotated, tmp_path):
    first, _second, _third = rotated
    look(first, tmp_path / "seen")
    seen = (tmp_path / "seen" / "root-vkey").read_bytes()
    other = with_log(make_registry(make_award(1)), signers=(LOG_SIGNER, WITNESS_SIGNER))
    issue_and_publish(other, tmp_path / "other")
    replaced = log_key_act(other, NEXT_LOG_SIGNER, root=WITNESS_SIGNER)
    after = with_acts(other, replaced, key=NEXT_LOG_SIGNER)
    files = issue_and_publish(after, tmp_path / "other", now=NOW + DAY, seed=1, log_signer=NEXT_LOG_SIGNER)
    assert look(files, tmp_path / "seen").outcome == "could not be read"
    assert (tmp_path / "seen" / "root-vkey").read_bytes() == seen


def test_a_log_without_a_list_of_keys_is_watched_all_the_same(rotated, tmp_path):
    files = {name: data for name, data in rotated[0].items() if not name.endswith("/log/keys.json")}
    assert look(files, tmp_path).outcome == "first seen"
    assert not (tmp_path / "root-vkey").exists()
    assert [look(one, tmp_path).outcome for one in rotated] == ["as before", "grew", "grew"]


def test_a_look_that_was_broken_off_after_a_key_was_followed_is_made_again(rotated, tmp_path):
    first, second, third = rotated
    look(first, tmp_path)
    seen = (tmp_path / "checkpoint").read_bytes()
    look(second, tmp_path)
    (tmp_path / "checkpoint").write_bytes(seen)
    assert [look(files, tmp_path).outcome for files in (second, third)] == ["grew", "grew"]


@pytest.mark.parametrize("name", ["former-vkeys", "root-vkey"])
def test_a_key_that_was_seen_and_is_damaged_is_named(rotated, tmp_path, name):
    first, second, third = rotated
    look(first, tmp_path)
    look(second, tmp_path)
    (tmp_path / name).write_bytes(b"another text\n")
    if name == "root-vkey":
        (tmp_path / "vkey").write_bytes(first[f"{BASE}/log/vkey"])
        (tmp_path / "checkpoint").write_bytes(first[f"{BASE}/log/checkpoint"])
    told = look(third, tmp_path)
    assert told.detail.startswith(f"what was seen before is damaged: {tmp_path / name}: ")
