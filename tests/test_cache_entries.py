"""Entries of the cache folder: by their name and content, each folder for itself."""

import pytest

from testamur import cache_entries

KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "cache"))
    cache_entries._prepared.cache_clear()
    cache_entries._written.clear()
    yield tmp_path / "cache"
    cache_entries._prepared.cache_clear()
    cache_entries._written.clear()


def test_an_entry_is_what_was_kept():
    cache_entries.write("one", KEY, b"content")
    assert cache_entries.read("one", KEY) == b"content"


def test_an_entry_is_its_folders_own():
    cache_entries.write("one", KEY, b"content")
    assert cache_entries.read("two", KEY) is None


def test_without_a_name_nothing_is_kept(folder):
    cache_entries.write("one", "", b"content")
    assert cache_entries.read("one", "") is None
    assert not folder.exists()


def test_an_entry_that_others_can_write_is_not_used(folder):
    cache_entries.write("one", KEY, b"content")
    (folder / "one" / KEY).chmod(0o666)
    assert cache_entries.read("one", KEY) is None


def test_the_oldest_entries_of_one_folder_make_room(monkeypatch):
    monkeypatch.setattr(cache_entries, "MOST_BYTES", 100)
    cache_entries.write("one", KEY, bytes(90))
    cache_entries.write("two", OTHER, bytes(30))
    assert (cache_entries.read("one", KEY), cache_entries.read("two", OTHER)) == (None, bytes(30))
