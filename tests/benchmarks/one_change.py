"""What a build costs after one change, beside the full build before it, and with no change at all.

Each build is a process of its own that asks `terminal.building.build`, as the command does; what one leaves on the disk
(the site, what is kept of it, a cache) is all that the next has. The change is one more award, issued before the second
build.
"""

import concurrent.futures
import multiprocessing
import shutil
from pathlib import Path

from benchmarks import inputs, loading, usage


def one_change(size: int, folder: Path) -> dict:
    """CPU seconds of a full build, of one after a change, and of one with nothing to do."""
    from issuing import an_id

    place = folder / "change"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder / "credentials", place / "credentials")
    fresh = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as processes:
        processes.submit(_issue, place, seed=0).result()
        full = processes.submit(_build, place).result()
        inputs.write_award(place / "credentials", size, an_id(size))
        processes.submit(_issue, place, seed=1).result()
        changed = processes.submit(_build, place).result()
        unchanged = processes.submit(_build, place).result()
    shutil.rmtree(place)
    return {"full": full, "changed": changed, "unchanged": unchanged}


def _issue(place: Path, *, seed: int) -> None:
    from issuing import KEY, NOW, Random
    from testamur.ledger import issuance
    from testamur.records import registry

    records = registry.load(place / "credentials", today=NOW.date())
    issuance.issue(records, place / "ledger", KEY, now=NOW, random=Random(seed))


def _build(place: Path) -> float:
    """Build as the command does, and return the seconds of CPU."""
    import every_state

    loading.load_our_pelican()
    begun = usage.cpu()
    every_state.build(place, place / "output")
    return usage.cpu() - begun
