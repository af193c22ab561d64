"""What a picture depends on beside its input has one name, which changes with any of it."""

from importlib import metadata

import pytest

from testamur.pictures.drawing import what_draws


@pytest.fixture(autouse=True)
def named_anew():
    what_draws.digest.cache_clear()
    yield
    what_draws.digest.cache_clear()


def test_the_same_programs_have_the_same_name():
    first = what_draws.digest()
    what_draws.digest.cache_clear()
    assert (what_draws.digest(), len(first)) == (first, 32)


@pytest.mark.parametrize("library", ["resvg-py", "pillow"])
def test_another_version_of_a_library_is_another_name(monkeypatch, library):
    first, version = what_draws.digest(), metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0" if name == library else version(name))
    what_draws.digest.cache_clear()
    assert what_draws.digest() != first


def engine(folder, line):
    (folder / "text").mkdir(parents=True)
    (folder / "pictures" / "drawing").mkdir(parents=True)
    for name in ("errors.py", "process_limits.py"):
        (folder / name).write_text("")
    (folder / "pictures" / "drawing" / "raster.py").write_text(line)
    return folder


def test_another_line_of_code_is_another_name(monkeypatch, tmp_path):
    names = set()
    for line in ("WIDTH = 1", "WIDTH = 2"):
        monkeypatch.setattr(what_draws, "_ENGINE", engine(tmp_path / line, line))
        what_draws.digest.cache_clear()
        names.add(what_draws.digest())
    assert len(names) == 2


def test_code_that_cannot_be_read_has_no_name(monkeypatch, tmp_path):
    monkeypatch.setattr(what_draws, "_ENGINE", tmp_path)
    assert what_draws.digest() is None


def test_a_library_that_is_not_installed_gives_no_name(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert what_draws.digest() is None
