"""Files of a ledger: read and written whole, listed without following what leads elsewhere."""

import os

import pytest

from testamur.errors import LedgerError
from testamur.ledger.safeguards import plain_files


def test_files_in_all_folders_are_named_in_order(tmp_path):
    for name in ("b", "inner/a", "inner/deep/.c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert plain_files.names_below(tmp_path) == ["b", "inner/a", "inner/deep/.c"]


def test_no_folder_has_no_files(tmp_path):
    assert plain_files.names_below(tmp_path / "none") == []


def test_a_link_to_a_folder_is_not_followed_and_no_pipe_is_a_file(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    os.mkfifo(tmp_path / "pipe")
    assert plain_files.names_below(tmp_path) == ["a/file"]


def test_a_folder_of_files_and_folders_is_a_ledgers(tmp_path):
    (tmp_path / "awards").mkdir()
    (tmp_path / "awards" / "a.json").write_bytes(b"")
    plain_files.refuse_others(tmp_path)


@pytest.mark.parametrize("name", ["link", "awards/link", "awards/.git"])
def test_a_link_anywhere_is_refused(tmp_path, name):
    (tmp_path / "awards").mkdir()
    (tmp_path / name).symlink_to(tmp_path)
    with pytest.raises(LedgerError, match=f"{name} is a symbolic link"):
        plain_files.refuse_others(tmp_path)


def test_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LedgerError, match="no plain file"):
        plain_files.refuse_others(tmp_path)


def test_gits_own_folder_is_left_alone(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "link").symlink_to(tmp_path)
    plain_files.refuse_others(tmp_path)
