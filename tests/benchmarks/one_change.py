"""What a build costs after one change, beside the full build before it, and with no change at all.

Asks `terminal.building.build`, as the command does. One award is added and issued between the two.
"""

import os
import shutil
from pathlib import Path

from benchmarks import inputs, usage

# A second build that takes this much of a full one makes everything anew.
_STILL_FULL = 0.5


def one_change(size: int, folder: Path) -> dict:
    """CPU seconds of a full build, of one after a change, and of one with nothing to do."""
    import pelican  # noqa: F401 — loaded before the clock starts
    from issuing import KEY, NOW, Random, an_id
    from testamur.ledger import issuance
    from testamur.records import registry
    from testamur.terminal import building

    records, ledger, output = (folder / "change" / name for name in ("credentials", "ledger", "output"))
    shutil.rmtree(folder / "change", ignore_errors=True)
    shutil.copytree(folder / "credentials", records)
    os.chdir(folder / "change")

    def issue(seed):
        loaded = registry.load(records, today=NOW.date())
        issuance.issue(loaded, ledger, KEY, now=NOW, random=Random(seed))

    def build():
        begun = usage.cpu()
        building.build(
            records=records, ledger=ledger, output=output, settings=Path("pelicanconf.py"), now=NOW, preview=False
        )
        return usage.cpu() - begun

    try:
        issue(0)
        full = build()
        inputs.write_award(records, size, an_id(size))
        issue(1)
        changed = build()
        if changed >= _STILL_FULL * full:
            return {"missing": f"not there yet: {changed / full:.2f}"}
        return {"full": full, "changed": changed, "unchanged": build()}
    finally:
        os.chdir(folder)
        shutil.rmtree(folder / "change", ignore_errors=True)
