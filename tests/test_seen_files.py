"""What files said is told again for as long as they are the same files, and never for others."""

import os
import sqlite3
from types import SimpleNamespace

import pytest

from testamur import seen_files
from testamur.seen_files import SeenFiles

LATER = 10**19  # nanoseconds: long after everything was written


@pytest.fixture
def connection():
    opened = sqlite3.connect(":memory:", isolation_level=None)
    opened.execute(seen_files.TABLE)
    yield opened
    opened.close()


@pytest.fixture
def seen(connection):
    return begun(SeenFiles(connection, b"makers", lambda: LATER))


def begun(seen):
    seen.begin()
    return seen


def stamp(seen, path):
    return seen.stamp(path.lstat())


def test_a_file_that_nobody_touched_keeps_its_stamp(seen, tmp_path):
    path = tmp_path / "a"
    path.write_text("x")
    assert stamp(seen, path) == stamp(seen, path) != b""


def write_in_place(path):
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_text("y")
    os.utime(path, ns=times)  # as tools do that copy with times


def exchange(path):
    other = path.with_name("other")
    other.write_text("x")
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize("change", [write_in_place, exchange, lambda path: path.chmod(0o600), os.utime])
def test_another_file_or_another_content_has_another_stamp(seen, tmp_path, change):
    path = tmp_path / "a"
    path.write_text("x")
    before = stamp(seen, path)
    change(path)
    assert stamp(seen, path) != before


@pytest.mark.parametrize(
    ("changed", "after", "has_one"),
    [(7, 100_000_000, False), (7, 100_000_001, True), (0, 2_000_000_000, False), (0, 2_000_000_001, True)],
    ids=["just before", "before", "just before, by a coarse clock", "before, by a coarse clock"],
)
def test_what_changed_just_before_has_no_stamp(connection, changed, after, has_one):
    times = SimpleNamespace(st_ino=1, st_mode=0o100644, st_size=1, st_mtime_ns=changed, st_ctime_ns=changed)
    seen = begun(SeenFiles(connection, b"", lambda: changed + after))
    assert bool(seen.stamp(times)) is has_one


def test_what_was_put_is_got(seen):
    seen.put(seen.key(b"a"), [1, {"b": "ü"}])
    assert seen.get(seen.key(b"a")) == [1, {"b": "ü"}]


def test_what_json_does_not_have_is_not_kept(seen):
    seen.put(seen.key(b"a"), [2**70])
    assert seen.get(seen.key(b"a")) is None


def test_other_code_has_seen_nothing(connection, seen):
    seen.put(seen.key(b"a"), 1)
    other = begun(SeenFiles(connection, b"others", lambda: LATER))
    assert other.get(other.key(b"a")) is None


def test_parts_of_a_key_do_not_run_together(seen):
    assert seen.key(b"a", b"bc") != seen.key(b"ab", b"c")


def test_what_a_run_did_not_ask_for_is_forgotten_with_its_end(connection, seen):
    asked, other = seen.key(b"asked"), seen.key(b"other")
    seen.put(asked, 1)
    seen.put(other, 2)
    seen.tidy()
    later = begun(SeenFiles(connection, b"makers", lambda: LATER))
    assert later.get(asked) == 1
    later.tidy()
    assert (later.get(asked), later.get(other)) == (1, None)


def test_what_is_forgotten_does_not_outlast_the_run(connection, seen):
    seen.put(seen.key(b"a"), 1)
    seen.forget(seen.key(b"a"))
    seen.tidy()
    assert begun(SeenFiles(connection, b"makers", lambda: LATER)).get(seen.key(b"a")) is None


@pytest.mark.parametrize("damage", ["body = x'32'", "seal = x'00'", "body = '1'", "key = x'00'"])
def test_a_row_that_was_damaged_is_not_relied_on(connection, seen, damage):
    seen.put(seen.key(b"a"), 1)
    connection.execute(f"UPDATE seen SET {damage}")
    assert seen.get(seen.key(b"a")) is None
    assert seen.get(b"\0") is None


def test_a_state_that_cannot_be_used_is_done_without(connection, seen):
    connection.execute("DROP TABLE seen")
    seen.put(seen.key(b"a"), 1)
    seen.tidy()
    assert seen.get(seen.key(b"a")) is None


def test_runs_end_at_the_same_names_whatever_lies_between():
    names = [f"l-{number}" for number in range(3000)]
    ends = {name for name in names if seen_files.ends_run(name)}
    assert 3 < len(ends) < 40
    assert ends == {name for name in reversed(names) if seen_files.ends_run(name)}
