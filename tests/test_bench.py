"""`make bench` works, and what it measured first has not grown by a third since the last line of docs/bench.jsonl."""

import subprocess
import sys

import pytest

from benchmarks import history, rounds, rows
from paths import ROOT

# Hostile files are timed by test_hostile_sizes.py.
ALL_BUT_HOSTILE_FILES = "P1,P2,P3,P4,P5,P6,P7,P8,log"
ROUNDS = 3
MOST_GROWTH = 4 / 3


def bench(*arguments):
    command = [sys.executable, "tests/bench.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def tiny():
    """The output of a run of 20 awards and one round."""
    done = bench("--sizes", "20", "--repeat", "1", "--only", ALL_BUT_HOSTILE_FILES)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.long
@pytest.mark.parametrize("row", rows.chosen(ALL_BUT_HOSTILE_FILES.split(",")), ids=lambda row: row.key)
def test_a_tiny_run_fills_every_row(tiny, row):
    [line] = [line for line in tiny.splitlines() if line.startswith(f"| {row.number} | {row.says} |")]
    assert line.split("|")[-2].strip()


@pytest.mark.long
@pytest.mark.parametrize("head", ["| µs of CPU an award | 20 awards |", "| KB an award | 20 awards |"])
def test_a_tiny_run_prints_what_lies_behind(tiny, head):
    assert head in tiny


def test_a_row_that_does_not_exist_is_wrong_usage():
    done = bench("--only", "P12")
    assert done.returncode == 2
    assert "there is no row P12" in done.stderr


def test_a_page_is_not_filled_in_from_others_alone():
    done = bench("--only", "P9", "--fill", "docs/scale.md")
    assert done.returncode == 2
    assert "--fill needs a row that measures our side" in done.stderr


@pytest.mark.long
def test_issuing_and_building_1000_awards_has_not_grown_by_a_third():
    [row] = rows.chosen(["P1"])
    before = history.last(row.key, 1000)
    if before is None:
        pytest.skip("docs/bench.jsonl has no line with P1 at 1,000 awards: make bench BENCH=--append writes one")
    measured = rounds.measure([1000], row.sides, repeat=ROUNDS)
    assert rows.median(row.figures(measured[1000])) <= before * MOST_GROWTH
