"""A disk that is full, or may not be written: each command ends in a sentence, and what was there stays whole.

The limit of a process on the size of a file (RLIMIT_FSIZE) stands for the disk: writing beyond it fails as on a full
one, at whichever file comes first.
"""

import errno
import json
import os
import resource
import signal

import pytest

from issuing import an_id, tree
from registries import FIRST, make_registry, run, secret
from thoroughness import either

MORE = {f"awards/2026/{an_id(3)}.yml": "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-16\n"}
LIMITS = either([0, 1_500], [0, 1, 100, 500, 1_500, 2_000])  # bytes: some file of a run is longer than each
SIGNING = {"TESTAMUR_SIGNING_KEY": secret()}
BUILD = ("build", "--settings", "pelicanconf.py", "--now", "2026-11-01")


def on_a_disk_with(limit, *arguments, folder, **environment):
    """Run a command in a process that can write no file longer than `limit` bytes; return its code and its words."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            done = run(*arguments, folder=folder, **environment)
            os.write(writing, json.dumps([done.code, done.out, done.err]).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        code, out, err = json.loads(pipe.read() or b'[null, "", "the command did not end"]')
    os.waitpid(child, 0)
    return code, out, err


@pytest.fixture
def place(tmp_path):
    """A registry that was issued and built, and one more award to issue."""
    make_registry(tmp_path)
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'x'\n")
    assert run("issue", folder=tmp_path, **SIGNING).code == 0
    make_registry(tmp_path, MORE)
    return tmp_path


@pytest.mark.parametrize("limit", LIMITS)
def test_a_full_disk_leaves_the_ledger_as_it_was(place, limit):
    before = tree(place / "ledger")
    code, _, err = on_a_disk_with(limit, "issue", folder=place, **SIGNING)
    assert code == 1
    assert os.strerror(errno.EFBIG) in err
    assert "Traceback" not in err
    assert tree(place / "ledger") == before
    assert run("issue", folder=place, **SIGNING).code == 0


@pytest.mark.parametrize("limit", either([4_000], [0, 100, 4_000, 20_000]))
def test_a_full_disk_leaves_the_site_as_it_was(place, limit):
    assert run(*BUILD, folder=place).code == 0
    before = tree(place / "output")
    assert run("issue", folder=place, **SIGNING).code == 0
    code, _, err = on_a_disk_with(limit, *BUILD, folder=place)
    assert code == 1
    assert os.strerror(errno.EFBIG) in err
    assert "Traceback" not in err
    assert tree(place / "output") == before


WRITING = {
    "a new learner": ("new", "learner", "--name", "Alan Turing"),
    "a new award": ("new", "award", "--achievement", "visit", "--learner", "l-1", "--date", "2026-05-20"),
    "a withdrawal": ("revoke", FIRST, "--reason", "awarded-in-error", "--yes"),
    "an erasure": ("erase", "l-1", "--reason", "learner-request", "--yes"),
    "a correction": ("correct", FIRST, "--set", "awardedDate=2026-05-13", "--yes"),
    "an import": ("import", "people.csv", "--achievement", "visit", "--date", "2026-05-20", "--yes"),
    "an export": ("export", FIRST, "--to", "out"),
    "a new repository": ("init", "new", "--name", "H", "--base", "https://badges.quay.example", "--country", "IE",
                         "--contact", "a@quay.example"),
    "a new key": ("keygen", "--out", "k.pem"),
}  # fmt: skip


@pytest.mark.parametrize("command", WRITING.values(), ids=WRITING)
def test_a_full_disk_leaves_no_half_written_file(place, command):
    (place / "people.csv").write_text("Name\nGrace Hopper\nAlan Turing\n")
    before = tree(place)
    code, _, err = on_a_disk_with(1, *command, folder=place, TESTAMUR_PASSPHRASE="tide lamp cobalt onion")
    assert code == 1, err
    assert os.strerror(errno.EFBIG) in err
    assert "Traceback" not in err
    assert tree(place) == before
