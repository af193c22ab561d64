"""No file takes more than two seconds of CPU (a record: one) or 300 MB, and each ends in a sentence."""

import json
import os
import subprocess
import sys

import pytest

import hostile_sizes
from paths import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a process to a size")


# Y-01, Y-22, Y-23, C-13, C-20, C-26, D-05, L-02, B-02, B-05, I-07, I-09, I-11, I-12
@pytest.mark.parametrize("reader", hostile_sizes.READERS)
def test_every_hostile_file_ends_in_a_sentence_within_two_seconds_and_300_mb(reader):
    command = [sys.executable, "tests/hostile_sizes.py", reader]
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(["plugins", "tests"])}
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (answers[-1:], done.stderr[-1000:])
    assert len(answers) >= 3
    for title, said, seconds in answers:
        assert said, title
        assert "Error" not in said, (title, said)
        assert seconds < hostile_sizes.most_seconds(reader), title
