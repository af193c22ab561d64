"""What was drawn is kept by what it was drawn from; nothing that lies in the folder is taken on trust."""

import os
import subprocess
import sys
import time

import pytest

from paths import ROOT
from testamur import cache_entries
from testamur.errors import PublishingError
from testamur.pictures.drawing import picture_cache, raster, what_draws

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3" fill="#0b6e4f"/></svg>'
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", str(tmp_path / "kept"))
    cache_entries._written.clear()
    cache_entries._prepared.cache_clear()
    yield tmp_path / "kept" / "pictures"
    cache_entries._prepared.cache_clear()


def entries(folder):
    return [path for path in folder.iterdir() if not path.name.startswith(".")]


class Draw:
    """Counts how often something is drawn."""

    def __init__(self, content=b"a picture"):
        self.times, self.content = 0, content

    def __call__(self):
        self.times += 1
        return self.content


def test_the_same_is_drawn_once():
    draw = Draw()
    assert [picture_cache.kept("a job", b"input", draw=draw) for _ in range(3)] == [b"a picture"] * 3
    assert draw.times == 1


@pytest.mark.parametrize(
    "other", [("another job", b"input"), ("a job", b"inputs"), ("a job", b"in", b"put"), ("a job",)]
)
def test_anything_else_is_drawn_anew(other):
    picture_cache.kept("a job", b"input", draw=Draw())
    assert picture_cache.kept(*other, draw=Draw(b"another")) == b"another"


def test_another_renderer_draws_anew(monkeypatch):
    picture_cache.kept("a job", draw=Draw())
    monkeypatch.setattr(what_draws, "digest", lambda: bytes(32))
    assert picture_cache.kept("a job", draw=Draw(b"another")) == b"another"


def test_a_refusal_is_not_kept(folder):
    def refuse():
        raise PublishingError("it cannot be drawn")

    for _ in range(2):
        with pytest.raises(PublishingError):
            picture_cache.kept("a job", draw=refuse)
    assert entries(folder) == []


def odd_contents(path):
    whole = path.read_bytes()
    yield whole[:-1]
    yield whole + b"more"
    yield b""
    yield bytes([whole[0] ^ 1]) + whole[1:]
    yield whole[:-1] + bytes([whole[-1] ^ 1])


def test_an_entry_that_was_changed_is_drawn_anew_and_replaced(folder):
    picture_cache.kept("a job", draw=Draw())
    (path,) = entries(folder)
    whole = path.read_bytes()
    for odd in list(odd_contents(path)):
        path.write_bytes(odd)
        assert picture_cache.kept("a job", draw=Draw()) == b"a picture"
        assert path.read_bytes() == whole


def test_an_entry_under_another_name_is_drawn_anew(folder):
    picture_cache.kept("a job", draw=Draw())
    (path,) = entries(folder)
    path.rename(folder / picture_cache.key_of("another job"))
    assert picture_cache.kept("another job", draw=Draw(b"another")) == b"another"


def test_a_link_a_pipe_or_a_folder_in_its_place_is_drawn_around(folder, tmp_path):
    picture_cache.kept("a job", draw=Draw())
    (path,) = entries(folder)
    path.rename(tmp_path / "elsewhere")
    for put in (lambda: path.symlink_to(tmp_path / "elsewhere"), lambda: os.mkfifo(path), path.mkdir):
        put()
        draw = Draw()
        assert (picture_cache.kept("a job", draw=draw), draw.times) == (b"a picture", 1)
        path.rmdir() if path.is_dir() else path.unlink()


def test_where_nothing_is_kept_everything_is_drawn(monkeypatch):
    monkeypatch.setenv("TESTAMUR_CACHE", "off")
    draw = Draw()
    assert [picture_cache.kept("a job", draw=draw) for _ in range(2)] == [b"a picture"] * 2
    assert draw.times == 2


def test_where_it_cannot_be_said_what_draws_nothing_is_kept(folder, monkeypatch):
    monkeypatch.setattr(what_draws, "digest", lambda: None)
    assert picture_cache.kept("a job", draw=Draw()) == b"a picture"
    assert not folder.exists()


@pytest.mark.parametrize("call", ["mkstemp", "replace"])
def test_a_folder_that_is_full_or_cannot_be_written_is_no_problem(folder, monkeypatch, call):
    def refuse(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    if call == "mkstemp":
        monkeypatch.setattr(cache_entries.tempfile, "mkstemp", refuse)
    else:
        monkeypatch.setattr(cache_entries.Path, "replace", refuse)
    assert picture_cache.kept("a job", draw=Draw()) == b"a picture"
    assert list(folder.iterdir()) == []


def test_a_folder_that_went_away_is_no_problem(folder):
    picture_cache.kept("a job", draw=Draw())
    (path,) = entries(folder)
    path.unlink()
    folder.rmdir()
    assert picture_cache.kept("a job", draw=Draw(b"again")) == b"again"


def fill(folder, monkeypatch, count, most):
    """Write entries of 1,032 bytes, each an hour younger than the last, and nothing bounded before the last."""
    for number in range(count):
        picture_cache.kept(f"job {number}", draw=Draw(bytes(1000)))
        age = time.time() - 60 * 60 * (count - number)
        os.utime(folder / picture_cache.key_of(f"job {number}"), (age, age))
    monkeypatch.setattr(cache_entries, "MOST_BYTES", most)
    cache_entries._written.clear()
    picture_cache.kept("the last job", draw=Draw(bytes(1000)))
    return {path.name for path in entries(folder)}


def test_when_there_are_too_many_the_oldest_go_first(folder, monkeypatch):
    left = fill(folder, monkeypatch, 10, 8 * 1032)
    assert left == {picture_cache.key_of(job) for job in [*(f"job {n}" for n in range(5, 10)), "the last job"]}


def test_what_is_no_entry_is_never_removed(folder, monkeypatch):
    picture_cache.kept("a job", draw=Draw())
    (folder / "wedding.jpg").write_bytes(bytes(10_000))
    os.utime(folder / "wedding.jpg", (1, 1))
    assert "wedding.jpg" in fill(folder, monkeypatch, 10, 8 * 1032)


def test_when_there_are_not_too_many_all_stay(folder, monkeypatch):
    assert len(fill(folder, monkeypatch, 5, 6 * 1032)) == 6


def test_what_is_in_use_is_not_the_oldest(folder, monkeypatch):
    picture_cache.kept("a job", draw=Draw())
    (path,) = entries(folder)
    os.utime(path, (1, 1))
    picture_cache.kept("a job", draw=Draw())
    assert path.stat().st_mtime > time.time() - 60


def test_what_is_very_large_is_not_kept(folder, monkeypatch):
    monkeypatch.setattr(cache_entries, "LARGEST", 1000)
    picture_cache.kept("a job", draw=Draw(bytes(1000)))
    assert entries(folder) == []


def test_several_processes_at_once_have_whole_entries(folder):
    script = (
        "import os; from testamur.pictures.drawing import picture_cache\n"
        "for number in range(200):\n"
        "    key = picture_cache.key_of(f'job {number % 5}')\n"
        "    picture_cache.write(key, bytes([number % 5]) * 50_000)\n"
        "    assert picture_cache.read(key) == bytes([number % 5]) * 50_000\n"
    )
    environment = {"PYTHONPATH": str(ROOT / "plugins"), "TESTAMUR_CACHE": os.environ["TESTAMUR_CACHE"]}
    running = [subprocess.Popen([sys.executable, "-c", script], env=environment) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert len(list(folder.iterdir())) == 5


@pytest.mark.parametrize(
    "draw",
    [
        lambda: raster.png(DRAWING, width=64),
        lambda: raster.half(DRAWING, width=64, colors=16),
    ],
    ids=["png", "half"],
)
def test_a_drawing_has_the_same_bytes_with_and_without_it(monkeypatch, draw):
    def forget():
        raster.png.cache_clear()
        raster.half.cache_clear()

    forget()
    cold = draw()
    forget()
    with monkeypatch.context() as no_renderer:
        no_renderer.setattr(raster, "_drawn", None)
        warm = draw()
    forget()
    monkeypatch.setenv("TESTAMUR_CACHE", "off")
    assert cold == warm == draw()
