"""The sides that are measured, and how one runs: in a process of its own, so that memory and caches are its own.

A side is a function of (size, folder) that returns what it measured, or `{"missing": why}`. All sides of a round share
the folder, and run in the order of the table: a later one may use what an earlier one left there.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks import log_costs, one_change, our_side, poison, signing_peers, site_peers
from paths import ROOT

Answer = Mapping[str, Any]
SIDES: Mapping[str, Callable[[int, Path], Answer]] = {
    "testamur": our_side.cold,
    "pelican": site_peers.stock_pelican,
    "testamur, two processes": our_side.two_processes,
    "hugo": site_peers.hugo,
    "bare writing": site_peers.bare_writing,
    "bare signatures": signing_peers.bare_signatures,
    "openbadgeslib, data integrity": signing_peers.openbadgeslib_data_integrity,
    "openbadgeslib, JWT": signing_peers.openbadgeslib_jwt,
    "digital bazaar": signing_peers.digital_bazaar,
    "testamur, with a log": our_side.with_log,
    "one change": one_change.one_change,
    "log": log_costs.log_costs,
    "poison": poison.poison,
}
PREPARE = "records"
# What does not depend on the number of awards is measured at the first size only.
OF_NO_SIZE = frozenset({"log", "poison"})
_FUNCTIONS = {PREPARE: our_side.prepare, **SIDES}


def run(name: str, size: int, folder: Path) -> Answer:
    """Run a side in a process of its own, with an empty cache; what it prints goes to stderr only if it fails."""
    cache = folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    cache.mkdir()
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "bench.py", "--side", name, str(size), folder],
        env={**os.environ, "TESTAMUR_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the side {name!r} ended with exit code {done.returncode}:\n{done.stderr[-4000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def answer(name: str, size: int, folder: Path) -> None:
    """Run a side in this process, and print what it returns as a line of JSON."""
    measured = _FUNCTIONS[name](size, folder)
    print(f"\n{json.dumps(measured)}", flush=True)
