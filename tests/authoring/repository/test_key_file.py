import os
import stat
import subprocess
from pathlib import Path

import pytest

from testamur.authoring.repository import key_file
from testamur.errors import UsageError


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    (folder / ".gitignore").write_text("*.pem\n")
    return folder


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("", "empty"),
        (" " * 20, "empty"),
        ("short", "has 5 characters, and at least 12"),
        ("aaaaaaaaaaaaaaaaaa", "repeats the same few"),
        ("abababab abababab", "repeats the same few"),
        ("Password123!!", "built on 'password'"),
        ("testamur-2026-key", "built on 'testamur'"),
        ("tide lamp cobalt onion", ""),
        ("θάλασσα λύχνος κρεμμύδι", ""),
    ],
)
def test_a_weak_passphrase_is_refused_with_a_reason(passphrase, reason):
    found = key_file.weakness(passphrase)
    assert reason in found
    assert bool(found) is bool(reason)


def test_a_key_outside_any_repository_is_not_exposed(tmp_path):
    assert key_file.exposure(tmp_path / "key.pem") == ""


def test_a_key_that_git_ignores_is_not_exposed(repository):
    assert key_file.exposure(repository / "keys" / "key.pem") == ""


def test_a_key_that_git_would_add_is_exposed(repository):  # K-06
    assert "does not ignore it" in key_file.exposure(repository / "key.txt")


def test_a_tracked_key_is_exposed_even_if_it_is_ignored(repository):  # K-06
    (repository / "key.pem").write_text("")
    subprocess.run(["git", "add", "--force", "key.pem"], cwd=repository, check=True)
    assert "is tracked by git" in key_file.exposure(repository / "key.pem")


@pytest.mark.parametrize("name", ["../key.pem", "../keys/key.pem", "credentials/../../key.pem", "./../key.pem"])
def test_a_key_outside_that_is_named_from_inside_is_not_exposed(repository, monkeypatch, name):
    (repository / "credentials").mkdir()
    (repository.parent / "keys").mkdir()
    monkeypatch.chdir(repository)
    (repository / name).write_text("")
    assert key_file.exposure(Path(name)) == ""
    assert key_file.exposure(repository / name) == ""


@pytest.mark.parametrize(
    "name", ["repository/key.txt", "keys/../repository/key.txt", "door/key.txt", "door/x/../key.txt"]
)
def test_a_key_inside_that_is_named_from_outside_is_exposed(repository, monkeypatch, name):
    for folder in (repository / "x", repository.parent / "keys"):
        folder.mkdir()
    (repository.parent / "door").symlink_to(repository)
    monkeypatch.chdir(repository.parent)
    (repository / "key.txt").write_text("")
    assert "does not ignore it" in key_file.exposure(Path(name))


def test_a_key_that_a_link_inside_leads_out_to_is_not_exposed(repository):
    (repository.parent / "key.pem").write_text("")
    (repository / "key.txt").symlink_to("../key.pem")
    assert key_file.exposure(repository / "key.txt") == ""


def test_a_tracked_key_that_a_link_outside_leads_to_is_exposed(repository):
    (repository / "key.pem").write_text("")
    subprocess.run(["git", "add", "--force", "key.pem"], cwd=repository, check=True)
    (repository.parent / "link.pem").symlink_to("repository/key.pem")
    assert key_file.exposure(repository.parent / "link.pem") == key_file.TRACKED


def test_a_tracked_key_that_is_spelt_with_capital_letters_is_the_same_where_they_do_not_matter(repository):
    (repository / "Key.pem").write_text("")
    subprocess.run(["git", "add", "--force", "Key.pem"], cwd=repository, check=True)
    assert key_file.exposure(repository / "key.pem") == ""  # another file, here
    (repository / "key.pem").hardlink_to(repository / "Key.pem")
    assert key_file.exposure(repository / "key.pem") == key_file.TRACKED


def test_without_git_a_key_in_a_repository_counts_as_exposed(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "does not ignore it" in key_file.exposure(repository / "key.pem")


def test_a_key_file_is_readable_by_its_owner_only(tmp_path):
    mask = os.umask(0)
    try:
        key_file.write(tmp_path / "keys" / "key.pem", b"secret")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "keys" / "key.pem").stat().st_mode) == 0o600


@pytest.mark.parametrize("there", ["file", "link"])
def test_a_key_file_is_never_overwritten(tmp_path, there):
    file = tmp_path / "key.pem"
    if there == "file":
        file.write_bytes(b"old")
    else:
        file.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="never overwritten"):
        key_file.write(file, b"new")
    assert not (tmp_path / "elsewhere").exists()


def test_half_a_key_does_not_stay(tmp_path, monkeypatch):
    def refuse(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        key_file.write(tmp_path / "key.pem", b"secret")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("mark", "told"),
    [("issuer/did.json", "a site that was built"), ("entries.jsonl", "a ledger: all of that is pushed")],
)
def test_a_key_in_a_site_or_in_a_ledger_is_as_good_as_published(tmp_path, mark, told):
    path = tmp_path / "folder" / mark
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    assert told in key_file.exposure(tmp_path / "folder/deeper/key.pem")
