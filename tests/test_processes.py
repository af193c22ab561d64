"""Processes that are split from this one: in order, never too far ahead, and gone with their parent."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from testamur import processes


def double(some):
    return [2 * number for number in some]


def test_results_come_in_the_order_of_the_items():
    with processes.split(2) as executor:
        assert list(processes.in_order(executor, double, range(50), batch=3, ahead=4)) == double(range(50))


def test_items_are_taken_only_so_far_ahead():
    taken = []

    def items():
        for number in range(100):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(1) as executor:
        results = processes.in_order(executor, double, items(), batch=5, ahead=2)
        next(results)
        assert len(taken) == 10


def test_an_error_of_the_items_is_raised():
    def items():
        yield 1
        raise ValueError("no more")

    with ThreadPoolExecutor(1) as executor, pytest.raises(ValueError, match="no more"):
        list(processes.in_order(executor, double, items(), batch=1, ahead=1))


@pytest.mark.skipif(not processes.can_split(), reason="this system splits no processes")
def test_a_process_that_was_split_knows_what_this_one_knows(monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "double", lambda some: [os.getpid() for _ in some])
    with processes.split(1) as executor:
        (pid,) = processes.in_order(executor, double_by_name, [1], batch=1, ahead=1)
    assert pid != os.getpid()


def double_by_name(some):
    return double(some)


PARENT = """
import os, time
from testamur import processes
with processes.split(2) as executor:
    print(*{executor.submit(os.getpid).result() for _ in range(20)}, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(multiprocessing.get_start_method() == "spawn", reason="nothing is split here")
def test_processes_end_when_their_parent_is_killed():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        children = [int(pid) for pid in parent.stdout.readline().split()]
        parent.send_signal(signal.SIGKILL)
    assert children
    deadline = time.monotonic() + 20
    while any(is_running(pid) for pid in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(is_running(pid) for pid in children)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        # One that nobody waited for has ended all the same.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return True


@pytest.mark.skipif(not processes.can_split(), reason="this system splits no processes")
def test_processes_beside_this_one_go_through_all_items(tmp_path):
    with processes.beside(2, lambda number: (tmp_path / str(number)).touch(), range(5)):
        until(lambda: len(list(tmp_path.iterdir())) == 5)


@pytest.mark.skipif(not processes.can_split(), reason="this system splits no processes")
def test_processes_beside_this_one_begin_nothing_after_it(tmp_path):
    def wait_there(number):
        (tmp_path / str(number)).touch()
        until((tmp_path / "go on").exists)

    with processes.beside(1, wait_there, [1, 2]):
        until((tmp_path / "1").exists)
        threading.Timer(0.2, (tmp_path / "go on").touch).start()
    assert not (tmp_path / "2").exists()


@pytest.mark.skipif(not processes.can_split(), reason="this system splits no processes")
def test_what_fails_beside_this_process_is_not_told(capfd):
    def fail(number):
        raise ValueError(number)

    with processes.beside(1, fail, [1]):
        pass
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not processes.can_split(), reason="this system splits no processes")
def test_after_an_exception_nothing_more_is_begun(tmp_path):
    def begin():
        with processes.split(1) as executor:
            for number in range(500):
                executor.submit((tmp_path / str(number)).touch)
            raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        begin()
    assert len(list(tmp_path.iterdir())) < 500


def until(is_so):
    """Wait for something that another process does."""
    limit = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < limit
        time.sleep(0.01)
