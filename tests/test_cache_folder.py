"""The cache folder: where it is, that it is nobody else's, and that there may be none."""

import stat

import pytest

from testamur import cache_folder


def in_folder(folder):
    return {"TESTAMUR_CACHE": str(folder)}


def test_the_environment_names_the_folder(tmp_path):
    assert cache_folder.prepare(environment=in_folder(tmp_path / "kept")) == tmp_path / "kept"


def test_the_folder_is_made_with_those_above_it(tmp_path):
    assert cache_folder.prepare(environment=in_folder(tmp_path / "a" / "b")).is_dir()


def test_a_folder_in_it_is_made(tmp_path):
    assert cache_folder.prepare("pictures", in_folder(tmp_path / "kept")) == tmp_path / "kept" / "pictures"
    assert (tmp_path / "kept" / "pictures").is_dir()


def test_nobody_else_reads_it(tmp_path):
    made = cache_folder.prepare("pictures", in_folder(tmp_path / "kept"))
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (made, made.parent)] == [0o700, 0o700]


def test_a_relative_name_is_one_of_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cache_folder.prepare(environment=in_folder("kept")) == tmp_path / "kept"


def test_off_keeps_nothing():
    assert cache_folder.prepare("pictures", {"TESTAMUR_CACHE": "off"}) is None


def test_without_a_name_it_is_the_users_own(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    made = cache_folder.prepare(environment={})
    assert made.name == "testamur"
    assert made.is_relative_to(tmp_path)


@pytest.mark.parametrize("mode", [0o777, 0o720])
def test_a_folder_to_which_others_can_write_is_not_used(tmp_path, mode):
    tmp_path.chmod(mode)
    assert cache_folder.prepare(environment=in_folder(tmp_path)) is None


def test_a_folder_of_somebody_else_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr("os.getuid", lambda: 4711)
    assert cache_folder.prepare(environment=in_folder(tmp_path)) is None


def test_a_file_in_its_place_is_no_folder(tmp_path):
    (tmp_path / "kept").write_text("")
    assert cache_folder.prepare(environment=in_folder(tmp_path / "kept")) is None
