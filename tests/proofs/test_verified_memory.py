"""The memory of what verified: kept between runs and processes, and never in the way."""

import os
import sqlite3
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from testamur.proofs import verified_memory
from testamur.proofs.verified_memory import MemoryOfProcess, MemoryOnDisk

A, B, C = (f"sha256:{letter * 64}" for letter in "abc")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "verified.sqlite"


@pytest.fixture(params=["process", "disk"])
def memory(request, file):
    return MemoryOfProcess() if request.param == "process" else MemoryOnDisk(file, "engine")


def test_a_new_one_knows_nothing(memory):
    assert memory.known([A, B]) == set()


def test_what_was_added_is_known_and_nothing_else(memory):
    memory.add([A, B])
    assert memory.known([A, C]) == {A}


def test_what_was_added_twice_is_known(memory):
    memory.add([A])
    memory.add([A, B])
    assert memory.known([A, B, C]) == {A, B}


def test_what_is_no_digest_is_not_known(memory):
    memory.add([A])
    assert memory.known(["", "sha256:zz", "sha512:" + "a" * 64, A.upper(), A + "a"]) == set()


def test_thousands_are_asked_for_together(memory):
    digests = [f"sha256:{number:064x}" for number in range(2_000)]
    memory.add(digests[::2])
    assert memory.known(digests) == set(digests[::2])


def test_it_outlives_the_process(file):
    MemoryOnDisk(file, "engine").add([A])
    assert MemoryOnDisk(file, "engine").known([A]) == {A}


def test_other_code_remembers_nothing_of_it(file):
    MemoryOnDisk(file, "engine").add([A])
    assert MemoryOnDisk(file, "another").known([A]) == set()


def test_other_code_begins_anew(file):
    MemoryOnDisk(file, "engine").add([A])
    MemoryOnDisk(file, "another").add([B])
    assert MemoryOnDisk(file, "another").known([A, B]) == {B}
    assert MemoryOnDisk(file, "engine").known([A, B]) == set()


def test_the_oldest_are_forgotten_when_they_are_too_many(file, monkeypatch):
    monkeypatch.setattr(verified_memory, "_MAX_DIGESTS", 2)
    memory = MemoryOnDisk(file, "engine")
    for digest in (A, B, C):
        memory.add([digest])
    assert memory.known([A, B, C]) == {C}


def test_one_run_adds_no_more_than_there_is_room_for(file, monkeypatch):
    monkeypatch.setattr(verified_memory, "_MAX_DIGESTS", 2)
    memory = MemoryOnDisk(file, "engine")
    memory.add([A, B, C])
    assert memory.known([A, B, C]) == {A, B}


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + bytes(5_000)])
def test_a_damaged_file_remembers_nothing(file, damage):
    file.write_bytes(damage)
    assert MemoryOnDisk(file, "engine").known([A]) == set()


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + bytes(5_000)])
def test_a_damaged_file_is_begun_anew(file, damage):
    file.write_bytes(damage)
    memory = MemoryOnDisk(file, "engine")
    memory.add([A])
    assert memory.known([A]) == {A}


def test_a_file_cut_in_two_fails_nothing(file):
    memory = MemoryOnDisk(file, "engine")
    memory.add([f"sha256:{number:064x}" for number in range(5_000)])
    os.truncate(file, file.stat().st_size // 2)
    memory.known([A])
    memory.add([A])
    memory.add([A])
    assert memory.known([A]) == {A}


def test_a_database_of_something_else_fails_nothing(file):
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE verified (name TEXT)")
        other.execute("CREATE TABLE engine (number INTEGER, name TEXT)")
    memory = MemoryOnDisk(file, "engine")
    memory.add([A])
    assert memory.known([A]) == set()


def test_a_folder_that_is_not_there_fails_nothing(tmp_path):
    memory = MemoryOnDisk(tmp_path / "none" / "verified.sqlite", "engine")
    memory.add([A])
    assert memory.known([A]) == set()


def test_a_folder_that_cannot_be_looked_into_fails_nothing(file, monkeypatch):
    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "lstat", refuse)
    monkeypatch.setattr(Path, "lstat", refuse)
    assert MemoryOnDisk(file, "engine").known([A]) == set()


def test_a_file_that_others_can_write_is_not_believed(file):
    memory = MemoryOnDisk(file, "engine")
    memory.add([A])
    file.chmod(0o666)
    assert memory.known([A]) == set()


def test_a_link_is_not_believed(file, tmp_path):
    MemoryOnDisk(tmp_path / "other", "engine").add([A])
    file.symlink_to(tmp_path / "other")
    assert MemoryOnDisk(file, "engine").known([A]) == set()


def test_a_file_of_somebody_else_is_not_believed(file, monkeypatch):
    MemoryOnDisk(file, "engine").add([A])
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert MemoryOnDisk(file, "engine").known([A]) == set()


def test_a_writer_that_is_locked_out_gives_up(file, monkeypatch):
    monkeypatch.setattr(verified_memory, "_SECONDS", 0.05)
    memory = MemoryOnDisk(file, "engine")
    memory.add([A])
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        memory.add([B])
        assert memory.known([A, B]) == {A}


WRITE = (
    "import sys; from pathlib import Path; from testamur.proofs.verified_memory import MemoryOnDisk\n"
    "first = int(sys.argv[2])\n"
    "for number in range(first, first + 20): "
    "MemoryOnDisk(Path(sys.argv[1]), 'engine').add([f'sha256:{number:064x}'])\n"
)


def test_several_processes_write_at_once(file):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(file), str(first)], env={**os.environ})
        for first in (0, 20, 40)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    digests = {f"sha256:{number:064x}" for number in range(60)}
    assert MemoryOnDisk(file, "engine").known(digests) == digests


def test_it_lies_in_the_cache_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path))
    verified_memory.on_disk().add([A])
    assert verified_memory.on_disk().known([A]) == {A}
    assert [file.name for file in tmp_path.iterdir()] == ["verified.sqlite"]


def test_without_a_cache_folder_nothing_is_kept(monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", "off")
    verified_memory.on_disk().add([A])
    assert verified_memory.on_disk().known([A]) == set()


@pytest.fixture
def named_anew():
    verified_memory._engine.cache_clear()
    yield
    verified_memory._engine.cache_clear()


@pytest.mark.parametrize("library", ["cryptography", "orjson", "pyoxigraph", "rfc8785"])
def test_what_another_version_of_a_library_verified_is_not_believed(monkeypatch, named_anew, library):
    first, version = verified_memory._engine(), metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0" if name == library else version(name))
    verified_memory._engine.cache_clear()
    assert verified_memory._engine() != first


def test_without_a_name_for_the_code_nothing_is_kept(monkeypatch, named_anew, tmp_path):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(verified_memory, "_ENGINE", tmp_path)
    verified_memory.on_disk().add([A])
    assert verified_memory.on_disk().known([A]) == set()


def test_what_is_known_on_disk_are_the_very_texts_that_were_given(file):
    MemoryOnDisk(file, "engine").add([A])
    mine = f"{A[:9]}{A[9:]}"
    (known,) = MemoryOnDisk(file, "engine").known([mine])
    assert known is mine
